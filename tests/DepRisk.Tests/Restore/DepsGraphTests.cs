using System.Text.Json;
using DepRisk.Graph;
using DepRisk.Input;
using DepRisk.Packages;
using DepRisk.Restore;

namespace DepRisk.Tests.Restore;

public sealed class DepsGraphTests
{
    private static readonly string[] Edited = ["deps/anchore+grype/test/integration/testdata/image-debian-match-coverage/dotnet/TestLibrary.deps.json"];

    internal static (Result<Target> Result, List<InputError> Problems, Dictionary<Component, RestoredPackage> Packages) Target(DepsFile file)
    {
        Dictionary<Component, RestoredPackage> packages = [];
        List<InputError> problems = [];
        return (DepsGraph.Target(file, project: null, new ComponentTable(), packages, problems), problems, packages);
    }

    // Libraries are given as KEY TYPE; the target as JSON.
    private static (Target Target, List<InputError> Problems) Build(string target, params string[] libraries)
    {
        var entries = string.Join(",", libraries.Select(library => $$"""  "{{library.Split(' ')[0]}}": { "type": "{{library.Split(' ')[1]}}", "sha512": "" } """));
        var json = $$"""{ "runtimeTarget": { "name": ".NETCoreApp,Version=v10.0" }, "targets": { ".NETCoreApp,Version=v10.0": {{target}} }, "libraries": { {{entries}} } }""";
        var (result, problems, _) = Target(DepsJsonReaderTests.Parse(json).Value!);
        Assert.Null(result.Error);
        return (result.Value!, problems);
    }

    [CorpusFact]
    public void Has_the_nodes_and_edges_that_another_count_finds_in_the_corpus()
    {
        List<string> failed = [], partial = [];
        foreach (var path in Corpus.Files("deps", "*.json"))
        {
            if (DepsJsonReader.Read(path).Value is not { } file)
            {
                continue;
            }

            var (result, problems, _) = Target(file);
            if (!result.Succeeded(out var target, out var error))
            {
                Assert.Equal(InputErrorCode.Unexpected, error.Code);
                failed.Add(Path.GetFileName(path));
                continue;
            }

            if (problems.Exists(problem => problem.Code is not InputErrorCode.DanglingEdge))
            {
                partial.Add(Corpus.Name(path));
                Assert.All(problems, problem => Assert.Equal(problem.Code is InputErrorCode.Unexpected, problem.IsPartial));
            }

            Assert.Equal(Count(path), (target.Graph.Nodes.Length, target.Graph.EdgeCount, target.Graph.Dropped.Length));
        }

        Assert.Equal(["ambiguous-root.deps.json", "datacollector.deps.json", "datacollector.deps.json", "missing-target.deps.json", "no-libraries.deps.json"], failed.Order(StringComparer.Ordinal), StringComparer.Ordinal);

        // Somebody took libraries out of these by hand.
        Assert.Equal(Edited, partial, StringComparer.Ordinal);
    }

    [CorpusFact]
    public void Takes_the_root_from_the_name_of_the_file_where_several_projects_could_be_it()
    {
        var path = Corpus.Files("deps", "ambiguous-root.deps.json")[0];
        var bytes = File.ReadAllBytes(path);

        var target = Target(DepsJsonReader.Parse("bin/worker.deps.json", bytes).Value!).Result.Value!;

        Assert.Equal("Worker 1.0.0", target.Graph.Nodes[0].Component.ToString());
        Assert.Contains("Web, Worker", Target(DepsJsonReader.Read(path).Value!).Result.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Row_12_counts_a_project_with_a_renamed_assembly_once()
    {
        // As SDK 10.0.401 writes it for a project L.csproj with AssemblyName Renamed.Lib and Version 3.2.1.
        var (target, problems) = Build(
            """
            { "A/1.0.0": { "dependencies": { "Newtonsoft.Json": "13.0.3", "Renamed.Lib": "3.2.1", "Renamed.Lib.Reference": "3.2.1.0" }, "runtime": { "A.dll": {} } },
              "Newtonsoft.Json/13.0.3": { "runtime": { "lib/net6.0/Newtonsoft.Json.dll": {} } },
              "Renamed.Lib/3.2.1": { "runtime": { "Renamed.Lib.dll": {} } },
              "Renamed.Lib.Reference/3.2.1.0": { "runtime": { "Renamed.Lib.dll": {} } } }
            """,
            "A/1.0.0 project", "Newtonsoft.Json/13.0.3 package", "Renamed.Lib/3.2.1 project", "Renamed.Lib.Reference/3.2.1.0 reference");

        Assert.Empty(problems);
        Assert.Equal(["A > Newtonsoft.Json", "A > Renamed.Lib"], LockFileGraphTests.Edges(target.Graph), StringComparer.Ordinal);
        Assert.Equal(ComponentType.Project, LockFileGraphTests.NodeOf(target.Graph, "Renamed.Lib").Component.Type);
        Assert.Equal(["Newtonsoft.Json", "Renamed.Lib"], target.References.Select(reference => reference.Id), StringComparer.Ordinal);
    }

    [Fact]
    public void Row_32_keeps_a_referenced_file_as_a_file()
    {
        var (target, _) = Build(
            """{ "A/1.0.0": { "dependencies": { "Vendor": "2.0.0.0" } }, "Vendor/2.0.0.0": { "runtime": { "Vendor.dll": {} } } }""",
            "A/1.0.0 project", "Vendor/2.0.0.0 reference");

        var node = LockFileGraphTests.NodeOf(target.Graph, "Vendor");
        Assert.Equal((ComponentType.File, "2.0.0.0", DependencyClass.Runtime), (node.Component.Type, node.Component.Version, node.Class));
    }

    [CorpusFact]
    public void Row_19_makes_frameworks_of_runtime_packs()
    {
        var target = Target(DepsJsonReader.Read(Corpus.Files("deps", "self-contained.deps.json")[0]).Value!).Result.Value!;

        Assert.Equal(("net8.0/linux-x64", "net8.0", "linux-x64", true), (target.Name, target.Framework, target.RuntimeIdentifier, target.IsSelfContained));
        var pack = LockFileGraphTests.NodeOf(target.Graph, "Microsoft.NETCore.App.Runtime.linux-x64");
        Assert.Equal((ComponentType.Framework, "8.0.0", DependencyClass.Runtime), (pack.Component.Type, pack.Component.Version, pack.Class));
    }

    [Fact]
    public void Classifies_by_assets_and_packages_without_any_by_what_is_below_them()
    {
        var (target, _) = Build(
            """
            { "A/1.0.0": { "dependencies": { "Meta": "1.0.0", "Empty": "1.0.0", "Ref": "1.0.0", "Only": "1.0.0" } },
              "Meta/1.0.0": { "dependencies": { "Inner": "1.0.0" } },
              "Inner/1.0.0": { "dependencies": { "Ships": "1.0.0", "Meta": "1.0.0" } },
              "Ships/1.0.0": { "native": { "a.so": {} }, "dependencies": { "Empty": "1.0.0" } },
              "Empty/1.0.0": { "runtime": { "lib/net8.0/_._": {} } },
              "Ref/1.0.0": { "compile": { "Ref.dll": {} } },
              "Only/1.0.0": { "compileOnly": true } }
            """,
            "A/1.0.0 project", "Meta/1.0.0 package", "Inner/1.0.0 package", "Ships/1.0.0 package", "Empty/1.0.0 package", "Ref/1.0.0 referenceassembly", "Only/1.0.0 package");

        Assert.Equal(
            ["A Runtime", "Empty Build", "Inner Runtime", "Meta Runtime", "Only Compile", "Ref Compile", "Ships Runtime"],
            target.Graph.Nodes.ToArray().Select(node => $"{node.Component.Id} {node.Class}"),
            StringComparer.Ordinal);
    }

    [Fact]
    public void Says_what_its_target_holds_beyond_its_libraries()
    {
        var (target, problems) = Build("""{ "A/1.0.0": { "dependencies": { "B": "1.0.0" } }, "B/1.0.0": {} }""", "A/1.0.0 project");

        Assert.Equal(1, target.Graph.Nodes.Length);
        Assert.Equal([InputErrorCode.Unexpected, InputErrorCode.DanglingEdge], problems.Select(problem => problem.Code));
        Assert.True(problems[0].IsPartial);
        Assert.Equal("B", Assert.Single(target.Graph.Dropped).Id);
    }

    [CorpusFact]
    public void Keeps_content_hashes_of_packages_only()
    {
        var (_, _, packages) = Target(DepsJsonReader.Read(Corpus.Files("deps", "happy.deps.json")[0]).Value!);

        var (component, package) = Assert.Single(packages);
        Assert.Equal("Newtonsoft.Json 13.0.1", component.ToString());
        Assert.Equal("ppPFpBcvxdsfUonNcvITKqLl3bqxWbDCZIzDWHzjpdAHRFfZe0Dw9HmA0+za13IdyrgJwpkDTDA9fHaxOrt20A==", package.ContentHash);
    }

    private static (int Nodes, int Edges, int Dropped) Count(string path)
    {
        using var document = JsonDocument.Parse(InputFile.WithoutBom(File.ReadAllBytes(path)));
        var root = document.RootElement;
        var entries = root.GetProperty("targets").GetProperty(root.GetProperty("runtimeTarget").GetProperty("name").GetString()!).EnumerateObject().ToList();
        entries.RemoveAll(entry => !root.GetProperty("libraries").TryGetProperty(entry.Name, out _));
        var ids = entries.Select(entry => entry.Name.Split('/')[0]).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var dependencies = entries.SelectMany(entry => entry.Value.TryGetProperty("dependencies", out var all) ? all.EnumerateObject().Select(item => item.Name) : []).ToList();
        return (entries.Count, dependencies.Count(ids.Contains), dependencies.Count(id => !ids.Contains(id)));
    }
}

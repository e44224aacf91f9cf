using System.IO.Compression;
using DepRisk.Graph;
using DepRisk.Input;
using DepRisk.Packages;
using DepRisk.Restore;

namespace DepRisk.Tests.Restore;

public sealed class PackagesConfigGraphTests
{
    private readonly string _packages = Directory.CreateTempSubdirectory().FullName;

    internal static (Target Target, List<InputError> Problems, Dictionary<Component, RestoredPackage> Packages) Target(PackagesConfigFile file, PackagesFolder? folder, string? framework = null)
    {
        var components = new ComponentTable();
        Dictionary<Component, RestoredPackage> packages = [];
        List<InputError> problems = [];
        var target = PackagesConfigGraph.Target(file, framework, folder, components.Project("App", null, "App/App.csproj"), components, packages, problems);
        return (target, problems, packages);
    }

    private static PackagesConfigFile Config(params string[] entries) =>
        PackagesConfigReaderTests.Parse($"<packages>{string.Concat(entries.Select(entry => $"<package {entry} />"))}</packages>").Value!;

    // A package of packages.config: the .nupkg with the nuspec in it, and the extracted files.
    private void Install(string folder, string dependencies, params string[] files)
    {
        var path = Directory.CreateDirectory(Path.Combine(_packages, folder)).FullName;
        using var zip = ZipFile.Open(Path.Combine(path, folder + ".nupkg"), ZipArchiveMode.Create);
        using (var writer = new StreamWriter(zip.CreateEntry("x.nuspec").Open()))
        {
            writer.Write($"<package><metadata><dependencies>{dependencies}</dependencies></metadata></package>");
        }

        foreach (var file in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(path, file))!);
            File.WriteAllText(Path.Combine(path, file), "");
        }
    }

    [CorpusFact]
    public void Has_one_direct_node_per_entry_of_the_corpus_and_says_that_edges_are_unknown()
    {
        foreach (var path in Corpus.Files("packages-config", "packages.config"))
        {
            var file = PackagesConfigReader.Read(path).Value!;

            var (target, problems, packages) = Target(file, folder: null);

            Assert.Equal((file.Packages.Length + 1, file.Packages.Length), (target.Graph.Nodes.Length, target.Graph.EdgeCount));
            Assert.All(target.Graph.Nodes[1..].ToArray(), node => Assert.True(node.IsDirect));
            Assert.Equal(EdgeSource.Unknown, target.Graph.EdgeSource);
            Assert.Equal((InputErrorCode.UnknownEdges, true), (Assert.Single(problems).Code, problems[0].IsPartial));
            Assert.Equal(file.Packages.Length, packages.Count);
        }
    }

    [Fact]
    public void Row_23_infers_edges_from_the_nearest_group_of_each_nuspec()
    {
        Install("A.1.0.0", "<group targetFramework='net40'><dependency id='C' version='9.9' /></group><group targetFramework='net45'><dependency id='b' version='[2.0, )' /><dependency id='Gone' version='1.0' /></group>", "lib/net45/A.dll");
        Install("B.2.0", "", "lib/net45/B.dll");
        Install("C.3.0.0", "<dependency id='A' />", "lib/C.dll");
        var config = Config("id='A' version='1.0.0' targetFramework='net472'", "id='B' version='2.0' targetFramework='net472'", "id='C' version='3.0.0' targetFramework='net45'");

        var (target, problems, packages) = Target(config, PackagesFolder.Open(_packages));

        Assert.Empty(problems);
        Assert.Equal(("net472", "net472", EdgeSource.Inferred), (target.Name, target.Framework, target.Graph.EdgeSource));
        Assert.Equal(["App > A", "App > B", "App > C", "A > B", "C > A"], LockFileGraphTests.Edges(target.Graph), StringComparer.Ordinal);
        Assert.Equal("Gone", Assert.Single(target.Graph.Dropped).Id);
        Assert.Equal("2.0.0", LockFileGraphTests.NodeOf(target.Graph, "B").Component.Version);
        Assert.All(packages.Values, package => Assert.NotNull(package.Folder));
    }

    [Fact]
    public void Prefers_the_framework_of_the_project_to_that_of_the_entries()
    {
        Install("A.1.0.0", "<group targetFramework='net40'><dependency id='B' /></group><group targetFramework='net45' />", "lib/A.dll");
        Install("B.2.0.0", "", "lib/B.dll");
        var config = Config("id='A' version='1.0.0' targetFramework='net45'", "id='B' version='2.0.0'");

        Assert.Contains("A > B", LockFileGraphTests.Edges(Target(config, PackagesFolder.Open(_packages), ".NETFramework,Version=v4.0").Target.Graph), StringComparer.Ordinal);
        Assert.DoesNotContain("A > B", LockFileGraphTests.Edges(Target(config, PackagesFolder.Open(_packages)).Target.Graph), StringComparer.Ordinal);
    }

    [Fact]
    public void Says_that_edges_are_unknown_where_one_package_is_not_on_disk()
    {
        Install("A.1.0.0", "<dependency id='B' />", "lib/A.dll");
        var (target, problems, _) = Target(Config("id='A' version='1.0.0'", "id='B' version='2.0.0'"), PackagesFolder.Open(_packages));

        Assert.Equal(EdgeSource.Unknown, target.Graph.EdgeSource);
        Assert.Equal(["App > A", "App > B", "A > B"], LockFileGraphTests.Edges(target.Graph), StringComparer.Ordinal);
        Assert.Contains("1 of 2", Assert.Single(problems).Message, StringComparison.Ordinal);
        Assert.Equal(DependencyClass.Unknown, LockFileGraphTests.NodeOf(target.Graph, "B").Class);
    }

    [Fact]
    public void Classifies_by_what_the_package_folder_holds()
    {
        Install("Lib.1.0.0", "", "lib/net45/Lib.dll");
        Install("jQuery.1.0.0", "", "content/scripts/jquery.js");
        Install("Tool.1.0.0", "", "tools/x.exe");
        Install("Placeholder.1.0.0", "", "lib/net45/_._");
        Install("Meta.1.0.0", "<dependency id='Lib' />");
        Install("Dev.1.0.0", "", "lib/Dev.dll");
        var names = new List<string> { "Lib", "jQuery", "Tool", "Placeholder", "Meta" };

        var (target, _, _) = Target(Config([.. names.Select(name => $"id='{name}' version='1.0.0'"), "id='Dev' version='1.0.0' developmentDependency='true'"]), PackagesFolder.Open(_packages));

        Assert.Equal(
            ["App Runtime", "Dev Build", "jQuery Runtime", "Lib Runtime", "Meta Runtime", "Placeholder Build", "Tool Build"],
            target.Graph.Nodes.ToArray().Select(node => $"{node.Component.Id} {node.Class}"),
            StringComparer.Ordinal);
    }

    [Fact]
    public void Ships_the_assemblies_of_the_folder_nearest_to_the_framework()
    {
        Install("A.1.0.0", "", "lib/A.dll", "lib/net40/A.dll", "lib/net45/A.dll", "lib/net45/A.xml", "lib/net45/de/A.resources.dll", "lib/netstandard2.0/A.dll");
        var config = Config("id='A' version='1.0.0' targetFramework='net472'");

        var files = LockFileGraphTests.NodeOf(Target(config, PackagesFolder.Open(_packages)).Target.Graph, "A").Files;
        var old = LockFileGraphTests.NodeOf(Target(config, PackagesFolder.Open(_packages), "net35").Target.Graph, "A").Files;

        Assert.Equal(
            [new ShippedFile("lib/net45/A.dll", ShippedFileType.Assembly), new ShippedFile("lib/net45/de/A.resources.dll", ShippedFileType.Resource, Culture: "de")],
            files.AsEnumerable());
        Assert.Equal([new ShippedFile("lib/A.dll", ShippedFileType.Assembly)], old.AsEnumerable());
    }

    [Fact]
    public void Says_which_nuspec_cannot_be_read()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_packages, "A.1.0.0")).FullName;
        File.WriteAllText(Path.Combine(folder, "a.nuspec"), "<package>");

        var (target, problems, _) = Target(Config("id='A' version='1.0.0'"), PackagesFolder.Open(_packages));

        Assert.Equal(EdgeSource.Unknown, target.Graph.EdgeSource);
        Assert.Equal([InputErrorCode.Malformed, InputErrorCode.UnknownEdges], problems.Select(problem => problem.Code));
    }

    [Fact]
    public void Asks_for_exactly_the_installed_version_unless_the_entry_allows_more()
    {
        var target = Target(Config("id='A' version='1.0'", "id='B' version='2.0' allowedVersions='[2,3)'"), folder: null).Target;

        Assert.Equal(["[1.0]", "[2,3)"], target.References.Select(reference => reference.Requested), StringComparer.Ordinal);
    }
}

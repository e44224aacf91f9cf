using DepRisk.Graph;
using DepRisk.Restore;
using DepRisk.Sbom;

namespace DepRisk.Tests.Cases;

/// <summary>Rows 1, 2, 15, 16 and 18: edges are only ever true inside one target.</summary>
[Collection(CasesCollection.Name)]
public sealed class TargetCases(RestoredCases cases)
{
    internal static void Lay(TempFolder folder, LocalFeed feed)
    {
        feed.Pack("Case01.Lib", "1.0.0");
        folder.Write("Row01/Lib.csproj", RestoredCases.Project("<PackageReference Include='Case01.Lib' Version='1.0.0' />", "net10.0;netstandard2.0"));

        feed.Pack("Case02.Json", "1.0.0").Pack("Case02.Log", "1.0.0");
        folder.Write("Row02/App.csproj", RestoredCases.Project(
            "<PackageReference Include='Case02.Log' Version='1.0.0' Condition=\"'$(TargetFramework)' == 'linux'\" /><PackageReference Include='Case02.Json' Version='1.0.0' Condition=\"'$(TargetFramework)' == 'net10.0'\" />",
            "net10.0;linux",
            "<OutputType>Exe</OutputType>",
            "<PropertyGroup Condition=\"'$(TargetFramework)' == 'linux'\"><TargetFrameworkIdentifier>.NETCoreApp</TargetFrameworkIdentifier><TargetFrameworkVersion>v10.0</TargetFrameworkVersion></PropertyGroup>"));

        feed.Pack("Case15.Caching", "6.0.0").Pack("Case15.Caching", "8.0.0");
        feed.Pack("Case15.SqlClient", "5.2.1", dependencies: new(StringComparer.Ordinal) { ["netstandard2.0"] = ["Case15.Caching 6.0.0"], ["net10.0"] = ["Case15.Caching 8.0.0"] });
        folder.Write("Row15/P1/P1.csproj", RestoredCases.Project("<PackageReference Include='Case15.SqlClient' Version='5.2.1' />", "netstandard2.0"));
        folder.Write("Row15/P2/P2.csproj", RestoredCases.Project("<PackageReference Include='Case15.SqlClient' Version='5.2.1' />"));

        feed.Pack("Case16.Lib", "1.0.0").Pack("Case16.Lib", "1.1.0").Pack("Case16.Lib", "1.2.0");
        feed.Pack("Case16.Exact", "2.0.0", dependencies: new(StringComparer.Ordinal) { [""] = ["Case16.Lib [1.0.0]"] });
        folder.Write("Row16/A/A.csproj", RestoredCases.Project("<PackageReference Include='Case16.Exact' Version='2.0.0' />"));
        folder.Write("Row16/B/B.csproj", RestoredCases.Project("<PackageReference Include='Case16.Lib' Version='[1.1.0,2.0.0)' />"));
        folder.Write("Row16/C/C.csproj", RestoredCases.Project("<PackageReference Include='Case16.Lib' Version='1.*' />"));

        feed.Pack("runtime.linux-x64.Case18.Compiler", "1.0.0", ["runtimes/linux-x64/native/case18.so"]);
        feed.Pack("Case18.Compiler", "1.0.0", runtimeJson: """{"runtimes":{"linux-x64":{"Case18.Compiler":{"runtime.linux-x64.Case18.Compiler":"1.0.0"}}}}""");
        folder.Write("Row18/App.csproj", RestoredCases.Project(
            "<PackageReference Include='Case18.Compiler' Version='1.0.0' />", properties: "<RuntimeIdentifiers>linux-x64</RuntimeIdentifiers>"));
    }

    [Fact]
    public void Row_01_Version_4_is_keyed_by_alias()
    {
        var json = CaseReading.Json(cases["Row01/obj/project.assets.json"]);
        Assert.Equal(4, json.GetProperty("version").GetInt32());
        Assert.Equal(["net10.0", "netstandard2.0"], json.GetProperty("targets").EnumerateObject().Select(target => target.Name).Order(StringComparer.Ordinal), StringComparer.Ordinal);

        var project = cases.Read("Row01").Only;

        Assert.Equal([("net10.0", "net10.0"), ("netstandard2.0", "netstandard2.0")], project.Targets.Select(target => (target.Name, target.Framework)));
        Assert.Equal(["Case01.Lib 1.0.0"], project.Net10().Packages(), StringComparer.Ordinal);

        // NuGet adds the reference assemblies of netstandard2.0 as a package.
        Assert.Equal(["Case01.Lib 1.0.0", "Microsoft.NETCore.Platforms 1.1.0", "NETStandard.Library 2.0.3"], project.Target("netstandard2.0").Packages(), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData(2, ".NETStandard,Version=v2.0", "netstandard2.0", "netstandard2.0", "netstandard2.0")]
    [InlineData(3, ".NETStandard,Version=v2.0", "netstandard2.0", "netstandard2.0", "netstandard2.0")]
    [InlineData(3, ".NETCoreApp,Version=v8.0/linux-x64", "net8.0", "net8.0", "net8.0/linux-x64")]
    [InlineData(4, "netstandard2.0", "netstandard2.0", "netstandard2.0", "netstandard2.0")]
    [InlineData(4, "std", "std", "netstandard2.0", "std")]
    public void Row_01_Versions_2_to_4_map_their_keys_to_frameworks(int version, string key, string alias, string framework, string name)
    {
        using var folder = new TempFolder();
        folder.Write("A.csproj", "<Project Sdk='Microsoft.NET.Sdk' />");
        folder.Write(
            "obj/project.assets.json",
            $$"""
            {"version":{{version}},"targets":{"{{key}}":{"Lib/1.0.0":{"type":"package","runtime":{"lib/netstandard2.0/Lib.dll":{} } } } },
             "libraries":{"Lib/1.0.0":{"type":"package","path":"lib/1.0.0","files":["lib/netstandard2.0/Lib.dll"]} },
             "project":{"version":"1.0.0","restore":{"projectName":"A","projectPath":"/src/A.csproj"},
              "frameworks":{"{{alias}}":{"framework":"{{framework}}","dependencies":{"Lib":{"target":"Package","version":"[1.0.0, )"} } } } } }
            """);

        var target = Assert.Single(CaseScope.Read(folder.Root).Only.Targets);

        Assert.Equal((name, framework), (target.Name, target.Framework));
        Assert.Equal(["project > Lib 1.0.0"], target.Edges(), StringComparer.Ordinal);
        Assert.Equal(DependencyClass.Runtime, target.Class("Lib"));
    }

    [Fact]
    public void Row_02_Two_aliases_of_one_framework_are_two_graphs()
    {
        var scope = cases.Read("Row02");

        Assert.Equal([("linux", "net10.0"), ("net10.0", "net10.0")], scope.Only.Targets.Select(target => (target.Name, target.Framework)));
        Assert.Equal(["project > Case02.Log 1.0.0"], scope.Only.Target("linux").Edges(), StringComparer.Ordinal);
        Assert.Equal(["project > Case02.Json 1.0.0"], scope.Only.Net10().Edges(), StringComparer.Ordinal);

        var bom = scope.Bom();
        Assert.Equal(["linux"], bom.Named("Case02.Log").Values("deprisk:target"), StringComparer.Ordinal);
        Assert.Equal(["net10.0"], bom.Named("Case02.Json").Values("deprisk:target"), StringComparer.Ordinal);
        Assert.Equal(["Case02.Log"], Packages(scope.Bom(options: new BomOptions(Framework: "linux"))), StringComparer.Ordinal);
    }

    [Fact]
    public void Row_15_Each_version_stays_in_the_project_that_resolved_it()
    {
        var scope = cases.Read("Row15");

        Assert.Equal(["Case15.SqlClient 5.2.1 > Case15.Caching 6.0.0", "project > Case15.SqlClient 5.2.1"], Own(scope.Project("P1").Target("netstandard2.0").Edges()), StringComparer.Ordinal);
        Assert.Equal(["Case15.SqlClient 5.2.1 > Case15.Caching 8.0.0", "project > Case15.SqlClient 5.2.1"], scope.Project("P2").Net10().Edges(), StringComparer.Ordinal);
        Assert.All(scope.Scope.Projects, project => Assert.False(project.Targets[0].Node("Case15.Caching").IsDirect));

        Assert.Equal(["pkg:nuget/Case15.Caching@6.0.0"], scope.Bom("P1").DependsOn("pkg:nuget/Case15.SqlClient@5.2.1"), StringComparer.Ordinal);
        Assert.Equal(["pkg:nuget/Case15.Caching@8.0.0"], scope.Bom("P2").DependsOn("pkg:nuget/Case15.SqlClient@5.2.1"), StringComparer.Ordinal);
    }

    [Fact]
    public void Row_15_A_merged_document_has_one_client_a_project()
    {
        var bom = cases.Read("Row15").Merged();
        var clients = bom.Components.Where(component => component.Name is "Case15.SqlClient").ToArray();

        Assert.Equal(["pkg:nuget/Case15.SqlClient@5.2.1", "pkg:nuget/Case15.SqlClient@5.2.1"], clients.Select(client => client.Purl), StringComparer.Ordinal);
        Assert.Equal(2, clients.Select(client => client.Ref).Distinct(StringComparer.Ordinal).Count());
        foreach (var (project, caching) in new[] { ("P1", "6.0.0"), ("P2", "8.0.0") })
        {
            var client = Assert.Single(bom.DependsOn($"project:{project}/{project}.csproj"), reference => reference.Contains("SqlClient", StringComparison.Ordinal));
            Assert.Equal([$"pkg:nuget/Case15.Caching@{caching}"], bom.DependsOn(client), StringComparer.Ordinal);
        }
    }

    [Fact]
    public void Row_16_An_exact_range_takes_the_version_of_its_own_project()
    {
        var scope = cases.Read("Row16");

        Assert.Equal(["Case16.Exact 2.0.0 > Case16.Lib 1.0.0", "project > Case16.Exact 2.0.0"], scope.Project("A").Net10().Edges(), StringComparer.Ordinal);
        Assert.Equal(["project > Case16.Lib 1.1.0"], scope.Project("B").Net10().Edges(), StringComparer.Ordinal);
        Assert.Equal(["project > Case16.Lib 1.2.0"], scope.Project("C").Net10().Edges(), StringComparer.Ordinal);

        var bom = scope.Merged();
        Assert.Equal(["pkg:nuget/Case16.Lib@1.0.0"], bom.DependsOn("pkg:nuget/Case16.Exact@2.0.0"), StringComparer.Ordinal);
        Assert.Equal(["1.0.0", "1.1.0", "1.2.0"], bom.Components.Where(component => component.Name is "Case16.Lib").Select(component => component.Version), StringComparer.Ordinal);
    }

    [Fact]
    public void Row_18_A_runtime_identifier_has_a_graph_of_its_own()
    {
        var scope = cases.Read("Row18");

        Assert.Equal(["Case18.Compiler 1.0.0"], scope.Only.Net10().Packages(), StringComparer.Ordinal);
        Assert.Equal(
            ["Case18.Compiler 1.0.0 > runtime.linux-x64.Case18.Compiler 1.0.0", "project > Case18.Compiler 1.0.0"],
            scope.Only.Target("net10.0/linux-x64").Edges(), StringComparer.Ordinal);

        Assert.Equal(["Case18.Compiler"], Packages(scope.Bom()), StringComparer.Ordinal);
        var published = scope.Bom(options: new BomOptions(RuntimeIdentifier: "linux-x64"));
        Assert.Equal(["Case18.Compiler", "runtime.linux-x64.Case18.Compiler"], Packages(published), StringComparer.Ordinal);
        Assert.Equal(["runtimes/linux-x64/native/case18.so"], published.Named("runtime.linux-x64.Case18.Compiler").Components.Select(file => file.Name), StringComparer.Ordinal);
    }

    private static IEnumerable<string> Packages(Bom bom) => bom.Components.Where(component => component.Type is BomComponentType.Library).Select(component => component.Name);

    private static IEnumerable<string> Own(IEnumerable<string> edges) => edges.Where(edge => edge.Contains("Case", StringComparison.Ordinal));
}

using DepRisk.Graph;
using DepRisk.Packages;
using DepRisk.Packages.Build;
using DepRisk.Restore;
using DepRisk.Sbom;

namespace DepRisk.Tests.Cases;

/// <summary>Rows 7 to 11 and 14: what ships is what the assets say, not what the reference is called.</summary>
[Collection(CasesCollection.Name)]
public sealed class AssetCases(RestoredCases cases)
{
    internal static void Lay(TempFolder folder, LocalFeed feed)
    {
        feed.Pack("Case07.Analyzers", "3.11.0", ["analyzers/dotnet/cs/Case07.Analyzers.dll", "build/Case07.Analyzers.props"]);
        folder.Write("Row07/Directory.Packages.props", """
            <Project>
              <PropertyGroup><ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally></PropertyGroup>
              <ItemGroup><GlobalPackageReference Include="Case07.Analyzers" Version="3.11.0" /></ItemGroup>
            </Project>
            """);
        folder.Write("Row07/A/A.csproj", RestoredCases.Project(""));
        folder.Write("Row07/B/B.csproj", RestoredCases.Project(""));

        feed.Pack("Case08.Analyzer", "1.0.0", ["analyzers/dotnet/cs/Case08.Analyzer.dll"]);
        folder.Write("Row08/A.csproj", RestoredCases.Project("<PackageReference Include='Case08.Analyzer' Version='1.0.0' />"));

        feed.Pack("Case09.EventLog", "6.0.0").Pack("Case09.Castle", "5.1.1", dependencies: On("Case09.EventLog 6.0.0"));
        feed.Pack("Case09.Moq", "4.20.72", dependencies: On("Case09.Castle 5.1.1")).Pack("Case09.Proxies", "1.0.0", dependencies: On("Case09.Castle 5.1.1"));
        const string Moq = "<PackageReference Include='Case09.Moq' Version='4.20.72' ExcludeAssets='runtime' />";
        folder.Write("Row09/Only/Only.csproj", RestoredCases.Project(Moq));
        folder.Write("Row09/Again/Again.csproj", RestoredCases.Project(Moq + "<PackageReference Include='Case09.Proxies' Version='1.0.0' />"));

        feed.Pack("Case10.Yaml", "16.3.0");
        folder.Write("Row10/A.csproj", RestoredCases.Project("<PackageReference Include='Case10.Yaml' Version='16.3.0' PrivateAssets='all' IncludeAssets='runtime' />"));

        feed.Pack("Case11.NLog", "6.2.0");
        folder.Write("Row11/A.csproj", RestoredCases.Project("<PackageDownload Include='Case11.NLog' Version='[6.2.0]' />"));

        feed.Pack("Case14.Pluralizer", "1.0.0").Pack("Case14.Relational", "9.0.0");
        feed.Pack("Case14.Design", "9.0.0", ["lib/net10.0/Case14.Design.dll", "build/Case14.Design.props"], On("Case14.Pluralizer 1.0.0", "Case14.Relational 9.0.0"), "<developmentDependency>true</developmentDependency>");
        feed.Pack("Case14.Tools", "9.0.0", ["tools/init.ps1"], On("Case14.Design 9.0.0"), "<developmentDependency>true</developmentDependency>");
        feed.Pack("Case14.Sqlite", "9.0.0", dependencies: On("Case14.Relational 9.0.0"));
        const string Sqlite = "<PackageReference Include='Case14.Sqlite' Version='9.0.0' />";
        folder.Write("Row14/Include/Include.csproj", RestoredCases.Project(
            Sqlite + "<PackageReference Include='Case14.Design' Version='9.0.0' PrivateAssets='all' IncludeAssets='runtime; build; native; contentfiles; analyzers; buildtransitive' />"));
        folder.Write("Row14/Nuspec/Nuspec.csproj", RestoredCases.Project(Sqlite + "<PackageReference Include='Case14.Tools' Version='9.0.0' PrivateAssets='all' />"));
    }

    [Fact]
    public void Row_07_A_global_reference_is_a_build_tool_of_every_project()
    {
        var scope = cases.Read("Row07");

        Assert.Equal(["A", "B"], scope.Scope.Projects.Select(project => project.Name), StringComparer.Ordinal);
        foreach (var project in scope.Scope.Projects)
        {
            Assert.Equal(["project > Case07.Analyzers 3.11.0"], project.Net10().Edges(), StringComparer.Ordinal);
            var analyzers = scope.Bom(project.Name).Named("Case07.Analyzers");
            Assert.Equal((BomScope.Excluded, "build"), (analyzers.Scope, Assert.Single(analyzers.Values("deprisk:class"))));
            Assert.Empty(analyzers.Components);
        }
    }

    [Fact]
    public void Row_08_A_package_of_analyzers_alone_is_kept_as_code_in_the_build()
    {
        var scope = cases.Read("Row08");

        // Nothing but the content of the package says so: it is referenced like any library.
        Assert.False(scope.Only.Net10().References.Single(reference => reference.Id is "Case08.Analyzer").IsPrivate);
        var node = scope.Only.Net10().Node("Case08.Analyzer");
        Assert.Equal((DependencyClass.Build, NodeTraits.Direct | NodeTraits.BuildAssets | NodeTraits.Analyzers), (node.Class, node.Traits));
        Assert.Equal(BomScope.Excluded, scope.Bom().Named("Case08.Analyzer").Scope);
    }

    [Fact]
    public void Row_08_The_view_of_code_that_runs_in_the_build_lists_the_analyzer()
    {
        var (package, restored) = cases.Read("Row08").Scope.Packages.Single(entry => entry.Key.Id is "Case08.Analyzer");
        var power = BuildPowerReader.Read(restored.Folder!, package.Id, package.Version);

        var asset = Assert.Single(power.Assets);
        Assert.Equal((BuildAssetKind.Analyzer, "analyzers/dotnet/cs/Case08.Analyzer.dll", true), (asset.Kind, asset.Path, asset.Executes));
        Assert.NotNull(power.Digest);
        Assert.Empty(power.Problems);
    }

    [Fact]
    public void Row_09_ExcludeAssets_runtime_excludes_the_subtree()
    {
        var scope = cases.Read("Row09");
        var bom = scope.Bom("Only");

        foreach (var id in new[] { "Case09.Moq", "Case09.Castle", "Case09.EventLog" })
        {
            Assert.Equal(DependencyClass.Excluded, scope.Project("Only").Net10().Class(id));
            Assert.Equal((BomScope.Excluded, "excluded"), (bom.Named(id).Scope, Assert.Single(bom.Named(id).Values("deprisk:class"))));
            Assert.Empty(bom.Named(id).Components);
        }
    }

    [Fact]
    public void Row_09_Another_path_makes_the_excluded_subtree_required_again()
    {
        var bom = cases.Read("Row09").Bom("Again");

        Assert.Equal(BomScope.Excluded, bom.Named("Case09.Moq").Scope);
        Assert.Equal(BomScope.Required, bom.Named("Case09.Castle").Scope);
        Assert.Equal(BomScope.Required, bom.Named("Case09.EventLog").Scope);
        Assert.Equal(["lib/netstandard2.0/Case09.Castle.dll"], bom.Named("Case09.Castle").Components.Select(file => file.Name), StringComparer.Ordinal);
    }

    /// <summary>`dotnet build` copies the DLL and names it in deps.json; `dotnet publish` does neither.</summary>
    [Fact]
    public void Row_10_A_private_reference_with_runtime_assets_ships()
    {
        var yaml = cases.Read("Row10").Bom().Named("Case10.Yaml");

        Assert.Equal((BomScope.Required, "runtime"), (yaml.Scope, Assert.Single(yaml.Values("deprisk:class"))));
        Assert.Equal(["excluded"], yaml.Values("deprisk:publish"), StringComparer.Ordinal);
        Assert.Equal(["lib/netstandard2.0/Case10.Yaml.dll"], yaml.Components.Select(file => file.Name), StringComparer.Ordinal);
    }

    [Fact]
    public void Row_11_A_download_is_listed_and_no_edge_leads_to_it()
    {
        var scope = cases.Read("Row11");
        var node = scope.Only.Net10().Node("Case11.NLog");
        Assert.Equal(("Case11.NLog 6.2.0", DependencyClass.Downloaded, NodeTraits.None), (node.Component.ToString(), node.Class, node.Traits));
        Assert.Empty(scope.Only.Net10().Edges());

        var bom = scope.Bom();
        var nlog = bom.Component("pkg:nuget/Case11.NLog@6.2.0");
        Assert.Equal((BomScope.Excluded, "downloaded"), (nlog.Scope, Assert.Single(nlog.Values("deprisk:class"))));
        Assert.DoesNotContain(nlog.Ref, bom.Dependencies.SelectMany(entry => entry.DependsOn), StringComparer.Ordinal);
        Assert.NotEmpty(nlog.Hashes);
    }

    [Theory]
    [InlineData("Include")]
    [InlineData("Nuspec")]
    public void Row_14_What_only_a_development_dependency_brings_does_not_ship(string project)
    {
        var scope = cases.Read("Row14");
        var target = scope.Project(project).Net10();

        Assert.Equal((DependencyClass.Build, DependencyClass.Build), (target.Class("Case14.Design"), target.Class("Case14.Pluralizer")));
        Assert.Equal((DependencyClass.Runtime, DependencyClass.Runtime), (target.Class("Case14.Sqlite"), target.Class("Case14.Relational")));
        var bom = scope.Bom(project);
        Assert.Equal(
            ["Case14.Relational", "Case14.Sqlite"],
            bom.Components.Where(component => component.Scope is BomScope.Required).Select(component => component.Name), StringComparer.Ordinal);
        Assert.Equal(["pkg:nuget/Case14.Pluralizer@1.0.0", "pkg:nuget/Case14.Relational@9.0.0"], bom.DependsOn("pkg:nuget/Case14.Design@9.0.0"), StringComparer.Ordinal);
    }

    private static Dictionary<string, string[]> On(params string[] dependencies) => new(StringComparer.Ordinal) { [""] = dependencies };
}

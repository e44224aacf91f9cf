using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Restore;
using DepRisk.Rules;
using DepRisk.Sbom;
using DepRisk.Tests.Rules;

namespace DepRisk.Tests.Cases;

/// <summary>Rows 3, 6, 13, 17 and 30: which version of which package, under which name.</summary>
[Collection(CasesCollection.Name)]
public sealed class VersionCases(RestoredCases cases)
{
    internal static void Lay(TempFolder folder, LocalFeed feed)
    {
        feed.Pack("Case03.Json", "13.0.3").Pack("Case03.Json", "13.0.4").Pack("Case03.Json", "13.1.0");
        folder.Write("Row03/A.csproj", RestoredCases.Project("<PackageReference Include='Case03.Json' Version='13.0.*' />"));

        feed.Pack("Case06.EventLog", "4.7.0").Pack("Case06.EventLog", "6.0.0").Pack("Case06.EventLog", "10.0.0");
        feed.Pack("Case06.Castle", "5.1.1", dependencies: new(StringComparer.Ordinal) { ["net6.0"] = ["Case06.EventLog 6.0.0"], ["netstandard2.0"] = ["Case06.EventLog 4.7.0"] });
        folder.Write("Row06/Directory.Packages.props", """
            <Project>
              <PropertyGroup>
                <ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally>
                <CentralPackageTransitivePinningEnabled>true</CentralPackageTransitivePinningEnabled>
              </PropertyGroup>
              <ItemGroup><PackageVersion Include="Case06.Castle" Version="5.1.1" /><PackageVersion Include="Case06.EventLog" Version="10.0.0" /></ItemGroup>
            </Project>
            """);
        folder.Write("Row06/A.csproj", RestoredCases.Project(
            "<PackageReference Include='Case06.Castle' />", "net10.0;netstandard2.0", "<RestorePackagesWithLockFile>true</RestorePackagesWithLockFile>"));

        feed.Pack("Case13.Log", "1.0.0");
        folder.Write("Row13/A.csproj", RestoredCases.Project("<PackageReference Include='Case13.Log' Version='1.0.0' Aliases='slog_alias' />"));

        feed.Pack("Case17.Lib", "10.0.8");
        folder.Write("Row17/A.csproj", RestoredCases.Project("<PackageReference Include='Case17.Lib' Version='10.0.0' />"));

        feed.Pack("Case30.Json", "1.0.0+sha.5e1f");
        folder.Write("Row30/A/A.csproj", RestoredCases.Project("<PackageReference Include='case30.json' Version='1.0' />"));
        folder.Write("Row30/B/B.csproj", RestoredCases.Project("<PackageReference Include='Case30.Json' Version='1.0.0.0' />"));
        folder.Write("Row30/C/C.csproj", RestoredCases.Project("<PackageReference Include='CASE30.JSON' Version='[1.0.0]' />"));
    }

    [Fact]
    public void Row_03_A_floating_version_is_the_version_that_it_resolved_to()
    {
        var scope = cases.Read("Row03");
        var graph = scope.Only.Net10().Graph;

        Assert.Equal(["project > Case03.Json 13.0.4"], scope.Only.Net10().Edges(), StringComparer.Ordinal);
        Assert.Contains("[13.0.*, )", graph.RequestedBy(0).ToArray(), StringComparer.Ordinal);
        Assert.Equal("[13.0.*, )", Assert.Single(scope.Only.Net10().References).Requested);
        Assert.Contains("pkg:nuget/Case03.Json@13.0.4", scope.Bom().DependsOn("project:A.csproj"), StringComparer.Ordinal);
        Assert.Empty(scope.Problems);
    }

    [Fact]
    public void Row_03_A_floating_version_without_a_lock_file_is_a_finding()
    {
        var scope = cases.Read("Row03").Scope;
        var finding = Assert.Single(RuleRun.Find(DR1005_UncontrolledChange.Find, RuleRun.Input(scope, ScopeEvidence.None)));
        Assert.Equal(("Case03.Json", "floating", "[13.0.*, ) floats and is 13.0.4 today"), (finding.Subject, finding.Conditions.Single().Name, finding.Conditions.Single().Text));
        Assert.Equal(new FindingHome("A.csproj", "Case03.Json"), finding.Home);

        var locked = scope with { Projects = [.. scope.Projects.Select(project => project with { IsLocked = true })] };
        Assert.Empty(RuleRun.Find(DR1005_UncontrolledChange.Find, RuleRun.Input(locked, ScopeEvidence.None)));
    }

    [Fact]
    public void Row_06_A_restore_that_writes_a_lock_file_is_locked()
    {
        Assert.True(cases.Read("Row06").Only.IsLocked);
        Assert.False(cases.Read("Row03").Only.IsLocked);
        Assert.Contains(cases["feed"], cases.Read("Row03").Only.Feeds);
    }

    [Theory]
    [InlineData("net10.0")]
    [InlineData("netstandard2.0")]
    public void Row_06_A_central_pin_is_no_direct_reference(string framework)
    {
        var scope = cases.Read("Row06");
        var target = scope.Only.Target(framework);
        Assert.Contains("Case06.Castle 5.1.1 > Case06.EventLog 10.0.0", target.Edges(), StringComparer.Ordinal);
        Assert.DoesNotContain("project > Case06.EventLog 10.0.0", target.Edges(), StringComparer.Ordinal);
        Assert.Equal(NodeTraits.Pinned, target.Node("Case06.EventLog").Traits);
        Assert.Equal(NodeTraits.Direct, target.Node("Case06.Castle").Traits);

        var bom = scope.Bom(options: new BomOptions(Framework: framework));
        Assert.Equal(["Directory.Packages.props"], bom.Named("Case06.EventLog").Values("deprisk:pinned-by"), StringComparer.Ordinal);
        Assert.Empty(bom.Named("Case06.EventLog").Values("deprisk:direct"));
        Assert.DoesNotContain("pkg:nuget/Case06.EventLog@10.0.0", bom.DependsOn("project:A.csproj"), StringComparer.Ordinal);
    }

    [Fact]
    public void Row_06_The_lock_file_of_that_restore_says_the_same()
    {
        var entry = CaseReading.Json(cases["Row06/packages.lock.json"]).GetProperty("dependencies").GetProperty("net10.0").GetProperty("Case06.EventLog");
        Assert.Equal("CentralTransitive", entry.GetProperty("type").GetString());

        var target = cases.Read("Row06/packages.lock.json").Only.Net10();

        Assert.Equal(["Case06.Castle 5.1.1 > Case06.EventLog 10.0.0", "project > Case06.Castle 5.1.1"], target.Edges(), StringComparer.Ordinal);
        Assert.Equal(NodeTraits.Pinned, target.Node("Case06.EventLog").Traits);
    }

    [Fact]
    public void Row_13_An_alias_changes_nothing_of_the_component()
    {
        Assert.Contains("slog_alias", File.ReadAllText(cases["Row13/obj/project.assets.json"]), StringComparison.Ordinal);

        var bom = cases.Read("Row13").Bom();

        Assert.Equal(("Case13.Log", "pkg:nuget/Case13.Log@1.0.0", "pkg:nuget/Case13.Log@1.0.0"), (bom.Named("Case13.Log").Name, bom.Named("Case13.Log").Ref, bom.Named("Case13.Log").Purl));
        Assert.DoesNotContain("slog_alias", System.Text.Encoding.UTF8.GetString(new CycloneDxJsonWriter(SpecVersion.V1_6).Write(bom).Span), StringComparison.Ordinal);
    }

    [Fact]
    public void Row_17_A_substituted_version_is_the_one_that_is_there()
    {
        var scope = cases.Read("Row17");

        Assert.Equal(["project > Case17.Lib 10.0.8"], scope.Only.Net10().Edges(), StringComparer.Ordinal);
        Assert.Equal("[10.0.0, )", Assert.Single(scope.Only.Net10().References).Requested);
        Assert.Equal("10.0.8", scope.Bom().Named("Case17.Lib").Version);

        // The restore's own words are kept for the rule that reports it.
        Assert.True(AssetsFileReader.Read(cases["Row17/obj/project.assets.json"]).Succeeded(out var assets, out _));
        Assert.Equal(("NU1603", "Case17.Lib"), (Assert.Single(assets.Logs).Code, assets.Logs[0].LibraryId));
    }

    [Fact]
    public void Row_17_A_substituted_version_is_a_finding()
    {
        var scope = cases.Read("Row17").Scope;
        Assert.Equal([new RestoreNotice("NU1603", "Case17.Lib")], scope.Projects[0].Notices.AsEnumerable());
        var finding = Assert.Single(RuleRun.Find(DR1005_UncontrolledChange.Find, RuleRun.Input(scope, ScopeEvidence.None)));
        Assert.Equal(
            ("Case17.Lib", "substituted", "[10.0.0, ) was not to be had as asked for, and 10.0.8 stands in for it"),
            (finding.Subject, finding.Conditions.Single().Name, finding.Conditions.Single().Text));
    }

    [Fact]
    public void Row_30_Spellings_of_an_id_and_a_version_are_one_component()
    {
        var scope = cases.Read("Row30");
        Assert.All(scope.Scope.Projects, project => Assert.Equal(["project > Case30.Json 1.0.0"], project.Net10().Edges(), StringComparer.Ordinal));

        var bom = scope.Merged();
        var json = bom.Named("Case30.Json");
        Assert.Equal(("1.0.0", "pkg:nuget/Case30.Json@1.0.0"), (json.Version, json.Purl));
        Assert.Single(bom.Components, component => component.Name.Equals("case30.json", StringComparison.OrdinalIgnoreCase));
    }
}

using System.Collections.Immutable;
using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Lock;
using DepRisk.Packages;
using DepRisk.Rules;
using DepRisk.Tests.Tool;

namespace DepRisk.Tests.Rules;

public class DR1005_UncontrolledChangeTests
{
    [Fact]
    public void A_floating_version_is_told_with_the_projects_that_ask_for_it()
    {
        var scope = Scope("Zip/2.1.0[[2.*, )]");
        var finding = Assert.Single(Find(scope));
        Assert.Equal("Zip 2.1.0: the next restore may choose another version", finding.Title);
        Assert.Equal(
            "Zip can differ in the next restore with no change of ours: [2.*, ) floats and is 2.1.0 today; 2 of 2 apps have it, and no lock file of A/A.csproj and B/B.csproj holds it.", finding.Message);
        Assert.Equal(["A/A.csproj", "B/B.csproj"], finding.Apps.AsEnumerable());
        Assert.Equal(new FindingHome("A/A.csproj", "Zip"), finding.Home);
        Assert.Equal(RuleLevel.Info, RuleCatalog.UncontrolledChange.DefaultLevel);
    }

    [Fact]
    public void A_locked_project_and_a_test_are_left_out()
    {
        var scope = Scope("Zip/2.1.0[[2.*, )]");
        Assert.Equal(["B/B.csproj"], Assert.Single(Find(With(scope, 0, project => project with { IsLocked = true }))).Apps.AsEnumerable());
        Assert.Empty(Find(With(With(scope, 0, project => project with { IsLocked = true }), 1, project => project with { Role = ProjectRole.Test })));
    }

    [Theory]
    [InlineData("NU1602", true)]
    [InlineData("NU1603", true)]
    [InlineData("NU1604", true)]
    [InlineData("NU1701", false)]
    [InlineData("NU1903", false)]
    public void What_the_restore_substituted_is_told_by_its_own_warnings(string code, bool isFinding)
    {
        var scope = With(Scope("Hub/1.0.0[[1.0.0, )] > Zip/2.1.0[[2.0.0, )]"), 0, project => project with { Notices = [new RestoreNotice(code, "zip")] });
        var findings = Find(scope).ToArray();
        Assert.Equal(isFinding ? 1 : 0, findings.Length);
        if (isFinding)
        {
            Assert.Equal("a version that another package asks for was not to be had as asked for, and 2.1.0 stands in for it", findings[0].Conditions.Single().Text);
            Assert.Equal(new FindingHome("A/A.csproj", "Hub"), findings[0].Home);
        }
    }

    [Fact]
    public void A_warning_about_what_is_not_in_the_graph_is_nothing() =>
        Assert.Empty(Find(With(Scope("Hub/1.0.0"), 0, project => project with { Notices = [new RestoreNotice("NU1603", "Gone")] })));

    [Theory]
    [InlineData("[2.*, )", true)]
    [InlineData("2.*", true)]
    [InlineData("*", true)]
    [InlineData("[*, )", true)]
    [InlineData("[2.0.0-*, )", true)]
    [InlineData("[2.0.0, )", false)]
    [InlineData("[2.0.0]", false)]
    [InlineData("(, 2.0.0]", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("no range", false)]
    public void Only_a_star_floats(string? range, bool floats) => Assert.Equal(floats, PackageVersion.IsFloating(range));

    private static ImmutableArray<Finding> Find(Scope scope) => RuleRun.Find(DR1005_UncontrolledChange.Find, RuleRun.Input(scope, ScopeEvidence.None));

    private static Scope With(Scope scope, int index, Func<Project, Project> change) => scope with { Projects = scope.Projects.SetItem(index, change(scope.Projects[index])) };

    private static Scope Scope(string chain) => new TestScope("x")
        .Project("A/A.csproj", ProjectRole.App, "net10.0", chain)
        .Project("B/B.csproj", ProjectRole.App, "net10.0", chain)
        .Build();
}

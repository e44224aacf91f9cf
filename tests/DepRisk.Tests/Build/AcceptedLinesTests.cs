using System.Collections.Immutable;
using DepRisk.Build;
using DepRisk.Graph;
using DepRisk.Lock;
using DepRisk.Tests.Tool;

namespace DepRisk.Tests.Build;

public sealed class AcceptedLinesTests
{
    private const string Admin = "Admin/Admin.csproj";
    private const string Web = "Web/Web.csproj";

    private static readonly ImmutableArray<string> Apps = [Admin, Web];

    private static readonly DepRiskLock State = new(Apps, [new LockedProject(Admin, [Admin]), new LockedProject(Web, [Web])], [Package("Deep", Apps), Package("Alone", [Web])], [], []);

    [Fact]
    public void The_first_app_that_it_concerns_says_it_on_the_line_that_brings_it_in()
    {
        var state = State with { Findings = [new LockedFinding("DR1001", "deep", ["hidden", "inescapable"], Apps), new LockedFinding("DR1007", "Alone", ["split"], [Web])] };
        Assert.Equal([$"DR1001 {Admin} Brings: deep: hidden and inescapable, in 2 of 2 apps: 'deprisk why deep'."], Lines(state, Admin));
        Assert.Equal([$"DR1007 {Web} Alone: Alone: split, in 1 of 2 apps: 'deprisk why Alone'."], Lines(state, Web));
    }

    [Fact]
    public void What_somebody_accepted_has_its_reason_and_is_said_once()
    {
        var state = State with
        {
            Findings = [new LockedFinding("DR1001", "Deep", ["hidden"], Apps)],
            Accepted = [new AcceptedFinding("DR1001", "Deep", new DateOnly(2027, 1, 31), "it goes with release 7"), new AcceptedFinding("DR1003", "Alone", new DateOnly(2027, 1, 31), "we know")],
        };
        Assert.Equal([$"DR1001 {Admin} Brings: Deep: accepted until 2027-01-31 because it goes with release 7: 'deprisk why Deep'."], Lines(state, Admin));
        Assert.Equal([$"DR1003 {Web} Alone: Alone: accepted until 2027-01-31 because we know: 'deprisk why Alone'."], Lines(state, Web));
    }

    /// <summary>An account or a file comes in by no route that anybody could be shown.</summary>
    [Fact]
    public void What_is_no_package_is_said_by_the_first_project_without_a_line_and_without_a_command()
    {
        var state = State with { Findings = [new LockedFinding("DR1006", "nuget.config", [], []), new LockedFinding("DR1009", "owner:ann", ["account-reach"], [Web])] };
        Assert.Equal([$"DR1006 {Admin} : nuget.config: no condition is recorded, in 0 of 2 apps."], Lines(state, Admin));
        Assert.Equal([$"DR1009 {Web} : owner:ann: account-reach, in 1 of 2 apps."], Lines(state, Web));
    }

    [Fact]
    public void What_comes_over_another_project_of_ours_is_on_no_line_of_this_one()
    {
        var state = State with { Findings = [new LockedFinding("DR1001", "Over", ["hidden"], [Admin])] };
        Assert.Equal([$"DR1001 {Admin} : Over: hidden, in 1 of 2 apps."], Lines(state, Admin));
    }

    /// <summary>Of a later version, for example.</summary>
    [Fact]
    public void A_rule_that_is_not_known_is_nothing_to_show() =>
        Assert.Empty(Lines(State with { Findings = [new LockedFinding("DR1999", "Deep", [], [Admin])], Accepted = [new AcceptedFinding("DR1999", "Deep", default, "")] }, Admin));

    private static string[] Lines(DepRiskLock state, string path)
    {
        var scope = new TestScope("x")
            .Project(Admin, ProjectRole.App, "net10.0", "Brings/1.0.0 > Deep/1.0.0", "Lib/Lib.csproj > Over/1.0.0")
            .Project(Web, ProjectRole.App, "net10.0", "Brings/1.0.0 > Deep/1.0.0", "Alone/1.0.0")
            .Build();
        return [.. AcceptedLines.Of(state, scope.Projects.Single(project => project.Path.Equals(path, StringComparison.Ordinal))).Select(line => $"{line.Rule.Id} {line.Home.Path} {line.Home.Reference}: {line.Message}")];
    }

    private static LockedPackage Package(string id, ImmutableArray<string> apps) => new(id, "1.0.0", null, null, null, null, null, null, apps);
}

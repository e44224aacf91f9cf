using System.Collections.Immutable;
using DepRisk.Build;
using DepRisk.Graph;
using DepRisk.Rules;
using DepRisk.Tests.Tool;

namespace DepRisk.Tests.Build;

public sealed class FindingMessageTests
{
    private const string App = "App/App.csproj";

    private static readonly Project Project = Of("A/1.0.0 > B/2.0.0 > Deep/3.0.0", "C/1.0.0 > D/1.0.0 > E/1.0.0 > Deep/3.0.0", "Other/1.0.0");

    [Fact]
    public void It_is_the_sentence_the_way_in_and_the_way_out() => Assert.Equal(
        "It is deep. This line brings it in: A -> B 2.0.0 -> Deep 3.0.0. Drop or replace A: 'deprisk why Deep'.",
        Message("A", new WayOut(WayOutKind.Clears, "drop or replace A", "all", [])));

    [Fact]
    public void References_that_the_sentence_has_named_are_not_listed_again() => Assert.Equal(
        "It is deep. Drop or replace what brings it in, or pin its version: 'deprisk why Deep'.",
        Message("Deep", new WayOut(WayOutKind.Clears, "drop or replace A (in App) and C (in App)", "all", [new FindingHome(App, "A"), new FindingHome(App, "C")])));

    [Fact]
    public void On_the_first_day_it_says_how_many_more_there_are() =>
        Assert.Equal("It is deep. This line brings it in: A -> B 2.0.0 -> Deep 3.0.0. And 1,200 more: 'deprisk scan'.", Message("A", null, 1200));

    [Theory]
    [InlineData("Deep")]
    [InlineData("Other")]
    [InlineData("Unknown")]
    [InlineData(null)]
    public void No_way_in_is_shown_where_the_line_is_the_package_or_does_not_lead_there(string? reference) =>
        Assert.Equal("It is deep.", Message(reference));

    [Fact]
    public void No_way_in_is_shown_where_the_line_is_another_project_s() =>
        Assert.Equal("It is deep.", FindingMessage.Of(Finding("A") with { Home = new FindingHome("Other/Other.csproj", "A") }, Project, 0));

    [Fact]
    public void Of_a_long_way_the_middle_is_left_out()
    {
        var steps = Enumerable.Range(1, 9).Select(step => $"S{step}/1.0.0");
        var project = Of($"A/1.0.0 > {string.Join(" > ", steps)} > Deep/3.0.0");
        Assert.Equal("It is deep. This line brings it in: A -> S1 1.0.0 -> S2 1.0.0 -> S3 1.0.0 -> ... -> S7 1.0.0 -> S8 1.0.0 -> S9 1.0.0 -> Deep 3.0.0.", FindingMessage.Of(Finding("A", project), project, 0));
    }

    /// <summary>Of several packages of the same hands the one that gives the finding its name.</summary>
    [Fact]
    public void The_way_in_ends_at_the_subject_and_without_it_at_what_there_is()
    {
        var both = Packages(Project, "D", "E");
        Assert.EndsWith("C -> D 1.0.0 -> E 1.0.0.", FindingMessage.Of(Finding("C") with { Packages = both, Subject = "E" }, Project, 0), StringComparison.Ordinal);
        Assert.EndsWith("C -> D 1.0.0.", FindingMessage.Of(Finding("C") with { Packages = both, Subject = "Gone" }, Project, 0), StringComparison.Ordinal);
    }

    [Fact]
    public void No_second_command_is_named_and_none_for_what_no_package_is_about()
    {
        Assert.EndsWith(" Look, then accept it with 'deprisk lock'.", Message("Deep", new WayOut(WayOutKind.Clears, "look, then accept it with 'deprisk lock'", null, [])), StringComparison.Ordinal);
        var feeds = Finding("A") with { Packages = [], Home = new FindingHome("nuget.config", null), WaysOut = [new WayOut(WayOutKind.Clears, "add a mapping", null, [])] };
        Assert.Equal("It is deep. Add a mapping.", FindingMessage.Of(feeds, Project, 0));
    }

    private static string Message(string? reference, WayOut? way = null, int more = 0) =>
        FindingMessage.Of(Finding(reference) with { WaysOut = way is null ? [] : [way, new WayOut(WayOutKind.Contains, "pin it", null, [])] }, Project, more);

    private static Finding Finding(string? reference, Project? project = null) => new(
        RuleCatalog.ConcentratedComponent, "Deep", "", "It is deep.", new FindingHome(App, reference), Packages(project ?? Project, "Deep"), [App], [], [], [], [], 1);

    private static ImmutableArray<Component> Packages(Project project, params string[] ids) =>
        [.. project.Targets[0].Graph.Nodes.ToArray().Select(node => node.Component).Where(package => ids.Contains(package.Id, StringComparer.Ordinal)).OrderBy(package => Array.IndexOf(ids, package.Id))];

    private static Project Of(params string[] chains) => new TestScope("x").Project(App, ProjectRole.App, "net10.0", chains).Build().Projects[0];
}

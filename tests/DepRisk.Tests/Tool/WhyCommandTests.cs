using DepRisk.Graph;
using DepRisk.Tool.Commands;

namespace DepRisk.Tests.Tool;

public class WhyCommandTests
{
    [Fact]
    public async Task Shows_every_way_in_and_the_line_to_edit()
    {
        using var run = new ToolRun().With("Shop.slnx", TestScope.Shop().Build());
        run.Locate = (scope, project, id) => project.Name is "Web" && id is "Newtonsoft.Json"
            ? [new ReferenceLocation(Path.Combine(scope.Root, "src", "Web", "Web.csproj"), 12, 5, "PackageReference", "13.0.3")]
            : [];
        Snapshot.Matches("why.txt", await run.ProtocolAsync("why", "newtonsoft.json", "Shop.slnx"));
    }

    [Fact]
    public async Task Groups_projects_with_the_same_answer()
    {
        using var run = new ToolRun().With("", TestScope.Shop().Build());
        Snapshot.Matches("why-grouped.txt", await run.ProtocolAsync("why", "DotNetZip"));
    }

    [Fact]
    public async Task Names_the_reference_that_every_route_passes()
    {
        using var run = new ToolRun().With("", new TestScope("App.csproj")
            .Project("App.csproj", ProjectRole.App, "net10.0", "A/1.0.0 > B/1.0.0 > X/1.0.0", "A/1.0.0 > C/1.0.0 > X/1.0.0").Build());
        Assert.Equal(0, await run.RunAsync("why", "X"));
        Assert.Contains("A 1.0.0, on every route", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_five_routes_and_counts_the_rest()
    {
        using var run = new ToolRun().With("", new TestScope("App.csproj")
            .Project("App.csproj", ProjectRole.App, "net10.0", [.. Enumerable.Range(1, 9).Select(i => $"P{i}/1.0.0 > X/1.0.0")]).Build());
        Assert.Equal(0, await run.RunAsync("why", "X"));
        Assert.Contains("and 4 more", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("P6 1.0.0 -> X", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_that_a_package_is_not_there_with_the_nearest_names()
    {
        using var run = new ToolRun().With("", TestScope.Shop().Build());
        Snapshot.Matches("why-absent.txt", await run.ProtocolAsync("why", "Newtonsoft.Jsn") + await run.ProtocolAsync("why", "Serilog@9.9.9"));
    }

    [Fact]
    public async Task Shortens_a_long_route()
    {
        using var run = new ToolRun().With("", new TestScope("App.csproj")
            .Project("App.csproj", ProjectRole.App, "net10.0", string.Join(" > ", Enumerable.Range(0, 300).Select(i => $"P{i}/1.0.0"))).Build());
        Assert.Equal(0, await run.RunAsync("why", "P299"));
        Assert.Contains("P4 1.0.0 -> ... 289 more ... -> P294 1.0.0", run.Output, StringComparison.Ordinal);
    }
}

using System.Text.Json;

namespace DepRisk.Tests.Tool;

public class GraphCommandTests
{
    [Theory]
    [InlineData("g.json", "{\"projects\":[")]
    [InlineData("g.graphml", "<?xml")]
    [InlineData("g.dot", "digraph")]
    public async Task Chooses_the_format_by_the_name_of_the_file(string file, string start)
    {
        using var run = new ToolRun().With("", TestScope.Shop().Build());
        Assert.Equal(0, await run.RunAsync("graph", "-o", file));
        Assert.StartsWith(start, await File.ReadAllTextAsync(Path.Combine(run.Folder, file)), StringComparison.Ordinal);
        Assert.Empty(run.Output);
        Assert.Single(Directory.GetFiles(run.Folder));
    }

    [Fact]
    public async Task Writes_json_to_standard_output_by_default()
    {
        using var run = new ToolRun().With("", TestScope.Shop().Build());
        Assert.Equal(0, await run.RunAsync("graph"));
        using var json = JsonDocument.Parse(run.Output);
        Assert.Equal(5, json.RootElement.GetProperty("projects").GetArrayLength());
    }

    [Fact]
    public async Task Refuses_a_name_that_says_no_format_and_a_place_where_nothing_can_be_written()
    {
        using var run = new ToolRun().With("", TestScope.Shop().Build());
        Assert.Equal(2, await run.RunAsync("graph", "-o", "graph.png"));
        Assert.Contains("graph.png says no format", run.Error, StringComparison.Ordinal);
        Directory.CreateDirectory(Path.Combine(run.Folder, "taken.json"));
        Assert.Equal(2, await run.RunAsync("graph", "-o", "taken.json"));
        Assert.Contains("taken.json: error DR9004: cannot be written", run.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(run.Folder));
    }
}

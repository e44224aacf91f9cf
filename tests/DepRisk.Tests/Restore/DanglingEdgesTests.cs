using DepRisk.Graph;
using DepRisk.Input;
using DepRisk.Restore;

namespace DepRisk.Tests.Restore;

public sealed class DanglingEdgesTests
{
    [Fact]
    public void A_target_that_lacks_everything_names_ten_and_counts_the_others()
    {
        var file = FakeAssets.Of("/src/A.csproj", false, [FakeAssets.Target("net10.0")],
            [FakeAssets.Net10([.. Enumerable.Range(0, 12).Select(i => FakeAssets.Reference($"P{i}", "1.0.0"))])]);
        var components = new ComponentTable();
        var project = components.Project("A", null, "A.csproj");
        var context = new AssetsGraphContext(components, [], path => path, _ => false, []);
        var targets = AssetsGraph.Targets(file, project, Path.GetTempPath(), null, [], context);
        var problems = new List<InputError>();

        DanglingEdges.Report([new ProjectParts(project, file, targets, [])], problems);

        Assert.Equal(11, problems.Count);
        Assert.StartsWith("lists no P0 in net10.0, which the project depends on", problems[0].Message, StringComparison.Ordinal);
        Assert.StartsWith("net10.0 has 2 more", problems[10].Message, StringComparison.Ordinal);
    }
}

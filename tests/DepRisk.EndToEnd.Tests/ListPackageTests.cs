using System.Text.Json;

namespace DepRisk.EndToEnd.Tests;

public sealed class ListPackageTests
{
    [Fact]
    public void Graph_and_dotnet_list_package_name_the_same_packages()
    {
        using var temp = new TempFolder();
        var folder = Repository.RestoreSample("HiddenHub", temp.Root);
        using var list = JsonDocument.Parse(TestProcess.RunDotnet(folder, "list", "package", "--include-transitive", "--format", "json", "--no-restore").Ended(0).Output);
        using var graph = JsonDocument.Parse(Tool.Run(folder, "graph", "--no-restore").Ended(0).Output);
        var expected = list.RootElement.GetProperty("projects").EnumerateArray().SelectMany(project => Listed(folder, project)).Order(StringComparer.Ordinal).ToArray();
        var actual = graph.RootElement.GetProperty("projects").EnumerateArray().SelectMany(Known).Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(expected, actual);
        Assert.True(expected.Length > 20, "the sample is too small to prove anything");
    }

    private static IEnumerable<string> Listed(string folder, JsonElement project)
    {
        var path = Path.GetRelativePath(folder, project.GetProperty("path").GetString()!).Replace('\\', '/');
        foreach (var framework in project.GetProperty("frameworks").EnumerateArray())
        {
            foreach (var (group, isDirect) in new[] { ("topLevelPackages", true), ("transitivePackages", false) })
            {
                foreach (var package in framework.TryGetProperty(group, out var packages) ? packages.EnumerateArray() : default)
                {
                    yield return $"{path} {framework.GetProperty("framework").GetString()} {package.GetProperty("id").GetString()} {package.GetProperty("resolvedVersion").GetString()} {isDirect}";
                }
            }
        }
    }

    private static IEnumerable<string> Known(JsonElement project) =>
        from target in project.GetProperty("targets").EnumerateArray()
        from node in target.GetProperty("nodes").EnumerateArray()
        where node.GetProperty("type").GetString() is "package"
        select $"{project.GetProperty("path").GetString()} {target.GetProperty("name").GetString()} {node.GetProperty("id").GetString()} {node.GetProperty("version").GetString()} {node.GetProperty("direct").GetBoolean()}";
}

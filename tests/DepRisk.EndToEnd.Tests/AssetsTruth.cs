using System.Text.Json;

namespace DepRisk.EndToEnd.Tests;

/// <summary>
/// One target of a project.assets.json, read a second time with nothing but JsonDocument: nodes as "ID/VERSION", the project itself
/// as "@", edges as pairs of them.
/// </summary>
internal sealed record AssetsTruth(string Name, HashSet<string> Packages, HashSet<string> Projects, HashSet<(string From, string To)> Edges, HashSet<string> Shipping)
{
    public const string Root = "@";

    public static IReadOnlyList<AssetsTruth> Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        var root = document.RootElement;
        var project = root.GetProperty("project");
        return [.. root.GetProperty("targets").EnumerateObject().Select(target => Read(target, project))];
    }

    /// <summary>What can be reached from a node, itself left out.</summary>
    public HashSet<string> Below(string start)
    {
        var edges = Edges.ToLookup(edge => edge.From, edge => edge.To);
        var found = new HashSet<string>();
        var pending = new Queue<string>([start]);
        while (pending.TryDequeue(out var node))
        {
            foreach (var next in edges[node].Where(found.Add))
            {
                pending.Enqueue(next);
            }
        }

        return found;
    }

    private static AssetsTruth Read(JsonProperty target, JsonElement project)
    {
        var alias = target.Name.Split('/')[0];
        var keys = target.Value.EnumerateObject().ToDictionary(library => library.Name.Split('/')[0], library => library.Name, StringComparer.OrdinalIgnoreCase);
        var truth = new AssetsTruth(target.Name, [], [], [], []);
        foreach (var library in target.Value.EnumerateObject())
        {
            (library.Value.GetProperty("type").GetString() is "project" ? truth.Projects : truth.Packages).Add(library.Name);
            foreach (var dependency in Names(library.Value, "dependencies").Where(keys.ContainsKey))
            {
                truth.Edges.Add((library.Name, keys[dependency]));
            }

            if (ShipsFiles(library.Value))
            {
                truth.Shipping.Add(library.Name);
            }
        }

        foreach (var id in Names(project.GetProperty("frameworks").GetProperty(alias), "dependencies").Where(keys.ContainsKey))
        {
            truth.Edges.Add((Root, keys[id]));
        }

        // The reference names a file; the SDK names a project's library by its assembly, which in generated solutions is the file's name.
        foreach (var path in Names(project.GetProperty("restore").GetProperty("frameworks").GetProperty(alias), "projectReferences"))
        {
            truth.Edges.Add((Root, keys[Path.GetFileNameWithoutExtension(path.Replace('\\', '/'))]));
        }

        return truth;
    }

    private static IEnumerable<string> Names(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.EnumerateObject().Select(property => property.Name) : [];

    /// <summary>Files, not the placeholder _._ that NuGet writes where a package has none for a framework.</summary>
    private static bool ShipsFiles(JsonElement library) =>
        ((string[])["runtime", "native", "runtimeTargets", "resource"]).SelectMany(group => Names(library, group)).Any(file => !file.EndsWith("/_._", StringComparison.Ordinal));
}

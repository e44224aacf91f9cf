using System.Security.Cryptography;
using System.Text.Json;

namespace DepRisk.EndToEnd.Tests;

[Collection(GeneratedSolutionGroup.Name)]
public sealed class SbomTests(GeneratedSolution solution)
{
    [GeneratedSolutionFact]
    public void Every_document_says_what_the_assets_file_of_its_app_says_and_every_hash_is_that_of_a_real_file()
    {
        using var output = new TempFolder();
        Tool.Run(solution.Folder, [("SOURCE_DATE_EPOCH", "0")], "sbom", "Bench.sln", "--no-restore", "-o", output.Root + "/").Ended(0);
        var files = Directory.GetFiles(output.Root).Order(StringComparer.Ordinal).ToArray();
        LeaveForConformance(files);
        Assert.Equal(Apps(), files.Select(file => Path.GetFileName(file).Replace(".cdx.json", "", StringComparison.Ordinal)));
        var hashed = new SortedDictionary<string, string?>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            var document = CycloneDxDocument.Read(file);
            var truth = Assert.Single(AssetsTruth.Read(Path.Combine(solution.Folder, document.Name, "obj", "project.assets.json")));
            SaysWhatTheAssetsFileSays(truth, document);
            foreach (var component in document.Packages)
            {
                if (hashed.TryAdd(component.Key, component.Sha512))
                {
                    continue;
                }

                Assert.Equal(hashed[component.Key], component.Sha512);
            }
        }

        HashesAreThoseOfTheFiles(hashed);
    }

    [GeneratedSolutionFact]
    public void In_the_merged_document_every_app_has_its_own_edges_and_no_other()
    {
        using var output = new TempFolder();
        var file = output["merged.json"];
        Tool.Run(solution.Folder, [("SOURCE_DATE_EPOCH", "0")], "sbom", "Bench.sln", "--no-restore", "--merge", "-o", file).Ended(0);
        LeaveForConformance(file);
        using var json = JsonDocument.Parse(File.ReadAllBytes(file));
        var keys = json.RootElement.GetProperty("components").EnumerateArray().Select(CycloneDxComponent.Read)
            .Where(component => !component.Ref.StartsWith("framework:", StringComparison.Ordinal))
            .ToDictionary(component => component.Ref, component => component.Key, StringComparer.Ordinal);
        var edges = json.RootElement.GetProperty("dependencies").EnumerateArray().ToDictionary(
            dependency => dependency.GetProperty("ref").GetString()!,
            dependency => dependency.GetProperty("dependsOn").EnumerateArray().Select(end => end.GetString()!).Where(keys.ContainsKey).ToArray(),
            StringComparer.Ordinal);
        var roots = edges[json.RootElement.GetProperty("metadata").GetProperty("component").GetProperty("bom-ref").GetString()!];
        Assert.Equal(Apps(), roots.Select(root => keys[root].Split('/')[0]).Order(StringComparer.Ordinal));
        foreach (var root in roots)
        {
            var truth = Assert.Single(AssetsTruth.Read(Path.Combine(solution.Folder, keys[root].Split('/')[0], "obj", "project.assets.json")));
            Equal(truth.Edges.Select(edge => $"{edge.From} -> {edge.To}"), Walk(root, keys, edges), keys[root]);
        }

        Assert.Contains(keys.Keys, reference => reference.Contains('#', StringComparison.Ordinal));
    }

    // What Node validates and reads back, besides what the tests in process write.
    private static void LeaveForConformance(params string[] files)
    {
        if (Environment.GetEnvironmentVariable("DEPRISK_SBOM_OUT") is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
            foreach (var file in files)
            {
                File.Copy(file, Path.Combine(folder, "bench-" + Path.GetFileName(file)), overwrite: true);
            }
        }
    }

    /// <summary>All edges that a reader comes across from a root on, whichever variants it passes.</summary>
    private static HashSet<string> Walk(string root, Dictionary<string, string> keys, Dictionary<string, string[]> edges)
    {
        var (found, seen, pending) = (new HashSet<string>(), new HashSet<string> { root }, new Queue<string>([root]));
        while (pending.TryDequeue(out var from))
        {
            foreach (var to in edges[from])
            {
                found.Add($"{(from.Equals(root, StringComparison.Ordinal) ? AssetsTruth.Root : keys[from])} -> {keys[to]}");
                if (seen.Add(to))
                {
                    pending.Enqueue(to);
                }
            }
        }

        return found;
    }

    private static void SaysWhatTheAssetsFileSays(AssetsTruth truth, CycloneDxDocument document)
    {
        Equal(truth.Packages, document.Packages.Select(component => component.Key), document.Name);
        Equal(truth.Projects, document.Projects.Select(component => component.Key), document.Name);
        Equal(truth.Edges.Select(edge => $"{edge.From} -> {edge.To}"), document.Edges, document.Name);

        // What has files for this framework ships, unless the shared framework has them too; what has none ships only if it brings such a package.
        foreach (var component in document.Packages)
        {
            var brings = truth.Below(component.Key).Append(component.Key).Any(truth.Shipping.Contains);
            Assert.True(
                component.IsRequired ? brings : component.Class is "pruned" || !truth.Shipping.Contains(component.Key),
                $"{document.Name}: {component.Key} is {component.Class}, {(component.IsRequired ? "required" : "excluded")}");
        }

        Assert.All(document.Projects, project => Assert.True(project.IsRequired, project.Key));
    }

    // The user's packages folder is known to `dotnet`, which says where it is.
    private void HashesAreThoseOfTheFiles(SortedDictionary<string, string?> hashed)
    {
        var folder = TestProcess.RunDotnet(solution.Folder, "nuget", "locals", "global-packages", "--list").Ended(0).Output.Split(": ", 2)[1].Trim();
        Assert.True(hashed.Count > 50, $"{hashed.Count} packages prove little");
        foreach (var (key, hash) in hashed)
        {
            var (id, version) = (key.Split('/')[0].ToLowerInvariant(), key.Split('/')[1].ToLowerInvariant());
            var package = Path.Combine(folder, id, version, $"{id}.{version}.nupkg");
            Assert.True(string.Equals(hash, Convert.ToHexStringLower(SHA512.HashData(File.ReadAllBytes(package))), StringComparison.Ordinal), $"{key}: the SHA-512 in the SBOM is not that of its .nupkg file");
        }
    }

    /// <summary>Projects that nobody refers to and that are no tests, by a second reading of the project files.</summary>
    private IEnumerable<string> Apps()
    {
        var texts = Directory.GetDirectories(solution.Folder).ToDictionary(
            folder => Path.GetFileName(folder), folder => File.ReadAllText(Path.Combine(folder, Path.GetFileName(folder) + ".csproj")), StringComparer.Ordinal);
        var production = texts.Where(text => !text.Value.Contains("<IsTestProject>", StringComparison.Ordinal)).ToArray();
        return production
            .Select(text => text.Key)
            .Where(name => !production.Any(other => other.Value.Contains($"/{name}.csproj\"", StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal);
    }

    private static void Equal(IEnumerable<string> expected, IEnumerable<string> actual, string where)
    {
        var (truth, answers) = (expected.Order(StringComparer.Ordinal).ToArray(), actual.Order(StringComparer.Ordinal).ToArray());
        Assert.True(
            truth.SequenceEqual(answers, StringComparer.Ordinal),
            $"{where}: missing {string.Join(", ", truth.Except(answers, StringComparer.Ordinal))}; wrong {string.Join(", ", answers.Except(truth, StringComparer.Ordinal))}");
    }
}

/// <summary>What a CycloneDX document in JSON says of a graph, read with nothing but JsonDocument.</summary>
internal sealed record CycloneDxDocument(string Name, IReadOnlyList<CycloneDxComponent> Components, IReadOnlyList<string> Edges)
{
    public IEnumerable<CycloneDxComponent> Packages => Components.Where(component => component.Ref.StartsWith("pkg:", StringComparison.Ordinal));

    public IEnumerable<CycloneDxComponent> Projects => Components.Where(component => component.Ref.StartsWith("project:", StringComparison.Ordinal));

    public static CycloneDxDocument Read(string path)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(path));
        var main = json.RootElement.GetProperty("metadata").GetProperty("component");
        var components = json.RootElement.GetProperty("components").EnumerateArray().Select(CycloneDxComponent.Read).ToArray();
        var keys = components.Where(component => !component.Ref.StartsWith("framework:", StringComparison.Ordinal)).ToDictionary(component => component.Ref, component => component.Key, StringComparer.Ordinal);
        keys.Add(main.GetProperty("bom-ref").GetString()!, AssetsTruth.Root);
        var edges = json.RootElement.GetProperty("dependencies").EnumerateArray()
            .SelectMany(dependency => dependency.GetProperty("dependsOn").EnumerateArray().Select(end => (From: dependency.GetProperty("ref").GetString()!, To: end.GetString()!)))
            .Where(edge => keys.ContainsKey(edge.To))
            .Select(edge => $"{keys[edge.From]} -> {keys[edge.To]}");
        return new CycloneDxDocument(main.GetProperty("name").GetString()!, components, [.. edges]);
    }
}

internal sealed record CycloneDxComponent(string Ref, string Key, bool IsRequired, string? Class, string? Sha512)
{
    public static CycloneDxComponent Read(JsonElement component) => new(
        component.GetProperty("bom-ref").GetString()!,
        $"{component.GetProperty("name").GetString()}/{(component.TryGetProperty("version", out var version) ? version.GetString() : null)}",
        component.GetProperty("scope").GetString() is "required",
        component.GetProperty("properties").EnumerateArray().Where(property => property.GetProperty("name").GetString() is "deprisk:class").Select(property => property.GetProperty("value").GetString()).SingleOrDefault(),
        component.TryGetProperty("hashes", out var hashes)
            ? hashes.EnumerateArray().Where(hash => hash.GetProperty("alg").GetString() is "SHA-512").Select(hash => hash.GetProperty("content").GetString()).Single()
            : null);
}

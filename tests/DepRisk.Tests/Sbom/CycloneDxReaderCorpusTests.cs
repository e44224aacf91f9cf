using System.Text.Json;
using System.Xml;
using System.Xml.XPath;
using DepRisk.Graph;
using DepRisk.Sbom;

namespace DepRisk.Tests.Sbom;

/// <summary>The official fixtures and five real SBOMs.</summary>
public class CycloneDxReaderCorpusTests
{
    private static readonly string[] Versions = ["1.2", "1.3", "1.4", "1.5", "1.6", "1.7"];

    [CorpusFact]
    public void Reads_every_valid_fixture()
    {
        var files = Fixtures("valid-*");
        Assert.True(files.Count > 300, $"only {files.Count} fixtures");
        foreach (var file in files)
        {
            Assert.True(CycloneDxReader.Read(file).Succeeded(out var scope, out var error), $"{Corpus.Name(file)}: {error}");
            var (components, nested, edges) = file.EndsWith(".json", StringComparison.Ordinal) ? CountJson(file) : CountXml(file);
            var graph = scope.Graph();
            Assert.True(components == graph.Nodes.Length - 1 + graph.Nodes.ToArray().Sum(node => node.Files.Length), $"{Corpus.Name(file)}: {components} components");

            // What is nested may hang on its parent by an edge that no dependency states.
            var resolved = graph.EdgeCount + graph.Dropped.Length;
            Assert.True(resolved >= edges && resolved <= edges + nested, $"{Corpus.Name(file)}: {edges} edges, {nested} nested");
        }
    }

    [CorpusFact]
    public void Throws_for_no_invalid_fixture()
    {
        foreach (var file in Fixtures("invalid-*"))
        {
            var read = CycloneDxReader.Read(file).Succeeded(out var scope, out var error);
            Assert.True(read ? scope is not null : error!.Message.Length > 0, Corpus.Name(file));
        }
    }

    [CorpusFact]
    public void Counts_the_real_SBOMs_as_an_independent_reader_does()
    {
        var files = Corpus.Files("opengradient", "*.json");
        Assert.Equal(5, files.Count);
        foreach (var file in files)
        {
            Assert.True(CycloneDxReader.Read(file).Succeeded(out var scope, out var error), error?.ToString());
            var graph = scope.Graph();
            Assert.Equal(CountJson(file), (graph.Nodes.Length - 1, 0, graph.EdgeCount));
            Assert.Empty(graph.Dropped);

            // Two of them come from a project without a lock file: nobody knew what the components need.
            var isUnknown = CountUnmentioned(file) > 0;
            Assert.Equal(isUnknown ? EdgeSource.Unknown : EdgeSource.Resolved, graph.EdgeSource);
            Assert.Equal(isUnknown ? 1 : 0, scope.Problems.Length);
            Assert.False(scope.IsPartial);
            Assert.Equal(graph.DependenciesOf(0).Length, graph.Nodes.ToArray().Count(node => node.IsDirect));
        }
    }

    [CorpusFact]
    public void Survives_truncation_at_every_byte()
    {
        foreach (var (file, step) in new[] { (Real("vanna-storage"), 1), (Real("sdk"), 4999), (Fixture("1.6", "valid-assembly-1.6.xml"), 1), (Fixture("1.7", "valid-bom-1.7.xml"), 11) })
        {
            var bytes = File.ReadAllBytes(file);
            var end = bytes.AsSpan().TrimEnd(" \t\r\n"u8).Length;
            for (var length = 0; length < end; length += step)
            {
                Assert.False(CycloneDxReader.Parse("cut", bytes.AsMemory(0, length)).Succeeded(out _, out var error));
                Assert.NotEmpty(error.Message);
            }
        }
    }

    [CorpusFact]
    public void Survives_random_mutations()
    {
        var random = new Random(20261121);
        foreach (var file in new[] { Real("vanna-storage"), Real("BitQuant"), Fixture("1.6", "valid-compositions-1.6.xml"), Fixture("1.7", "valid-bom-1.7.xml") })
        {
            var original = File.ReadAllBytes(file);
            for (var round = 0; round < 250; round++)
            {
                var bytes = Mutate(original, random);
                var read = CycloneDxReader.Parse("mutated", bytes).Succeeded(out var scope, out var error);
                Assert.True(read ? scope!.Projects.Length == 1 : error!.Message.Length > 0);
            }
        }
    }

    private static byte[] Mutate(byte[] original, Random random)
    {
        var bytes = original.ToList();
        for (var i = random.Next(1, 6); i > 0; i--)
        {
            var at = random.Next(bytes.Count - 64);
            switch (random.Next(4))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, random.Next(1, 64));
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.GetRange(random.Next(bytes.Count - 64), random.Next(1, 64)));
                    break;
                default:
                    bytes[at] = "{}[]\",:<>/&\0\\0"u8[random.Next(14)];
                    break;
            }
        }

        return [.. bytes];
    }

    private static List<string> Fixtures(string pattern) =>
        [.. Versions.SelectMany(version => Corpus.Files($"cyclonedx/fixtures/{version}", pattern)).Where(file => Path.GetExtension(file) is ".json" or ".xml")];

    private static string Fixture(string version, string name) => Path.Combine(Corpus.Root!, "cyclonedx", "fixtures", version, name);

    private static string Real(string name) => Path.Combine(Corpus.Root!, "opengradient", name + ".cdx.json");

    private static (int Components, int Nested, int Edges) CountJson(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        var root = document.RootElement;
        var components = new HashSet<string?>(All(root).Select(item => item.TryGetProperty("bom-ref", out var text) ? text.GetString() : null), StringComparer.Ordinal);
        var edges = new HashSet<(string?, string?)>();
        foreach (var dependency in Items(root, "dependencies").Where(item => components.Contains(item.GetProperty("ref").GetString())))
        {
            foreach (var end in Items(dependency, "dependsOn"))
            {
                edges.Add((dependency.GetProperty("ref").GetString(), end.GetString()));
            }
        }

        var all = All(root).Count() - (Primary(root) is null ? 0 : 1);
        return (all, all - Items(root, "components").Length, edges.Count);
    }

    private static int CountUnmentioned(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        var mentioned = Items(document.RootElement, "dependencies").SelectMany(item => Items(item, "dependsOn").Append(item.GetProperty("ref"))).Select(text => text.GetString());
        return All(document.RootElement).Select(item => item.GetProperty("bom-ref").GetString()).Except(mentioned, StringComparer.Ordinal).Count();
    }

    private static JsonElement? Primary(JsonElement root) =>
        root.TryGetProperty("metadata", out var metadata) && metadata.TryGetProperty("component", out var component) ? component : null;

    private static IEnumerable<JsonElement> All(JsonElement root) =>
        Below(root).Concat(Primary(root) is { } primary ? Below(primary).Append(primary) : []);

    private static IEnumerable<JsonElement> Below(JsonElement parent) => Items(parent, "components").SelectMany(component => Below(component).Prepend(component));

    private static JsonElement[] Items(JsonElement parent, string name) => parent.TryGetProperty(name, out var items) ? [.. items.EnumerateArray()] : [];

    private static (int Components, int Nested, int Edges) CountXml(string file)
    {
        using var reader = XmlReader.Create(file);
        var navigator = new XPathDocument(reader).CreateNavigator();
        var components = Count("//*[local-name()='components']/*[local-name()='component'][not(ancestor::*[local-name()='tools' or local-name()='formulation' or local-name()='pedigree'])]");
        return (components, components - Count("/*/*[local-name()='components']/*[local-name()='component']"), Count("/*/*[local-name()='dependencies']//*[local-name()='dependency'][@ref=//*[local-name()='component']/@bom-ref]/*[local-name()='dependency']"));

        int Count(string path) => navigator.Select(path).Count;
    }
}

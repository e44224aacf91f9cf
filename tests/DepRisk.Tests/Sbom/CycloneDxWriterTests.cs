using System.Text.Json;
using System.Xml;
using DepRisk.Graph;
using DepRisk.Sbom;

namespace DepRisk.Tests.Sbom;

/// <summary>What each version of the format can say, and that JSON and XML say the same.</summary>
public sealed class CycloneDxWriterTests : IDisposable
{
    private readonly SampleScope _sample = new();

    public static TheoryData<SpecVersion> Versions => ConformanceTests.Versions;

    public void Dispose() => _sample.Dispose();

    [Theory]
    [MemberData(nameof(Versions))]
    public void Says_the_same_in_JSON_and_in_XML(SpecVersion version)
    {
        var bom = Merged(version);
        using var json = JsonDocument.Parse(new CycloneDxJsonWriter(version).Write(bom));
        var fromJson = new SortedDictionary<string, int>(StringComparer.Ordinal);
        Texts(json.RootElement, fromJson);
        var fromXml = new SortedDictionary<string, int>(StringComparer.Ordinal);
        using var xml = XmlReader.Create(new MemoryStream(new CycloneDxXmlWriter(version).Write(bom).ToArray()));
        while (xml.Read())
        {
            if (xml.NodeType is XmlNodeType.Text)
            {
                Count(fromXml, xml.Value);
            }

            while (xml.NodeType is XmlNodeType.Element or XmlNodeType.Attribute && xml.MoveToNextAttribute())
            {
                Count(fromXml, xml.Value);
            }
        }

        // The frame differs by nature: schema, format and numbers.
        string[] frame = ["CycloneDX", "1.4", "1.5", "1.6", "1.7", "1", "0.5"];
        foreach (var text in fromJson.Keys.Concat(fromXml.Keys).Where(text => text.Contains("cyclonedx.org", StringComparison.Ordinal) || text.StartsWith("urn:uuid:", StringComparison.Ordinal)).Concat(frame).ToArray())
        {
            fromJson.Remove(text);
            fromXml.Remove(text);
        }

        Assert.True(fromJson.Count > 50);
        Assert.Equal(fromJson, fromXml);
    }

    [Theory]
    [InlineData(SpecVersion.V1_4, "manufacture", "manufacturer")]
    [InlineData(SpecVersion.V1_5, "manufacture", "manufacturer")]
    [InlineData(SpecVersion.V1_6, "manufacturer", "manufacture")]
    [InlineData(SpecVersion.V1_7, "manufacturer", "manufacture")]
    public void Names_the_manufacturer_as_the_version_does(SpecVersion version, string present, string absent)
    {
        using var json = Web(version);
        var metadata = json.RootElement.GetProperty("metadata");
        Assert.Equal("Example Ltd", metadata.GetProperty(present).GetProperty("name").GetString());
        Assert.False(metadata.TryGetProperty(absent, out _));
        Assert.Equal("ann@example.test", metadata.GetProperty("authors")[0].GetProperty("email").GetString());
        Assert.Equal("2023-11-14T22:13:20Z", metadata.GetProperty("timestamp").GetString());
    }

    [Theory]
    [InlineData(SpecVersion.V1_4, JsonValueKind.Array, false, 11)]
    [InlineData(SpecVersion.V1_5, JsonValueKind.Object, true, 9)]
    [InlineData(SpecVersion.V1_7, JsonValueKind.Object, true, 9)]
    public void Has_tools_lifecycles_and_formulation_from_1_5_on(SpecVersion version, JsonValueKind tools, bool isNew, int components)
    {
        using var json = Web(version);
        var metadata = json.RootElement.GetProperty("metadata");
        Assert.Equal(tools, metadata.GetProperty("tools").ValueKind);
        Assert.Equal(isNew, metadata.TryGetProperty("lifecycles", out _));
        Assert.Equal(isNew, json.RootElement.TryGetProperty("formulation", out _));
        Assert.Equal(components, json.RootElement.GetProperty("components").GetArrayLength());
    }

    [Theory]
    [InlineData(SpecVersion.V1_4, false)]
    [InlineData(SpecVersion.V1_5, false)]
    [InlineData(SpecVersion.V1_6, true)]
    [InlineData(SpecVersion.V1_7, true)]
    public void Says_from_1_6_on_that_a_licence_is_declared_and_lists_authors(SpecVersion version, bool isNew)
    {
        using var json = Web(version);
        var component = json.RootElement.GetProperty("components").EnumerateArray().Single(item => item.GetProperty("name").GetString() is "Contoso.Json");
        var licence = component.GetProperty("licenses")[0];
        Assert.Equal("MIT OR (Apache-2.0 AND BSD-3-Clause)", licence.GetProperty("expression").GetString());
        Assert.Equal(isNew, licence.TryGetProperty("acknowledgement", out _));
        Assert.Equal(isNew, component.TryGetProperty("authors", out _));
        Assert.Equal(!isNew, component.TryGetProperty("author", out _));
        Assert.Equal(isNew, component.TryGetProperty("manufacturer", out _));
    }

    [Theory]
    [InlineData(SpecVersion.V1_4, JsonValueKind.Undefined)]
    [InlineData(SpecVersion.V1_5, JsonValueKind.Object)]
    [InlineData(SpecVersion.V1_6, JsonValueKind.Array)]
    public void Puts_the_version_of_a_loose_file_where_the_version_has_room(SpecVersion version, JsonValueKind identity)
    {
        using var json = Web(version);
        var file = json.RootElement.GetProperty("components").EnumerateArray().Single(item => item.GetProperty("name").GetString() is "Vendor.dll");
        var kind = file.TryGetProperty("evidence", out var evidence) ? evidence.GetProperty("identity").ValueKind : JsonValueKind.Undefined;
        Assert.Equal(identity, kind);
        Assert.Equal(version is SpecVersion.V1_4, file.GetProperty("properties").EnumerateArray().Any(property => property.GetProperty("name").GetString() is "deprisk:file-version"));
        Assert.False(file.TryGetProperty("version", out _));
    }

    [Fact]
    public void Never_writes_a_vulnerability()
    {
        using var json = Web(SpecVersion.V1_7);
        Assert.False(json.RootElement.TryGetProperty("vulnerabilities", out _));
    }

    [Fact]
    public void Writes_the_same_to_a_stream()
    {
        var bom = Merged(SpecVersion.V1_6);
        using var stream = new MemoryStream();
        new CycloneDxJsonWriter(SpecVersion.V1_6).Write(bom, stream);
        Assert.Equal(new CycloneDxJsonWriter(SpecVersion.V1_6).Write(bom with { Alone = false }).ToArray(), stream.ToArray());
    }

    private Bom Merged(SpecVersion version)
    {
        var builder = new BomBuilder(_sample.Scope(), ConformanceTests.Full(version));
        return builder.Merge(builder.Delivered);
    }

    private JsonDocument Web(SpecVersion version) =>
        JsonDocument.Parse(new CycloneDxJsonWriter(version).Write(new BomBuilder(_sample.Scope(), ConformanceTests.Full(version)).Build(_sample.Project(_sample.Web))));

    private static void Texts(JsonElement element, SortedDictionary<string, int> counts)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    Texts(property.Value, counts);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    Texts(item, counts);
                }

                break;
            case JsonValueKind.String:
                Count(counts, element.GetString()!);
                break;
        }
    }

    private static void Count(SortedDictionary<string, int> counts, string text) => counts[text] = counts.GetValueOrDefault(text) + 1;
}

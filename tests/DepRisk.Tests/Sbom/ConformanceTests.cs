using System.Text;
using DepRisk.Graph;
using DepRisk.Sbom;

namespace DepRisk.Tests.Sbom;

/// <summary>
/// Every document that these tests write is valid under the official schema of its version. With DEPRISK_SBOM_OUT set they also leave
/// the JSON ones there, for conformance/validate.mjs.
/// </summary>
public sealed class ConformanceTests : IDisposable
{
    private readonly SampleScope _sample = new();

    public static TheoryData<SpecVersion> Versions { get; } = [.. Enum.GetValues<SpecVersion>()];

    public void Dispose() => _sample.Dispose();

    [SchemaTheory]
    [MemberData(nameof(Versions))]
    public void Writes_every_app_valid(SpecVersion version)
    {
        var options = Full(version);
        var builder = new BomBuilder(_sample.Scope(), options);
        foreach (var project in _sample.Scope().Projects)
        {
            AssertValid(version, builder.Build(project), project.Name);
        }
    }

    [SchemaTheory]
    [MemberData(nameof(Versions))]
    public void Writes_a_merged_document_valid(SpecVersion version)
    {
        var builder = new BomBuilder(_sample.Scope(isPartial: true), Full(version));
        AssertValid(version, builder.Merge(builder.Delivered), "merged");
    }

    [SchemaTheory]
    [MemberData(nameof(Versions))]
    public void Writes_the_least_that_there_can_be_valid(SpecVersion version)
    {
        var project = new Project(_sample.Worker, ProjectRole.App, "", []);
        var scope = _sample.Scope() with { Projects = [project], BuildComponents = [] };
        AssertValid(version, new BomBuilder(scope, new BomOptions(version)).Build(project), "least");
    }

    [SchemaTheory]
    [MemberData(nameof(Versions))]
    public void Writes_hostile_text_valid_and_visible(SpecVersion version)
    {
        const string Hostile = "a\u0000b\u001b]0;pwn\u0007\u0085\ud800x<!--]]>\"'&\u202e\ufffe\r\n\t";
        var package = _sample.Table.Intern(ComponentType.Package, "generic", Hostile, Hostile);
        var project = new Project(
            _sample.Table.Project(Hostile, Hostile, "p/" + Hostile),
            ProjectRole.App,
            Hostile,
            [SampleScope.Target("net10.0", [SampleScope.Node(_sample.Web), SampleScope.Node(package, files: [new(Hostile, ShippedFileType.Content)])], [(0, 1)])]);
        var bom = new BomBuilder(_sample.Scope() with { Projects = [project] }, new BomOptions(version, Hostile, null, Hostile)).Build(project);
        AssertValid(version, bom, "hostile");
        foreach (var bytes in new[] { new CycloneDxJsonWriter(version).Write(bom), new CycloneDxXmlWriter(version).Write(bom) })
        {
            var text = Encoding.UTF8.GetString(bytes.Span);
            Assert.DoesNotContain(text, c => char.IsControl(c) && c is not ('\n' or '\r' or '\t'));
            Assert.Contains("\\u001b", text, StringComparison.OrdinalIgnoreCase);
        }
    }

    [SchemaTheory]
    [MemberData(nameof(Versions))]
    public void The_check_itself_finds_what_is_wrong(SpecVersion version)
    {
        var bom = new BomBuilder(_sample.Scope(), Full(version)).Build(_sample.Project(_sample.Web));
        var json = Encoding.UTF8.GetString(new CycloneDxJsonWriter(version).Write(bom).Span);
        var xml = Encoding.UTF8.GetString(new CycloneDxXmlWriter(version).Write(bom).Span);
        Assert.NotEmpty(OfficialSchemas.JsonErrors(version, Encoding.UTF8.GetBytes(json.Replace("\"SHA-512\"", "\"SHA-513\"", StringComparison.Ordinal))));
        Assert.NotEmpty(OfficialSchemas.XmlErrors(version, Encoding.UTF8.GetBytes(xml.Replace("SHA-512", "SHA-513", StringComparison.Ordinal))));
    }

    internal static BomOptions Full(SpecVersion version) => new(
        version,
        "Example Ltd",
        "https://example.test/",
        "Ann Author <ann@example.test>",
        DateTimeOffset.FromUnixTimeSeconds(1_700_000_000),
        Sha256: true);

    internal static void AssertValid(SpecVersion version, Bom bom, string name)
    {
        var json = new CycloneDxJsonWriter(version).Write(bom);
        var xml = new CycloneDxXmlWriter(version).Write(bom);
        if (Environment.GetEnvironmentVariable("DEPRISK_SBOM_OUT") is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
            var stem = Path.Combine(folder, $"{name}-{OfficialSchemas.Text(version)}");
            File.WriteAllBytes(stem + ".cdx.json", json.Span);
            File.WriteAllBytes(stem + ".cdx.xml", xml.Span);
        }

        Assert.Empty(OfficialSchemas.JsonErrors(version, json));
        Assert.Empty(OfficialSchemas.XmlErrors(version, xml));
    }
}

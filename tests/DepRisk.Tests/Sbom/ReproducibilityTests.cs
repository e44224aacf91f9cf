using System.Globalization;
using System.Text;
using System.Text.Json;
using DepRisk.Graph;
using DepRisk.Sbom;

namespace DepRisk.Tests.Sbom;

public sealed class ReproducibilityTests
{
    [Fact]
    public void Writes_the_same_bytes_from_two_folders_in_any_culture_and_from_any_thread()
    {
        var expected = Everything("en-US", Path.Combine("x", "one"));
        Assert.All(expected, Assert.NotEmpty);
        foreach (var culture in new[] { "tr-TR", "ar-SA", "de-DE" })
        {
            var actual = Everything(culture, Path.Combine("İstanbul ı", culture));
            Assert.Equal(expected.Length, actual.Length);
            for (var i = 0; i < expected.Length; i++)
            {
                Assert.Equal(expected[i], actual[i]);
            }
        }
    }

    [Fact]
    public void Derives_the_serial_number_from_the_content()
    {
        using var sample = new SampleScope();
        var one = Serial(sample, new BomOptions());
        Assert.Matches("^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", one);
        Assert.Equal(one, Serial(sample, new BomOptions()));
        Assert.NotEqual(one, Serial(sample, new BomOptions(Author: "somebody")), StringComparer.Ordinal);
        Assert.NotEqual(one, Serial(sample, new BomOptions(Timestamp: DateTimeOffset.UnixEpoch)), StringComparer.Ordinal);
    }

    [Fact]
    public void A_writer_that_knows_the_components_writes_what_a_new_one_writes()
    {
        using var sample = new SampleScope();
        var builder = new BomBuilder(sample.Scope(), new BomOptions());
        var projects = sample.Scope().Projects;
        var writer = new CycloneDxJsonWriter(SpecVersion.V1_6);
        foreach (var project in projects.Concat(projects))
        {
            var fresh = new CycloneDxJsonWriter(SpecVersion.V1_6).Write(new BomBuilder(sample.Scope(), new BomOptions()).Build(project));
            Assert.Equal(fresh.ToArray(), writer.Write(builder.Build(project)).ToArray());
        }
    }

    [Fact]
    public void Is_indented_alike_everywhere_and_ends_with_a_line()
    {
        using var sample = new SampleScope();
        var json = new CycloneDxJsonWriter(SpecVersion.V1_6).Write(new BomBuilder(sample.Scope(), new BomOptions()).Build(sample.Project(sample.Web)));
        using var document = JsonDocument.Parse(json);
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, CycloneDxJsonWriter.Options))
        {
            document.WriteTo(writer);
        }

        Assert.Equal(Encoding.UTF8.GetString(stream.ToArray()) + "\n", Encoding.UTF8.GetString(json.Span));
        Assert.False(json.Span.Contains((byte)'\r'));
    }

    private static string Serial(SampleScope sample, BomOptions options)
    {
        using var document = JsonDocument.Parse(new CycloneDxJsonWriter(SpecVersion.V1_6).Write(new BomBuilder(sample.Scope(), options).Build(sample.Project(sample.Web))));
        return document.RootElement.GetProperty("serialNumber").GetString()!;
    }

    private static byte[][] Everything(string culture, string folder)
    {
        var before = CultureInfo.CurrentCulture;
        var parent = Directory.CreateTempSubdirectory("deprisk-repro-");
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
            using var sample = new SampleScope(Path.Combine(parent.FullName, folder));
            var documents = new List<byte[]>();
            foreach (var version in Enum.GetValues<SpecVersion>())
            {
                var builder = new BomBuilder(sample.Scope(), ConformanceTests.Full(version));
                var boms = builder.BuildAll(sample.Scope().Projects).Add(builder.Merge(builder.Delivered));
                var (json, xml) = (new CycloneDxJsonWriter(version), new CycloneDxXmlWriter(version));
                documents.AddRange(boms.AsParallel().AsOrdered().Select(bom => json.Write(bom).ToArray()));
                documents.AddRange(boms.Select(bom => xml.Write(bom).ToArray()));
            }

            return [.. documents];
        }
        finally
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = before;
            parent.Delete(recursive: true);
        }
    }
}

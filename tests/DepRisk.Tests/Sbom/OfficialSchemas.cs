using System.Collections.Concurrent;
using System.Xml;
using System.Xml.Schema;
using DepRisk.Sbom;
using NJsonSchema;

namespace DepRisk.Tests.Sbom;

/// <summary>
/// The official schemas of CycloneDX, from the corpus or from the npm package in conformance/node_modules. Nothing is ever fetched:
/// every reference resolves to a file beside the schema.
/// </summary>
public static class OfficialSchemas
{
    private static readonly ConcurrentDictionary<SpecVersion, Lazy<XmlSchemaSet>> Xml = new();
    private static readonly ConcurrentDictionary<SpecVersion, Lazy<JsonSchema>> Json = new();

    public static string? Folder { get; } = Find();

    public static IReadOnlyList<string> XmlErrors(SpecVersion version, ReadOnlyMemory<byte> document)
    {
        var errors = new List<string>();
        var settings = new XmlReaderSettings
        {
            ValidationType = ValidationType.Schema,
            Schemas = Xml.GetOrAdd(version, static key => new Lazy<XmlSchemaSet>(() => LoadXml(key))).Value,
            ValidationFlags = XmlSchemaValidationFlags.ReportValidationWarnings | XmlSchemaValidationFlags.ProcessIdentityConstraints,
        };
        settings.ValidationEventHandler += (_, e) => errors.Add($"{e.Exception.LineNumber}: {e.Message}");
        using var reader = XmlReader.Create(new MemoryStream(document.ToArray()), settings);
        while (reader.Read())
        {
        }

        return errors;
    }

    public static IReadOnlyList<string> JsonErrors(SpecVersion version, ReadOnlyMemory<byte> document)
    {
        var schema = Json.GetOrAdd(version, static key => new Lazy<JsonSchema>(() => LoadJson(key))).Value;
        return [.. schema.Validate(System.Text.Encoding.UTF8.GetString(document.Span)).Select(error => error.ToString())];
    }

    internal static string Text(SpecVersion version) => "1." + (4 + (int)version).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static XmlSchemaSet LoadXml(SpecVersion version)
    {
        var set = new XmlSchemaSet { XmlResolver = null };
        foreach (var name in new[] { "spdx", "bom-" + Text(version) })
        {
            using var reader = XmlReader.Create(PathOf(name, "xsd"), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
            set.Add(null, reader);
        }

        set.Compile();
        return set;
    }

    private static JsonSchema LoadJson(SpecVersion version) =>
        JsonSchema.FromFileAsync(PathOf("bom-" + Text(version), "schema.json")).GetAwaiter().GetResult();

    private static string PathOf(string name, string extension)
    {
        var plain = Path.Combine(Folder!, $"{name}.{extension}");
        return File.Exists(plain) ? plain : Path.Combine(Folder!, $"{name}.SNAPSHOT.{extension}");
    }

    private static string? Find()
    {
        if (Corpus.Root is { } corpus && Directory.Exists(Path.Combine(corpus, "cyclonedx", "schema")))
        {
            return Path.Combine(corpus, "cyclonedx", "schema");
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "conformance", "node_modules", "@cyclonedx", "cyclonedx-library", "res", "schema");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}

[AttributeUsage(AttributeTargets.Method)]
public sealed class SchemaTheoryAttribute : TheoryAttribute
{
    public SchemaTheoryAttribute() => Skip = OfficialSchemas.Folder is null
        ? "No official CycloneDX schema: neither the corpus beside this checkout nor conformance/node_modules (npm ci in conformance)."
        : null;
}

using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace DepRisk.Sbom;

/// <summary>
/// Writes CycloneDX JSON, 1.4 to 1.7. One writer serves all documents of a scope, from any thread: components that several documents
/// share are encoded once and copied.
/// </summary>
public sealed class CycloneDxJsonWriter(SpecVersion version)
{
    // Relaxed: quotes, backslashes and control characters are escaped; < > & + are not, because this is never part of a web page.
    internal static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
        MaxDepth = 64,
    };

    private readonly ConcurrentDictionary<BomComponent, byte[]> _encoded = new(ReferenceEqualityComparer.Instance);
    private readonly JsonComponent _component = new(version);

    public ReadOnlyMemory<byte> Write(Bom bom)
    {
        using var buffer = Encode(bom);
        return buffer.Written.ToArray();
    }

    /// <summary>As the other, without a copy: memory stays that of the largest document, however many are written.</summary>
    public void Write(Bom bom, Stream destination)
    {
        using var buffer = Encode(bom);
        destination.Write(buffer.Written);
    }

    private PooledBytes Encode(Bom bom)
    {
        // Around 4 KB a component, most of it hashes and properties.
        var buffer = new PooledBytes(16 * 1024 + (bom.Components.Length * 4 * 1024));
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            WriteDocument(json, bom);
        }

        buffer.Write("\n"u8);
        if (LogCommands.WithoutInJson(buffer.Written) is { } harmless)
        {
            buffer.Dispose();
            buffer = harmless;
        }

        SerialNumber.Patch(buffer.Written);
        return buffer;
    }

    private void WriteDocument(Utf8JsonWriter json, Bom bom)
    {
        json.WriteStartObject();
        json.WriteString("$schema"u8, $"http://cyclonedx.org/schema/bom-{version.Text()}.schema.json");
        json.WriteString("bomFormat"u8, "CycloneDX"u8);
        json.WriteString("specVersion"u8, version.Text());
        json.WriteString("serialNumber"u8, SerialNumber.Placeholder);
        json.WriteNumber("version"u8, 1);
        WriteMetadata(json, bom);
        json.WriteStartArray("components"u8);
        foreach (var component in bom.Components)
        {
            if (bom.Alone)
            {
                _component.Write(json, component);
            }
            else
            {
                json.WriteRawValue(Encoded(component), skipInputValidation: true);
            }
        }

        // 1.4 cannot say what took part in the build; there it is an excluded component like any other.
        foreach (var component in version is SpecVersion.V1_4 ? bom.Formulation : [])
        {
            _component.Write(json, component);
        }

        json.WriteEndArray();
        WriteDependencies(json, bom);
        WriteCompositions(json, bom);
        WriteFormulation(json, bom);
        json.WriteEndObject();
    }

    private byte[] Encoded(BomComponent component) => _encoded.GetOrAdd(component, static (component, self) => self._component.Encode(component), this);

    private void WriteMetadata(Utf8JsonWriter json, Bom bom)
    {
        json.WriteStartObject("metadata"u8);
        if (bom.Timestamp is { } timestamp)
        {
            json.WriteString("timestamp"u8, timestamp.Text());
        }

        if (version >= SpecVersion.V1_5)
        {
            json.WriteStartArray("lifecycles"u8);
            json.WriteStartObject();
            json.WriteString("phase"u8, bom.Phase.Text());
            json.WriteEndObject();
            json.WriteEndArray();
        }

        WriteTools(json, bom);
        if (bom.Author is { } author)
        {
            json.WriteStartArray("authors"u8);
            json.WriteStartObject();
            json.WriteString("name"u8, author.Name);
            if (author.Email is not null)
            {
                json.WriteString("email"u8, author.Email);
            }

            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.WritePropertyName("component"u8);
        _component.Write(json, bom.Primary);
        if (bom.Manufacturer is { } manufacturer)
        {
            JsonComponent.WriteEntity(json, version >= SpecVersion.V1_6 ? "manufacturer"u8 : "manufacture"u8, manufacturer);
        }

        json.WriteEndObject();
    }

    private void WriteTools(Utf8JsonWriter json, Bom bom)
    {
        if (version is SpecVersion.V1_4)
        {
            json.WriteStartArray("tools"u8);
            json.WriteStartObject();
        }
        else
        {
            json.WriteStartObject("tools"u8);
            json.WriteStartArray("components"u8);
            json.WriteStartObject();
            json.WriteString("type"u8, "application"u8);
        }

        json.WriteString("name"u8, SpecTexts.ToolName);
        json.WriteString("version"u8, bom.ToolVersion);
        json.WriteEndObject();
        json.WriteEndArray();
        if (version is not SpecVersion.V1_4)
        {
            json.WriteEndObject();
        }
    }

    private static void WriteDependencies(Utf8JsonWriter json, Bom bom)
    {
        json.WriteStartArray("dependencies"u8);
        foreach (var dependency in bom.Dependencies)
        {
            json.WriteStartObject();
            json.WriteString("ref"u8, dependency.Ref);
            WriteStrings(json, "dependsOn"u8, dependency.DependsOn);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteCompositions(Utf8JsonWriter json, Bom bom)
    {
        json.WriteStartArray("compositions"u8);
        foreach (var composition in bom.Compositions)
        {
            json.WriteStartObject();
            json.WriteString("aggregate"u8, composition.Aggregate.Text());
            if (!composition.Assemblies.IsEmpty)
            {
                WriteStrings(json, "assemblies"u8, composition.Assemblies);
            }

            if (!composition.Dependencies.IsEmpty)
            {
                WriteStrings(json, "dependencies"u8, composition.Dependencies);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteFormulation(Utf8JsonWriter json, Bom bom)
    {
        if (version is SpecVersion.V1_4 || bom.Formulation.IsEmpty)
        {
            return;
        }

        json.WriteStartArray("formulation"u8);
        json.WriteStartObject();
        json.WriteStartArray("components"u8);
        foreach (var component in bom.Formulation)
        {
            _component.Write(json, component);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteStrings(Utf8JsonWriter json, ReadOnlySpan<byte> name, System.Collections.Immutable.ImmutableArray<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}

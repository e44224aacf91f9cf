using System.Buffers;
using System.Text.Json;

namespace DepRisk.Sbom;

/// <summary>One component in JSON, with what each version of the format can say of it.</summary>
internal sealed class JsonComponent(SpecVersion version)
{
    /// <returns>The component as it stands in the array <c>components</c> of a document: indented for there, line break in front, no comma.</returns>
    public byte[] Encode(BomComponent component)
    {
        var buffer = new ArrayBufferWriter<byte>(4 * 1024);
        using var json = new Utf8JsonWriter(buffer, CycloneDxJsonWriter.Options);
        json.WriteStartObject();
        json.WriteStartArray("components"u8);
        json.Flush();
        var start = buffer.WrittenCount;
        Write(json, component);
        json.Flush();
        return buffer.WrittenSpan[start..].ToArray();
    }

    public void Write(Utf8JsonWriter json, BomComponent component)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, component.Type.Text());
        json.WriteString("bom-ref"u8, component.Ref);
        WriteOrigin(json, component);
        WriteOptional(json, "group"u8, component.Group);
        json.WriteString("name"u8, component.Name);
        WriteOptional(json, "version"u8, component.Version);
        WriteOptional(json, "scope"u8, component.Scope?.Text());
        if (!component.Hashes.IsEmpty)
        {
            json.WriteStartArray("hashes"u8);
            foreach (var hash in component.Hashes)
            {
                WriteHash(json, hash);
            }

            json.WriteEndArray();
        }

        if (component.License is { } license)
        {
            WriteLicense(json, license);
        }

        WriteOptional(json, "copyright"u8, component.Copyright);
        WriteOptional(json, "purl"u8, component.Purl);
        WriteReferences(json, component);
        WriteProperties(json, component);
        WriteNested(json, component);
        JsonEvidence.Write(json, component.Evidence, version);
        json.WriteEndObject();
    }

    public static void WriteEntity(Utf8JsonWriter json, ReadOnlySpan<byte> name, BomEntity entity)
    {
        json.WriteStartObject(name);
        json.WriteString("name"u8, entity.Name);
        if (!entity.Urls.IsEmpty)
        {
            json.WriteStartArray("url"u8);
            foreach (var url in entity.Urls)
            {
                json.WriteStringValue(url);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private void WriteOrigin(Utf8JsonWriter json, BomComponent component)
    {
        if (component.Supplier is { } supplier)
        {
            WriteEntity(json, "supplier"u8, supplier);
        }

        if (component.Manufacturer is { } manufacturer && version >= SpecVersion.V1_6)
        {
            WriteEntity(json, "manufacturer"u8, manufacturer);
        }

        if (component.Authors.IsEmpty)
        {
            return;
        }

        if (version < SpecVersion.V1_6)
        {
            json.WriteString("author"u8, string.Join(", ", component.Authors));
            return;
        }

        json.WriteStartArray("authors"u8);
        foreach (var author in component.Authors)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, author);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteLicense(Utf8JsonWriter json, BomLicense license)
    {
        json.WriteStartArray("licenses"u8);
        json.WriteStartObject();
        if (license.Expression is not null)
        {
            json.WriteString("expression"u8, license.Expression);
            WriteDeclared(json);
        }
        else
        {
            json.WriteStartObject("license"u8);
            json.WriteString("name"u8, license.Name);
            WriteDeclared(json);
            WriteOptional(json, "url"u8, license.Url);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndArray();
    }

    private void WriteDeclared(Utf8JsonWriter json)
    {
        if (version >= SpecVersion.V1_6)
        {
            json.WriteString("acknowledgement"u8, "declared"u8);
        }
    }

    private static void WriteReferences(Utf8JsonWriter json, BomComponent component)
    {
        if (component.References.IsEmpty)
        {
            return;
        }

        json.WriteStartArray("externalReferences"u8);
        foreach (var reference in component.References)
        {
            json.WriteStartObject();
            json.WriteString("type"u8, reference.Type);
            json.WriteString("url"u8, reference.Url);
            WriteOptional(json, "comment"u8, reference.Comment);
            if (reference.Hash is { } hash)
            {
                json.WriteStartArray("hashes"u8);
                WriteHash(json, hash);
                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteProperties(Utf8JsonWriter json, BomComponent component)
    {
        var fileVersion = version is SpecVersion.V1_4 ? component.Evidence?.StatedVersion : null;
        if (component.Properties.IsEmpty && fileVersion is null)
        {
            return;
        }

        json.WriteStartArray("properties"u8);
        foreach (var property in component.Properties)
        {
            WriteProperty(json, property.Name, property.Value);
        }

        if (fileVersion is not null)
        {
            WriteProperty(json, SpecTexts.FileVersionProperty, fileVersion);
        }

        json.WriteEndArray();
    }

    private static void WriteProperty(Utf8JsonWriter json, string name, string value)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, name);
        json.WriteString("value"u8, value);
        json.WriteEndObject();
    }

    private void WriteNested(Utf8JsonWriter json, BomComponent component)
    {
        if (component.Components.IsEmpty)
        {
            return;
        }

        json.WriteStartArray("components"u8);
        foreach (var nested in component.Components)
        {
            Write(json, nested);
        }

        json.WriteEndArray();
    }

    private static void WriteHash(Utf8JsonWriter json, BomHash hash)
    {
        json.WriteStartObject();
        json.WriteString("alg"u8, hash.Algorithm);
        json.WriteString("content"u8, hash.Content);
        json.WriteEndObject();
    }

    private static void WriteOptional(Utf8JsonWriter json, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}

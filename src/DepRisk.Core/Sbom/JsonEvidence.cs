using System.Text.Json;

namespace DepRisk.Sbom;

/// <summary><c>evidence</c> of a component. 1.5 has one identity and no lines, 1.6 made it a list with the value that was concluded, 1.4 has neither.</summary>
internal static class JsonEvidence
{
    public static void Write(Utf8JsonWriter json, BomEvidence? evidence, SpecVersion version)
    {
        if (evidence is null || version is SpecVersion.V1_4)
        {
            return;
        }

        json.WriteStartObject("evidence"u8);
        if (version is SpecVersion.V1_5)
        {
            if (!evidence.Identities.IsEmpty)
            {
                json.WritePropertyName("identity"u8);
                WriteIdentity(json, evidence.Identities[0], version);
            }
        }
        else if (!evidence.Identities.IsEmpty)
        {
            json.WriteStartArray("identity"u8);
            foreach (var identity in evidence.Identities)
            {
                WriteIdentity(json, identity, version);
            }

            json.WriteEndArray();
        }

        WriteOccurrences(json, evidence, version);
        json.WriteEndObject();
    }

    private static void WriteIdentity(Utf8JsonWriter json, BomIdentity identity, SpecVersion version)
    {
        json.WriteStartObject();
        json.WriteString("field"u8, identity.Field);
        json.WriteNumber("confidence"u8, identity.ConfidencePercent / 100m);
        if (version >= SpecVersion.V1_6 && identity.Concluded is not null)
        {
            json.WriteString("concludedValue"u8, identity.Concluded);
        }

        json.WriteStartArray("methods"u8);
        foreach (var method in identity.Methods)
        {
            json.WriteStartObject();
            json.WriteString("technique"u8, method.Technique);
            json.WriteNumber("confidence"u8, method.ConfidencePercent / 100m);
            json.WriteString("value"u8, method.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteOccurrences(Utf8JsonWriter json, BomEvidence evidence, SpecVersion version)
    {
        if (evidence.Occurrences.IsEmpty)
        {
            return;
        }

        json.WriteStartArray("occurrences"u8);
        foreach (var occurrence in evidence.Occurrences)
        {
            json.WriteStartObject();
            json.WriteString("location"u8, occurrence.Location);
            if (version >= SpecVersion.V1_6 && occurrence.Line > 0)
            {
                json.WriteNumber("line"u8, occurrence.Line);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}

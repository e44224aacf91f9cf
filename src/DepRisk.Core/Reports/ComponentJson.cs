using System.Collections.Immutable;
using System.Text.Json;
using DepRisk.Concentration;
using DepRisk.Graph;

namespace DepRisk.Reports;

/// <summary>What several formats say of packages in the same words.</summary>
internal static class ComponentJson
{
    /// <param name="isEcosystemStated">For formats in which other ecosystems than NuGet occur as a rule.</param>
    public static void WriteAll(Utf8JsonWriter json, ReadOnlySpan<byte> name, ImmutableArray<Component> packages, bool isEcosystemStated = false)
    {
        json.WriteStartArray(name);
        foreach (var package in packages)
        {
            json.WriteStartObject();
            WriteFields(json, package, isEcosystemStated);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void WriteFields(Utf8JsonWriter json, Component package, bool isEcosystemStated = false)
    {
        if (isEcosystemStated)
        {
            json.WriteString("ecosystem"u8, package.Ecosystem);
        }

        json.WriteString("id"u8, package.Id);
        json.WriteString("version"u8, package.Version);
    }

    public static void WriteUnknown(Utf8JsonWriter json, ImmutableArray<UnknownFact> facts)
    {
        json.WriteStartArray("unknown"u8);
        foreach (var fact in facts)
        {
            json.WriteStartObject();
            json.WriteString("what"u8, fact.What);
            json.WriteString("command"u8, fact.Command);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}

using System.Text.Json;
using DepRisk.Reports;
using DepRisk.Tool.Commands;

namespace DepRisk.Tool.Rendering;

/// <summary><c>deprisk-find/1</c>: what <c>find --format json</c> writes.</summary>
internal static class FindJson
{
    public static void Write(FindResults found, Stream stream)
    {
        using var json = new Utf8JsonWriter(stream, JsonText.Options);
        json.WriteStartObject();
        json.WriteString("schema"u8, "deprisk-find/1"u8);
        json.WriteString("query"u8, found.Query);
        json.WriteNumber("files"u8, found.Files);
        json.WriteNumber("containing"u8, found.Containing);
        json.WriteNumber("unreadable"u8, found.Unreadable.Count);
        json.WriteNumber("partial"u8, found.Results.Count(result => result.IsPartial));
        json.WriteStartArray("hits"u8);
        foreach (var hit in found.Hits)
        {
            WriteHit(json, hit);
        }

        json.WriteEndArray();
        JsonText.End(json, stream);
    }

    private static void WriteHit(Utf8JsonWriter json, FindHit hit)
    {
        json.WriteStartObject();
        json.WriteString("file"u8, hit.File);
        json.WriteString("app"u8, hit.App);
        WriteArray(json, "targets", hit.Targets);
        json.WriteString("ecosystem"u8, hit.Component.Ecosystem);
        json.WriteString("id"u8, hit.Component.Id);
        json.WriteString("version"u8, hit.Component.Version);
        json.WriteBoolean("versionMatches"u8, hit.IsVersionKnown);
        json.WriteString("class"u8, ReportNames.Of(hit.Class));
        WriteArray(json, "route", hit.Route);
        json.WriteString("edit"u8, hit.StatesVersion ? hit.Place : null);
        json.WriteString("broughtInBy"u8, hit.StatesVersion ? null : hit.Place);
        json.WriteEndObject();
    }

    private static void WriteArray(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}

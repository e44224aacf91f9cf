using System.Collections.Immutable;
using System.Text.Json;
using DepRisk.Input;

namespace DepRisk.Restore;

/// <summary>Reads <c>logs</c> of project.assets.json.</summary>
internal static class AssetsLogReader
{
    /// <summary><c>"logs": [ { "code": "NU1603", "level": "Warning", "libraryId": "A", "message": "...", "targetGraphs": [ "net10.0" ] } ]</c></summary>
    public static ImmutableArray<AssetsLog> Logs(ref Utf8JsonReader reader)
    {
        JsonInput.Array(ref reader, "logs");
        var logs = ImmutableArray.CreateBuilder<AssetsLog>();
        while (JsonInput.NextItem(ref reader))
        {
            logs.Add(Log(ref reader));
        }

        return logs.ToImmutable();
    }

    private static AssetsLog Log(ref Utf8JsonReader reader)
    {
        var (code, level, library, message) = ("", "", (string?)null, "");
        var targets = ImmutableArray<string>.Empty;
        JsonInput.ExpectObject(ref reader, "a log entry");
        while (JsonInput.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("code"u8))
            {
                code = JsonInput.String(ref reader, "a log's code");
            }
            else if (reader.ValueTextEquals("level"u8))
            {
                level = JsonInput.String(ref reader, "a log's level");
            }
            else if (reader.ValueTextEquals("libraryId"u8))
            {
                library = JsonInput.String(ref reader, "a log's libraryId");
            }
            else if (reader.ValueTextEquals("message"u8))
            {
                message = JsonInput.String(ref reader, "a log's message");
            }
            else if (reader.ValueTextEquals("targetGraphs"u8))
            {
                targets = AssetsProjectReader.Strings(ref reader, "targetGraphs");
            }
            else
            {
                JsonInput.SkipValue(ref reader);
            }
        }

        return new AssetsLog(code, level, library, message, targets);
    }
}

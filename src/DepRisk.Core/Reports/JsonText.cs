using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace DepRisk.Reports;

/// <summary>
/// How our JSON is written. Besides what System.Text.Json escapes by itself (control characters and all that is not ASCII), the
/// number sign is escaped: a report that is printed into the log of Azure Pipelines must not hold its command <c>##vso[</c>.
/// </summary>
public static class JsonText
{
    public static JsonWriterOptions Options { get; } = new() { Encoder = Encoder() };

    /// <summary>Ends the document with a line end, as every tool that pipes expects.</summary>
    public static void End(Utf8JsonWriter json, Stream stream)
    {
        json.WriteEndObject();
        json.Flush();
        stream.WriteByte((byte)'\n');
    }

    public static void Strings(Utf8JsonWriter json, ReadOnlySpan<byte> name, IEnumerable<string> items)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStringValue(item);
        }

        json.WriteEndArray();
    }

    private static JavaScriptEncoder Encoder()
    {
        var settings = new TextEncoderSettings(UnicodeRanges.BasicLatin);
        settings.ForbidCharacter('#');
        return JavaScriptEncoder.Create(settings);
    }
}

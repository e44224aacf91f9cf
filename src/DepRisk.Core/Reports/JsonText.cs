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

    private static JavaScriptEncoder Encoder()
    {
        var settings = new TextEncoderSettings(UnicodeRanges.BasicLatin);
        settings.ForbidCharacter('#');
        return JavaScriptEncoder.Create(settings);
    }
}

using System.Buffers;

namespace DepRisk.Sbom;

/// <summary>
/// A document that is printed into a build log commands nobody: Azure Pipelines takes <c>##vso[</c> and <c>##[</c> anywhere in a line, GitHub
/// <c>::</c> at its start. One character of each becomes its escape, which every reader of the format reads as that character.
/// </summary>
internal static class LogCommands
{
    private static ReadOnlySpan<byte> Command => "##"u8;

    /// <summary>A string in JSON neither spans lines nor starts one, so that only <c>##</c> is left.</summary>
    /// <returns>The bytes without commands; null where there is none.</returns>
    public static PooledBytes? WithoutInJson(ReadOnlySpan<byte> json) =>
        json.IndexOf(Command) < 0 ? null : Escape(json, @"\u0023"u8, default);

    /// <summary>No markup of ours starts a line with a colon, and none holds two number signs: both stand in texts and attributes alone.</summary>
    public static PooledBytes? WithoutInXml(ReadOnlySpan<byte> xml) =>
        xml.IndexOf(Command) < 0 && xml.IndexOf("::"u8) < 0 ? null : Escape(xml, "&#35;"u8, "&#58;"u8);

    private static PooledBytes Escape(ReadOnlySpan<byte> text, ReadOnlySpan<byte> number, ReadOnlySpan<byte> colon)
    {
        var escaped = new PooledBytes(text.Length + 1024);
        var (from, startsLine) = (0, true);
        for (var i = 0; i < text.Length; i++)
        {
            var escape = text[i] switch
            {
                (byte)'#' when i > 0 && text[i - 1] is (byte)'#' => number,
                (byte)':' when startsLine => colon,
                _ => default,
            };
            startsLine = text[i] is (byte)'\n' || (startsLine && text[i] is (byte)' ' or (byte)'\t');
            if (!escape.IsEmpty)
            {
                escaped.Write(text[from..i]);
                escaped.Write(escape);
                from = i + 1;
            }
        }

        escaped.Write(text[from..]);
        return escaped;
    }
}

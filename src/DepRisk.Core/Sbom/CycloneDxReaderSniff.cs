using DepRisk.Input;

namespace DepRisk.Sbom;

internal enum SbomText : byte
{
    Other,
    Json,
    Xml,
}

/// <param name="Message">What was seen, where it is neither JSON nor XML.</param>
internal readonly record struct SbomSighting(SbomText Format, InputErrorCode Code = InputErrorCode.Unexpected, string Message = "");

/// <summary>Tells by the first bytes what a file is. Its name may promise anything.</summary>
internal static class CycloneDxReaderSniff
{
    // The head of a tag-value or YAML document holds its version; comments before it are rarely longer.
    private const int HeadBytes = 64 * 1024;

    public static SbomSighting Look(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return new SbomSighting(SbomText.Other, InputErrorCode.Malformed, "is empty");
        }

        if (Utf16(bytes) is { } utf16)
        {
            return utf16;
        }

        var text = bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
        text = text.TrimStart(" \t\r\n"u8);
        return text switch
        {
            [] => new SbomSighting(SbomText.Other, InputErrorCode.Malformed, "has nothing but white space"),
            [(byte)'<', ..] => new SbomSighting(SbomText.Xml),
            [(byte)'{' or (byte)'[' or (byte)'"' or (>= (byte)'0' and <= (byte)'9'), ..] or [(byte)'-', >= (byte)'0' and <= (byte)'9', ..] => new SbomSighting(SbomText.Json),
            _ when IsJsonWord(text) => new SbomSighting(SbomText.Json),
            _ => new SbomSighting(SbomText.Other, InputErrorCode.Unexpected, $"is {Describe(text)}; {CycloneDxReader.Supported}, in JSON or XML"),
        };
    }

    /// <summary>UTF-16 is legal for XML, whose reader knows it; JSON in UTF-16 is refused.</summary>
    private static SbomSighting? Utf16(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xFF, 0xFE, (byte)'<', 0, ..] or [0xFE, 0xFF, 0, (byte)'<', ..] or [(byte)'<', 0, ..] or [0, (byte)'<', ..] => new SbomSighting(SbomText.Xml),
        [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [(byte)'{' or (byte)'[', 0, ..] or [0, (byte)'{' or (byte)'[', ..] =>
            new SbomSighting(SbomText.Other, InputErrorCode.Malformed, "is UTF-16; save it as UTF-8"),
        _ => null,
    };

    private static bool IsJsonWord(ReadOnlySpan<byte> text)
    {
        var word = text.TrimEnd(" \t\r\n"u8);
        return word.SequenceEqual("null"u8) || word.SequenceEqual("true"u8) || word.SequenceEqual("false"u8);
    }

    private static string Describe(ReadOnlySpan<byte> text)
    {
        var head = text[..Math.Min(text.Length, HeadBytes)];
        return head switch
        {
            [0x1F, 0x8B, ..] => "compressed with gzip (unpack it first)",
            [(byte)'P', (byte)'K', 3, 4, ..] => "a ZIP archive (unpack it first)",
            _ when Tag(head, "SPDXVersion:"u8) is { } version => $"an {version} document (tag-value)",
            _ when Tag(head, "spdxVersion:"u8) is { } version => $"an {version} document (YAML)",
            _ when Tag(head, "bomFormat:"u8) is not null => "YAML",
            _ => "neither JSON nor XML",
        };
    }

    private static string? Tag(ReadOnlySpan<byte> head, ReadOnlySpan<byte> tag)
    {
        var at = head.IndexOf(tag);
        if (at < 0 || (at > 0 && head[at - 1] is not (byte)'\n' and not (byte)'\r'))
        {
            return null;
        }

        var value = head[(at + tag.Length)..];
        var end = value.IndexOfAny((byte)'\r', (byte)'\n');
        return Spdx(System.Text.Encoding.UTF8.GetString((end < 0 ? value : value[..end]).Trim(" \t\"'"u8)));
    }

    /// <summary><c>SPDX-2.3</c> as people say it: SPDX 2.3.</summary>
    internal static string Spdx(string version) =>
        version.StartsWith("SPDX-", StringComparison.Ordinal) ? "SPDX " + CycloneDxReader.Quote(version[5..]) : "SPDX";
}

using System.Globalization;
using System.Text;

namespace DepRisk.Tool.Rendering;

/// <summary>
/// Takes the power out of text before a terminal or a build log reads it. Names come from files that anybody may have written:
/// escape sequences, text that runs backwards, and the commands that GitHub and Azure Pipelines take from logs.
/// </summary>
internal static class SafeText
{
    /// <summary>One line of text: nothing in it ends the line, moves the cursor or commands the reader.</summary>
    /// <param name="startsLine">False for text that continues a line which already has a visible character.</param>
    public static string Of(string text, bool startsLine = true)
    {
        if (IsHarmless(text))
        {
            return text;
        }

        var builder = new StringBuilder(text.Length + 8);
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsHarmless(rune))
            {
                builder.Append(rune.ToString());
            }
            else
            {
                builder.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:X4}}}");
            }
        }

        return WithoutCommands(builder.ToString(), startsLine);
    }

    // Azure Pipelines finds ##vso[ and ##[ anywhere in a line. GitHub takes :: at the start, behind white space as well.
    private static string WithoutCommands(string text, bool startsLine)
    {
        while (text.Contains("##", StringComparison.Ordinal))
        {
            text = text.Replace("##", "# #", StringComparison.Ordinal);
        }

        if (!startsLine)
        {
            return text;
        }

        var start = text.Length - text.AsSpan().TrimStart().Length;
        return text.AsSpan(start).StartsWith("::", StringComparison.Ordinal) ? string.Concat(text.AsSpan(0, start), ": ", text.AsSpan(start + 1)) : text;
    }

    private static bool IsHarmless(string text)
    {
        foreach (var character in text)
        {
            if (character is < ' ' or > '~' or ':' or '#')
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsHarmless(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        // Bidirectional and zero-width characters and the invisible tags are of the category Format.
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse);
}

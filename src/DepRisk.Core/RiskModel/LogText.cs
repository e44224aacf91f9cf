using System.Globalization;
using System.Text;

namespace DepRisk.RiskModel;

/// <summary>
/// Text that a log of a build shows in one line. Names come from files that anybody may have written, and whoever reads a log takes commands from it: MSBuild takes a line of another
/// program's output for an error of the build.
/// </summary>
public static class LogText
{
    public static string Of(string text)
    {
        text = WithoutCommands(text);
        var line = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '\t' or '\r' or '\n')
            {
                line.Append(' ');
            }
            else
            {
                i += Append(line, text, i);
            }
        }

        return line.ToString();
    }

    /// <summary>Azure Pipelines takes <c>##vso[</c> and <c>##[</c> as a command anywhere in a line of a log.</summary>
    internal static string WithoutCommands(string text)
    {
        int length;
        do
        {
            length = text.Length;
            text = text.Replace("##", "# #");
        }
        while (text.Length != length);

        return text;
    }

    /// <summary>A character as it is, or what stands for it where it steers what shows it: a control, a bidirectional mark or half of a pair.</summary>
    /// <returns>How many further characters were taken.</returns>
    internal static int Append(StringBuilder line, string text, int at, string backslash = @"\")
    {
        var character = text[at];
        if (char.IsHighSurrogate(character) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
        {
            line.Append(character).Append(text[at + 1]);
            return 1;
        }

        if (Steers(character))
        {
            line.Append(backslash).Append("u{").Append(((int)character).ToString("X4", CultureInfo.InvariantCulture)).Append('}');
        }
        else
        {
            line.Append(character);
        }

        return 0;
    }

    /// <summary>The two joiners are letters' business: without them a Persian folder has another name.</summary>
    private static bool Steers(char character) => character is not ('\u200C' or '\u200D') && char.GetUnicodeCategory(character) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate;
}

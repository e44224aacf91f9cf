namespace DepRisk.Packages.Build;

/// <summary>Text out of a package's files, for people.</summary>
internal static class BuildText
{
    private const int Characters = 160;

    /// <summary>One line of at most 160 characters. It is still hostile: whoever prints it cleans it.</summary>
    public static string Short(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (line.Length <= Characters)
        {
            return line;
        }

        // Half of a surrogate pair is no text.
        var end = char.IsHighSurrogate(line[Characters - 2]) ? Characters - 2 : Characters - 1;
        return line[..end] + "…";
    }
}

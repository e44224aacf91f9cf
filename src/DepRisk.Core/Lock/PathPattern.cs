namespace DepRisk.Lock;

/// <summary>Patterns of paths: <c>*</c> stands for any text inside one name, <c>**</c> for any folders, none included. Case counts, as it does in git.</summary>
internal static class PathPattern
{
    private const string AnyFolders = "**";

    public static bool Matches(string pattern, string path) => Matches(pattern.Split('/'), path.Split('/'));

    /// <summary>Takes as little as it can for the last star and one more whenever that fails, which is enough: an earlier star never has to give anything back.</summary>
    private static bool Matches(ReadOnlySpan<string> pattern, ReadOnlySpan<string> names)
    {
        var (at, name, star, taken) = (0, 0, -1, 0);
        while (name < names.Length)
        {
            if (at < pattern.Length && pattern[at] is AnyFolders)
            {
                (star, taken) = (at++, name);
            }
            else if (at < pattern.Length && NameMatches(pattern[at], names[name]))
            {
                (at, name) = (at + 1, name + 1);
            }
            else if (star >= 0)
            {
                (at, name) = (star + 1, ++taken);
            }
            else
            {
                return false;
            }
        }

        while (at < pattern.Length && pattern[at] is AnyFolders)
        {
            at++;
        }

        return at == pattern.Length;
    }

    private static bool NameMatches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        var (at, i, star, taken) = (0, 0, -1, 0);
        while (i < name.Length)
        {
            if (at < pattern.Length && pattern[at] is '*')
            {
                (star, taken) = (at++, i);
            }
            else if (at < pattern.Length && pattern[at] == name[i])
            {
                (at, i) = (at + 1, i + 1);
            }
            else if (star >= 0)
            {
                (at, i) = (star + 1, ++taken);
            }
            else
            {
                return false;
            }
        }

        return pattern[at..].IndexOfAnyExcept('*') < 0;
    }
}

using System.Globalization;
using System.Text;

namespace DepRisk.Packages.Build;

internal enum BuildPathKind : byte
{
    /// <summary>Inside the package; the files, perhaps none, are those that are there.</summary>
    Inside,

    /// <summary>A file of MSBuild or the SDK.</summary>
    Toolset,

    /// <summary>Outside the package.</summary>
    Outside,

    /// <summary>Only an evaluation can tell where; the files are those of the package that end like it.</summary>
    Unknown,
}

/// <summary>What a path in a props or targets file leads to.</summary>
internal readonly record struct BuildPath(BuildPathKind Kind, List<string> Files);

/// <summary>Turns expanded texts into files of the package.</summary>
internal sealed class BuildPaths(BuildFiles files)
{
    // Cells of pattern times path, for all patterns of a package together: less than half a second.
    private long _budget = 200_000_000;

    /// <summary>False after so many wildcards that the rest was not looked up.</summary>
    public bool IsComplete => _budget > 0;

    /// <param name="text">One expanded path, without list separators.</param>
    /// <param name="folder">What a relative path starts from: the folder of the file, empty or ending with <c>/</c>.</param>
    public BuildPath Resolve(string text, string folder)
    {
        text = Unescaped(text).Replace('\\', '/').Trim();
        if (text is [BuildProperties.Toolset, ..])
        {
            return new BuildPath(BuildPathKind.Toolset, []);
        }

        if (text is [BuildProperties.Unknown, ..])
        {
            return new BuildPath(BuildPathKind.Unknown, EndingLike(text));
        }

        if (text is ['/', ..] or [_, ':', ..] || text.LastIndexOf(BuildProperties.Root) > 0 || text.Contains(BuildProperties.Toolset, StringComparison.Ordinal))
        {
            return new BuildPath(BuildPathKind.Outside, []);
        }

        var path = Normal(text is [BuildProperties.Root, ..] ? text[1..] : folder + text);
        return path is null ? new BuildPath(BuildPathKind.Outside, []) : new BuildPath(BuildPathKind.Inside, Matching(path));
    }

    /// <summary>Without <c>.</c> and <c>..</c>; null where it leaves the package.</summary>
    private static string? Normal(string path)
    {
        var parts = new List<string>();
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part is "..")
            {
                if (parts.Count is 0)
                {
                    return null;
                }

                // An unknown text may be several folders; one up from it is still unknown.
                if (!parts[^1].Contains(BuildProperties.Unknown, StringComparison.Ordinal))
                {
                    parts.RemoveAt(parts.Count - 1);
                }
                else
                {
                    parts[^1] = BuildProperties.UnknownText;
                }
            }
            else if (part is not ".")
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }

    /// <summary>The files that have the whole name, where the name is a literal: the package may set the property in a way that we cannot follow.</summary>
    private List<string> EndingLike(string text)
    {
        var name = text[(text.LastIndexOf('/') + 1)..];
        return name.Length is 0 || name.Length == text.Length || IsPattern(name) ? [] : Matching(BuildProperties.Unknown + "/" + name);
    }

    private List<string> Matching(string path)
    {
        var found = new List<string>();
        if (!IsPattern(path))
        {
            found.AddRange(files.Find(path));
            return found;
        }

        if (path.Replace(BuildProperties.UnknownText, "", StringComparison.Ordinal) is [] or ['/'])
        {
            return found;
        }

        var pattern = path.Replace("**/", BuildProperties.UnknownText, StringComparison.Ordinal);
        foreach (var candidate in files.Below(LiteralFolder(pattern)))
        {
            if ((_budget -= (long)pattern.Length * candidate.Length) <= 0)
            {
                return found;
            }

            if (Matches(pattern, candidate) || (pattern is [BuildProperties.Unknown, '/', ..] && Matches(pattern.AsSpan(2), candidate)))
            {
                found.Add(candidate);
            }
        }

        return found;
    }

    private static string LiteralFolder(string pattern) =>
        pattern[..(pattern.AsSpan(0, pattern.AsSpan().IndexOfAny('*', '?', BuildProperties.Unknown)).LastIndexOf('/') + 1)];

    private static bool IsPattern(string path) => path.AsSpan().IndexOfAny('*', '?', BuildProperties.Unknown) >= 0;

    /// <summary>Column by column over the pattern, so that no pattern costs more than its length times that of the path.</summary>
    internal static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> path)
    {
        if (path.Length > 1024)
        {
            return false;
        }

        Span<bool> reached = stackalloc bool[path.Length + 1];
        reached[0] = true;
        foreach (var c in pattern)
        {
            if (c is '*' or BuildProperties.Unknown)
            {
                for (var i = 1; i <= path.Length; i++)
                {
                    reached[i] |= reached[i - 1] && (c is BuildProperties.Unknown || path[i - 1] is not '/');
                }

                continue;
            }

            for (var i = path.Length; i > 0; i--)
            {
                reached[i] = reached[i - 1] && (c is '?' ? path[i - 1] is not '/' : char.ToUpperInvariant(path[i - 1]) == char.ToUpperInvariant(c));
            }

            reached[0] = false;
        }

        return reached[path.Length];
    }

    /// <summary>MSBuild reads %2E in a path as a dot.</summary>
    private static string Unescaped(string text)
    {
        if (!text.Contains('%', StringComparison.Ordinal))
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '%' && i + 2 < text.Length && byte.TryParse(text.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                // A control character could pass for one of ours.
                result.Append(code < ' ' ? BuildProperties.Unknown : (char)code);
                i += 2;
            }
            else
            {
                result.Append(text[i]);
            }
        }

        return result.ToString();
    }
}

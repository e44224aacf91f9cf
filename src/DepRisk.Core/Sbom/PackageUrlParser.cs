using System.Collections.Immutable;

namespace DepRisk.Sbom;

/// <summary>Takes a purl apart from its right end, in the order that the purl specification gives.</summary>
internal static class PackageUrlParser
{
    /// <returns>Null where the text is no purl.</returns>
    public static PackageUrl? Parse(string text)
    {
        if (!text.StartsWith("pkg:", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var rest = text.AsSpan(4).TrimStart('/');
        var subpath = TakeAfterLast(ref rest, '#');
        var query = TakeAfterLast(ref rest, '?');
        var slash = rest.IndexOf('/');
        if (slash <= 0 || !IsType(rest[..slash]))
        {
            return null;
        }

        var type = rest[..slash].ToString();
        rest = rest[slash..].Trim('/');
        var version = TakeVersion(ref rest);
        var nameStart = rest.LastIndexOf('/') + 1;
        var name = Decode(rest[nameStart..]);
        return name.Length is 0 || Qualifiers(query) is not { } qualifiers
            ? null
            : PackageUrl.Canonical(type, Segments(rest[..nameStart], keepDots: true), name, version, qualifiers, Segments(subpath, keepDots: false));
    }

    /// <summary>An @ that begins a segment belongs to a namespace that somebody left unencoded: <c>pkg:npm/@scope/name</c>.</summary>
    private static string? TakeVersion(ref ReadOnlySpan<char> rest)
    {
        var at = rest.LastIndexOf('@');
        if (at <= 0 || rest[at - 1] is '/')
        {
            return null;
        }

        var version = Decode(rest[(at + 1)..]);
        rest = rest[..at];
        return version.Length is 0 ? null : version;
    }

    private static ReadOnlySpan<char> TakeAfterLast(ref ReadOnlySpan<char> rest, char mark)
    {
        var index = rest.LastIndexOf(mark);
        if (index < 0)
        {
            return [];
        }

        var taken = rest[(index + 1)..];
        rest = rest[..index];
        return taken;
    }

    private static ImmutableArray<KeyValuePair<string, string>>? Qualifiers(ReadOnlySpan<char> query)
    {
        var sorted = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var range in query.Split('&'))
        {
            var pair = query[range];
            if (pair.IsEmpty)
            {
                continue;
            }

            var equals = pair.IndexOf('=');
            if (equals <= 0 || !IsKey(pair[..equals]))
            {
                return null;
            }

            var value = Decode(pair[(equals + 1)..]);
            if (value.Length > 0 && !sorted.TryAdd(LowerAscii(pair[..equals]), value))
            {
                return null;
            }
        }

        return [.. sorted];
    }

    private static string? Segments(ReadOnlySpan<char> path, bool keepDots)
    {
        var segments = new List<string>();
        foreach (var range in path.Split('/'))
        {
            var segment = Decode(path[range]);
            if (segment.Length > 0 && (keepDots || segment is not ("." or "..")))
            {
                segments.Add(segment);
            }
        }

        return segments.Count is 0 ? null : string.Join('/', segments);
    }

    private static string Decode(ReadOnlySpan<char> text) => Uri.UnescapeDataString(text);

    private static string LowerAscii(ReadOnlySpan<char> text) =>
        string.Create(text.Length, text, static (target, source) => System.Text.Ascii.ToLower(source, target, out _));

    private static bool IsType(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '+' or '-'))
            {
                return false;
            }
        }

        return !char.IsAsciiDigit(text[0]);
    }

    private static bool IsKey(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '_' or '-'))
            {
                return false;
            }
        }

        return !char.IsAsciiDigit(text[0]);
    }
}

namespace DepRisk.Sbom;

/// <summary>What the graph needs of a package URL.</summary>
/// <param name="Type">In lower case: <c>nuget</c>, <c>npm</c>.</param>
/// <param name="Id">Namespace and name, decoded, joined by <c>/</c>: <c>@scope/name</c>, <c>org.slf4j/slf4j-api</c>.</param>
internal readonly record struct PurlText(string Type, string Id, string? Version)
{
    private const string Scheme = "pkg:";

    /// <summary>Takes what generators really write: an unencoded <c>@scope</c>, upper case types, slashes behind the scheme.</summary>
    public static bool TryRead(string text, out PurlText purl)
    {
        purl = default;
        if (!text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var rest = text.AsSpan(Scheme.Length).TrimStart('/');
        rest = Until(Until(rest, '#'), '?');
        var slash = rest.IndexOf('/');
        if (slash <= 0 || rest[..slash].ContainsAnyExcept(TypeCharacters))
        {
            return false;
        }

        var name = rest[(slash + 1)..];
        string? version = null;
        if (name.LastIndexOf('@') is > 0 and var at && name[at - 1] != '/')
        {
            version = Uri.UnescapeDataString(name[(at + 1)..]);
            name = name[..at];
        }

        name = name.Trim('/');
        if (name.IsEmpty)
        {
            return false;
        }

        purl = new PurlText(rest[..slash].ToString().ToLowerInvariant(), Uri.UnescapeDataString(name), version is "" ? null : version);
        return true;
    }

    private static readonly System.Buffers.SearchValues<char> TypeCharacters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-+");

    private static ReadOnlySpan<char> Until(ReadOnlySpan<char> text, char end) =>
        text.IndexOf(end) is >= 0 and var index ? text[..index] : text;
}

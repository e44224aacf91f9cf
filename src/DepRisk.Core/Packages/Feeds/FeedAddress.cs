namespace DepRisk.Packages.Feeds;

/// <summary>Addresses as they may be printed: without user, password, token, query, or anything of the machine's own disk.</summary>
public static class FeedAddress
{
    public const string Local = "local";

    /// <returns><see cref="Local"/> for folders and shares: their path names a user or a machine.</returns>
    public static string Printable(string source)
    {
        if (!Uri.TryCreate(source, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http"))
        {
            return Local;
        }

        var segments = uri.GetComponents(UriComponents.Path, UriFormat.UriEscaped).Split('/');
        for (var i = 1; i < segments.Length; i++)
        {
            // MyGet and its like put the access token into the path: /F/feed/auth/TOKEN/api/v3/index.json
            segments[i] = segments[i - 1].Equals("auth", StringComparison.OrdinalIgnoreCase) ? "redacted" : segments[i];
        }

        return uri.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped) + "/" + string.Join('/', segments);
    }

    /// <summary>The same for a link that a package declares of itself (repository, home page).</summary>
    /// <returns>Null where it is no address that a reader elsewhere could follow.</returns>
    public static string? Link(string? link)
    {
        // git@host:owner/name, the short form of ssh, is no IRI.
        if (link?.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && !link.Contains("://", StringComparison.Ordinal) && link.IndexOf(':', at) is > 0 and var colon)
        {
            link = $"ssh://{link[(at + 1)..colon]}/{link[(colon + 1)..].TrimStart('/')}";
        }

        if (!Uri.TryCreate(link, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http" or "git" or "ssh") || uri.Host.Length is 0)
        {
            return null;
        }

        return uri.UserInfo.Length is 0 && Uri.IsWellFormedUriString(link, UriKind.Absolute)
            ? link
            : uri.GetComponents(UriComponents.AbsoluteUri & ~UriComponents.UserInfo, UriFormat.UriEscaped);
    }

    /// <summary>
    /// The address of a package's file where the feed is the public one, whose layout of files is fixed; null elsewhere: the layout of another feed
    /// stands in its index, and we do not ask the network.
    /// </summary>
    public static string? FlatContainer(string? feed, string id, string version)
    {
        if (!Uri.TryCreate(feed, UriKind.Absolute, out var uri)
            || !uri.Host.EndsWith(".nuget.org", StringComparison.OrdinalIgnoreCase)
            || !uri.AbsolutePath.StartsWith("/v3/", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

#pragma warning disable CA1308 // Normalize strings to uppercase: the layout is in lower case.
        var (lowerId, lowerVersion) = (Uri.EscapeDataString(id.ToLowerInvariant()), Uri.EscapeDataString(version.ToLowerInvariant()));
#pragma warning restore CA1308
        return $"{uri.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped)}/v3-flatcontainer/{lowerId}/{lowerVersion}/{lowerId}.{lowerVersion}.nupkg";
    }
}

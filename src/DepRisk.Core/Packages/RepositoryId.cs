namespace DepRisk.Packages;

/// <summary>
/// The repository that a package names, in one form for all the ways to write it. Anybody can name any repository: it annotates, and nothing may be
/// united or trusted because of it.
/// </summary>
/// <param name="Host">In lower case, without <c>www.</c>: <c>github.com</c>.</param>
/// <param name="Owner">Everything between host and name: an account, <c>group/subgroup</c> at GitLab, <c>organisation/project</c> at Azure DevOps.</param>
/// <param name="Name">Without <c>.git</c>. Owner and name are in lower case where the host takes them in any case.</param>
public sealed record RepositoryId(string Host, string Owner, string Name)
{
    private const int Characters = 2048;

    /// <summary>Hosts that take owner and name in any case, and the two parts of a path that are the repository.</summary>
    private static readonly HashSet<string> TwoParts = new(
        ["github.com", "bitbucket.org", "codeberg.org", "gitee.com"], StringComparer.Ordinal);

    public override string ToString() => $"{Host}/{Owner}/{Name}";

    /// <returns>Null where the text is no address of a repository.</returns>
    public static RepositoryId? Parse(string? url)
    {
        if (url is not { Length: > 0 and <= Characters } || Address(url.Trim()) is not var (host, path))
        {
            return null;
        }

        path = Uri.UnescapeDataString(path);
        if (HasControl(path))
        {
            return null;
        }

        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
#pragma warning disable CA1308 // Normalize strings to uppercase: hosts are written in lower case.
        host = host.ToLowerInvariant();
#pragma warning restore CA1308
        host = host.StartsWith("www.", StringComparison.Ordinal) ? host[4..] : host;
        return host switch
        {
            "dev.azure.com" or "ssh.dev.azure.com" or "vs-ssh.visualstudio.com" => AzureDevOps(parts),
            "raw.githubusercontent.com" or "api.github.com" => Two("github.com", parts is ["repos", ..] ? parts[1..] : parts),
            _ when host.EndsWith(".visualstudio.com", StringComparison.Ordinal) => AzureDevOps([host[..host.IndexOf('.', StringComparison.Ordinal)], .. WithoutCollection(parts)]),
            _ when TwoParts.Contains(host) => Two(host, parts),
            "gitlab.com" => Lower(All(host, parts)),
            _ => All(host, parts),
        };
    }

    /// <summary>Host and path of an address with a scheme, of the short form of ssh, and of an address whose scheme was forgotten.</summary>
    private static (string Host, string Path)? Address(string url)
    {
        if (!url.Contains("://", StringComparison.Ordinal))
        {
            // git@host:owner/name
            var colon = url.IndexOf(':', StringComparison.Ordinal);
            var at = url.IndexOf('@', StringComparison.Ordinal);
            url = at > 0 && colon > at ? $"ssh://{url[..colon]}/{url[(colon + 1)..].TrimStart('/')}" : "https://" + url;
        }
        else if (url.StartsWith("git+", StringComparison.OrdinalIgnoreCase) || url.StartsWith("scm:", StringComparison.OrdinalIgnoreCase))
        {
            url = url[4..];
        }

        return Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" or "git" or "ssh" && uri.Host.Contains('.', StringComparison.Ordinal)
            ? (uri.Host, uri.AbsolutePath)
            : null;
    }

    private static RepositoryId? Two(string host, string[] parts) =>
        parts is [var owner, var name, ..] && owner is not ("orgs" or "sponsors" or "topics") ? Lower(Named(host, owner, name)) : null;

    /// <summary>Sub-groups: as many parts as there are, up to the page of the repository that somebody copied.</summary>
    private static RepositoryId? All(string host, string[] parts)
    {
        var end = Array.FindIndex(parts, part => part is "-" || (part is "tree" or "blob" or "src" && parts.Length > 2));
        parts = end < 0 ? parts : parts[..end];
        return parts.Length < 2 ? null : Named(host, string.Join('/', parts[..^1]), parts[^1]);
    }

    // organisation/project/_git/name; organisation/_git/name where both are called alike; v3/organisation/project/name by ssh
    private static RepositoryId? AzureDevOps(string[] parts) => Lower(parts switch
    {
        ["v3", var organisation, var project, var name, ..] => Named("dev.azure.com", $"{organisation}/{project}", name),
        [var organisation, "_git", var name, ..] => Named("dev.azure.com", $"{organisation}/{name}", name),
        [var organisation, var project, "_git", var name, ..] => Named("dev.azure.com", $"{organisation}/{project}", name),
        _ => null,
    });

    private static string[] WithoutCollection(string[] parts) =>
        parts is [var first, ..] && first.Equals("DefaultCollection", StringComparison.OrdinalIgnoreCase) ? parts[1..] : parts;

    private static RepositoryId? Named(string host, string owner, string name)
    {
        name = name.EndsWith(".git", StringComparison.OrdinalIgnoreCase) ? name[..^4] : name;
        return name.Length is 0 ? null : new RepositoryId(host, owner, name);
    }

#pragma warning disable CA1308 // Normalize strings to uppercase: hosts show them in lower case.
    private static RepositoryId? Lower(RepositoryId? id) =>
        id is null ? null : id with { Owner = id.Owner.ToLowerInvariant(), Name = id.Name.ToLowerInvariant() };
#pragma warning restore CA1308

    private static bool HasControl(string text)
    {
        foreach (var c in text)
        {
            if (char.IsControl(c))
            {
                return true;
            }
        }

        return false;
    }
}

using DepRisk.Packages;

namespace DepRisk.Concentration;

public enum WhatIfScenario : byte
{
    /// <summary>Gone tomorrow: deleted, abandoned, or under a licence that we cannot take.</summary>
    Lose,

    /// <summary>Its next version is hostile.</summary>
    Compromise,
}

public enum SubjectKind : byte
{
    Package,

    /// <summary>An account of a repository of packages, by verified signatures.</summary>
    Account,

    /// <summary>The holder of a verified author certificate.</summary>
    Certificate,

    /// <summary>A repository of source code, as packages declare it.</summary>
    Repository,

    /// <summary>Where repositories of source code lie, as packages declare it.</summary>
    Host,
    Feed,

    /// <summary>Microsoft, see <see cref="Concentration.Platform"/>.</summary>
    Platform,
}

/// <summary>What a question is about: <c>Serilog</c>, <c>npm:lodash@4.17.20</c>, <c>owner:serilog</c>, <c>repo:github.com/serilog/serilog</c>, <c>host:github.com</c>.</summary>
/// <param name="Text">As somebody typed it.</param>
/// <param name="Name">Without the kind: an account, a holder, a host, an address; of a repository its one form.</param>
/// <param name="Query">Of a package; null otherwise.</param>
public sealed record WhatIfSubject(SubjectKind Kind, string Text, string Name, VersionQuery? Query)
{
    private const string Microsoft = "Microsoft";

    private static readonly (string Prefix, SubjectKind Kind)[] Prefixes =
    [
        ("owner:", SubjectKind.Account), ("certificate:", SubjectKind.Certificate), ("repo:", SubjectKind.Repository),
        ("host:", SubjectKind.Host), ("feed:", SubjectKind.Feed), ("platform:", SubjectKind.Platform),
    ];

    /// <returns>False with a reason, a sentence for people, where the text names nothing.</returns>
    public static bool TryParse(string text, out WhatIfSubject subject, out string reason)
    {
        foreach (var (prefix, kind) in Prefixes)
        {
            if (text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                return TryNamed(kind, text, text[prefix.Length..].Trim(), out subject, out reason);
            }
        }

        var isQuery = VersionQuery.TryParse(text, out var query, out reason);
        subject = new WhatIfSubject(SubjectKind.Package, text, query.Id, query);
        return isQuery;
    }

    private static bool TryNamed(SubjectKind kind, string text, string name, out WhatIfSubject subject, out string reason)
    {
        reason = name.Length is 0 ? $"'{text}' names nothing; write for example owner:serilog" : "";
        if (kind is SubjectKind.Repository && reason.Length is 0)
        {
            var repository = RepositoryId.Parse(name);
            reason = repository is null ? $"'{name}' is no repository; write for example repo:github.com/serilog/serilog" : "";
            name = repository?.ToString() ?? name;
        }
        else if (kind is SubjectKind.Platform && reason.Length is 0 && !name.Equals(Microsoft, StringComparison.OrdinalIgnoreCase))
        {
            reason = $"'{name}' is no platform that signatures show; there is platform:Microsoft, and owner:NAME or certificate:HOLDER for the others";
        }

        subject = new WhatIfSubject(kind, text, name, null);
        return reason.Length is 0;
    }
}

using NuGet.Versioning;

namespace DepRisk.Packages;

/// <summary>Whether a component is what a query asks for.</summary>
public enum QueryMatch : byte
{
    No,
    Yes,

    /// <summary>It is the package, but its version is missing or not one that can be compared.</summary>
    Unknown,
}

/// <summary>
/// A package and, where given, versions of it: <c>Newtonsoft.Json&lt;13.0.3</c>, <c>npm:lodash&lt;=4.17.20</c>, <c>Serilog[3.0,4.0)</c>, <c>Serilog@3.1.1</c>.
/// </summary>
/// <param name="Ecosystem">A package URL type; null asks for all.</param>
/// <param name="Versions">Null asks for all.</param>
public sealed record VersionQuery(string? Ecosystem, string Id, VersionRange? Versions, string? ExactText)
{
    private static readonly string[] Ecosystems =
    [
        "alpm", "apk", "bitbucket", "bitnami", "cargo", "cocoapods", "composer", "conan", "conda", "cran", "deb", "docker", "gem",
        "generic", "github", "golang", "hackage", "hex", "huggingface", "luarocks", "maven", "mlflow", "npm", "nuget", "oci", "pub",
        "pypi", "qpkg", "rpm", "swid", "swift",
    ];

    /// <returns>False with a reason, a sentence for people, where the text is no query.</returns>
    public static bool TryParse(string text, out VersionQuery query, out string reason)
    {
        query = new VersionQuery(null, "", null, null);
        reason = "";
        var rest = text.Trim();
        string? ecosystem = null;
        if (rest.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon
            && Array.Exists(Ecosystems, known => rest.AsSpan(0, colon).Equals(known, StringComparison.OrdinalIgnoreCase)))
        {
            ecosystem = rest[..colon].ToLowerInvariant();
            rest = rest[(colon + 1)..];
        }

        // The @ of a scope (@babel/core) is not the @ of a version.
        var end = rest.AsSpan().IndexOfAny("<>=[(") is >= 0 and var operatorAt ? operatorAt : rest.LastIndexOf('@');
        var (id, versions) = end > 0 ? (rest[..end].Trim(), rest[end..].Trim()) : (rest, "");
        if (id.Length == 0 || id[0] is '<' or '>' or '=' or '[' or '(')
        {
            reason = $"'{text}' names no package; write for example Newtonsoft.Json<13.0.3";
            return false;
        }

        if (!TryVersions(versions, out var range, out var exact))
        {
            reason = $"'{versions}' is not a version to compare with; write for example {id}<13.0.3, {id}=13.0.1 or {id}[12.0,13.0.3)";
            return false;
        }

        query = new VersionQuery(ecosystem, ecosystem is "maven" ? id.Replace(':', '/') : id, range, exact);
        return true;
    }

    public QueryMatch Matches(string ecosystem, string id, string? version)
    {
        if (!IsPackage(ecosystem, id))
        {
            return QueryMatch.No;
        }

        if (Versions is null)
        {
            return ExactText is null ? QueryMatch.Yes : Exactly(version);
        }

        if (version is null)
        {
            return QueryMatch.Unknown;
        }

        return NuGetVersion.TryParse(version, out var known)
            ? Versions.Satisfies(known) ? QueryMatch.Yes : QueryMatch.No
            : Exactly(version) is QueryMatch.Yes ? QueryMatch.Yes : QueryMatch.Unknown;
    }

    private QueryMatch Exactly(string? version) => version switch
    {
        null => QueryMatch.Unknown,
        _ when version.Equals(ExactText, StringComparison.Ordinal) => QueryMatch.Yes,
        _ => QueryMatch.No,
    };

    private bool IsPackage(string ecosystem, string id)
    {
        if (Ecosystem is not null && !Ecosystem.Equals(ecosystem, StringComparison.Ordinal))
        {
            return false;
        }

        // An SBOM that states no package URL leaves open whose rules for names hold: rather one hit too many.
        var comparison = ecosystem is "nuget" or "" ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        if (id.Equals(Id, comparison))
        {
            return true;
        }

        // People know Maven artifacts by their second half: log4j-core.
        return ecosystem is "maven" && !Id.Contains('/', StringComparison.Ordinal)
            && id.AsSpan(id.LastIndexOf('/') + 1).Equals(Id, StringComparison.Ordinal);
    }

    private static bool TryVersions(string text, out VersionRange? range, out string? exact)
    {
        range = null;
        exact = null;
        if (text.Length == 0)
        {
            return true;
        }

        if (text[0] is '[' or '(')
        {
            return VersionRange.TryParse(text, out range);
        }

        var length = text.AsSpan(0, Math.Min(2, text.Length)) is "<=" or ">=" or "==" ? 2 : 1;
        var (sign, version) = (text[..length], text[length..].Trim());
        if (sign is "=" or "==" or "@")
        {
            exact = version;
            range = NuGetVersion.TryParse(version, out var only) ? new VersionRange(only, true, only, true) : null;
            return version.Length > 0;
        }

        if (!NuGetVersion.TryParse(version, out var bound))
        {
            return false;
        }

        range = sign[0] is '<'
            ? new VersionRange(null, false, bound, length == 2)
            : new VersionRange(bound, length == 2);
        return true;
    }
}

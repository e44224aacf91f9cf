using System.Collections.Immutable;
using DepRisk.Packages.Signatures;

namespace DepRisk.Packages.Feeds;

/// <summary>What feeds said of packages when <c>fetch</c> asked them: the content of a facts file. An input like any other, never the network.</summary>
public sealed class FetchedFacts
{
    public static readonly FetchedFacts None = new([]);

    private readonly Dictionary<(string Id, string Version), FetchedPackage> _byName;

    private FetchedFacts(IEnumerable<FetchedPackage> packages)
    {
        Packages = [.. packages.OrderBy(package => package.Id, StringComparer.OrdinalIgnoreCase).ThenBy(package => package.Version, Comparer<string>.Create(PackageVersion.Compare))];
        _byName = new Dictionary<(string, string), FetchedPackage>(Packages.Length, ByName.Instance);
        foreach (var package in Packages)
        {
            _byName[(package.Id, package.Version)] = package;
        }
    }

    /// <summary>Sorted by id, without case, and version; each pair once.</summary>
    public ImmutableArray<FetchedPackage> Packages { get; }

    /// <param name="packages">In any order; of two with the same id and version the later one counts.</param>
    public static FetchedFacts Of(IEnumerable<FetchedPackage> packages)
    {
        var last = new Dictionary<(string, string), FetchedPackage>(ByName.Instance);
        foreach (var package in packages)
        {
            last[(package.Id, package.Version)] = package;
        }

        return new FetchedFacts(last.Values);
    }

    /// <param name="version">Normalised.</param>
    /// <returns>Null where nobody asked, or no feed could answer: every fact of it is unknown.</returns>
    public FetchedPackage? Find(string id, string? version) => version is not null && _byName.TryGetValue((id, version), out var package) ? package : null;

    /// <summary>These facts, with <paramref name="newer"/> in the place of what they say of the same packages.</summary>
    public FetchedFacts With(IEnumerable<FetchedPackage> newer) => Of(Packages.Concat(newer));

    private sealed class ByName : IEqualityComparer<(string Id, string Version)>
    {
        public static readonly ByName Instance = new();

        public bool Equals((string Id, string Version) x, (string Id, string Version) y) =>
            x.Id.Equals(y.Id, StringComparison.OrdinalIgnoreCase) && x.Version.Equals(y.Version, StringComparison.OrdinalIgnoreCase);

        public int GetHashCode((string Id, string Version) name) =>
            HashCode.Combine(StringComparer.OrdinalIgnoreCase.GetHashCode(name.Id), StringComparer.OrdinalIgnoreCase.GetHashCode(name.Version));
    }
}

/// <summary>What one feed said of one package on one day. Null is unknown everywhere; no field is a guess.</summary>
/// <param name="Version">Normalised.</param>
public sealed record FetchedPackage(string Id, string Version)
{
    /// <summary>Whose answer it is, printable (<see cref="FeedAddress"/>); null where every feed that may be asked answered that it does not have it.</summary>
    public string? Feed { get; init; }

    /// <summary>The day of the answer, by the feed's own clock (its Date header) or as <c>--as-of</c> said; null where neither did.</summary>
    public DateOnly? AsOf { get; init; }

    public bool? IsListed { get; init; }

    /// <summary>UTC, whole seconds. Null for a folder, which knows no date, and for unlisted versions whose date the feed overwrote.</summary>
    public DateTimeOffset? Published { get; init; }

    /// <summary>False: the feed states no deprecation. A feed that never states any looks the same.</summary>
    public bool? IsDeprecated { get; init; }

    public PackageDeprecation? Deprecation { get; init; }

    /// <summary>The highest listed version of the same feed that is no prerelease; normalised.</summary>
    public string? Newest { get; init; }

    public DateTimeOffset? NewestPublished { get; init; }

    /// <summary>As <see cref="Newest"/> among those with the same major version.</summary>
    public string? NewestOfMajor { get; init; }

    /// <summary>The accounts that own the id today, ordinal; the signed owners of a version are <see cref="PackageSignature.Owners"/>.</summary>
    public ImmutableArray<string>? Owners { get; init; }

    /// <summary>Sorted by address. Empty: the indexes that were read name none for this version.</summary>
    public ImmutableArray<KnownVulnerability>? Vulnerabilities { get; init; }

    /// <summary>The feeds whose vulnerability index was read, printable and ordinal; empty where there was none.</summary>
    public ImmutableArray<string> VulnerabilityFeeds { get; init; } = [];
}

/// <param name="Reasons">As the feed spells them, ordinal: Legacy, CriticalBugs, Other.</param>
/// <param name="AlternativeRange">As the feed spells it: <c>*</c> for any, <c>[2.0.0, )</c>.</param>
public sealed record PackageDeprecation(ImmutableArray<string> Reasons, string? Message, string? AlternativeId, string? AlternativeRange);

/// <param name="Severity">low, moderate, high, critical, or unknown.</param>
/// <param name="Url">http or https.</param>
public sealed record KnownVulnerability(string Severity, string Url);

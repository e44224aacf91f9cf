using System.Collections.Immutable;
using DepRisk.Packages;

namespace DepRisk.Lock;

/// <summary>What differs between two accepted states. What is unknown on one side differs in nothing.</summary>
/// <param name="AddedApps">Ordinal.</param>
/// <param name="RemovedApps">Ordinal.</param>
/// <param name="Packages">By id without case, then version. Those without any difference are left out.</param>
/// <param name="Findings">By rule and subject, ordinal. Those without any difference are left out.</param>
public sealed record LockDifference(
    ImmutableArray<string> AddedApps,
    ImmutableArray<string> RemovedApps,
    ImmutableArray<PackageDifference> Packages,
    ImmutableArray<FindingDifference> Findings)
{
    public bool IsEmpty => AddedApps.IsEmpty && RemovedApps.IsEmpty && Packages.IsEmpty && Findings.IsEmpty;

    public static LockDifference Of(DepRiskLock before, DepRiskLock after)
    {
        ImmutableArray<string> both = [.. before.Apps.Intersect(after.Apps, StringComparer.Ordinal)];
        return new LockDifference(
            [.. after.Apps.Except(both, StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            [.. before.Apps.Except(both, StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            [.. PackagePairs(before, after).Select(pair => PackageDifference.Of(pair.Before, pair.After, both)).Where(difference => difference.IsChanged)],
            FindingsOf(before.Findings, after.Findings));
    }

    private static IEnumerable<(LockedPackage? Before, LockedPackage? After)> PackagePairs(DepRiskLock before, DepRiskLock after)
    {
        var (old, now) = (ById(before), ById(after));
        return before.Packages.Concat(after.Packages)
            .Select(package => package.Id)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Order(StringComparer.OrdinalIgnoreCase)
            .SelectMany(id => VersionPairs([.. old[id]], [.. now[id]]));
    }

    /// <summary>The same versions belong together. Of the rest the newest of both sides do, then the next: an upgrade is one difference and not two.</summary>
    private static IEnumerable<(LockedPackage? Before, LockedPackage? After)> VersionPairs(ImmutableArray<LockedPackage> before, ImmutableArray<LockedPackage> after)
    {
        var pairs = before.Join(after, Version, Version, (old, now) => ((LockedPackage?)old, (LockedPackage?)now), StringComparer.OrdinalIgnoreCase).ToList();
        var gone = NewestFirst(before.ExceptBy(after.Select(Version), Version, StringComparer.OrdinalIgnoreCase));
        var come = NewestFirst(after.ExceptBy(before.Select(Version), Version, StringComparer.OrdinalIgnoreCase));
        for (var i = 0; i < Math.Max(gone.Length, come.Length); i++)
        {
            pairs.Add((gone.ElementAtOrDefault(i), come.ElementAtOrDefault(i)));
        }

        return pairs.OrderBy(pair => (pair.Item2 ?? pair.Item1)!.Version, Comparer<string>.Create(PackageVersion.Compare));

        static string Version(LockedPackage package) => package.Version;

        static LockedPackage[] NewestFirst(IEnumerable<LockedPackage> packages) =>
            [.. packages.OrderDescending(Comparer<LockedPackage>.Create((x, y) => PackageVersion.Compare(x.Version, y.Version)))];
    }

    private static ImmutableArray<FindingDifference> FindingsOf(ImmutableArray<LockedFinding> before, ImmutableArray<LockedFinding> after)
    {
        var old = before.ToDictionary(Key);
        var now = after.ToDictionary(Key);
        return
        [
            .. old.Keys.Union(now.Keys)
                .OrderBy(key => key.Rule, StringComparer.Ordinal)
                .ThenBy(key => key.Subject, StringComparer.Ordinal)
                .Select(key => new FindingDifference(old.GetValueOrDefault(key), now.GetValueOrDefault(key)))
                .Where(difference => difference.IsChanged),
        ];

        static (string Rule, string Subject) Key(LockedFinding finding) => (finding.Rule, finding.Subject);
    }

    private static ILookup<string, LockedPackage> ById(DepRiskLock state) => state.Packages.ToLookup(package => package.Id, StringComparer.OrdinalIgnoreCase);
}

/// <summary>One finding on both sides; null where it is not.</summary>
public sealed record FindingDifference(LockedFinding? Before, LockedFinding? After)
{
    public bool IsChanged => Before is null || After is null
        || !Before.Conditions.SequenceEqual(After.Conditions, StringComparer.Ordinal)
        || !Before.Apps.SequenceEqual(After.Apps, StringComparer.Ordinal);
}

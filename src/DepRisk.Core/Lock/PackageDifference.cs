using System.Collections.Immutable;

namespace DepRisk.Lock;

/// <summary>What a lock says of a package, in the order of its lines.</summary>
public enum LockedFact : byte
{
    Version,
    Signature,
    Owners,
    Certificate,
    Capabilities,
    BuildCode,
    Licence,
    Apps,
}

/// <summary>What one fact lost and gained. A single value that changed is one of each; a value that was not there before is gained alone.</summary>
public sealed record FactDifference(LockedFact Fact, ImmutableArray<string> Lost, ImmutableArray<string> Gained);

/// <summary>One package on both sides, in the same version or in the one that took its place.</summary>
/// <param name="Id">As the newer side spells it.</param>
/// <param name="Before">Null where it was added.</param>
/// <param name="After">Null where it was removed.</param>
/// <param name="Facts">In the order of the enumeration; empty where it was added or removed as a whole.</param>
public sealed record PackageDifference(string Id, LockedPackage? Before, LockedPackage? After, ImmutableArray<FactDifference> Facts)
{
    public bool IsAdded => Before is null;

    public bool IsRemoved => After is null;

    public bool IsChanged => IsAdded || IsRemoved || !Facts.IsEmpty;

    public FactDifference? Of(LockedFact fact) => Facts.FirstOrDefault(difference => difference.Fact == fact);

    /// <param name="apps">Those of both sides: an app that came or went is said once, and not again with each of its packages.</param>
    internal static PackageDifference Of(LockedPackage? before, LockedPackage? after, ImmutableArray<string> apps) =>
        new((after ?? before)!.Id, before, after, before is null || after is null ? [] : [.. Compare(before, after, apps)]);

    private static IEnumerable<FactDifference> Compare(LockedPackage before, LockedPackage after, ImmutableArray<string> apps)
    {
        var hands = before.HandsAreKnown && after.HandsAreKnown;
        var content = before.ContentIsKnown && after.ContentIsKnown;
        FactDifference?[] facts =
        [
            One(LockedFact.Version, before.Version, after.Version, true, StringComparer.OrdinalIgnoreCase),
            One(LockedFact.Signature, before.Signature, after.Signature, false),
            // Accounts of one repository compare without case.
            Many(LockedFact.Owners, before.Owners ?? [], after.Owners ?? [], hands, StringComparer.OrdinalIgnoreCase),
            One(LockedFact.Certificate, before.Certificate, after.Certificate, hands),
            Many(LockedFact.Capabilities, before.Capabilities ?? [], after.Capabilities ?? [], content),
            One(LockedFact.BuildCode, before.BuildCode, after.BuildCode, content),
            One(LockedFact.Licence, before.Licence, after.Licence, content),
            Many(LockedFact.Apps, [.. before.Apps.Intersect(apps, StringComparer.Ordinal)], [.. after.Apps.Intersect(apps, StringComparer.Ordinal)], true),
        ];
        return facts.OfType<FactDifference>();
    }

    /// <param name="noneIsKnown">A value that is missing is none; otherwise it is unknown.</param>
    private static FactDifference? One(LockedFact fact, string? before, string? after, bool noneIsKnown, StringComparer? comparer = null) =>
        (before is not null && after is not null) || noneIsKnown ? Many(fact, before is null ? [] : [before], after is null ? [] : [after], true, comparer) : null;

    private static FactDifference? Many(LockedFact fact, ImmutableArray<string> before, ImmutableArray<string> after, bool isKnown, StringComparer? comparer = null)
    {
        ImmutableArray<string> lost = [.. before.Except(after, comparer ?? StringComparer.Ordinal)];
        ImmutableArray<string> gained = [.. after.Except(before, comparer ?? StringComparer.Ordinal)];
        return isKnown && (lost.Length > 0 || gained.Length > 0) ? new FactDifference(fact, lost, gained) : null;
    }
}

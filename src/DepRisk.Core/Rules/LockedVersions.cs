using System.Collections.Immutable;
using DepRisk.Graph;
using DepRisk.Lock;

namespace DepRisk.Rules;

/// <summary>All versions that a lock accepted of an id, ascending.</summary>
internal sealed class LockedVersions(DepRiskLock accepted)
{
    private readonly ILookup<string, LockedPackage> _byId = accepted.Packages.ToLookup(package => package.Id, StringComparer.OrdinalIgnoreCase);

    public ImmutableArray<LockedPackage> Of(Component package) => [.. _byId[LockedPackage.IdOf(package)]];

    /// <summary>False where it was not on disk when the lock was written: then nothing that is missing in the lock was missing in the package.</summary>
    public static bool IsKnown(LockedPackage package) => package.Signature is not null || package.ContentIsKnown;

    /// <summary>"1.2.0 and 1.3.0".</summary>
    public static string Text(ImmutableArray<LockedPackage> versions) => Phrase.List([.. versions.Select(package => package.Version)], 3);
}

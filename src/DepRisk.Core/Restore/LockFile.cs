using System.Collections.Immutable;
using DepRisk.Input;
using DepRisk.Packages;

namespace DepRisk.Restore;

/// <summary>What packages.lock.json says, in its own terms; LockFileGraph makes graphs of it.</summary>
/// <param name="Version">1, 2 or 3. Version 3, which NuGet writes where two aliases stand for one framework, is keyed by alias.</param>
/// <param name="Targets">Sorted by name, ordinal.</param>
/// <param name="Problems">Targets that could not be read; the others are there.</param>
public sealed record LockFile(string Path, int Version, ImmutableArray<LockTarget> Targets, ImmutableArray<InputError> Problems);

/// <param name="Name">The key as written: <c>net10.0</c>, <c>.NETFramework,Version=v4.7.2/win-x64</c>, from version 3 on an alias.</param>
/// <param name="Framework">As written, without runtime identifier; only in version 3 other than the key.</param>
/// <param name="RuntimeIdentifier">Null for the portable target. A target with one lists only what it has beyond the portable target.</param>
/// <param name="Entries">In the order of the file.</param>
public sealed record LockTarget(string Name, string Framework, string? RuntimeIdentifier, ImmutableArray<LockEntry> Entries)
{
    /// <summary>The key of the portable target that this one completes; its own where it is portable.</summary>
    public string BaseName => FrameworkName.SplitKey(Name).Framework;
}

public enum LockEntryType : byte
{
    Direct,
    Transitive,

    /// <summary>Transitive, with its version pinned in Directory.Packages.props.</summary>
    CentralTransitive,

    /// <summary>A referenced project. Its id is written in lower case, whatever the project is called.</summary>
    Project,
}

/// <param name="Requested">A range, <c>[1.2.3, )</c>; null where the project itself did not ask.</param>
/// <param name="Resolved">The version; null for projects.</param>
/// <param name="ContentHash">Base64; null for projects.</param>
public sealed record LockEntry(
    string Id,
    LockEntryType Type,
    string? Requested,
    string? Resolved,
    string? ContentHash,
    ImmutableArray<LibraryDependency> Dependencies);

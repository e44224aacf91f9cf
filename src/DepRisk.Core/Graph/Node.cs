using System.Collections.Immutable;

namespace DepRisk.Graph;

/// <summary>How a component takes part in one target.</summary>
public enum DependencyClass : byte
{
    /// <summary>The source cannot tell: a lock file, an SBOM without scopes.</summary>
    Unknown,

    /// <summary>Ships with the build output.</summary>
    Runtime,

    /// <summary>Only referenced by the compiler; ships nothing by its own nature.</summary>
    Compile,

    /// <summary>Runs in or shapes the build; does not ship.</summary>
    Build,

    /// <summary>The shared framework provides it.</summary>
    Pruned,

    /// <summary>It would ship, but its assets are excluded.</summary>
    Excluded,

    /// <summary>PackageDownload: fetched, not referenced.</summary>
    Downloaded,
}

[Flags]
public enum NodeTraits : byte
{
    None = 0,

    /// <summary>The project itself refers to it.</summary>
    Direct = 1,

    /// <summary>Its version is pinned centrally although the project does not refer to it.</summary>
    Pinned = 2,

    /// <summary>It is in the build output, but `dotnet publish` leaves it out (PrivateAssets="all").</summary>
    NotPublished = 4,

    /// <summary>It carries props, targets, analyzers or tools for the build, whatever else it does.</summary>
    BuildAssets = 8,

    /// <summary>The SDK added the reference, nobody wrote it.</summary>
    AutoReferenced = 16,

    /// <summary>Restore gives props or targets of it to the build of this target; assets that are excluded, or private to somebody else, are not given.</summary>
    Imported = 32,

    /// <summary>Its files have analyzers, which a compiler is given whatever assets are excluded (dotnet/sdk#1212).</summary>
    Analyzers = 64,
}

/// <summary>One component in one target.</summary>
/// <param name="Files">
/// What ships of the component here, sorted by path and relative to the component's own folder. The array is shared among
/// all nodes with the same selection.
/// </param>
/// <param name="ProvidedBy">Of a pruned node: the shared framework that provides it.</param>
public readonly record struct Node(
    Component Component,
    DependencyClass Class,
    NodeTraits Traits,
    ImmutableArray<ShippedFile> Files,
    string? ProvidedBy = null)
{
    public bool IsDirect => (Traits & NodeTraits.Direct) == NodeTraits.Direct;

    /// <summary>Part of what is delivered.</summary>
    public bool Ships => Class is DependencyClass.Runtime;

    /// <summary>
    /// Ships, as far as anybody says. A lock file lists the project's closure, and CycloneDX takes an unstated scope for required: what no source calls
    /// otherwise counts, and whoever shows it says that its source does not state what ships.
    /// </summary>
    public bool MayShip => Class is DependencyClass.Runtime or DependencyClass.Unknown;
}

/// <summary>A file that a component contributes to the output.</summary>
/// <param name="Path">Relative to the component's folder, with <c>/</c>.</param>
/// <param name="RuntimeIdentifier">Null where the file serves every platform.</param>
/// <param name="Culture">Of a satellite assembly; null otherwise.</param>
public sealed record ShippedFile(string Path, ShippedFileType Type, string? RuntimeIdentifier = null, string? Culture = null);

public enum ShippedFileType : byte
{
    Assembly,
    Native,
    Resource,
    Content,
}

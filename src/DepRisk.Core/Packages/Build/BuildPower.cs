using System.Collections.Immutable;

namespace DepRisk.Packages.Build;

public enum BuildAssetKind : byte
{
    /// <summary>Props or targets that MSBuild imports.</summary>
    Imported,

    /// <summary>A UsingTask that loads an assembly.</summary>
    Task,

    /// <summary>A UsingTask whose code stands in the file.</summary>
    InlineTask,
    Exec,
    Analyzer,
    Generator,

    /// <summary>Sdk.props or Sdk.targets of an MSBuild SDK.</summary>
    Sdk,

    /// <summary>tools/*.ps1, which run only where packages.config is used.</summary>
    Script,
}

/// <summary>One thing that a package brings for the build.</summary>
/// <param name="Path">The file that proves it, relative to the package, with <c>/</c>.</param>
/// <param name="Detail">What of the file: the task's name, the command, the assembly that it loads; null where the file is all.</param>
/// <param name="Line">One-based; 0 where a line has no meaning.</param>
/// <param name="Executes">It runs code of the package; otherwise it is inventory. Scripts say true: whoever uses the value knows whether packages.config is used.</param>
public sealed record BuildAsset(BuildAssetKind Kind, string Path, string? Detail, int Line, bool Executes);

/// <summary>What a package ships for the build and what of it executes.</summary>
/// <param name="Assets">Sorted by path, line and kind.</param>
/// <param name="Digest">SHA-256, lower-case hex, over all files that execute or decide what executes; null where nothing does.</param>
/// <param name="Problems">Files that could not be understood, as phrases with the path inside the package: what they do is unknown.</param>
public sealed record BuildPower(ImmutableArray<BuildAsset> Assets, string? Digest, ImmutableArray<string> Problems)
{
    public static readonly BuildPower None = new([], null, []);
}

using System.Collections.Immutable;
using DepRisk.Graph;

namespace DepRisk.Binding;

/// <summary>How deep one project's own code is bound to packages, over all of its targets.</summary>
/// <param name="Unknown">Why nothing is known, with what to do about it ("is not built; run 'dotnet build'"); null where it is known.</param>
/// <param name="Files">Paths, relative to the scope with <c>/</c>, of the source files that the built assemblies were compiled from, generated ones left out.</param>
/// <param name="Packages">Sorted by id and version; packages that no code uses are left out.</param>
public sealed record ProjectBinding(
    Component Project,
    string? Unknown,
    ImmutableArray<string> Files,
    ImmutableArray<PackageBinding> Packages)
{
    /// <summary>A build output was read that was compiled from other sources than those on disk: lines, and more, may have moved since.</summary>
    public bool IsStale { get; init; }

    /// <summary>A target is not built, or a build has no symbols: code, or files, that use a package may be missing.</summary>
    public bool IsPartial { get; init; }

    /// <summary>
    /// What limits that which is known, as phrases with what to do about it, sorted: "net8.0 is not built; run 'dotnet build'",
    /// "net10.0 was built from other sources; build again", "net10.0 has no symbols: which files use a package is unknown".
    /// </summary>
    public ImmutableArray<string> Notes { get; init; } = [];
}

/// <summary>What of one project's code uses one package.</summary>
/// <param name="CallSites">
/// IL instructions of ours that call, construct or take a member of the package. Targets are compiled from the same sources, so that of each file the
/// target with most of them counts, and not the sum over targets.
/// </param>
/// <param name="Types">Full metadata names of the package's types that our code names, sorted: <c>Namespace.Outer`1+Inner</c>.</param>
/// <param name="Sites">One a source file: where it uses the package first. Sorted by path.</param>
/// <param name="Leaks">
/// Our public and protected members that mention a type of the package, sorted: <c>Namespace.Type.Member</c>. Empty for projects that nobody
/// outside compiles against: <see cref="Graph.Project.IsPackable"/>.
/// </param>
public sealed record PackageBinding(
    Component Package,
    int CallSites,
    ImmutableArray<string> Types,
    ImmutableArray<SourceLocation> Sites,
    ImmutableArray<string> Leaks);

/// <param name="Path">Relative to the scope, with <c>/</c>.</param>
/// <param name="Line">One-based; 0 where the symbols know the file alone.</param>
public sealed record SourceLocation(string Path, int Line);

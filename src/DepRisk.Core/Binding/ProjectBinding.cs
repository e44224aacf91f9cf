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
    ImmutableArray<PackageBinding> Packages);

/// <summary>What of one project's code uses one package.</summary>
/// <param name="CallSites">IL instructions of ours that call, construct or take a member of the package.</param>
/// <param name="Types">Full names of the package's types that our code names, sorted.</param>
/// <param name="Sites">One a source file: where it uses the package first. Sorted by path.</param>
/// <param name="Leaks">Our public and protected members that mention a type of the package, sorted: <c>Namespace.Type.Member</c>.</param>
public sealed record PackageBinding(
    Component Package,
    int CallSites,
    ImmutableArray<string> Types,
    ImmutableArray<SourceLocation> Sites,
    ImmutableArray<string> Leaks);

/// <param name="Path">Relative to the scope, with <c>/</c>.</param>
/// <param name="Line">One-based; 0 where the symbols know the file alone.</param>
public sealed record SourceLocation(string Path, int Line);

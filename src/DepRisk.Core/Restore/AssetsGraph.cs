using System.Collections.Immutable;
using System.Runtime.InteropServices;
using DepRisk.Graph;
using DepRisk.Input;
using DepRisk.Packages;
using NuGet.Versioning;

namespace DepRisk.Restore;

/// <summary>What the graphs of a scope share while they are made, one project after the other.</summary>
/// <param name="RelativePath">An absolute path as the scope prints it.</param>
/// <param name="IsDevelopmentDependency">What the nuspec in the package's folder says; false where it is not on disk.</param>
public sealed record AssetsGraphContext(
    ComponentTable Components,
    Dictionary<Component, RestoredPackage> Packages,
    Func<string, string> RelativePath,
    Func<string?, bool> IsDevelopmentDependency,
    List<InputError> Problems)
{
    internal PackageNodes PackageNodes { get; } = new();

    internal SymbolTable Symbols { get; } = new();
}

/// <summary>Makes the graphs of one project, one a target, of its assets file.</summary>
public static class AssetsGraph
{
    /// <param name="project">Node 0 of every graph.</param>
    /// <param name="folder">Absolute folder of the project file, which project references are relative to.</param>
    /// <param name="selfContained">What evaluation knows; null where nothing does, and the downloads decide.</param>
    /// <param name="looseFiles">Files that the project references outside of any package.</param>
    public static ImmutableArray<Target> Targets(
        AssetsFile file, Component project, string folder, bool? selfContained, ImmutableArray<Component> looseFiles, AssetsGraphContext context) =>
        Targets(file, project, folder, selfContained, looseFiles, context, Limits.Nodes);

    internal static ImmutableArray<Target> Targets(
        AssetsFile file, Component project, string folder, bool? selfContained, ImmutableArray<Component> looseFiles, AssetsGraphContext context, int limit)
    {
        var targets = ImmutableArray.CreateBuilder<Target>(file.Targets.Length);
        var size = 0L;
        foreach (var target in file.Targets)
        {
            var graph = new AssetsTargetGraph(file, target, folder, selfContained, context);
            // Each target repeats what the project refers to, so a small file can stand for huge graphs: the cap holds for all together.
            size += graph.Size + looseFiles.Length;
            if (size > limit)
            {
                context.Problems.Add(new InputError(
                    InputErrorCode.LimitExceeded, file.Path, $"has more than {limit} nodes and edges in all targets together; {target.Name} and those behind it are left out"));
                break;
            }

            targets.Add(graph.Build(project, looseFiles));
        }

        return targets.DrainToImmutable();
    }
}

using System.Collections.Immutable;
using DepRisk.Graph;
using NuGet.Versioning;

namespace DepRisk.Concentration;

/// <summary>Whether the next restore takes a newer version of a package with no change of ours.</summary>
public enum UptakeKind : byte
{
    /// <summary>Who asks for it in which range is not known, or how its ecosystem chooses is not known here.</summary>
    Unknown,

    /// <summary>A lock file of the package manager holds its version.</summary>
    Locked,

    /// <summary>The version asked for exists, and NuGet takes the lowest one that all ranges allow.</summary>
    Held,

    /// <summary>Somebody asks for the newest version of a pattern: 13.0.*</summary>
    Floating,

    /// <summary>No range starts at the version that was taken: the one asked for did not exist, and whoever publishes it is taken.</summary>
    Substituted,
}

/// <summary>How one package would come into one project.</summary>
/// <param name="Requested">The range that decides; null where none does.</param>
public sealed record Uptake(Project Project, Component Package, UptakeKind Kind, string? Requested)
{
    public static Uptake Of(Project project, Target target, Dependents dependents, int node)
    {
        var graph = target.Graph;
        var package = graph.Nodes[node].Component;
        if (project.IsLocked)
        {
            return new Uptake(project, package, UptakeKind.Locked, null);
        }

        if (package.Ecosystem is not "nuget")
        {
            return new Uptake(project, package, UptakeKind.Unknown, null);
        }

        var (ranges, isComplete) = Ranges(target, dependents, node);
        var floating = ranges.FirstOrDefault(range => VersionRange.TryParse(range, out var parsed) && parsed.IsFloating);
        return floating is not null ? new Uptake(project, package, UptakeKind.Floating, floating)
            : (graph.Nodes[node].Traits & NodeTraits.Pinned) is not NodeTraits.None || ranges.Exists(range => StartsAt(range, package.Version)) ? new Uptake(project, package, UptakeKind.Held, null)
            : isComplete ? new Uptake(project, package, UptakeKind.Substituted, ranges[0])
            : new Uptake(project, package, UptakeKind.Unknown, null);
    }

    private static (List<string> Ranges, bool IsComplete) Ranges(Target target, Dependents dependents, int node)
    {
        var graph = target.Graph;
        var ranges = new List<string>();
        var isComplete = graph.EdgeSource is EdgeSource.Resolved;
        foreach (var from in dependents.Of(node))
        {
            var requested = graph.RequestedBy(from);
            var range = requested.IsEmpty ? null : requested[graph.DependenciesOf(from).BinarySearch(node)];
            if (range is { Length: > 0 })
            {
                ranges.Add(range);
            }
            else
            {
                isComplete = false;
            }
        }

        foreach (var reference in target.References)
        {
            if (reference.Requested is { Length: > 0 } own && reference.Id.Equals(graph.Nodes[node].Component.Id, StringComparison.OrdinalIgnoreCase))
            {
                ranges.Add(own);
            }
        }

        return (ranges, isComplete && ranges.Count > 0);
    }

    private static bool StartsAt(string range, string? version) =>
        VersionRange.TryParse(range, out var parsed) && parsed is { MinVersion: { } lowest, IsMinInclusive: true } && NuGetVersion.TryParse(version, out var taken) && lowest == taken;
}

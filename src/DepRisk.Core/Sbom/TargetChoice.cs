using System.Collections.Immutable;
using DepRisk.Graph;

namespace DepRisk.Sbom;

/// <summary>Which targets of a project a document describes.</summary>
public static class TargetChoice
{
    /// <returns>Sorted by name, ordinal; empty where the project has none of what the options ask for.</returns>
    public static ImmutableArray<Target> Of(Project project, BomOptions options)
    {
        var candidates = project.Targets
            .Where(target => options.Framework is null || IsFramework(target, options.Framework))
            .OrderBy(target => target.Name, StringComparer.Ordinal)
            .ToImmutableArray();
        return options.RuntimeIdentifier is { } rid
            ? [.. candidates.Where(target => string.Equals(target.RuntimeIdentifier, rid, StringComparison.OrdinalIgnoreCase))]
            : [.. candidates.Where(target => target.RuntimeIdentifier is null ? !HasSelfContainedTwin(target, candidates) : target.IsSelfContained)];
    }

    /// <summary>What a self-contained app delivers is its runtime identifier's target; the portable one is only compiled against.</summary>
    private static bool HasSelfContainedTwin(Target portable, ImmutableArray<Target> candidates) =>
        candidates.Any(target => target.IsSelfContained && target.RuntimeIdentifier is not null && Alias(target).SequenceEqual(Alias(portable)));

    private static bool IsFramework(Target target, string framework) =>
        target.Framework.Equals(framework, StringComparison.OrdinalIgnoreCase) || Alias(target).Equals(framework, StringComparison.OrdinalIgnoreCase);

    private static ReadOnlySpan<char> Alias(Target target)
    {
        var slash = target.Name.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? target.Name : target.Name.AsSpan(0, slash);
    }
}

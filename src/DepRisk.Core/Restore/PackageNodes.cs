using DepRisk.Graph;
using NuGet.Versioning;

namespace DepRisk.Restore;

/// <summary>A package as a node, as far as it does not depend on who refers to it.</summary>
/// <param name="Details">The entry of <c>libraries</c> that this was made of.</param>
internal sealed record PackageNode(Component Component, AssetsLibrary? Details, NodeFacts Facts, NodeTraits Traits);

/// <summary>What of a target decides whether a shared framework replaces a package.</summary>
internal sealed record TargetProfile(string Framework, string[] FrameworkReferences, IReadOnlyDictionary<string, string>? PackagesToPrune)
{
    /// <summary>The packages that stood in a target of this profile. Libraries are compared by reference: equal text is the same instance.</summary>
    public Dictionary<TargetLibrary, PackageNode> Nodes { get; } = new(ReferenceEqualityComparer.Instance);

    /// <returns>The shared framework that replaces the package at run time; null where none does.</returns>
    public string? ProvidedBy(string id, string version)
    {
        if (FrameworkReferences.Length is 0)
        {
            return null;
        }

        var provider = Array.Find(FrameworkReferences, framework => FrameworkPackages.Provides(framework, Framework, id, version));
        return provider ?? (IsPruned(id, version) ? FrameworkReferences[0] : null);
    }

    /// <summary>Whether NuGet would leave out some version of the package, so that an edge without an end is no damage.</summary>
    public bool MayPrune(string id) =>
        PackagesToPrune?.ContainsKey(id) is true || FrameworkReferences.Any(framework => FrameworkPackages.Provides(framework, Framework, id, "0.0.0"));

    private bool IsPruned(string id, string version) =>
        PackagesToPrune is not null
        && PackagesToPrune.TryGetValue(id, out var text)
        && VersionRange.TryParse(text, out var range)
        && NuGetVersion.TryParse(version, out var parsed)
        && range.Satisfies(parsed);
}

/// <summary>The same package stands in many targets: what can be known of it without its neighbours is worked out once a scope.</summary>
internal sealed class PackageNodes
{
    private readonly List<TargetProfile> _profiles = [];

    public static PackageNode Of(TargetLibrary library, AssetsLibrary? details, TargetProfile profile, AssetsTargetGraph graph)
    {
        if (!profile.Nodes.TryGetValue(library, out var node) || !ReferenceEquals(node.Details, details))
        {
            node = graph.PackageNode(library, details);
            profile.Nodes[library] = node;
        }

        return node;
    }

    public TargetProfile Profile(string framework, string[] references, IReadOnlyDictionary<string, string>? pruned)
    {
        var known = _profiles.Find(profile =>
            profile.Framework.Equals(framework, StringComparison.Ordinal)
            && ReferenceEquals(profile.PackagesToPrune, pruned)
            && profile.FrameworkReferences.AsSpan().SequenceEqual(references, StringComparer.OrdinalIgnoreCase));
        if (known is null)
        {
            known = new TargetProfile(framework, references, pruned);
            _profiles.Add(known);
        }

        return known;
    }
}

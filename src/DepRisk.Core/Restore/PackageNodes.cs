using System.Runtime.CompilerServices;
using DepRisk.Graph;
using NuGet.Versioning;

namespace DepRisk.Restore;

/// <summary>A package as a node, as far as it does not depend on who refers to it.</summary>
internal sealed record PackageNode(Component Component, NodeFacts Facts, NodeTraits Traits);

/// <summary>What of a target decides whether a shared framework replaces a package.</summary>
internal sealed record TargetProfile(string Framework, string[] FrameworkReferences, IReadOnlyDictionary<string, string>? PackagesToPrune)
{
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
    private readonly Dictionary<(TargetLibrary, AssetsLibrary?, TargetProfile), PackageNode> _nodes = new(ByReference.Instance);
    private readonly List<TargetProfile> _profiles = [];

    public PackageNode Of(TargetLibrary library, AssetsLibrary? details, TargetProfile profile, AssetsTargetGraph graph)
    {
        var key = (library, details, profile);
        if (!_nodes.TryGetValue(key, out var node))
        {
            node = graph.PackageNode(library, details);
            _nodes.Add(key, node);
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

    private sealed class ByReference : IEqualityComparer<(TargetLibrary Library, AssetsLibrary? Details, TargetProfile Profile)>
    {
        public static readonly ByReference Instance = new();

        public bool Equals(
            (TargetLibrary Library, AssetsLibrary? Details, TargetProfile Profile) x,
            (TargetLibrary Library, AssetsLibrary? Details, TargetProfile Profile) y) =>
            ReferenceEquals(x.Library, y.Library) && ReferenceEquals(x.Details, y.Details) && ReferenceEquals(x.Profile, y.Profile);

        public int GetHashCode((TargetLibrary Library, AssetsLibrary? Details, TargetProfile Profile) key) =>
            HashCode.Combine(RuntimeHelpers.GetHashCode(key.Library), RuntimeHelpers.GetHashCode(key.Details), RuntimeHelpers.GetHashCode(key.Profile));
    }
}

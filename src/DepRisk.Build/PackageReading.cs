using System.Collections.Immutable;
using System.Runtime.InteropServices;
using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Packages;
using DepRisk.Packages.Feeds;

namespace DepRisk.Build;

/// <summary>Facts of packages from this disk, each computed once a machine, and where our own repository says that packages come from.</summary>
internal sealed class PackageReading(Scope scope, BuildMemory memory)
{
    public ScopeEvidence Packages(IReadOnlyCollection<Component> packages)
    {
        if (packages.Count is 0)
        {
            return ScopeEvidence.None;
        }

        var folders = memory.Get("folders", () => EvidenceFolders.Of(RuntimeEnvironment.GetRuntimeDirectory(), Environment.GetEnvironmentVariable));
        // What cannot be read costs verdicts, which are then unknown and say why.
        var trust = memory.Get("trust " + scope.Root, () => TrustSource.Read(scope.Root, folders.TrustedRoots, []));
        return ScopeEvidence.ReadPackages(scope, packages, trust, new CacheEntries(folders.Cache));
    }

    public ImmutableArray<FeedSettings> Feeds()
    {
        var feeds = ProjectFeeds.Read(scope, []);
        FeedFiles = [.. feeds.SelectMany(settings => settings.Files).Select(file => Path.GetFullPath(Path.Combine(scope.Root, file.Path))).Distinct(StringComparer.Ordinal)];
        return feeds;
    }

    /// <summary>Each nuget.config that <see cref="Feeds"/> read: a restore does not look at all that stands there, so that its output does not change with it. Absolute.</summary>
    public ImmutableArray<string> FeedFiles { get; private set; } = [];
}

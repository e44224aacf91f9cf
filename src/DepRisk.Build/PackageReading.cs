using System.Runtime.InteropServices;
using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Input;
using DepRisk.Packages;

namespace DepRisk.Build;

/// <summary>Facts of packages from this disk, each computed once a machine, and where our own repository says that packages come from.</summary>
internal sealed class PackageReading(Scope scope, BuildMemory memory)
{
    public ScopeEvidence Read(IReadOnlyCollection<Component> packages)
    {
        var problems = new List<InputError>();
        var feeds = ProjectFeeds.Read(scope, problems);
        if (packages.Count is 0)
        {
            return ScopeEvidence.None with { Feeds = feeds, Problems = [.. problems] };
        }

        var folders = memory.Get("folders", () => EvidenceFolders.Of(RuntimeEnvironment.GetRuntimeDirectory(), Environment.GetEnvironmentVariable));
        var trust = memory.Get("trust " + scope.Root, () => TrustSource.Read(scope.Root, folders.TrustedRoots, problems));
        return ScopeEvidence.ReadPackages(scope, packages, trust, new CacheEntries(folders.Cache)) with { Feeds = feeds, Problems = [.. problems] };
    }
}

using DepRisk.Graph;
using DepRisk.Input;
using DepRisk.Packages;

namespace DepRisk.Evidence;

/// <summary>All that the disk says of a scope: its packages, our own built code, and where packages may come from. Starts nothing.</summary>
public static class DiskEvidence
{
    /// <param name="advance">Called as often as <see cref="ScopeEvidence.Steps"/> says, from any thread.</param>
    public static ScopeEvidence Read(Scope scope, EvidenceFolders folders, Action advance)
    {
        var problems = new List<InputError>();
        var trust = TrustSource.Read(scope.Root, folders.TrustedRoots, problems);
        var feeds = ProjectFeeds.Read(scope, problems);
        // One file is read for both.
        return ScopeEvidence.Read(scope, trust, new CacheEntries(folders.Cache), advance) with { Feeds = feeds, Problems = [.. problems.Distinct()] };
    }
}

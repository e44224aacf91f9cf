using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Input;
using DepRisk.Packages;
using DepRisk.Tool.Rendering;

namespace DepRisk.Tool.Commands;

/// <summary>Collects what is known of a scope's packages and of our own code. Reads files and starts nothing.</summary>
internal delegate ScopeEvidence EvidenceSource(Scope scope, IStepProgress progress);

internal static class EvidenceSources
{
    public static EvidenceSource Default { get; } = Read;

    private static ScopeEvidence Read(Scope scope, IStepProgress progress)
    {
        progress.Step("Reading packages", ScopeEvidence.Steps(scope));
        var problems = new List<InputError>();
        var trust = TrustSource.Read(scope.Root, problems);
        var feeds = ProjectFeeds.Read(scope, problems);
        // One file is read for both.
        return ScopeEvidence.Read(scope, trust, new CacheEntries(CacheFolder.OfProcess), progress.Advance) with { Feeds = feeds, Problems = [.. problems.Distinct()] };
    }
}

using System.Runtime.InteropServices;
using DepRisk.Evidence;
using DepRisk.Graph;
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
        return DiskEvidence.Read(scope, EvidenceFolders.Of(RuntimeEnvironment.GetRuntimeDirectory(), Environment.GetEnvironmentVariable), progress.Advance);
    }
}

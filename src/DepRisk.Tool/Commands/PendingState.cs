using System.Collections.Immutable;
using DepRisk.Concentration;
using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Rules;

namespace DepRisk.Tool.Commands;

/// <summary>Stands for what is being written elsewhere; a real member of the same name wins. Gone before the issue is.</summary>
internal static class PendingState
{
    extension(ScopeConcentration)
    {
        public static ScopeConcentration Of(Scope scope, ScopeEvidence evidence, Thresholds thresholds, ImmutableArray<string> platforms) => throw new NotSupportedException();
    }

    extension(Assessment)
    {
        public static Assessment Of(RuleInput input) => throw new NotSupportedException();
    }
}

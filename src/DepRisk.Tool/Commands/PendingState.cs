using System.Collections.Immutable;
using DepRisk.Concentration;
using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Input;
using DepRisk.Lock;
using DepRisk.Rules;

namespace DepRisk.Tool.Commands;

/// <summary>Stands for what is being written elsewhere; a real member of the same name wins. Gone before the issue is.</summary>
internal static class PendingState
{
    extension(Policy policy)
    {
        public Scope Apply(Scope scope) => policy == Policy.Default ? scope : throw new NotSupportedException();
    }

    extension(ScopeConcentration)
    {
        public static ScopeConcentration Of(Scope scope, ScopeEvidence evidence, Thresholds thresholds, ImmutableArray<string> platforms) => throw new NotSupportedException();
    }

    extension(Assessment)
    {
        public static Assessment Of(RuleInput input) => throw new NotSupportedException();
    }
}

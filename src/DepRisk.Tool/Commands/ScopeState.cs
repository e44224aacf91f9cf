using DepRisk.Concentration;
using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Lock;
using DepRisk.Rules;

namespace DepRisk.Tool.Commands;

/// <summary>What a run has read of a scope, before anything is computed of it.</summary>
/// <param name="Scope">With the roles that the policy decides.</param>
/// <param name="AsOf">The day that ages are counted to; null where nothing states one.</param>
/// <param name="IsPart">The lock has projects that the scope has not, see <see cref="RuleInput.IsPart"/>.</param>
internal sealed record ScopeState(Scope Scope, ScopeEvidence Evidence, Policy Policy, DepRiskLock? Accepted, DateOnly? AsOf, bool IsPart)
{
    /// <summary>Computes every metric.</summary>
    public RuleInput Input() => new(Scope, Evidence, ScopeConcentration.Of(Scope, Evidence, Policy.Thresholds, Policy.Platforms), Policy, Accepted, AsOf) { IsPart = IsPart };
}

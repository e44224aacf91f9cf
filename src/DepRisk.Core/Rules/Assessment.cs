using System.Collections.Immutable;
using DepRisk.Concentration;
using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Lock;

namespace DepRisk.Rules;

/// <summary>What rules look at. The same input gives the same findings, on any machine and any day.</summary>
/// <param name="Lock">Null where there is none.</param>
/// <param name="AsOf">The day that ages are counted to; null where nothing states one: then no age is known.</param>
public sealed record RuleInput(Scope Scope, ScopeEvidence Evidence, ScopeConcentration Concentration, Policy Policy, DepRiskLock? Lock, DateOnly? AsOf);

/// <summary>A scope and everything that follows from it.</summary>
/// <param name="Findings">Warnings first, then by rule, and inside a rule the strongest first; those that a policy turned off are left out.</param>
/// <param name="Watched">Exposed with less than two conditions: reported, never a warning.</param>
/// <param name="Resolved">What the lock accepted and is gone.</param>
public sealed record Assessment(
    RuleInput Input,
    ImmutableArray<Finding> Findings,
    ImmutableArray<Finding> Watched,
    ImmutableArray<LockedFinding> Resolved);

using System.Collections.Immutable;
using DepRisk.Concentration;
using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Lock;

namespace DepRisk.Rules;

/// <summary>What rules look at. The same input gives the same findings, on any machine and any day.</summary>
/// <param name="Lock">Null where there is none.</param>
/// <param name="AsOf">The day that ages are counted to; null where nothing states one: then no age is known.</param>
public sealed record RuleInput(Scope Scope, ScopeEvidence Evidence, ScopeConcentration Concentration, Policy Policy, DepRiskLock? Lock, DateOnly? AsOf)
{
    /// <summary>The lock is for more than this scope: what is not seen here may be there, and is not gone.</summary>
    public bool IsPart { get; init; }
}

/// <summary>A scope and everything that follows from it.</summary>
/// <param name="Findings">Warnings first, then by rule, and inside a rule the strongest first; those that a policy turned off are left out.</param>
/// <param name="Watched">Exposed with less than two conditions, and what the unknown ones could still make a finding of: reported, never a warning. The strongest first.</param>
/// <param name="Resolved">What the lock accepted and is gone. What cannot be told any more is not gone.</param>
public sealed record Assessment(
    RuleInput Input,
    ImmutableArray<Finding> Findings,
    ImmutableArray<Finding> Watched,
    ImmutableArray<LockedFinding> Resolved)
{
    private static readonly ImmutableArray<Func<RuleInput, AppReach, ImmutableArray<Finding>>> Rules =
    [
        DR1003_BuildCodeChanged.Find,
        DR1004_ControlDrift.Find,
        DR1005_UncontrolledChange.Find,
        DR1006_AmbiguousFeed.Find,
        DR1007_VersionSplit.Find,
        DR1008_CapabilityGained.Find,
        DR1009_AccountTooPowerful.Find,
    ];

    public static Assessment Of(RuleInput input)
    {
        var apps = new AppReach(input);
        var judged = JudgedGroup.Of(input, apps);
        ImmutableArray<Finding> all =
        [
            .. DR1001_ConcentratedComponent.Find(input, apps, judged),
            .. DR1002_CriticalConcentration.Find(input, apps, judged),
            .. Rules.SelectMany(find => find(input, apps)),
        ];
        return new Assessment(
            input,
            WithinBudgets(input.Policy, all
                .Select(finding => LockVerdict.On(finding with { Level = LevelOf(input.Policy, finding) }, input.Lock))
                .Where(finding => finding.Level is not RuleLevel.Off)),
            Ordered(judged.Where(group => group.IsWatched).Select(group => ConcentrationFinding.Watched(input, apps, group))),
            LockVerdict.Resolved(input, all, judged));
    }

    private static RuleLevel LevelOf(Policy policy, Finding finding)
    {
        var level = policy.Levels.TryGetValue(finding.Rule.Id, out var decided) ? decided
            // Whoever sets a limit wants to hear of it.
            : finding.Rule == RuleCatalog.AccountTooPowerful ? RuleLevel.Warning
            : finding.Rule.DefaultLevel;
        return level < finding.AtMost ? level : finding.AtMost;
    }

    /// <summary>What warns is counted: the accepted and the unchanged take no place away from the new.</summary>
    private static ImmutableArray<Finding> WithinBudgets(Policy policy, IEnumerable<Finding> findings)
    {
        var left = new Dictionary<string, int>(StringComparer.Ordinal);
        var ordered = Ordered(findings).ToBuilder();
        for (var i = 0; i < ordered.Count; i++)
        {
            if (ordered[i] is not { Accepted: null, Verdict: Verdict.New or Verdict.Worse, Rule: var rule })
            {
                continue;
            }

            // The critical ones share the budget of the others, and a policy may give them a smaller one of their own.
            var isCritical = rule == RuleCatalog.CriticalConcentration;
            var hasPlace = (!isCritical || !policy.Budgets.TryGetValue(rule.Id, out var own) || Take(rule.Id, own))
                && TakeOf(isCritical ? RuleCatalog.ConcentratedComponent : rule);
            ordered[i] = ordered[i] with { IsWithinBudget = hasPlace };
        }

        return ordered.ToImmutable();

        bool TakeOf(RuleDescriptor rule) => Take(rule.Id, policy.Budgets.GetValueOrDefault(rule.Id, rule.Budget));

        bool Take(string rule, int budget)
        {
            var places = left.GetValueOrDefault(rule, budget);
            left[rule] = places - 1;
            return places > 0;
        }
    }

    /// <summary>The critical form of a concentration before the plain one: they share a budget.</summary>
    private static ImmutableArray<Finding> Ordered(IEnumerable<Finding> findings) =>
    [
        .. findings
            .OrderByDescending(finding => finding.Level)
            .ThenBy(finding => finding.Rule == RuleCatalog.CriticalConcentration ? RuleCatalog.ConcentratedComponent.Id : finding.Rule.Id, StringComparer.Ordinal)
            .ThenByDescending(finding => finding.Rule.Id, StringComparer.Ordinal)
            .ThenByDescending(finding => finding.Order)
            .ThenBy(finding => finding.Subject, StringComparer.Ordinal)
            .ThenBy(finding => finding.Title, StringComparer.Ordinal),
    ];
}

using System.Collections.Immutable;
using DepRisk.Concentration;
using DepRisk.Graph;
using DepRisk.Lock;

namespace DepRisk.Rules;

/// <summary>Findings against what a lock accepts.</summary>
internal static class LockVerdict
{
    public static Finding On(Finding finding, DepRiskLock? accepted) => accepted is null
        ? finding with { Verdict = Verdict.New }
        : finding with { Verdict = VerdictOf(finding, accepted), Accepted = AcceptedOf(finding, accepted) };

    /// <param name="open">Packages of which a finding could still come out: what the lock has of them is not gone.</param>
    public static ImmutableArray<LockedFinding> Resolved(DepRiskLock? accepted, ImmutableArray<Finding> findings, ImmutableArray<Component> open) =>
    [
        .. (accepted?.Findings ?? []).Where(locked =>
            !findings.Any(finding => AcceptedState.IsSame(locked.Rule, locked.Subject, finding))
            && !(IsConcentration(locked.Rule) && open.Any(package => LockedPackage.IdOf(package).Equals(locked.Subject, StringComparison.OrdinalIgnoreCase)))),
    ];

    /// <summary>Several entries of a lock may be about what is one family by now: none of them was as bad, or it is no news.</summary>
    private static Verdict VerdictOf(Finding finding, DepRiskLock accepted)
    {
        var verdict = Verdict.New;
        foreach (var locked in accepted.Findings.Where(locked => AcceptedState.IsSame(locked.Rule, locked.Subject, finding)))
        {
            if (!IsWorse(finding, locked))
            {
                return Verdict.Unchanged;
            }

            verdict = Verdict.Worse;
        }

        return verdict;
    }

    private static bool IsWorse(Finding finding, LockedFinding locked) =>
        IsGreater(finding.Rule, locked.Rule)
        || finding.Conditions.Any(condition => condition.Holds is Truth.True && !locked.Conditions.Contains(condition.Name, StringComparer.Ordinal))
        || finding.Apps.Except(locked.Apps, StringComparer.Ordinal).Any();

    /// <summary>By hand, and for no greater rule than somebody looked at.</summary>
    private static AcceptedFinding? AcceptedOf(Finding finding, DepRiskLock accepted) =>
        accepted.Accepted.FirstOrDefault(entry => AcceptedState.IsSame(entry.Rule, entry.Subject, finding) && !IsGreater(finding.Rule, entry.Rule));

    private static bool IsGreater(RuleDescriptor rule, string locked) =>
        rule == RuleCatalog.CriticalConcentration && !locked.Equals(rule.Id, StringComparison.Ordinal);

    private static bool IsConcentration(string rule) =>
        rule.Equals(RuleCatalog.ConcentratedComponent.Id, StringComparison.Ordinal) || rule.Equals(RuleCatalog.CriticalConcentration.Id, StringComparison.Ordinal);
}

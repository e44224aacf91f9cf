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

    /// <param name="judged">Of those that are open a finding could still come out: what the lock has of them is not gone.</param>
    /// <param name="all">Of every rule, those that the policy turned off as well.</param>
    public static ImmutableArray<LockedFinding> Resolved(RuleInput input, ImmutableArray<Finding> all, ImmutableArray<JudgedGroup> judged)
    {
        // What could not be read, or was not asked for, may hold any of them.
        if (input.IsPart || input.Scope.IsPartial || input.Lock is not { Findings: { IsEmpty: false } before })
        {
            return [];
        }

        var open = Ids(judged.Where(group => group.IsOpen).SelectMany(group => group.Group.Group.Packages));
        var unread = Ids(input.Concentration.Uses.Packages.Select(use => use.Component).Where(package => !input.Evidence.Of(package).IsOnDisk));
        return [.. before.Where(locked => !all.Any(finding => AcceptedState.IsSame(locked.Rule, locked.Subject, finding)) && !MayStillBe(locked, open, unread))];
    }

    /// <summary>What rests on facts of packages cannot be told where a package is not on the disk.</summary>
    private static bool MayStillBe(LockedFinding locked, HashSet<string> open, HashSet<string> unread) =>
        IsOf(RuleCatalog.ConcentratedComponent, locked.Rule) || IsOf(RuleCatalog.CriticalConcentration, locked.Rule) ? open.Contains(locked.Subject)
        : IsOf(RuleCatalog.BuildCodeChanged, locked.Rule) || IsOf(RuleCatalog.ControlDrift, locked.Rule) || IsOf(RuleCatalog.CapabilityGained, locked.Rule) ? unread.Contains(locked.Subject)
        : IsOf(RuleCatalog.AccountTooPowerful, locked.Rule) && unread.Count > 0;

    private static HashSet<string> Ids(IEnumerable<Component> packages) => packages.Select(LockedPackage.IdOf).ToHashSet(StringComparer.OrdinalIgnoreCase);

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
        || finding.Conditions.Any(condition => condition.Holds is Truth.True && (condition.IsChange || !locked.Conditions.Contains(condition.Name, StringComparer.Ordinal)))
        || finding.Apps.Except(locked.Apps, StringComparer.Ordinal).Any();

    /// <summary>By hand, and for no greater rule than somebody looked at.</summary>
    private static AcceptedFinding? AcceptedOf(Finding finding, DepRiskLock accepted) =>
        accepted.Accepted.FirstOrDefault(entry => AcceptedState.IsSame(entry.Rule, entry.Subject, finding) && !IsGreater(finding.Rule, entry.Rule));

    private static bool IsGreater(RuleDescriptor rule, string locked) =>
        rule == RuleCatalog.CriticalConcentration && !IsOf(rule, locked);

    private static bool IsOf(RuleDescriptor rule, string id) => rule.Id.Equals(id, StringComparison.Ordinal);
}

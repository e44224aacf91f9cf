using DepRisk.Concentration;
using DepRisk.Graph;
using DepRisk.Lock;

namespace DepRisk.Rules;

/// <summary>What DR1001 and DR1002 report of a control group, and what is only watched.</summary>
internal static class ConcentrationFinding
{
    public static Finding Of(RuleDescriptor rule, RuleInput input, AppReach apps, JudgedGroup judged)
    {
        var group = judged.Group;
        var members = group.Group.Packages.ToHashSet(ReferenceEqualityComparer.Instance);
        var exit = Exit.Of(input.Concentration.Scope.Apps, members.Contains);
        var cut = RemovalCut.Of(input.Concentration.Scope, group.Index);
        var grouped = input.Concentration.Scope;
        // Of a part of the edges a cut says whether many must go, and not which are all.
        var isWhole = grouped.Targets.All(target => target.Target.Graph.EdgeSource is not EdgeSource.Direct);
        var conditions = ConcentrationConditions.Of(judged, isWhole ? cut : null, grouped.Apps[grouped.Targets[cut.Target].App].Name, apps);
        var text = new ConcentrationText(input, apps, judged, exit);
        return new Finding(
            rule,
            LockedPackage.IdOf(group.Lead),
            text.Title(conditions),
            text.Message(conditions),
            apps.Homes.Of(group.Lead),
            group.Group.Packages,
            apps.Paths(group.Apps),
            conditions,
            text.Facts(),
            ConcentrationWays.Of(judged, exit, input.Policy.Thresholds.Binding, isWhole),
            ConcentrationConditions.Unknown(judged),
            ConcentrationOrder.Of(judged, apps.Share(group.Apps), cut.Size));
    }

    /// <summary>Without what costs time: where it is at home, and the way out of it.</summary>
    public static Finding Watched(RuleInput input, AppReach apps, JudgedGroup judged)
    {
        var group = judged.Group;
        var conditions = ConcentrationConditions.Of(judged, cut: null, from: "", apps);
        var text = new ConcentrationText(input, apps, judged, new Exit([], [], [], true));
        var open = judged.IsOpen ? "; what is not known could make a finding of it" : "";
        return new Finding(
            RuleCatalog.ConcentratedComponent,
            LockedPackage.IdOf(group.Lead),
            $"{text.Lead}: {apps.Of(group.Apps)}, {(conditions.Any(condition => condition.Holds is Truth.True) ? Held(conditions) : "none of the conditions")}{open}",
            $"{text.Lead} reaches {apps.Of(group.Apps)}; of the four conditions it meets {Held(conditions)}{open}.",
            null,
            group.Group.Packages,
            apps.Paths(group.Apps),
            conditions,
            text.Facts(),
            [],
            ConcentrationConditions.Unknown(judged),
            ConcentrationOrder.Of(judged, apps.Share(group.Apps), group.IsInescapable is Truth.True ? 2 : 1))
        {
            Level = RuleLevel.Info,
        };
    }

    private static string Held(IEnumerable<Condition> conditions) =>
        Phrase.List([.. conditions.Where(condition => condition.Holds is Truth.True).Select(condition => condition.Name)]) is { Length: > 0 } names ? names : "none";
}

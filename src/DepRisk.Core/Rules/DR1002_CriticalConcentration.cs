using System.Collections.Immutable;

namespace DepRisk.Rules;

/// <summary>Exposed, and three or four of: hidden, inescapable, weak hands, locked in. The shape of Log4Shell.</summary>
internal static class DR1002_CriticalConcentration
{
    public static ImmutableArray<Finding> Find(RuleInput input, AppReach apps, ImmutableArray<JudgedGroup> judged) =>
        [.. judged.Where(group => group.Has(3)).Select(group => ConcentrationFinding.Of(RuleCatalog.CriticalConcentration, input, apps, group))];
}

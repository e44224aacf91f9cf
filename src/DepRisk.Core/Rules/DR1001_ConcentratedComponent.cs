using System.Collections.Immutable;

namespace DepRisk.Rules;

/// <summary>Exposed, and two of: hidden, inescapable, weak hands, locked in. Formulas and thresholds: docs/metrics.md.</summary>
internal static class DR1001_ConcentratedComponent
{
    public static ImmutableArray<Finding> Find(RuleInput input, AppReach apps, ImmutableArray<JudgedGroup> judged) =>
        [.. judged.Where(group => group.Has(2) && !group.Has(3)).Select(group => ConcentrationFinding.Of(RuleCatalog.ConcentratedComponent, input, apps, group))];
}

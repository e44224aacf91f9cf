using System.Collections.Immutable;
using DepRisk.Concentration;

namespace DepRisk.Rules;

/// <summary>A control group that is exposed, or may be, against the four conditions of DR1001 and DR1002.</summary>
internal sealed record JudgedGroup(GroupConcentration Group, WeakHands Hands)
{
    /// <summary>Conditions that hold.</summary>
    public int Held => Count(Truth.True);

    /// <summary>It is exposed, and as many of the conditions hold: 2 are a finding, 3 a critical one.</summary>
    public bool Has(int conditions) => Group.IsExposed is Truth.True && Held >= conditions;

    /// <summary>What is not known could still make a finding of it.</summary>
    public bool IsOpen => !Has(2) && Held + Count(Truth.Unknown) >= 2;

    /// <summary>No finding, and worth a line: exposed, or open.</summary>
    public bool IsWatched => !Has(2) && (Group.IsExposed is Truth.True || IsOpen);

    /// <returns>In the order of the groups.</returns>
    public static ImmutableArray<JudgedGroup> Of(RuleInput input, AppReach apps) => Of(input, apps, group => group.IsExposed is not Truth.False);

    public static ImmutableArray<JudgedGroup> Of(RuleInput input, AppReach apps, Func<GroupConcentration, bool> isJudged)
    {
        var origin = Origin.In(input.Evidence);
        return
        [
            .. input.Concentration.Groups
                .Where(isJudged)
                .Select(group => new JudgedGroup(group, WeakHands.Of(input, group, apps, origin))),
        ];
    }

    private int Count(Truth truth) =>
        (Group.IsHidden == truth ? 1 : 0) + (Group.IsInescapable == truth ? 1 : 0) + (Hands.Holds == truth ? 1 : 0) + (Group.IsLockedIn == truth ? 1 : 0);
}

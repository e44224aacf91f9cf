using DepRisk.Concentration;

namespace DepRisk.Rules;

/// <summary>What comes first among findings of one level: a sort key, 0 to 1, and no probability. Never printed.</summary>
internal static class ConcentrationOrder
{
    private const double DriftWeight = 0.8;
    private const double FullMonths = 36;
    private const double AdapterWeight = 0.1;

    /// <summary>The geometric mean of exposure, hiding, power and hold: <c>(r * max(H, 1 - 1/max(k,1)) * min(1, strong/3 + build/2) * max(hands, lockIn))^(1/4)</c>.</summary>
    /// <param name="reach">Share of the apps, 0 to 1.</param>
    /// <param name="cut">Packages that must go, 0 and up.</param>
    public static double Of(JudgedGroup judged, double reach, int cut)
    {
        var group = judged.Group;
        var hiding = Math.Max(Hiddenness.Share(group.HiddenIn, group.Apps), 1 - (1.0 / Math.Max(cut, 1)));
        var power = Math.Min(1, (group.Power.Strong.Count / 3.0) + (group.Power.Executing.IsEmpty ? 0 : 0.5));
        return Math.Pow(reach * hiding * power * Math.Max(HandsWeight(judged), LockInWeight(group.Binding)), 0.25);
    }

    /// <summary>Fewer accounts weigh more, half as much where an organisation signs as well; unknown accounts weigh nothing.</summary>
    private static double HandsWeight(JudgedGroup judged)
    {
        var group = judged.Group.Group;
        var few = group.Accounts.IsEmpty ? 0 : (group.Entity is null ? 1.0 : 0.5) / group.Accounts.Length;
        var silent = judged.Hands.Months is { } months ? Math.Clamp(months / FullMonths, 0, 1) : 0;
        return Math.Max(Math.Max(few, silent), judged.Hands.IsDrift ? DriftWeight : 0);
    }

    private static double LockInWeight(GroupBinding binding) =>
        !binding.Leaks.IsEmpty ? 1 : binding.Projects.Length is 1 ? AdapterWeight : Math.Min(1, 10 * binding.Share);
}

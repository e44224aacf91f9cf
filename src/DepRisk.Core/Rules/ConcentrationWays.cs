using System.Collections.Immutable;
using DepRisk.Concentration;

namespace DepRisk.Rules;

/// <summary>The ways out of a concentrated control group: at most one for each condition that holds, and what makes the worst case smaller.</summary>
internal static class ConcentrationWays
{
    private const int Named = 4;

    /// <param name="binding">Share of our files from which on they are bound to it, 0 to 1.</param>
    /// <param name="isWhole">All edges of the apps are known; otherwise more may lead to it than the exit names.</param>
    public static ImmutableArray<WayOut> Of(JudgedGroup judged, Exit exit, double binding, bool isWhole = true)
    {
        var ways = ImmutableArray.CreateBuilder<WayOut>();
        // Without edges nobody knows what leads to it.
        if (exit is not { References.IsEmpty: true, Own.IsEmpty: true })
        {
            ways.Add(isWhole ? Leave(judged.Group, exit) : PartOf(Leave(judged.Group, exit), judged.Group.Lead.Id));
        }

        if (Replace(judged) is { } replace)
        {
            ways.Add(replace);
        }

        if (judged.Hands.IsChangeAlone)
        {
            var what = judged.Hands.IsDrift ? "look at who publishes it now" : "look at its licence of now";
            ways.Add(new WayOut(WayOutKind.Clears, $"{what}, then accept that with 'deprisk lock'", ConcentrationConditions.WeakHands, []));
        }

        if (judged.Group.IsLockedIn is Truth.True && Unbind(judged.Group.Binding, binding) is { } unbind)
        {
            ways.Add(unbind);
        }

        ways.Add(new WayOut(
            WayOutKind.Contains,
            $"pin its version centrally with a lock file; an upgrade needs none of this: one PackageReference or PackageVersion line ('deprisk why {judged.Group.Lead.Id}')",
            null,
            []));
        return ways.DrainToImmutable();
    }

    /// <summary>What is known to lead to it goes by this; whether that is all, a scan of the whole scope tells.</summary>
    private static WayOut PartOf(WayOut way, string lead) => new(WayOutKind.Contains, $"{way.Text}; 'deprisk why {lead}' shows whether more leads to it", null, way.References);

    /// <summary>Of a package alone everything goes with it; of a family the deprecation of that one, where nothing else is weak.</summary>
    private static WayOut? Replace(JudgedGroup judged)
    {
        if (judged.Hands.Replacement is not { } replacement)
        {
            return null;
        }

        if (judged.Group.Group.Packages.All(package => package.Id.Equals(replacement.Id, StringComparison.OrdinalIgnoreCase)))
        {
            return new WayOut(WayOutKind.Clears, $"replace it with {replacement.Alternative}, which its feed names", "all", []);
        }

        return judged.Hands.All.Count(weakness => weakness.Holds is Truth.True) is 1
            ? new WayOut(WayOutKind.Clears, $"replace {replacement.Id} with {replacement.Alternative}, which its feed names", ConcentrationConditions.WeakHands, [])
            : null;
    }

    /// <summary>Everything of ours that leads to it: without that no app has it, so that no condition is left.</summary>
    private static WayOut Leave(GroupConcentration group, Exit exit)
    {
        string[] through =
        [
            .. exit.References.GroupBy(reference => reference.Id, StringComparer.OrdinalIgnoreCase)
                // What the same projects refer to stands together.
                .GroupBy(references => ConcentrationConditions.Names(references.Select(reference => reference.Project)), references => references.Key, StringComparer.Ordinal)
                .Select(ids => $"{Phrase.List([.. ids], Named)} (in {ids.Key})"),
        ];
        var count = exit.References.Select(reference => reference.Id).Distinct(StringComparer.OrdinalIgnoreCase).Count();
        string[] own = [.. exit.Own.Select(reference => reference.Project).Distinct(StringComparer.Ordinal)];
        var text = (through.Length, own.Length) switch
        {
            (0, _) => $"drop or replace it where you refer to it: {ConcentrationConditions.Names(own)}",
            (_, 0) => $"drop or replace {Phrase.List(through, Named)}",
            _ => $"drop or replace {Phrase.List(through, Named)}, and your own reference in {ConcentrationConditions.Names(own)}",
        };
        return new WayOut(
            WayOutKind.Clears,
            text + Lever(exit, count) + (count > Named ? $"; 'deprisk why {group.Lead.Id}' names all" : ""),
            "all",
            [.. exit.References.Concat(exit.Own).Distinct().OrderBy(reference => reference.Project, StringComparer.Ordinal).ThenBy(reference => reference.Id, StringComparer.Ordinal)
                .Select(reference => new FindingHome(reference.Project, reference.Id))]);
    }

    /// <summary>Only where it saves half of the work: what is longer hides the sentence that matters.</summary>
    private static string Lever(Exit exit, int references) => exit.Packages.Length is 0 || exit.Packages.Length * 2 > references
        ? ""
        : $"; {(exit.IsExact ? "" : $"at most {Phrase.Number(exit.Packages.Length)}: ")}{Phrase.List(exit.Packages, Named)} alone {(exit.Packages.Length is 1 ? "is" : "are")} what all of them come through";

    /// <summary>One adapter file of few files is still too large a share: then it helps, and the condition stays. Nothing where one file is all that there is.</summary>
    private static WayOut? Unbind(GroupBinding binding, double threshold)
    {
        var isSpread = binding.Share >= threshold;
        string[] steps =
        [
            .. binding.Leaks.IsEmpty ? Array.Empty<string>() : [$"keep its types out of {Phrase.List(binding.Leaks, 3)}"],
            .. isSpread && binding.Files.Length > 1 ? [$"bring the {Phrase.Number(binding.Files.Length)} files that use it behind one adapter"] : Array.Empty<string>(),
        ];
        var isCleared = !isSpread || (binding.Files.Length > 1 && 1.0 / binding.Of < threshold);
        return steps.Length is 0 ? null
            : isCleared ? new WayOut(WayOutKind.Clears, Phrase.List(steps), ConcentrationConditions.LockedIn, [])
            : new WayOut(WayOutKind.Contains, Phrase.List(steps), null, []);
    }
}

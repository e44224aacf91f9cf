using System.Collections.Immutable;
using DepRisk.Concentration;

namespace DepRisk.Rules;

/// <summary>The ways out of a concentrated control group: at most one for each condition that holds, and what makes the worst case smaller.</summary>
internal static class ConcentrationWays
{
    private const int Named = 4;

    public static ImmutableArray<WayOut> Of(JudgedGroup judged, Exit exit)
    {
        var ways = ImmutableArray.CreateBuilder<WayOut>();
        ways.Add(Leave(judged.Group, exit));
        if (judged.Hands.Alternative is { } alternative)
        {
            ways.Add(new WayOut(WayOutKind.Clears, $"replace it with {alternative}, which its feed names", "all", []));
        }

        if (judged.Hands.IsDrift)
        {
            ways.Add(new WayOut(WayOutKind.Clears, "look at who publishes it now, then accept them with 'deprisk lock'", ConcentrationConditions.WeakHands, []));
        }

        if (judged.Group.IsLockedIn is Truth.True)
        {
            ways.Add(Unbind(judged.Group.Binding));
        }

        ways.Add(new WayOut(
            WayOutKind.Contains,
            $"pin its version centrally with a lock file; an upgrade needs none of this: one PackageReference or PackageVersion line ('deprisk why {judged.Group.Lead.Id}')",
            null,
            []));
        return ways.DrainToImmutable();
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

    private static WayOut Unbind(GroupBinding binding) => new(
        WayOutKind.Clears,
        binding.Leaks.IsEmpty
            ? $"bring the {Phrase.Count(binding.Files.Length, "file")} that use it behind one adapter"
            : $"keep its types out of {Phrase.List(binding.Leaks, 3)}",
        ConcentrationConditions.LockedIn,
        []);
}

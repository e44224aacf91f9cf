using System.Collections.Immutable;
using System.Globalization;
using DepRisk.Lock;
using DepRisk.Rules;

namespace DepRisk.Tool.Rendering;

/// <summary>The page that <c>diff</c> prints.</summary>
internal static class DiffPage
{
    private const int RowsShown = 20;

    public static void Write(Terminal terminal, StateComparison comparison, Verbosity verbosity)
    {
        var packages = comparison.Difference.Packages;
        var added = packages.Where(package => package.IsAdded).ToArray();
        var removed = packages.Where(package => package.IsRemoved).ToArray();
        var moved = packages.Where(package => package is { IsAdded: false, IsRemoved: false } && package.Of(LockedFact.Version) is not null).ToArray();
        var others = packages.Except(added).Except(removed).Except(moved).ToArray();
        terminal.Write($"{comparison.Old.Name} -> {comparison.New.Name}", Tone.Strong);
        terminal.Line($"   {Phrase.Count(comparison.Old.State.Packages.Length, "package")} -> {Number(comparison.New.State.Packages.Length)}, {Phrase.Count(comparison.Old.State.Apps.Length, "app")} -> {Number(comparison.New.State.Apps.Length)}");
        terminal.Line(comparison.IsEmpty
            ? "Nothing differs in what is known of both."
            : $"{Number(added.Length)} added, {Number(removed.Length)} removed, {Number(moved.Length)} in another version, {Number(others.Length)} with other facts; {Phrase.Count(comparison.Findings.Count(finding => finding.Kind is not FindingChangeKind.Undecided), "finding")} changed");
        if (verbosity > Verbosity.Quiet)
        {
            var rows = verbosity >= Verbosity.Detailed ? int.MaxValue : RowsShown;
            WriteFindings(terminal, comparison.Findings, rows);
            WriteApps(terminal, comparison.Difference);
            Section(terminal, "Added", [.. added.Select(package => $"{Name(package.After!)}{Facts(package.After!, comparison.New.State.Apps.Length)}")], rows);
            Section(terminal, "Removed", [.. removed.Select(package => $"{Name(package.Before!)}{Facts(package.Before!, comparison.Old.State.Apps.Length)}")], rows);
            Section(terminal, "In another version", [.. moved.Select(package => $"{package.Id} {package.Before!.Version} -> {package.After!.Version}{Changes(package)}")], rows);
            Section(terminal, "Same version, other facts", [.. others.Select(package => $"{Name(package.After!)}{Changes(package)}")], rows);
        }

        WriteUnknown(terminal, comparison);
    }

    private static void WriteFindings(Terminal terminal, ImmutableArray<FindingChange> findings, int rows) => Section(terminal, "Findings",
    [
        .. findings.Select(finding => string.Create(
            CultureInfo.InvariantCulture,
            $"{Kind(finding.Kind).PadRight(8)} {finding.Rule}  {finding.Subject}{(finding.Conditions.IsEmpty ? "" : $"   {Phrase.List(finding.Conditions)}")}   {Phrase.Count(finding.Apps.Length, "app")}")),
    ], rows);

    private static string Kind(FindingChangeKind kind) => kind switch
    {
        FindingChangeKind.New => "new",
        FindingChangeKind.Worse => "worse",
        FindingChangeKind.Better => "better",
        FindingChangeKind.Gone => "gone",
        _ => "unknown",
    };

    private static void WriteApps(Terminal terminal, LockDifference difference) => Section(terminal, "Apps",
        [.. difference.AddedApps.Select(app => $"+ {app}"), .. difference.RemovedApps.Select(app => $"- {app}")], RowsShown);

    private static string Name(LockedPackage package) => package.Version.Length is 0 ? package.Id : $"{package.Id} {package.Version}";

    private static string Facts(LockedPackage package, int apps)
    {
        var reach = package.Apps.IsEmpty ? "runs in the build alone" : $"{Number(package.Apps.Length)} of {Phrase.Count(apps, "app")}";
        return $"   {reach}{DifferenceLines.Abilities(package)}";
    }

    private static string Changes(PackageDifference package)
    {
        string[] changes = [.. package.Facts.Where(fact => fact.Fact is not LockedFact.Version).Select(DifferenceLines.Fact)];
        return changes.Length is 0 ? "" : $"   {string.Join("; ", changes)}";
    }

    private static void WriteUnknown(Terminal terminal, StateComparison comparison) => Section(terminal, "Not known, and therefore no difference",
    [
        .. Unknown("old", comparison.Old),
        .. Unknown("new", comparison.New),
        .. comparison.Old.State.Apps.Intersect(comparison.New.State.Apps, StringComparer.Ordinal).Any() || comparison is { Old.State.Apps: [_], New.State.Apps: [_] }
            ? Array.Empty<string>() : ["which apps a package reaches more or less: the sides have no app in common"],
    ], RowsShown);

    private static IEnumerable<string> Unknown(string which, ComparedSide side)
    {
        if (side.UnknownHands > 0)
        {
            yield return $"who publishes {Number(side.UnknownHands)} of {Phrase.Count(side.State.Packages.Length, "package")} on the {which} side";
        }

        if (side.UnknownContent > 0)
        {
            yield return $"what {Number(side.UnknownContent)} of {Phrase.Count(side.State.Packages.Length, "package")} on the {which} side can do, and what they run in a build";
        }

        if (!side.Unseen.IsEmpty)
        {
            yield return $"whether {Phrase.Count(side.Unseen.Count, "package")} of the {which} side {(side.Unseen.Count is 1 ? "runs" : "run")} code in its build";
        }

        if (side.IsPartial)
        {
            yield return $"part of the graph of the {which} side could not be read (see standard error); what is missing there looks removed or added";
        }
    }

    private static void Section(Terminal terminal, string title, IReadOnlyList<string> lines, int rows)
    {
        if (lines.Count is 0)
        {
            return;
        }

        terminal.Line();
        terminal.Line(title, Tone.Strong);
        foreach (var line in lines.Take(rows))
        {
            terminal.Line("  " + line);
        }

        if (lines.Count > rows)
        {
            terminal.Line($"  and {Number(lines.Count - rows)} more: -v d", Tone.Quiet);
        }
    }

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}

using System.Collections.Immutable;
using DepRisk.Lock;
using DepRisk.Rules;
using DepRisk.Tool.Commands;

namespace DepRisk.Tool.Rendering;

/// <summary>What <c>lock</c> says: what is accepted now, what that changes, and what to do next.</summary>
internal static class LockPage
{
    private const int RowsShown = 20;
    private const int NamesShown = 5;

    /// <param name="file">For people.</param>
    /// <param name="isByName">One finding was accepted or rejected, and nothing else looked at.</param>
    /// <param name="kept">Of how many packages something is unknown now and stayed as it was.</param>
    public static void Write(Terminal terminal, string file, Assessment assessment, DepRiskLock now, LockSaved saved, bool isByName, int kept, Verbosity verbosity)
    {
        terminal.Write(file, Tone.Strong);
        terminal.Line($"   {Phrase.Count(now.Apps.Length, assessment.Input.Concentration.Uses.DeliversApps ? "app" : "project")}, {Phrase.Count(now.Packages.Length, "package")}, {Findings(now)}");
        var before = assessment.Input.Lock;
        if (saved is LockSaved.Unchanged)
        {
            terminal.Line("Nothing changed: the lock says this already.");
        }
        else if (verbosity > Verbosity.Quiet)
        {
            WriteChanges(terminal, before, now, isByName, verbosity);
        }

        WriteNotes(terminal, assessment, now, kept);
        if (saved is not LockSaved.Unchanged)
        {
            terminal.Line();
            terminal.Line(saved is LockSaved.Created
                ? "From now on only what is new or worse is said. Commit this file."
                : "Look at the difference before you commit it: it says what your team accepts.");
        }
    }

    private static string Findings(DepRiskLock state) => state.Accepted.IsEmpty
        ? $"{Phrase.Count(state.Findings.Length, "finding")} accepted"
        : $"{Phrase.Count(state.Findings.Length, "finding")} accepted with the state, {Phrase.Count(state.Accepted.Length, "finding")} by name";

    private static void WriteChanges(Terminal terminal, DepRiskLock? before, DepRiskLock now, bool isByName, Verbosity verbosity)
    {
        var rows = verbosity >= Verbosity.Detailed ? int.MaxValue : RowsShown;
        if (before is null)
        {
            Rows(terminal, [.. now.Findings.Select(finding => $"{finding.Rule}  {finding.Subject}{Conditions(finding.Conditions)}")], rows);
            return;
        }

        Rows(terminal, [.. isByName ? ByName(before, now) : DifferenceLines.Of(LockDifference.Of(before, now))], rows);
    }

    private static IEnumerable<string> ByName(DepRiskLock before, DepRiskLock now)
    {
        ImmutableArray<AcceptedFinding> accepted = [.. now.Accepted.Except(before.Accepted)];
        // What is accepted takes the place of what the lock had of it, and rejects nothing.
        return accepted.IsEmpty
            ? Names(before).Except(Names(now), StringComparer.Ordinal).Select(name => $"rejected   {name}")
            : accepted.Select(finding => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"accepted   {finding.Rule} {finding.Subject} until {finding.Until:yyyy-MM-dd}: {finding.Reason}"));
    }

    private static IEnumerable<string> Names(DepRiskLock state) =>
        state.Accepted.Select(finding => $"{finding.Rule} {finding.Subject}").Concat(state.Findings.Select(finding => $"{finding.Rule} {finding.Subject}"));

    private static void WriteNotes(Terminal terminal, Assessment assessment, DepRiskLock now, int kept)
    {
        if (kept > 0)
        {
            terminal.Line();
            terminal.Line($"Of {Phrase.Count(kept, "package")} something is unknown now, because no package of it is on this disk or its signature cannot be verified here: the lock keeps what it knew.", Tone.Quiet);
        }

        ImmutableArray<AcceptedFinding> idle = [.. now.Accepted.Where(accepted => !assessment.Findings.Any(finding => AcceptedState.IsSame(accepted.Rule, accepted.Subject, finding)))];
        if (!idle.IsEmpty)
        {
            terminal.Line();
            terminal.Line($"Accepted by name and not there any more: {Phrase.List([.. idle.Select(finding => $"{finding.Rule}:{finding.Subject}")], NamesShown)}. Take it back with --reject.", Tone.Quiet);
        }
    }

    private static string Conditions(ImmutableArray<string> conditions) => conditions.IsEmpty ? "" : $"   {string.Join(", ", conditions)}";

    private static void Rows(Terminal terminal, ImmutableArray<string> lines, int limit)
    {
        if (lines.IsEmpty)
        {
            return;
        }

        terminal.Line();
        foreach (var line in lines.Take(limit))
        {
            terminal.Line($"  {line}");
        }

        if (lines.Length > limit)
        {
            terminal.Line(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"  and {lines.Length - limit:N0} more: -v d"), Tone.Quiet);
        }
    }
}

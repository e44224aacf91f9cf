using System.Collections.Immutable;
using System.Globalization;
using DepRisk.Concentration;
using DepRisk.Graph;
using DepRisk.Lock;
using DepRisk.Rules;
using DepRisk.Tool.Commands;

namespace DepRisk.Tool.Rendering;

/// <summary>The page that <c>scan</c> prints.</summary>
internal static class ScanPage
{
    private const int NamesShown = 3;

    public static void Write(Terminal terminal, Assessment assessment, Verbosity verbosity)
    {
        var (scope, uses) = (assessment.Input.Scope, assessment.Input.Concentration.Uses);
        WriteHead(terminal, scope);
        WriteCounts(terminal, assessment);
        WriteFindings(terminal, assessment, verbosity);
        if (verbosity > Verbosity.Quiet)
        {
            PublisherLines.Write(terminal, assessment.Input);
        }

        if (verbosity >= Verbosity.Normal)
        {
            WriteSplits(terminal, uses);
            WriteHidden(terminal, uses, HiddenPackages.Of(uses));
        }

        if (verbosity >= Verbosity.Detailed)
        {
            ProjectTable.Write(terminal, scope);
        }

        WriteSummary(terminal, assessment, verbosity);
        if (scope.IsPartial)
        {
            terminal.Line();
            terminal.Line("Incomplete: part of the graph could not be read (see standard error); every number is a minimum.", Tone.Warning);
        }
    }

    /// <summary>Warnings in full; infos as a line each; what is accepted, and what is only watched, where somebody asks for more.</summary>
    private static void WriteFindings(Terminal terminal, Assessment assessment, Verbosity verbosity)
    {
        foreach (var finding in assessment.Findings.Where(finding => finding.IsWarning || verbosity >= Verbosity.Detailed))
        {
            FindingText.Write(terminal, finding);
        }

        if (verbosity is Verbosity.Minimal or Verbosity.Normal)
        {
            WriteLines(terminal, "Worth knowing", [.. assessment.Findings.Where(finding => finding is { Level: RuleLevel.Info, Verdict: Verdict.New or Verdict.Worse, Accepted: null, IsWithinBudget: true })]);
        }

        if (verbosity is Verbosity.Minimal or Verbosity.Normal)
        {
            OpenFindings.Write(terminal, assessment);
        }

        if (verbosity >= Verbosity.Detailed)
        {
            WriteLines(terminal, "Watched: exposed, with less than two of the conditions", [.. assessment.Watched]);
            NotReported.Write(terminal, assessment);
        }
    }

    private static void WriteLines(Terminal terminal, string title, Finding[] findings)
    {
        if (findings.Length > 0)
        {
            Heading(terminal, title);
            foreach (var finding in findings)
            {
                FindingText.WriteLine(terminal, finding);
            }
        }
    }

    private static void WriteSummary(Terminal terminal, Assessment assessment, Verbosity verbosity)
    {
        var findings = assessment.Findings;
        var silent = findings.Count(finding => finding.Verdict is Verdict.Unchanged || finding.Accepted is not null);
        var beyond = findings.Count(finding => !finding.IsWithinBudget);
        var unknown = findings.Concat(assessment.Watched).SelectMany(finding => finding.Unknown).Distinct().Count();
        string[] parts =
        [
            Phrase.Count(findings.Count(finding => finding.IsWarning), "warning"),
            .. beyond > 0 ? [$"{Number(beyond)} more in the report"] : Array.Empty<string>(),
            .. silent > 0 ? [$"{Number(silent)} accepted"] : Array.Empty<string>(),
            .. assessment.Resolved.Length > 0 ? [$"{Number(assessment.Resolved.Length)} resolved"] : Array.Empty<string>(),
            .. assessment.Watched.Length > 0 ? [$"{Number(assessment.Watched.Length)} watched"] : Array.Empty<string>(),
            .. unknown > 0 ? [$"{Phrase.Count(unknown, "fact")} unknown"] : Array.Empty<string>(),
        ];
        terminal.Line();
        terminal.Line(string.Join(", ", parts) + (assessment.Watched.Length + assessment.Resolved.Length + silent > 0 && verbosity < Verbosity.Detailed ? " (-v d)" : ""), Tone.Strong);
        if (verbosity > Verbosity.Quiet)
        {
            // What is not whole is not to be accepted.
            terminal.Line(assessment.Input is { Lock: null, Scope.IsPartial: false } ? "No lock yet. Accept today's state: deprisk lock" : "Who can publish the next versions: deprisk power");
        }
    }

    private static void WriteHead(Terminal terminal, Scope scope)
    {
        var apps = scope.Projects.Count(project => project.IsApp);
        var tests = scope.Projects.Count(project => project.IsTest);
        var libraries = scope.Projects.Length - apps - tests;
        var frameworks = scope.Projects.SelectMany(project => project.Targets).Select(ChosenTargets.Framework)
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        string[] counts =
        [
            Phrase.Count(apps, "app"),
            .. libraries > 0 ? [Phrase.Count(libraries, "library", "libraries")] : Array.Empty<string>(),
            .. tests > 0 ? [Phrase.Count(tests, "test project")] : Array.Empty<string>(),
        ];
        terminal.Write(scope.Name, Tone.Strong);
        terminal.Line($"   {string.Join(", ", counts)}   {Phrase.List(frameworks, NamesShown)}".TrimEnd());
    }

    private static void WriteCounts(Terminal terminal, Assessment assessment)
    {
        var uses = assessment.Input.Concentration.Uses;
        var counts = uses.Packages.CountBy(use => use.Class).ToDictionary(pair => pair.Key, pair => pair.Value);
        var unknown = counts.GetValueOrDefault(DependencyClass.Unknown);
        var ship = uses.Packages.Where(use => use.Ships && !use.Apps.IsEmpty).ToArray();
        var direct = ship.Count(use => use.IsDirect);
        var loose = ship.Count(use => use is { IsDirect: false, Depth: < 0, Dependents: 0 });
        var ways = $"{Number(direct)} referenced by you, {Number(ship.Length - direct - loose)} brought in by others{(loose > 0 ? $", {Number(loose)} by routes that the source does not state" : "")}";
        (int Count, string Text)[] lines =
        [
            (ship.Length, $"{Verb(ship.Length, "ships", "ship")}: {ways}"),
            (unknown, $"of which nobody says whether {Verb(unknown, "it ships", "they ship")}"),
            (uses.Packages.Count(use => use.Ships && use.Apps.IsEmpty), "in the output of libraries alone, shipped by no app"),
            (counts.GetValueOrDefault(DependencyClass.Build), Verb(counts.GetValueOrDefault(DependencyClass.Build), "runs only in the build", "run only in the build") + Executing(assessment)),
            (counts.GetValueOrDefault(DependencyClass.Compile), "only compiled against"),
            (counts.GetValueOrDefault(DependencyClass.Pruned), "provided by the shared framework"),
            (counts.GetValueOrDefault(DependencyClass.Excluded), "with excluded assets"),
            (counts.GetValueOrDefault(DependencyClass.Downloaded), "only downloaded"),
        ];
        var width = lines.Max(line => Number(line.Count).Length);
        for (var i = 0; i < lines.Length; i++)
        {
            var (count, text) = lines[i];
            if (count > 0 || (i == 0 && unknown == 0))
            {
                terminal.Line($"{Number(count).PadLeft(width)} {(count == 1 ? "package" : "packages")} {text}");
            }
        }

        if (!uses.DeliversApps && assessment.Input.Scope.Projects.Length > 0)
        {
            terminal.Line($"No app is among the projects; counted is what ships with {Phrase.Count(uses.Delivered.Length, "library", "libraries")}.", Tone.Quiet);
        }
    }

    private static void WriteSplits(Terminal terminal, PackageUses uses)
    {
        var splits = uses.Packages.Where(use => use.MayShip && !use.Apps.IsEmpty)
            .GroupBy(use => (use.Component.Ecosystem, Id: use.Component.Id.ToUpperInvariant()))
            .Where(group => group.Count() > 1)
            .ToArray();
        if (splits.Length == 0)
        {
            return;
        }

        Heading(terminal, "Ship in several versions");
        foreach (var split in splits)
        {
            var versions = split.Select(use => $"{use.Component.Version ?? "unknown version"} in {Apps(uses, use)}");
            terminal.Line($"  {split.First().Component.Id}   {string.Join("; ", versions)}");
        }
    }

    private static void WriteHidden(Terminal terminal, PackageUses uses, ImmutableArray<HiddenPackage> hidden)
    {
        if (hidden.IsEmpty)
        {
            return;
        }

        Heading(terminal, uses.DeliversApps ? "Brought in by others, and what most apps rely on" : "Brought in by others, and relied on most");
        var names = hidden.Max(package => package.Name.Length);
        foreach (var package in hidden)
        {
            var reach = $"{Number(package.Apps.Length)} of {Phrase.Count(uses.Delivered.Length, uses.DeliversApps ? "app" : "project")}";
            terminal.Line($"  {package.Name.PadRight(names)}   {reach}   by {Phrase.List(package.BroughtInBy, NamesShown)}");
        }
    }

    private static void Heading(Terminal terminal, string text)
    {
        terminal.Line();
        terminal.Line(text, Tone.Strong);
    }

    private static string Apps(PackageUses uses, PackageUse use) =>
        Phrase.List([.. use.Apps.Select(app => uses.Delivered[app].Name)], NamesShown);

    /// <summary>", 4 execute code there": of those that do nothing else.</summary>
    private static string Executing(Assessment assessment)
    {
        var executing = assessment.Input.Concentration.Executing.ToHashSet(ReferenceEqualityComparer.Instance);
        var count = assessment.Input.Concentration.Uses.Packages.Count(use => use.Class is DependencyClass.Build && executing.Contains(use.Component));
        return count is 0 ? "" : $", {Number(count)} {Verb(count, "executes", "execute")} code there";
    }

    private static string Verb(int count, string one, string many) => count == 1 ? one : many;

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}

using System.Collections.Immutable;
using System.Globalization;
using DepRisk.Concentration;
using DepRisk.Graph;
using DepRisk.Packages.Capabilities;
using DepRisk.Rules;

namespace DepRisk.Tool.Rendering;

/// <summary>The page that <c>what-if</c> prints.</summary>
internal sealed class WhatIfPage
{
    private const int NamesShown = 5;
    private const int RowsShown = 10;
    private const int LabelWidth = 11;

    private readonly WhatIf _answer;
    private readonly FieldRows _rows;
    private readonly int _limit;
    private readonly int _names;

    private WhatIfPage(Terminal terminal, WhatIf answer, Verbosity verbosity)
    {
        _answer = answer;
        _rows = new FieldRows(terminal, LabelWidth);
        (_limit, _names) = verbosity >= Verbosity.Detailed ? (int.MaxValue, int.MaxValue) : (RowsShown, NamesShown);
    }

    private bool IsLoss => _answer.Scenario is WhatIfScenario.Lose;

    /// <summary>Where a source leaves edges open, a reference that leads nowhere may lead there.</summary>
    private bool HasOpenEdges => _answer.Hit.Any(hit => hit.Project.Targets.Any(target => target.Graph.EdgeSource is EdgeSource.Unknown));

    private string It => _answer.Meant.Hit.Length is 1 ? "it" : "one of them";

    public static void Write(Terminal terminal, Scope scope, WhatIf answer, Verbosity verbosity)
    {
        var page = new WhatIfPage(terminal, answer, verbosity);
        terminal.Write(answer.Scenario is WhatIfScenario.Lose ? $"{answer.Subject.Text} is gone" : $"The next version of {answer.Subject.Text} is hostile", Tone.Strong);
        terminal.Line($"   {scope.Name}");
        page.WriteMeant();
        if (!answer.Meant.Hit.IsEmpty && verbosity > Verbosity.Quiet)
        {
            page.WriteReach();
            page.WriteCan();
            page.WriteCode();
            page.WriteUptake();
            page.WriteExit();
        }

        page.WriteUnknown();
        if (scope.IsPartial)
        {
            terminal.Line();
            terminal.Line("Incomplete: part of the graph could not be read (see standard error); every number is a minimum.", Tone.Warning);
        }
    }

    private void WriteMeant()
    {
        var meant = _answer.Meant;
        if (!meant.Hit.IsEmpty)
        {
            _rows.Add("packages", $"{Number(meant.Hit.Length)}: {Names(meant.Hit)}");
        }

        if (!meant.Shared.IsEmpty)
        {
            _rows.Add("stays", $"{Phrase.Count(meant.Shared.Length, "package")} that other accounts can publish as well: {Names(meant.Shared)}");
        }

        if (meant.Hit.IsEmpty)
        {
            _rows.Add("packages", "none that is known");
        }
    }

    private void WriteReach()
    {
        _rows.Add("ships in", $"{Number(_answer.Apps.Length)} of {Apps(_answer.Delivered.Length)}{Listed(_answer.Apps)}");
        if (!_answer.BuildApps.IsEmpty)
        {
            _rows.Add("builds", $"besides, {(IsLoss ? "it takes part in building" : "its code runs in the build of")} {Number(_answer.BuildApps.Length)} of {Apps(_answer.Delivered.Length)}{Listed(_answer.BuildApps)}");
        }

        var tests = _answer.Hit.Count(hit => hit.Project.IsTest);
        _rows.Add("restored", $"by {Phrase.Count(_answer.Hit.Length, "project")}{(tests > 0 ? $", {Number(tests)} of them {(tests is 1 ? "a test" : "tests")}" : "")}");
        if (IsLoss && !_answer.Resting.IsEmpty)
        {
            _rows.Add("goes along", $"{Phrase.Count(_answer.Resting.Length, "package")} that {(_answer.Resting.Length is 1 ? "needs" : "need")} {It}: {Names(_answer.Resting)}");
        }

        foreach (var tool in _answer.BuildCode.Where(code => !code.HasReach))
        {
            _rows.Add("named in", $"{Phrase.List(tool.Projects, _names)} ({tool.Kind}); which apps it builds is not known");
        }
    }

    private void WriteCan()
    {
        if (IsLoss)
        {
            return;
        }

        string[] executing = [.. _answer.BuildCode.Where(code => code.HasReach).SelectMany(code => code.Projects).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var isOpen = _answer.Unseen > 0;
        _rows.Add("executes", executing.Length > 0 ? $"in the build of {Phrase.Count(executing.Length, "project")} today ({Phrase.List(executing, _names)})"
            : isOpen ? "whether in a build today is not known; any version may bring code for the builds that restore it"
            : "in no build today; any version may bring code for the builds that restore it");
        string[] can = [.. Enum.GetValues<Capability>().Where(_answer.Capabilities.Contains).Select(CapabilityWords.Of)];
        _rows.Add("can do", can.Length > 0 ? $"today {Phrase.List(can)}; a hostile version is not bound to that"
            : isOpen ? "what it can today is not known; a hostile version is not bound to that"
            : "nothing today that its files show; a hostile version is not bound to that");
    }

    private void WriteCode()
    {
        var files = _answer.Files;
        if (files.Of > 0 || files.Unknown.IsEmpty)
        {
            _rows.Add("your code", $"{Number(files.Paths.Length)} of {Phrase.Count(files.Of, "known source file")} use {It}{(files.Paths.IsEmpty ? "" : $": {Phrase.List(files.Paths, _names)}")}");
        }
    }

    private void WriteUptake()
    {
        if (IsLoss)
        {
            return;
        }

        var uptakes = _answer.Hit.SelectMany(hit => hit.Uptakes).ToArray();
        Taken(UptakeKind.Floating, "is taken by the next restore", uptake => $"{uptake.Package.Id} asked for as {uptake.Requested} in {uptake.Project.Path}");
        Taken(UptakeKind.Substituted, "is taken if it is the version asked for, which is not there today", uptake => $"{uptake.Package.Id} asked for as {uptake.Requested} in {uptake.Project.Path}");
        var locked = _answer.Hit.Count(hit => hit.Project.IsLocked);
        if (locked > 0)
        {
            _rows.Add("held", $"in {Number(locked)} of {Phrase.Count(_answer.Hit.Length, "project")} by a lock file");
        }

        var held = _answer.Hit.Count(hit => hit.Uptakes.All(uptake => uptake.Kind is UptakeKind.Held));
        if (held > 0)
        {
            _rows.Add("held", $"in {Number(held)} of {Phrase.Count(_answer.Hit.Length, "project")}: NuGet takes the lowest version that all ranges allow, so that only a change of yours takes a newer one");
        }

        void Taken(UptakeKind kind, string text, Func<Uptake, string> name)
        {
            string[] taking = [.. uptakes.Where(uptake => uptake.Kind == kind).Select(name)];
            if (taking.Length > 0)
            {
                _rows.Add("by itself", $"{text}: {Phrase.List(taking, _names)}");
            }
        }
    }

    private void WriteExit()
    {
        var exit = _answer.Exit;
        var changing = exit.References.Length + exit.Own.Length;
        _rows.Add(IsLoss ? "change" : "way out", changing is 0
            ? HasOpenEdges ? "no reference of yours is known to lead there" : "no reference of yours leads there"
            : $"{Number(changing)} of {Phrase.Count(_answer.References, "reference")} of yours{(IsLoss ? "" : " must go, or stop leading there")}:");
        foreach (var line in ExitLines.References(exit, _limit, _names))
        {
            _rows.Add(IsLoss ? "change" : "way out", "  " + line);
        }

        if (ExitLines.Lever(exit, _names) is { } lever)
        {
            _rows.Add("fewest", lever);
        }

        if (!IsLoss)
        {
            _rows.Add("contains", "a pin in one place and a lock file: what is restored then changes in a commit of yours alone");
        }

        WriteSafe(changing);
    }

    private void WriteSafe(int changing)
    {
        var safe = _answer.Delivered.Length - _answer.Apps.Length - _answer.BuildApps.Length;
        _rows.Add("safe", $"{Number(safe)} of {Apps(_answer.Delivered.Length)}{(HasOpenEdges ? "" : $"; {Number(_answer.References - changing)} of {Phrase.Count(_answer.References, "reference")} of yours")}");
    }

    private void WriteUnknown()
    {
        foreach (var fact in _answer.Unknown)
        {
            _rows.Add("unknown", fact.Command is null ? fact.What : $"{fact.What}   {fact.Command}");
        }
    }

    private string Listed(ImmutableArray<int> apps) => apps.IsEmpty ? "" : $" ({Phrase.List([.. apps.Select(app => _answer.Delivered[app].Name)], _names)})";

    private string Names(ImmutableArray<Component> packages) => Phrase.List([.. packages.Select(package => package.ToString())], _names);

    private string Apps(int count) => Phrase.Count(count, _answer.DeliversApps ? "app" : "project");

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}

using System.Globalization;
using DepRisk.Concentration;
using DepRisk.Lock;
using DepRisk.Rules;
using DepRisk.Tool.Commands;

namespace DepRisk.Tool.Rendering;

/// <summary>One finding as a paragraph: what, the numbers and their evidence, the way out, what is unknown.</summary>
internal static class FindingText
{
    private const int LabelWidth = 13;

    public static void Write(Terminal terminal, Finding finding)
    {
        terminal.Line();
        terminal.Write(Word(finding), finding.Level >= RuleLevel.Warning ? Tone.Warning : Tone.Strong);
        terminal.Write($" {finding.Rule.Id}  ");
        terminal.Line(finding.Title + Suffix(finding), Tone.Strong);
        if (finding.Home is { } home)
        {
            Field(terminal, "home", PlaceText(home));
        }

        foreach (var fact in finding.Facts)
        {
            Field(terminal, fact.Label, fact.Text);
        }

        var label = "because";
        foreach (var condition in finding.Conditions.Where(condition => condition.Holds is Truth.True))
        {
            Field(terminal, label, $"{condition.Name}: {condition.Text}");
            label = "";
        }

        label = "way out";
        foreach (var way in finding.WaysOut)
        {
            Field(terminal, label, (way.Kind is WayOutKind.Clears ? "clears    " : "contains  ") + way.Text);
            label = "";
        }

        label = "unknown";
        foreach (var unknown in finding.Unknown)
        {
            Field(terminal, label, unknown.Command is { } command ? $"{unknown.What}: {command}" : unknown.What);
            label = "";
        }
    }

    /// <summary>One line, as a build would print it.</summary>
    public static void WriteLine(Terminal terminal, Finding finding) =>
        terminal.Line($"  {finding.Rule.Id}  {finding.Title}{Suffix(finding)}{(finding.Home is { } home ? $"   {PlaceText(home)}" : "")}");

    public static string PlaceText(FindingHome home) => home.Line > 0
        ? string.Create(CultureInfo.InvariantCulture, $"{home.Path}({home.Line},{Math.Max(home.Column, 1)})")
        : home.Reference is null ? home.Path : $"{home.Path}, {home.Reference}";

    private static string Word(Finding finding) => finding.Level switch
    {
        RuleLevel.Error => "ERROR",
        RuleLevel.Warning => "WARNING",
        _ => "INFO",
    };

    private static string Suffix(Finding finding) => finding switch
    {
        { Accepted: { } accepted } => string.Create(CultureInfo.InvariantCulture, $" (accepted until {accepted.Until:yyyy-MM-dd}: {accepted.Reason})"),
        { Verdict: Verdict.Worse } => " (worse than in the lock)",
        { Verdict: Verdict.Unchanged } => " (as in the lock)",
        _ => "",
    };

    private static void Field(Terminal terminal, string label, string text)
    {
        terminal.Write(("  " + label).PadRight(LabelWidth), Tone.Quiet);
        terminal.Line(text);
    }
}

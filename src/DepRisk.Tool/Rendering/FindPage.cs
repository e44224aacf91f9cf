using System.Globalization;
using DepRisk.Rules;
using DepRisk.Tool.Commands;

namespace DepRisk.Tool.Rendering;

/// <summary>What <c>find</c> prints: a line a hit, made to be read and to be cut by grep.</summary>
internal static class FindPage
{
    public static void Write(Terminal terminal, FindResults found)
    {
        foreach (var hit in found.Hits)
        {
            var app = hit.App.Equals(hit.File, StringComparison.Ordinal) ? "" : $" {hit.App}";
            var version = hit.IsVersionKnown ? "" : " (its version cannot be compared)";
            var targets = string.Join(", ", hit.Targets.Where(target => target.Length > 0));
            terminal.Write($"{hit.File}:{app}{(targets.Length > 0 ? $" ({targets})" : "")}  ");
            terminal.Write(hit.Component.ToString() + version, Tone.Strong);
            terminal.Line($"  {hit.ClassText}  {hit.RouteText}{(hit.Place is null ? "" : $"  {(hit.StatesVersion ? "edit" : "by")} {hit.Place}")}");
        }

        terminal.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"{found.Containing:N0} of {Phrase.Count(found.Files, "file")} {(found.Containing == 1 || found.Files == 1 ? "contains" : "contain")} it"));
        if (found.Unreadable.Count > 0)
        {
            terminal.Line($"{Phrase.Count(found.Unreadable.Count, "file")} could not be read (see standard error)", Tone.Warning);
        }

        var partial = found.Results.Count(result => result.IsPartial);
        if (partial > 0)
        {
            terminal.Line($"{Phrase.Count(partial, "file")} could be read only in part (-v n says why)", Tone.Warning);
        }
    }
}

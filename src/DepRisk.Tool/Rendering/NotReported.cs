using DepRisk.Concentration;
using DepRisk.Rules;

namespace DepRisk.Tool.Rendering;

/// <summary>What the last line of <c>scan</c> only counts: which facts are unknown of what is watched, and what the lock has and is gone.</summary>
internal static class NotReported
{
    public static void Write(Terminal terminal, Assessment assessment)
    {
        // One fact is missing of many components as a rule.
        (UnknownFact Fact, int Count)[] unknown =
        [
            .. assessment.Watched.SelectMany(finding => finding.Unknown.Distinct()).CountBy(fact => fact)
                .Select(pair => (pair.Key, pair.Value)).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key.What, StringComparer.Ordinal),
        ];
        // Of a lock file nothing is known of each single package: hundreds of lines that say one thing.
        var shown = unknown.Where(pair => pair.Count > 1 || pair.Fact.Command is not null).ToArray();
        IEnumerable<string> lines = shown.Select(pair => $"  {Words.Count(pair.Count, "component")}: {pair.Fact.What}{(pair.Fact.Command is { } command ? $": {command}" : "")}");
        if (unknown.Length > shown.Length)
        {
            lines = lines.Append($"  {Words.Count(unknown.Length - shown.Length, "fact")} about one component each: -o report.json");
        }

        Write(terminal, "Not known of what is watched", lines);
        Write(terminal, "Resolved: in the lock, and gone", assessment.Resolved.Select(finding => $"  {finding.Rule}  {finding.Subject}"));
    }

    private static void Write(Terminal terminal, string title, IEnumerable<string> lines)
    {
        string[] all = [.. lines];
        if (all.Length is 0)
        {
            return;
        }

        terminal.Line();
        terminal.Line(title, Tone.Strong);
        foreach (var line in all)
        {
            terminal.Line(line);
        }
    }
}

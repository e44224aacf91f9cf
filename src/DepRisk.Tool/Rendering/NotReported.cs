using DepRisk.Concentration;
using DepRisk.Rules;

namespace DepRisk.Tool.Rendering;

/// <summary>What the last line of <c>scan</c> only counts: which facts are unknown of what is watched, and what the lock has and is gone.</summary>
internal static class NotReported
{
    /// <summary>Of a lock file nothing is known of each single package: hundreds of lines that say one thing.</summary>
    private const int FactsShown = 10;

    public static void Write(Terminal terminal, Assessment assessment)
    {
        // One fact is missing of many components as a rule.
        (UnknownFact Fact, int Count)[] unknown =
        [
            .. assessment.Watched.SelectMany(finding => finding.Unknown.Distinct()).CountBy(fact => fact)
                .Select(pair => (pair.Key, pair.Value)).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key.What, StringComparer.Ordinal),
        ];
        Write(terminal, "Not known of what is watched",
        [
            .. unknown.Where(pair => pair.Count > 1 || unknown.Length <= FactsShown)
                .Select(pair => $"  {Phrase.Count(pair.Count, "component")}: {pair.Fact.What}{(pair.Fact.Command is { } command ? $": {command}" : "")}"),
            .. unknown.Where(pair => pair.Count is 1 && unknown.Length > FactsShown).CountBy(pair => pair.Fact.Command ?? "in the report, -o report.json")
                .Select(pair => $"  {Phrase.Count(pair.Value, "fact")} about one component each: {pair.Key}"),
        ]);
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

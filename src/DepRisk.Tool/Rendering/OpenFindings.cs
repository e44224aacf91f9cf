using System.Globalization;
using DepRisk.Concentration;
using DepRisk.Rules;

namespace DepRisk.Tool.Rendering;

/// <summary>What the graph alone speaks against, where nobody knows hands or abilities: all that an SBOM or a lock file can show.</summary>
internal static class OpenFindings
{
    private const int Shown = 5;
    private const int Enough = 2;

    public static void Write(Terminal terminal, Assessment assessment)
    {
        Finding[] open = [.. assessment.Watched.Where(finding => finding.Conditions.Count(condition => condition.Holds is Truth.True) >= Enough)];
        if (open.Length is 0)
        {
            return;
        }

        terminal.Line();
        terminal.Line("By their place in the graph; what they can do or who publishes them is not known here", Tone.Strong);
        foreach (var finding in open.Take(Shown))
        {
            terminal.Line($"  {finding.Title.Split(';')[0]}");
        }

        if (open.Length > Shown)
        {
            terminal.Line(string.Create(CultureInfo.InvariantCulture, $"  and {open.Length - Shown:N0} more: -v d"), Tone.Quiet);
        }

        terminal.Line("  Restored packages tell more: 'dotnet restore', or name them with --packages", Tone.Quiet);
    }
}

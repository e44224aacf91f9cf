using System.Globalization;
using System.Text;
using DepRisk.Lock;

namespace DepRisk.RiskModel;

/// <summary>
/// Writes <c>deprisk.model.tsv</c>, UTF-8 without a mark, lines that end with LF, fields that a tab separates. Equal models are equal bytes.
/// <code>
/// deprisk-model/1
/// project  ../../..  (where its folder is from here; none where that cannot be said)
/// finding  DR1001  warning  new|accepted  ../Directory.Packages.props  14  5  one sentence
/// watched  DotNetZip  runs in 3 of 3 apps  direct|indirect  adapter|plain  brought in by, or nothing  DotNetZip  (any number of assemblies)
/// rules    info  info  info  10
/// </code>
/// The levels of the last line are those of DR2001, DR2002 and DR2003, its number is the files of DR2001. It is the last one, so that a file that was cut off is none.
/// In a field <c>\\</c>, <c>\t</c>, <c>\r</c> and <c>\n</c> stand for what they name. Any other character that steers what shows it, a control, a bidirectional mark or half
/// of a pair, becomes the text <c>\u{202E}</c> for good: the fields come from files that anybody may have written, and a compiler prints them as they are.
/// </summary>
public static class ModelWriter
{
    internal const string Version = "deprisk-model/1";

    private static readonly string[] Levels = { "off", "info", "warning", "error" };

    public static byte[] Write(ProjectModel model)
    {
        var text = new StringBuilder(Version).Append('\n');
        if (model.Folder is { } folder)
        {
            Line(text, "project", folder);
        }

        foreach (var finding in model.Findings)
        {
            Line(text, "finding", finding.Rule, NameOf(finding.Level), finding.IsAccepted ? "accepted" : "new", finding.File, Number(finding.Line), Number(finding.Column), LogText.WithoutCommands(finding.Message));
        }

        foreach (var package in model.Watched.OrderBy(package => package.Id, StringComparer.Ordinal))
        {
            string[] fields = ["watched", package.Id, LogText.WithoutCommands(package.Reason), package.IsDirect ? "direct" : "indirect", package.IsAdapter ? "adapter" : "plain", LogText.WithoutCommands(package.BroughtInBy ?? "")];
            Line(text, [.. fields, .. package.Assemblies]);
        }

        var rules = model.Rules;
        Line(text, "rules", NameOf(rules.SpreadBinding), NameOf(rules.LeakedType), NameOf(rules.HiddenUse), Number(rules.Files));
        return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetBytes(text.ToString());
    }

    internal static string NameOf(RuleLevel level) => Levels[(int)level];

    internal static RuleLevel? LevelOf(string name) => Array.IndexOf(Levels, name) is var level and >= 0 ? (RuleLevel)level : null;

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static void Line(StringBuilder text, params string[] fields)
    {
        for (var i = 0; i < fields.Length; i++)
        {
            Escape(i is 0 ? text : text.Append('\t'), fields[i]);
        }

        text.Append('\n');
    }

    private static void Escape(StringBuilder text, string field)
    {
        for (var i = 0; i < field.Length; i++)
        {
            var character = field[i];
            if (character is '\\' or '\t' or '\r' or '\n')
            {
                text.Append('\\').Append(character switch { '\t' => 't', '\r' => 'r', '\n' => 'n', _ => '\\' });
            }
            else
            {
                i += LogText.Append(text, field, i, @"\\");
            }
        }
    }
}

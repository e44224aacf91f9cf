using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using DepRisk.Lock;

namespace DepRisk.RiskModel;

/// <summary>What a text is: a model, or the reason why it is none.</summary>
/// <param name="Model">Null where something is wrong.</param>
/// <param name="Problem">What, in words that follow the file's name; empty where nothing is.</param>
/// <param name="Line">Where, one-based; 0 where nothing is wrong.</param>
public sealed record ModelReading(ProjectModel? Model, string Problem, int Line);

/// <summary>Reads what <see cref="ModelWriter"/> writes, and nothing else: half of a model would be findings that are silent.</summary>
public static class ModelReader
{
    /// <summary>Never throws: a line that it does not understand makes all of the model unusable.</summary>
    public static ModelReading Read(string text)
    {
        var model = new Parser();
        var (start, number) = (0, 0);
        while (start < text.Length)
        {
            number++;
            var end = text.IndexOf('\n', start);
            if ((end < 0 ? "is cut off" : model.Take(LineOf(text, start, end), number)) is { } problem)
            {
                return new ModelReading(null, problem, number);
            }

            start = end + 1;
        }

        return model.IsComplete ? new ModelReading(model.ToModel(), "", 0) : new ModelReading(null, "is cut off", number + 1);
    }

    /// <summary>Where our program cannot run, MSBuild writes a model that says nothing, with the line ends of its system.</summary>
    private static string LineOf(string text, int start, int end) => text.Substring(start, (end > start && text[end - 1] is '\r' ? end - 1 : end) - start);

    private sealed class Parser
    {
        private readonly ImmutableArray<ModelFinding>.Builder _findings = ImmutableArray.CreateBuilder<ModelFinding>();
        private readonly ImmutableArray<WatchedPackage>.Builder _watched = ImmutableArray.CreateBuilder<WatchedPackage>();
        private string? _folder;
        private CodeRules? _rules;

        public bool IsComplete => _rules is not null;

        public ProjectModel ToModel() => new(_findings.ToImmutable(), _watched.ToImmutable(), _rules!) { Folder = _folder };

        /// <returns>What is wrong with the line; null where nothing is.</returns>
        public string? Take(string line, int number)
        {
            if (number is 1)
            {
                return line.Equals(ModelWriter.Version, StringComparison.Ordinal) ? null : $"does not begin with {ModelWriter.Version}";
            }

            if (IsComplete)
            {
                return "goes on behind its last line";
            }

            var fields = line.Split('\t');
            for (var i = 0; i < fields.Length; i++)
            {
                if (Unescape(fields[i]) is not { } field)
                {
                    return "has a character that a model does not have";
                }

                fields[i] = field;
            }

            return fields[0] switch
            {
                "project" => TakeProject(fields, number),
                "finding" => TakeFinding(fields),
                "watched" => TakeWatched(fields),
                "rules" => TakeRules(fields),
                _ => "has a line of an unknown kind",
            };
        }

        private string? TakeProject(string[] fields, int number)
        {
            if (fields.Length != 2 || fields[1].Length is 0 || number != 2)
            {
                return "has a project that is none";
            }

            _folder = fields[1];
            return null;
        }

        private string? TakeFinding(string[] fields)
        {
            if (fields.Length != 8 || fields[1].Length is 0 || fields[4].Length is 0
                || ModelWriter.LevelOf(fields[2]) is not { } level || level is RuleLevel.Off
                || Choice(fields[3], "accepted", "new") is not { } isAccepted
                || NumberOf(fields[5]) is not { } line || NumberOf(fields[6]) is not { } column)
            {
                return "has a finding that is none";
            }

            _findings.Add(new ModelFinding(fields[1], level, fields[4], line, column, fields[7]) { IsAccepted = isAccepted });
            return null;
        }

        private string? TakeWatched(string[] fields)
        {
            if (fields.Length < 6 || fields[1].Length is 0 || Choice(fields[3], "direct", "indirect") is not { } isDirect || Choice(fields[4], "adapter", "plain") is not { } isAdapter)
            {
                return "has a watched package that is none";
            }

            _watched.Add(new WatchedPackage(fields[1], fields[2], isDirect, isAdapter, fields.Skip(6).ToImmutableArray()) { BroughtInBy = fields[5].Length is 0 ? null : fields[5] });
            return null;
        }

        private string? TakeRules(string[] fields)
        {
            if (fields.Length != 5 || ModelWriter.LevelOf(fields[1]) is not { } spread || ModelWriter.LevelOf(fields[2]) is not { } leaked || ModelWriter.LevelOf(fields[3]) is not { } hidden
                || NumberOf(fields[4]) is not { } files)
            {
                return "has levels that are none";
            }

            _rules = new CodeRules(spread, leaked, hidden, files);
            return null;
        }

        private static bool? Choice(string text, string yes, string no) =>
            text.Equals(yes, StringComparison.Ordinal) ? true : text.Equals(no, StringComparison.Ordinal) ? false : null;

        private static int? NumberOf(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <returns>Null where the text has an escape that does not exist, or a control character.</returns>
    private static string? Unescape(string field)
    {
        StringBuilder? text = null;
        for (var i = 0; i < field.Length; i++)
        {
            if (char.IsControl(field[i]))
            {
                return null;
            }

            if (field[i] is not '\\')
            {
                text?.Append(field[i]);
                continue;
            }

            text ??= new StringBuilder(field, 0, i, field.Length);
            i++;
            if (i == field.Length || "\\trn".IndexOf(field[i]) is not (>= 0 and var escape))
            {
                return null;
            }

            text.Append("\\\t\r\n"[escape]);
        }

        return text?.ToString() ?? field;
    }
}

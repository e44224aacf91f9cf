using System.Globalization;
using DepRisk.Input;

namespace DepRisk.Tool.Rendering;

/// <summary>Input problems on standard error, in the form that editors and build logs turn into links, each once and in order.</summary>
internal static class ProblemList
{
    public static void Warn(Terminal terminal, IEnumerable<InputError> problems, string root) =>
        Write(terminal, problems, root, "warning", Tone.Warning);

    public static void Fail(Terminal terminal, IEnumerable<InputError> problems, string root) =>
        Write(terminal, problems, root, "error", Tone.Error);

    private static void Write(Terminal terminal, IEnumerable<InputError> problems, string root, string level, Tone tone)
    {
        var lines = problems
            .Select(problem => (Path: PathText.Of(problem.Path, root), Problem: problem))
            .OrderBy(item => item.Path, StringComparer.Ordinal)
            .ThenBy(item => item.Problem.Line)
            .ThenBy(item => item.Problem.Column)
            .ThenBy(item => item.Problem.Code)
            .ThenBy(item => item.Problem.Message, StringComparer.Ordinal)
            .Select(item => $"{item.Path}{Position(item.Problem)}: {level} {item.Problem.CodeText}: {item.Problem.Message}")
            .Distinct(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            terminal.ErrorLine(line, tone);
        }
    }

    private static string Position(InputError problem) => problem switch
    {
        { Line: 0 } => "",
        { Column: 0 } => string.Create(CultureInfo.InvariantCulture, $"({problem.Line})"),
        _ => string.Create(CultureInfo.InvariantCulture, $"({problem.Line},{problem.Column})"),
    };
}

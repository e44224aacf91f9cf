using System.Globalization;
using DepRisk.Input;
using DepRisk.RiskModel;
using DepRisk.Rules;

namespace DepRisk.Build;

internal enum Severity : byte
{
    Message,
    Warning,
    Error,
}

/// <summary>One line of a build's log.</summary>
/// <param name="Code">DR9002.</param>
/// <param name="File">Absolute; null where no file is to blame.</param>
/// <param name="Line">One-based; 0 where a position has no meaning.</param>
/// <param name="Text">With the address of its page at the end, because a console shows no help link.</param>
internal sealed record BuildMessage(Severity Severity, string Code, string? File, int Line, int Column, string Text)
{
    /// <summary>The names in it come from files that anybody may have written, and a build reads commands from the lines of a log.</summary>
    public string Text { get; } = LogText.Of(Text);

    /// <summary>It is true of the whole scope: of all projects that say it one is heard.</summary>
    public bool IsOnce { get; init; }

    public string HelpLink => RuleCatalog.HelpLinkOf(Code);

    public static BuildMessage Of(Severity severity, InputError error) =>
        new(severity, error.CodeText, error.Path, (int)Math.Min(error.Line, int.MaxValue), (int)Math.Min(error.Column, int.MaxValue), WithLink(Sentence(Path.GetFileName(error.Path), error.Message), error.CodeText));

    /// <summary>Most messages are said of the file, which the tool prints in front; some name it as their subject.</summary>
    private static string Sentence(string file, string message) => message.StartsWith(file, StringComparison.Ordinal) ? message : $"{file} {message}";

    public static string WithLink(string text, string code) => $"{text} ({RuleCatalog.HelpLinkOf(code)})";

    /// <summary>As MSBuild reads it from the output of another program: <c>file(line,column): warning CODE: text</c>.</summary>
    public string Canonical => $"{Origin} : {Word} {Code}: {Text}";

    /// <summary>For DepRisk.Once.proj: severity, code, origin and text between tabs.</summary>
    public string OnceLine => string.Join('\t', Word, Code, Origin, Text);

    private string Word => Severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "message" };

    /// <summary>MSBuild takes what stands before the first colon, but for that of a drive, for the file: one with another colon it would not read as an error at all.</summary>
    private string Origin => File is null || File.LastIndexOf(':') > 1 || File.Any(char.IsControl) ? "DepRisk" : Line > 0 ? string.Create(CultureInfo.InvariantCulture, $"{File}({Line},{Math.Max(1, Column)})") : File;
}

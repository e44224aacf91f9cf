using System.Text;

namespace DepRisk.Tool.Rendering;

internal enum Tone : byte
{
    Plain,
    Strong,
    Quiet,
    Warning,
    Error,
}

/// <summary>
/// Where a run writes: results on standard output, all else on standard error. Everything that is written as text passes
/// <see cref="SafeText"/> here, so that no caller has to think of it; a line ends only where a method here ends it.
/// </summary>
internal sealed class Terminal : IDisposable
{
    private readonly ResultStream _output;
    private readonly StreamWriter _text;
    private readonly bool _colorsOutput;
    private readonly bool _colorsError;
    private bool _atLineStart = true;

    public Terminal(Stream output, TextWriter error, bool outputIsTerminal = false, bool errorIsTerminal = false, bool allowsColor = false)
    {
        _output = new ResultStream(output);
        _text = new StreamWriter(_output, new UTF8Encoding(false), bufferSize: -1, leaveOpen: true) { NewLine = "\n" };
        Error = error;
        ErrorIsTerminal = errorIsTerminal;
        _colorsOutput = outputIsTerminal && allowsColor;
        _colorsError = errorIsTerminal && allowsColor;
    }

    public bool ErrorIsTerminal { get; }

    /// <summary>Part of the results did not arrive. True at the earliest after <see cref="Flush"/>.</summary>
    public bool OutputFailed => _output.HasFailed;

    /// <summary>Raw: for what escapes by itself, the progress bar and System.CommandLine's help.</summary>
    public TextWriter Error { get; }

    /// <summary>Raw, as <see cref="Error"/>.</summary>
    public TextWriter Output => _text;

    public static Terminal OfProcess() => new(
        Console.OpenStandardOutput(),
        Console.Error,
        !Console.IsOutputRedirected,
        !Console.IsErrorRedirected,
        // no-color.org: present and not empty, whatever the value.
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && Environment.GetEnvironmentVariable("TERM") is not "dumb");

    /// <summary>Writes a piece of the current line to standard output.</summary>
    public void Write(string text, Tone tone = Tone.Plain)
    {
        _text.Write(Toned(SafeText.Of(text, _atLineStart), tone, _colorsOutput));
        _atLineStart &= string.IsNullOrWhiteSpace(text);
    }

    public void Line(string text = "", Tone tone = Tone.Plain)
    {
        Write(text, tone);
        _text.WriteLine();
        _atLineStart = true;
    }

    /// <summary>A line on standard error.</summary>
    public void ErrorLine(string text, Tone tone = Tone.Plain)
    {
        Error.Write(Toned(SafeText.Of(text), tone, _colorsError));
        Error.Write('\n');
    }

    /// <summary>Standard output for bytes: machine formats, which escape by themselves.</summary>
    public Stream OpenOutput()
    {
        _text.Flush();
        return _output;
    }

    public void Flush()
    {
        _text.Flush();
        _output.Flush();
        Error.Flush();
    }

    public void Dispose() => _text.Dispose();

    private static string Toned(string text, Tone tone, bool colors) => !colors || text.Length == 0
        ? text
        : tone switch
        {
            Tone.Strong => $"\x1b[1m{text}\x1b[0m",
            Tone.Quiet => $"\x1b[2m{text}\x1b[0m",
            Tone.Warning => $"\x1b[33m{text}\x1b[0m",
            Tone.Error => $"\x1b[31m{text}\x1b[0m",
            _ => text,
        };
}

using System.CommandLine;
using System.CommandLine.Invocation;
using System.Diagnostics;
using System.Runtime.InteropServices;
using DepRisk.Tool.Commands;
using DepRisk.Tool.Rendering;

namespace DepRisk.Tool;

/// <summary>One run of the tool, from arguments to exit code.</summary>
internal static class Deprisk
{
    public static async Task<int> RunAsync(IReadOnlyList<string> args, Seams seams)
    {
        if (args is ["--version"])
        {
            // Needs no command line, and is what scripts ask before anything else.
            seams.Terminal.Line(ToolVersion.Text);
            seams.Terminal.Flush();
            return (int)ExitCode.Fine;
        }

        var parse = CommandLine.Create(seams, args).Parse(args);
        try
        {
            return (int)await RunAsync(parse, seams);
        }
        catch (OperationCanceledException)
        {
            seams.Terminal.ErrorLine("deprisk: cancelled, nothing was written");
            return (int)ExitCode.Cancelled;
        }
#pragma warning disable CA1031 // Do not catch general exception types: the one place that turns a bug into exit code 70.
        catch (Exception e)
#pragma warning restore CA1031
        {
            ReportBug(e, parse, seams.Terminal);
            return (int)ExitCode.Internal;
        }
        finally
        {
            seams.Terminal.Flush();
        }
    }

    private static async Task<ExitCode> RunAsync(ParseResult parse, Seams seams)
    {
        if (parse.Action is ParseErrorAction or not { ClearsParseErrors: true } && !CommandLine.IsEmpty(parse) && UsageErrors.Report(parse, seams.Terminal))
        {
            return ExitCode.Usage;
        }

        var configuration = new InvocationConfiguration
        {
            Output = seams.Terminal.Output,
            Error = seams.Terminal.Error,
            EnableDefaultExceptionHandler = false,
        };
        if (CommandLine.IsEmpty(parse))
        {
            await parse.RootCommandResult.Command.Parse("--help").InvokeAsync(configuration);
            return ExitCode.Usage;
        }

        return (ExitCode)await parse.InvokeAsync(configuration);
    }

    /// <returns>The exit code of a run whose results did not all arrive.</returns>
    public static int ReportLostOutput(Terminal terminal, int code)
    {
        terminal.ErrorLine("deprisk: standard output cannot be written (a full disk, a closed pipe?); the results are not complete", Tone.Error);
        return (int)ExitCodes.Worse((ExitCode)code, ExitCode.Usage);
    }

    /// <summary>Names the type and not the message, which may carry paths; the stack has method names alone.</summary>
    private static void ReportBug(Exception e, ParseResult parse, Terminal terminal)
    {
        var command = UsageErrors.CommandText(parse);
        terminal.ErrorLine($"DR9999: internal error in {command}: {e.GetType().FullName}", Tone.Error);
        terminal.ErrorLine("This is a bug. Please report it with these lines and, where you may share it, the input:");
        terminal.ErrorLine($"  deprisk {ToolVersion.Text}, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}");
        if (!parse.Tokens.Any(token => token.Value is "diag" or "diagnostic"))
        {
            terminal.ErrorLine("  the output of the same command with -v diag, which adds the stack");
            return;
        }

        foreach (var line in new StackTrace(e, fNeedFileInfo: false).ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            terminal.ErrorLine(line.TrimEnd());
        }
    }
}

using System.CommandLine;
using DepRisk.Reports;
using DepRisk.Tool.Rendering;

namespace DepRisk.Tool.Commands;

/// <summary>The main job: what everything quietly relies on, as a page that a person reads.</summary>
internal static class ScanCommand
{
    private static readonly string[] Formats = ["text", "json"];

    public static Command Create(Seams seams)
    {
        var path = ScopeOptions.Path();
        var format = new Option<string?>("--format") { HelpName = "text|json", Description = "Default: by the name of the output file, else text" }
            .AcceptOnlyFromAmong(Formats);
        var output = new Option<string?>("--output", "-o") { HelpName = "FILE", Description = "Write the report for machines to this file (.json)" };
        var scopeOptions = new ScopeOptions();
        var stateOptions = new StateOptions(scopeOptions);
        var command = new ExampleCommand("scan", "What everything rests on, who can publish it, and how to get out", "deprisk scan Shop.slnx", "deprisk scan Shop.slnx -o report.json") { path, format, output };
        stateOptions.AddTo(command);
        scopeOptions.AddTo(command);
        command.SetAction(async (parse, cancellation) =>
        {
            var file = parse.GetValue(output);
            if (file is not null && (parse.GetValue(format) is "text" || !Path.GetExtension(file).Equals(".json", StringComparison.OrdinalIgnoreCase)))
            {
                seams.Terminal.ErrorLine($"deprisk: the report {Path.GetFileName(file)} has no format that scan writes; end its name in .json", Tone.Error);
                return (int)ExitCode.Usage;
            }

            var (scope, code) = await scopeOptions.ReadAsync(seams, parse, parse.GetValue(path), cancellation);
            if (scope is null)
            {
                return (int)code;
            }

            var (assessment, reason) = await stateOptions.AssessAsync(seams, parse, scope);
            if (assessment is null)
            {
                return (int)ExitCodes.Worse(code, reason);
            }

            if (file is not null && OutputFile.Write(seams.FullPath(file), stream => ReportJson.Write(assessment, stream)) is { } error)
            {
                ProblemList.Fail(seams.Terminal, [error], seams.CurrentFolder);
                return (int)ExitCodes.Worse(code, ExitCode.Usage);
            }

            if (parse.GetValue(format) is "json" && file is null)
            {
                ReportJson.Write(assessment, seams.Terminal.OpenOutput());
            }
            else
            {
                ScanPage.Write(seams.Terminal, assessment, scopeOptions.VerbosityOf(parse));
            }

            return (int)code;
        });
        return command;
    }
}

using System.CommandLine;
using DepRisk.Evidence;
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
        var command = new ExampleCommand("scan", "What ships, who brought it in, and what most apps rely on", "deprisk scan Shop.slnx") { path, format, output };
        command.Add(scopeOptions.Facts);
        scopeOptions.AddTo(command);
        command.SetAction(async (parse, cancellation) =>
        {
            var file = parse.GetValue(output);
            if (file is not null && (parse.GetValue(format) is "text" || !Path.GetExtension(file).Equals(".json", StringComparison.OrdinalIgnoreCase)))
            {
                seams.Terminal.ErrorLine($"deprisk: the report {Path.GetFileName(file)} has no format that scan writes; end its name in .json", Tone.Error);
                return (int)ExitCode.Usage;
            }

            if (scopeOptions.ReadFacts(seams, parse) is not { } facts)
            {
                return (int)ExitCode.Input;
            }

            var (scope, code) = await scopeOptions.ReadAsync(seams, parse, parse.GetValue(path), cancellation);
            if (scope is null)
            {
                return (int)code;
            }

            var isReport = file is not null || parse.GetValue(format) is "json";
            var evidence = isReport ? await scopeOptions.ReadEvidenceAsync(seams, parse, scope) with { Fetched = facts } : ScopeEvidence.None;
            if (file is not null && OutputFile.Write(seams.FullPath(file), stream => ReportJson.Write(scope, evidence, stream)) is { } error)
            {
                ProblemList.Fail(seams.Terminal, [error], seams.CurrentFolder);
                return (int)ExitCodes.Worse(code, ExitCode.Usage);
            }

            if (parse.GetValue(format) is "json" && file is null)
            {
                ReportJson.Write(scope, evidence, seams.Terminal.OpenOutput());
            }
            else
            {
                ScanPage.Write(seams.Terminal, scope, scopeOptions.VerbosityOf(parse));
            }

            return (int)code;
        });
        return command;
    }
}

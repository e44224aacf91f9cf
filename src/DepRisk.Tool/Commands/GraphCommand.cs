using System.CommandLine;
using DepRisk.Graph;
using DepRisk.Reports;
using DepRisk.Tool.Rendering;

namespace DepRisk.Tool.Commands;

/// <summary>The graph itself, for other tools.</summary>
internal static class GraphCommand
{
    private static readonly string[] Formats = ["json", "graphml", "dot"];

    public static Command Create(Seams seams)
    {
        var path = ScopeOptions.Path();
        var format = new Option<string?>("--format") { HelpName = "json|graphml|dot", Description = "Default: by the name of the output file, else json" }
            .AcceptOnlyFromAmong(Formats);
        var output = new Option<string?>("--output", "-o") { HelpName = "FILE", Description = "Write to this file" };
        var scopeOptions = new ScopeOptions();
        var command = new ExampleCommand("graph", "Write the dependency graph: json, graphml or dot", "deprisk graph Shop.slnx -o shop.dot") { path, format, output };
        scopeOptions.AddTo(command);
        command.SetAction(async (parse, cancellation) =>
        {
            var file = parse.GetValue(output);
            if ((parse.GetValue(format) ?? ByName(file)) is not { } chosen)
            {
                seams.Terminal.ErrorLine($"deprisk: the name {Path.GetFileName(file)} says no format; end it in .json, .graphml or .dot, or give --format", Tone.Error);
                return (int)ExitCode.Usage;
            }

            var (scope, code) = await scopeOptions.ReadAsync(seams, parse, parse.GetValue(path), cancellation);
            return (int)(scope is null ? code : ExitCodes.Worse(code, Write(seams, scope, chosen, file)));
        });
        return command;
    }

    private static ExitCode Write(Seams seams, Scope scope, string format, string? file)
    {
        if (file is null)
        {
            Write(scope, format, seams.Terminal.OpenOutput());
            return ExitCode.Fine;
        }

        if (OutputFile.Write(seams.FullPath(file), stream => Write(scope, format, stream)) is { } error)
        {
            ProblemList.Fail(seams.Terminal, [error], seams.CurrentFolder);
            return ExitCode.Usage;
        }

        return ExitCode.Fine;
    }

    private static void Write(Scope scope, string format, Stream stream)
    {
        switch (format)
        {
            case "graphml":
                GraphMl.Write(scope, stream);
                break;
            case "dot":
                GraphDot.Write(scope, stream);
                break;
            default:
                GraphJson.Write(scope, stream);
                break;
        }
    }

    private static string? ByName(string? file) => Path.GetExtension(file)?.ToUpperInvariant() switch
    {
        null or ".JSON" => "json",
        ".GRAPHML" => "graphml",
        ".DOT" or ".GV" => "dot",
        _ => null,
    };
}

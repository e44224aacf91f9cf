using System.CommandLine;
using DepRisk.Concentration;
using DepRisk.Reports;
using DepRisk.Tool.Rendering;

namespace DepRisk.Tool.Commands;

/// <summary>Who can publish what our apps run: accounts, certificates, repositories, feeds, and code that runs in the build.</summary>
internal static class PowerCommand
{
    private static readonly string[] Formats = ["text", "json"];

    public static Command Create(Seams seams)
    {
        var path = ScopeOptions.Path();
        var format = new Option<string?>("--format") { HelpName = "text|json", Description = "Default: text" }.AcceptOnlyFromAmong(Formats);
        var scopeOptions = new ScopeOptions();
        var stateOptions = new StateOptions(scopeOptions);
        var command = new ExampleCommand(
            "power",
            "Who can publish what your apps run and what runs in your build",
            "deprisk power Shop.slnx",
            "deprisk power Shop.slnx --format json")
        {
            path, format, stateOptions.PolicyFile,
        };
        scopeOptions.AddTo(command);
        command.SetAction(async (parse, cancellation) =>
        {
            var (scope, code) = await scopeOptions.ReadAsync(seams, parse, parse.GetValue(path), cancellation);
            if (scope is null)
            {
                return (int)code;
            }

            if (stateOptions.ReadPolicy(seams, parse, scope) is not { } policy)
            {
                return (int)ExitCodes.Worse(code, ExitCode.Usage);
            }

            var judged = policy.Apply(scope);
            var power = Power.Of(judged, await scopeOptions.ReadEvidenceAsync(seams, parse, judged), policy.Platforms);
            if (parse.GetValue(format) is "json")
            {
                PowerJson.Write(scope, power, seams.Terminal.OpenOutput());
            }
            else
            {
                PowerPage.Write(seams.Terminal, scope, power, scopeOptions.VerbosityOf(parse));
            }

            return (int)code;
        });
        return command;
    }
}

using System.CommandLine;
using DepRisk.Reports;
using DepRisk.Rules;
using DepRisk.Tool.Rendering;

namespace DepRisk.Tool.Commands;

/// <summary>Compares two scopes, SBOMs or locks, in any mixture. That they differ is an answer and no failure: exit code 0.</summary>
internal static class DiffCommand
{
    private static readonly string[] Formats = ["text", "json"];

    public static Command Create(Seams seams)
    {
        var old = new Argument<string>("OLD") { Description = "A solution, project, folder, SBOM or lock" };
        var now = new Argument<string>("NEW") { Description = "What it became: the same kinds of input, in any mixture" };
        var format = new Option<string?>("--format") { HelpName = "text|json", Description = "Default: text" }.AcceptOnlyFromAmong(Formats);
        var scopeOptions = new ScopeOptions();
        var stateOptions = new StateOptions(scopeOptions);
        var command = new ExampleCommand(
            "diff",
            "What differs in packages, owners, capabilities, build code and findings",
            "deprisk diff release-1.cdx.json release-2.cdx.json",
            "deprisk diff deprisk.lock.json Shop.slnx",
            "deprisk diff ../shop-main . --format json")
        {
            old, now, format, stateOptions.PolicyFile, scopeOptions.Framework, scopeOptions.Runtime, scopeOptions.AllowPartial, scopeOptions.Verbosity,
        };
        command.SetAction(async (parse, cancellation) =>
        {
            var reader = new DiffSide(seams, parse, scopeOptions, stateOptions);
            var (before, code) = await reader.ReadAsync(parse.GetValue(old)!, cancellation);
            var (after, other) = await reader.ReadAsync(parse.GetValue(now)!, cancellation);
            if (before is not null && after is not null)
            {
                var comparison = StateComparison.Of(before, after);
                if (parse.GetValue(format) is "json")
                {
                    DiffJson.Write(comparison, seams.Terminal.OpenOutput());
                }
                else
                {
                    DiffPage.Write(seams.Terminal, comparison, scopeOptions.VerbosityOf(parse));
                }
            }

            return (int)ExitCodes.Worse(code, other);
        });
        return command;
    }
}

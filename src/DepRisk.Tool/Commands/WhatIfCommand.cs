using System.CommandLine;
using DepRisk.Concentration;
using DepRisk.Graph;
using DepRisk.Input;
using DepRisk.Reports;
using DepRisk.Rules;
using DepRisk.Tool.Rendering;

namespace DepRisk.Tool.Commands;

/// <summary>What a loss or a hostile version hits, and the smallest way out. That a subject is not in the scope is an answer too: exit code 0.</summary>
internal static class WhatIfCommand
{
    private const string Lose = "lose";
    private static readonly string[] Scenarios = [Lose, "compromise"];
    private static readonly string[] Formats = ["text", "json"];

    public static Command Create(Seams seams)
    {
        var scenario = new Argument<string>("SCENARIO") { HelpName = "lose|compromise", Description = "It is gone tomorrow, or its next version is hostile" }.AcceptOnlyFromAmong(Scenarios);
        var subject = new Argument<string>("SUBJECT") { Description = "A package id, owner:NAME, certificate:HOLDER, repo:github.com/owner/name, host:github.com, feed:ADDRESS, platform:Microsoft" };
        var path = ScopeOptions.Path();
        var format = new Option<string?>("--format") { HelpName = "text|json", Description = "Default: text" }.AcceptOnlyFromAmong(Formats);
        var scopeOptions = new ScopeOptions();
        var stateOptions = new StateOptions(scopeOptions);
        var command = new ExampleCommand(
            "what-if",
            "What is hit when a package, an account or a feed is lost or turns hostile, and the way out",
            "deprisk what-if lose Newtonsoft.Json Shop.slnx",
            "deprisk what-if compromise owner:jamesnk Shop.slnx",
            "deprisk what-if lose host:github.com Shop.slnx --format json")
        {
            scenario, subject, path, format, stateOptions.PolicyFile,
        };
        scopeOptions.AddTo(command);
        command.SetAction(async (parse, cancellation) =>
        {
            if (!WhatIfSubject.TryParse(parse.GetValue(subject)!, out var asked, out var reason))
            {
                seams.Terminal.ErrorLine($"deprisk: {reason}", Tone.Error);
                return (int)ExitCode.Usage;
            }

            var (scope, code) = await scopeOptions.ReadAsync(seams, parse, parse.GetValue(path), cancellation);
            if (scope is null)
            {
                return (int)code;
            }

            if (stateOptions.ReadPolicy(seams, parse, scope) is not { } policy)
            {
                return (int)ExitCodes.Worse(code, ExitCode.Usage);
            }

            scope = policy.Apply(scope);
            var evidence = await scopeOptions.ReadEvidenceAsync(seams, parse, scope);
            var answer = WhatIf.Of(scope, evidence, asked, parse.GetValue(scenario) is Lose ? WhatIfScenario.Lose : WhatIfScenario.Compromise);
            if (parse.GetValue(format) is "json")
            {
                WhatIfJson.Write(scope, answer, seams.Terminal.OpenOutput());
            }
            else
            {
                WriteText(seams.Terminal, scope, answer, scopeOptions.VerbosityOf(parse));
            }

            return (int)code;
        });
        return command;
    }

    private static void WriteText(Terminal terminal, Scope scope, WhatIf answer, Verbosity verbosity)
    {
        if (!answer.IsAbsent || !answer.Meant.Undecided.IsEmpty)
        {
            WhatIfPage.Write(terminal, scope, answer, verbosity);
        }
        else
        {
            terminal.Line($"{answer.Subject.Text} is not in {scope.Name}.");
        }

        if (answer.IsAbsent && Nearest.To(answer.Subject.Name, answer.Meant.Names) is { Count: > 0 } nearest)
        {
            // As somebody can ask for it: an account without its kind would be a package.
            var kind = answer.Subject.Kind is SubjectKind.Package ? "" : answer.Subject.Text[..(answer.Subject.Text.IndexOf(':', StringComparison.Ordinal) + 1)];
            terminal.Line($"Nearest: {Phrase.List([.. nearest.Select(name => kind + name)])}.");
        }
    }
}

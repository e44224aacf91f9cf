using System.CommandLine;
using DepRisk.Lock;
using DepRisk.Rules;
using DepRisk.Tool.Rendering;

namespace DepRisk.Tool.Commands;

/// <summary>Accepts: today's state as a whole, or one finding by name, until a day and with a reason.</summary>
internal static class LockCommand
{
    public static Command Create(Seams seams)
    {
        var path = ScopeOptions.Path();
        var acceptance = new AcceptanceOptions();
        var scopeOptions = new ScopeOptions();
        var stateOptions = new StateOptions(scopeOptions);
        var command = new ExampleCommand(
            "lock",
            $"Accept today's state: write {DepRiskLock.FileName}",
            "deprisk lock Shop.slnx",
            "deprisk lock --accept DR1001:DotNetZip --until 2027-01-31 --reason \"goes with release 7\"",
            "deprisk lock --reject DR1001:DotNetZip")
        {
            path,
        };
        acceptance.AddTo(command);
        stateOptions.AddTo(command);
        scopeOptions.AddTo(command);
        scopeOptions.AllowPartial.Description = "Write the lock, and exit 0 instead of 5, although part of the graph could not be read";
        command.SetAction(async (parse, cancellation) =>
        {
            var (scope, code) = await scopeOptions.ReadAsync(seams, parse, parse.GetValue(path), cancellation);
            if (scope is null)
            {
                return (int)code;
            }

            if (code is ExitCode.Partial)
            {
                seams.Terminal.ErrorLine("deprisk: nothing was written: part of the graph could not be read, and what is missing would be new later; --allow-partial writes all the same", Tone.Error);
                return (int)code;
            }

            var file = stateOptions.LockPath(seams, parse, scope);
            var (assessment, failed) = await stateOptions.AssessAsync(seams, parse, scope, file);
            return (int)(assessment is null ? failed : Run(seams, assessment, file, acceptance.Of(parse), scopeOptions.VerbosityOf(parse)));
        });
        return command;
    }

    private static ExitCode Run(Seams seams, Assessment assessment, string file, Acceptance? acceptance, Verbosity verbosity)
    {
        var state = acceptance is null ? AcceptedState.Of(assessment) : null;
        DepRiskLock? written = state?.Lock;
        if (acceptance is not null && !acceptance.Apply(assessment).Succeeded(out written, out var wrong))
        {
            return Fail(seams, wrong.Message);
        }

        if (acceptance is null && Lost(assessment.Input) is { } lost)
        {
            return Fail(seams, $"{PathText.Of(file, seams.CurrentFolder)} {lost}, or name a lock of its own with --lock");
        }

        var saved = LockFile.Save(file, written!, assessment.Input.Scope.Root, out var error);
        if (error is not null)
        {
            ProblemList.Fail(seams.Terminal, [error], seams.CurrentFolder);
            return ExitCode.Usage;
        }

        LockPage.Write(seams.Terminal, PathText.Of(file, seams.CurrentFolder), assessment, written!, saved, acceptance is not null, state?.KeptPackages ?? 0, verbosity);
        return ExitCode.Fine;
    }

    /// <returns>What the state of a part would take out of the lock of all; null for nothing.</returns>
    private static string? Lost(RuleInput input) => LockedElsewhere.Of(input.Scope, input.Lock) switch
    {
        { Projects: > 0 and var projects } => $"is the lock of {Phrase.Count(projects, "project")} more than {input.Scope.Name}, which would be lost; run 'deprisk lock' for all of them",
        { Packages: > 0 and var packages } => $"has {Phrase.Count(packages, "package")} of targets that --framework or --runtime leaves out, which would be lost; run 'deprisk lock' without them",
        _ => null,
    };

    private static ExitCode Fail(Seams seams, string message)
    {
        seams.Terminal.ErrorLine($"deprisk: {message}", Tone.Error);
        return ExitCode.Usage;
    }
}

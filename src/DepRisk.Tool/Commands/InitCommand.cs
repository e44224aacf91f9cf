using System.CommandLine;
using DepRisk.Graph;
using DepRisk.Lock;
using DepRisk.Rules;
using DepRisk.Tool.Rendering;

namespace DepRisk.Tool.Commands;

/// <summary>Writes what is missing to start with, and changes no file that is there.</summary>
internal static class InitCommand
{
    public static Command Create(Seams seams)
    {
        var path = ScopeOptions.Path();
        var build = new Option<bool>("--build") { Description = "Refer to the package DepRisk in every project's build as well; needs a feed that has it" };
        var tool = new Option<bool>("--tool") { Description = "Write the tool manifest as well; needs a feed that has DepRisk.Tool" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would be written, and write nothing" };
        var scopeOptions = new ScopeOptions();
        var stateOptions = new StateOptions(scopeOptions);
        var command = new ExampleCommand("init", "Start: write a policy with comments and the first lock", "deprisk init Shop.slnx", "deprisk init --dry-run")
        {
            path, build, tool, dryRun,
        };
        stateOptions.AddTo(command);
        scopeOptions.AddTo(command);
        command.SetAction(async (parse, cancellation) =>
        {
            var (scope, code) = await scopeOptions.ReadAsync(seams, parse, parse.GetValue(path), cancellation);
            if (scope is null)
            {
                return (int)code;
            }

            var start = new StartFiles(seams, scope.Root, parse.GetValue(dryRun));
            var done = start.Write(Policy.FileName, NearestFile.Find(scope.Root, Policy.FileName), PolicyTemplate.Text)
                && (!parse.GetValue(build) || start.WriteBuildReference(IsCentral(scope)))
                && (!parse.GetValue(tool) || start.WriteToolManifest());
            if (!done)
            {
                return (int)ExitCode.Usage;
            }

            var locked = await LockAsync(seams, parse, scope, stateOptions, code, parse.GetValue(dryRun));
            Finish(seams.Terminal, parse.GetValue(build) || parse.GetValue(tool), parse.GetValue(dryRun));
            return (int)ExitCodes.Worse(code, locked);
        });
        return command;
    }

    private static bool IsCentral(Scope scope) => scope.Projects.Any(project => project.Targets.Any(target => target.References.Any(reference => reference.IsCentrallyVersioned)));

    private static async Task<ExitCode> LockAsync(Seams seams, ParseResult parse, Scope scope, StateOptions options, ExitCode read, bool isDryRun)
    {
        var file = options.LockPath(seams, parse, scope);
        var name = PathText.Of(file, seams.CurrentFolder);
        if (File.Exists(file))
        {
            seams.Terminal.Line($"there is     {name}");
            return ExitCode.Fine;
        }

        if (read is ExitCode.Partial)
        {
            seams.Terminal.Line($"not written  {name}: part of the graph could not be read; run 'deprisk lock' when it can");
            return ExitCode.Fine;
        }

        var (assessment, failed) = await options.AssessAsync(seams, parse, scope, file);
        if (assessment is null)
        {
            return failed;
        }

        var state = AcceptedState.Of(assessment).Lock;
        if (!isDryRun)
        {
            LockFile.Save(file, state, scope.Root, out var error);
            if (error is not null)
            {
                ProblemList.Fail(seams.Terminal, [error], seams.CurrentFolder);
                return ExitCode.Usage;
            }
        }

        seams.Terminal.Line($"{(isDryRun ? "would write" : "wrote      ")}  {name}: {Phrase.Count(state.Packages.Length, "package")}, {Phrase.Count(state.Findings.Length, "finding")} accepted");
        return ExitCode.Fine;
    }

    private static void Finish(Terminal terminal, bool refersToPackages, bool isDryRun)
    {
        terminal.Line();
        if (refersToPackages)
        {
            terminal.Line("DepRisk and DepRisk.Tool are on no public feed yet: a restore needs a feed of yours that has them.", Tone.Warning);
        }

        terminal.Line(isDryRun ? "Nothing was written." : "Commit these files. What is new or worse from now on: deprisk scan");
    }
}

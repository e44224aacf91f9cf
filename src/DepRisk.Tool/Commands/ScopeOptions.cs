using System.CommandLine;
using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Packages;
using DepRisk.Packages.Feeds;
using DepRisk.Restore;
using DepRisk.Tool.Rendering;

namespace DepRisk.Tool.Commands;

/// <summary>What every command that reads a scope takes, in the words of <c>dotnet</c>.</summary>
internal sealed class ScopeOptions
{
    private static readonly string[] Levels =
        ["q", "quiet", "m", "minimal", "n", "normal", "d", "detailed", "diag", "diagnostic"];

    public Option<string> Verbosity { get; } = new Option<string>("--verbosity", "-v")
    {
        HelpName = "LEVEL",
        Description = "q[uiet], m[inimal], n[ormal], d[etailed], diag[nostic]",
        DefaultValueFactory = _ => "m",
    }.AcceptOnlyFromAmong(Levels);

    public Option<string?> Framework { get; } = new("--framework", "-f") { HelpName = "NAME", Description = "Only this target framework, for example net10.0" };

    public Option<string?> Runtime { get; } = new("--runtime", "-r") { HelpName = "RID", Description = "Only this runtime identifier, for example linux-x64" };

    public Option<bool> NoRestore { get; } = new("--no-restore") { Description = "Start no process and touch no network" };

    public Option<bool> AllowPartial { get; } = new("--allow-partial") { Description = "Exit 0 instead of 5 when part of the graph could not be read" };

    public Option<string?> Packages { get; } = new("--packages") { HelpName = "DIR", Description = "Restored packages to look into where the input names none: lock files, SBOMs" };

    /// <summary>For the commands that use fetched facts; they add it themselves.</summary>
    public Option<string?> Facts { get; } = new("--facts") { HelpName = "FILE", Description = "What feeds said of the packages: the file that 'deprisk fetch' wrote" };

    public static Argument<string?> Path() => new("PATH")
    {
        Arity = ArgumentArity.ZeroOrOne,
        Description = "A solution, project, folder or SBOM (default: the current folder)",
    };

    public void AddTo(Command command)
    {
        command.Add(Framework);
        command.Add(Runtime);
        command.Add(NoRestore);
        command.Add(Packages);
        command.Add(AllowPartial);
        command.Add(Verbosity);
    }

    /// <summary>Reads the file that --facts names and says on standard error what is wrong with it.</summary>
    /// <returns><see cref="FetchedFacts.None"/> without the option; null where the file cannot be used: exit code 3.</returns>
    public FetchedFacts? ReadFacts(Seams seams, ParseResult parse)
    {
        if (parse.GetValue(Facts) is not { } file)
        {
            return FetchedFacts.None;
        }

        if (FetchedFactsReader.Read(seams.FullPath(file)).Succeeded(out var facts, out var error))
        {
            return facts;
        }

        ProblemList.Fail(seams.Terminal, [error], seams.CurrentFolder);
        return null;
    }

    public Verbosity VerbosityOf(ParseResult parse) => parse.GetValue(Verbosity) switch
    {
        "q" or "quiet" => Tool.Verbosity.Quiet,
        "n" or "normal" => Tool.Verbosity.Normal,
        "d" or "detailed" => Tool.Verbosity.Detailed,
        "diag" or "diagnostic" => Tool.Verbosity.Diagnostic,
        _ => Tool.Verbosity.Minimal,
    };

    /// <summary>Reads the scope and says on standard error what is wrong with it. Without a scope, the code is the run's exit code.</summary>
    /// <param name="neverRestores">Whether or not somebody says --no-restore.</param>
    public async Task<(Scope? Scope, ExitCode Code)> ReadAsync(Seams seams, ParseResult parse, string? path, CancellationToken cancellation, bool neverRestores = false)
    {
        var request = new ScopeRequest(seams.FullPath(path ?? "."), neverRestores || parse.GetValue(NoRestore));
        await using var progress = new ProgressLine(seams.Terminal, VerbosityOf(parse));
        var result = await seams.ReadScope(request, progress, cancellation);
        if (!result.Succeeded(out var scope, out var error))
        {
            ProblemList.Fail(seams.Terminal, [error], seams.CurrentFolder);
            return (null, ExitCode.Input);
        }

        if (parse.GetValue(Packages) is { } packages && !GivenPackages.In(scope, seams.FullPath(packages)).Succeeded(out scope, out error))
        {
            ProblemList.Fail(seams.Terminal, [error], seams.CurrentFolder);
            return (null, ExitCode.Usage);
        }

        ProblemList.Warn(seams.Terminal, scope.Problems, scope.Root);
        if (ChosenTargets.Of(scope, parse.GetValue(Framework), parse.GetValue(Runtime), out var reason) is not { } chosen)
        {
            seams.Terminal.ErrorLine($"deprisk: {reason}", Tone.Error);
            return (null, ExitCode.Usage);
        }

        return (chosen, CodeOf(parse, scope.IsPartial));
    }

    /// <summary>What is known of the scope's packages, with a bar while it takes long.</summary>
    public async Task<ScopeEvidence> ReadEvidenceAsync(Seams seams, ParseResult parse, Scope scope)
    {
        await using var progress = new ProgressLine(seams.Terminal, VerbosityOf(parse));
        var evidence = seams.ReadEvidence(scope, progress);
        ProblemList.Warn(seams.Terminal, evidence.Problems, scope.Root);
        return evidence;
    }

    public ExitCode CodeOf(ParseResult parse, bool isPartial) =>
        isPartial && !parse.GetValue(AllowPartial) ? ExitCode.Partial : ExitCode.Fine;
}

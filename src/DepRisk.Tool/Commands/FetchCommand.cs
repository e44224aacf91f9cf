using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using DepRisk.Graph;
using DepRisk.Input;
using DepRisk.Packages;
using DepRisk.Packages.Feeds;
using DepRisk.Tool.Registry;
using DepRisk.Tool.Rendering;

namespace DepRisk.Tool.Commands;

/// <summary>
/// The only command that asks feeds. A feed that fails costs facts, which stay unknown and never change the exit code; that none can be
/// reached is an error, because then the command did nothing.
/// </summary>
internal static class FetchCommand
{
    private const string FileName = "deprisk.facts.json";
    private const int LongestTimeout = 600;

    public static Command Create(Seams seams)
    {
        var path = ScopeOptions.Path();
        var output = new Option<string?>("--output", "-o") { HelpName = "FILE", Description = $"The facts file to write or to renew (default: {FileName} beside the solution)" };
        var asOf = DayOption.Create("--as-of", "Date the facts with this day, such as 2026-01-31 (default: the day by the feed's own clock)");
        var timeout = new Option<int>("--timeout") { HelpName = "SECONDS", Description = "For one attempt of one request; there are up to four", DefaultValueFactory = _ => 30 };
        timeout.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > LongestTimeout)
            {
                result.AddError($"--timeout is a number of seconds from 1 to {LongestTimeout}");
            }
        });
        var noDownload = new Option<bool>("--no-download") { Description = "Do not download packages that are missing in the packages folder" };
        var scopeOptions = new ScopeOptions();
        var command = new ExampleCommand("fetch", "Ask the configured feeds for what they alone know, into a facts file", "deprisk fetch Shop.slnx", "deprisk scan Shop.slnx --facts deprisk.facts.json") { path, output, asOf, timeout, noDownload };
        scopeOptions.NoRestore.Description = "Start no restore and no evaluation; the feeds are asked all the same";
        scopeOptions.AddTo(command);
        command.SetAction(async (parse, cancellation) =>
        {
            var (scope, code) = await scopeOptions.ReadAsync(seams, parse, parse.GetValue(path), cancellation);
            if (scope is null)
            {
                return (int)code;
            }

            var file = parse.GetValue(output) is { } named ? seams.FullPath(named) : Path.Combine(scope.Root, FileName);
            var request = new FeedRequest(scope.Root, Packages(scope), parse.GetValue(asOf), TimeSpan.FromSeconds(parse.GetValue(timeout)), !parse.GetValue(noDownload));
            return (int)ExitCodes.Worse(code, await RunAsync(seams, request, file, scopeOptions.VerbosityOf(parse), cancellation));
        });
        return command;
    }

    private static async Task<ExitCode> RunAsync(Seams seams, FeedRequest request, string file, Verbosity verbosity, CancellationToken cancellation)
    {
        // Read before anybody is asked: a file that is not ours is not overwritten, and no minute is lost on it.
        if (!Existing(file).Succeeded(out var existing, out var error))
        {
            ProblemList.Fail(seams.Terminal, [error], seams.CurrentFolder);
            return ExitCode.Input;
        }

        if (request.Packages.IsEmpty)
        {
            seams.Terminal.Line("There is no NuGet package to ask about; nothing was written.");
            return ExitCode.Fine;
        }

        FeedAnswer answer;
        try
        {
            if (seams.OpenRegistry() is not { } fetch)
            {
                return Fail(seams, "fetch needs NuGet's client, which comes with the .NET SDK, and there is no SDK here that fits (10.0.100 or later); install it, or set DOTNET_ROOT to its folder");
            }

            await using var progress = new ProgressLine(seams.Terminal, verbosity);
            answer = await fetch(request, progress.Announce, progress.Advance, cancellation);
        }
        catch (Exception e) when (FeedProblem.IsMismatch(e))
        {
            return Fail(seams, $"the NuGet client of the .NET SDK here does not fit this version of deprisk ({e.GetType().Name}); install another SDK of the same major version");
        }

        return Finish(seams, request, answer, existing, file);
    }

    private static ExitCode Finish(Seams seams, FeedRequest request, FeedAnswer answer, FetchedFacts existing, string file)
    {
        if (answer.ConfigurationError is { } wrong)
        {
            return Fail(seams, wrong);
        }

        foreach (var problem in answer.Problems)
        {
            seams.Terminal.ErrorLine($"deprisk: {problem}", Tone.Warning);
        }

        if (answer.Reached is 0)
        {
            seams.Terminal.ErrorLine("deprisk: no feed could be reached; nothing was written", Tone.Error);
            return ExitCode.Input;
        }

        var facts = existing.With(answer.Packages);
        if (OutputFile.Write(file, stream => FetchedFactsWriter.Write(facts, stream)) is { } error)
        {
            ProblemList.Fail(seams.Terminal, [error], seams.CurrentFolder);
            return ExitCode.Usage;
        }

        FetchPage.Write(seams.Terminal, request, answer, PathText.Of(file, seams.CurrentFolder));
        return ExitCode.Fine;
    }

    private static Result<FetchedFacts> Existing(string file) => File.Exists(file) ? FetchedFactsReader.Read(file) : FetchedFacts.None;

    private static ExitCode Fail(Seams seams, string reason)
    {
        seams.Terminal.ErrorLine($"deprisk: {reason}", Tone.Error);
        return ExitCode.Usage;
    }

    /// <summary>Every NuGet package of the scope and of its build, except for ids that are projects of ours: those are nobody's business.</summary>
    private static ImmutableArray<FeedPackage> Packages(Scope scope)
    {
        var ours = scope.Projects.Select(project => project.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var asked = new Dictionary<Component, bool>();
        foreach (var node in scope.Projects.SelectMany(project => project.Targets).SelectMany(target => target.Graph.Nodes.ToArray()))
        {
            // What the shared framework provides is not part of a restore, so it is not missing.
            var isNeeded = node.Class is not DependencyClass.Pruned;
            asked[node.Component] = isNeeded || asked.GetValueOrDefault(node.Component);
        }

        foreach (var component in scope.BuildComponents.Select(build => build.Component))
        {
            asked.TryAdd(component, false);
        }

        return
        [
            .. asked.Where(pair => pair.Key is { Type: ComponentType.Package, Ecosystem: "nuget", Version: not null } package && !ours.Contains(package.Id))
                .Select(pair => Package(pair.Key, scope.Packages.GetValueOrDefault(pair.Key), pair.Value))
                .OrderBy(package => package.Id, StringComparer.OrdinalIgnoreCase)
                .ThenBy(package => package.Version, StringComparer.Ordinal),
        ];
    }

    private static FeedPackage Package(Component component, RestoredPackage? restored, bool isNeeded) => new(
        component.Id,
        component.Version!,
        PackageFolder.Read(restored?.Folder, component.Id, component.Version).Feed,
        restored?.ContentHash,
        restored is { Folder: null } && isNeeded);
}

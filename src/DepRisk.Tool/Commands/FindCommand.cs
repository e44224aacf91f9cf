using System.CommandLine;
using DepRisk.Input;
using DepRisk.Packages;
using DepRisk.Tool.Rendering;

namespace DepRisk.Tool.Commands;

/// <summary>Log4Shell weekend: which of all these apps contain it, by which route, and where to edit.</summary>
internal static class FindCommand
{
    private static readonly string[] Formats = ["text", "json"];

    public static Command Create(Seams seams)
    {
        var package = new Argument<string>("PACKAGE")
        {
            Description = "A package, with versions where wanted: \"Newtonsoft.Json<13.0.3\", \"npm:lodash<=4.17.20\", \"Serilog[3.0,4.0)\"",
        };
        var paths = new Argument<string[]>("PATH") { Arity = ArgumentArity.ZeroOrMore, Description = "Solutions, projects, SBOMs and folders of them (default: the current folder)" };
        var format = new Option<string?>("--format") { HelpName = "text|json", Description = "Default: text" }.AcceptOnlyFromAmong(Formats);
        var scopeOptions = new ScopeOptions();
        var command = new ExampleCommand(
            "find",
            "Which solutions and SBOMs contain a package, and where to edit",
            "deprisk find \"Newtonsoft.Json<13.0.3\" Shop.slnx sboms/")
        {
            package, paths, format, scopeOptions.AllowPartial, scopeOptions.Verbosity,
        };
        command.SetAction(async (parse, cancellation) =>
        {
            if (!VersionQuery.TryParse(parse.GetValue(package)!, out var query, out var reason))
            {
                seams.Terminal.ErrorLine($"deprisk: {reason}", Tone.Error);
                return (int)ExitCode.Usage;
            }

            string[] given = parse.GetValue(paths) is { Length: > 0 } some ? some : ["."];
            var inputs = FindInputs.Of(given.Select(seams.FullPath));
            var results = await ReadAsync(seams, scopeOptions.VerbosityOf(parse), query, inputs, cancellation);
            var found = new FindResults(parse.GetValue(package)!, results);
            if (parse.GetValue(format) is "json")
            {
                FindJson.Write(found, seams.Terminal.OpenOutput());
            }
            else
            {
                FindPage.Write(seams.Terminal, found);
            }

            if (scopeOptions.VerbosityOf(parse) >= Verbosity.Normal)
            {
                foreach (var result in results.Where(result => result.Problems.Count > 0))
                {
                    ProblemList.Warn(seams.Terminal, result.Problems, result.Root);
                }
            }

            ProblemList.Fail(seams.Terminal, [.. inputs.Problems, .. found.Unreadable], seams.CurrentFolder);
            return (int)Code(parse, scopeOptions, found, inputs);
        });
        return command;
    }

    private static ExitCode Code(ParseResult parse, ScopeOptions options, FindResults found, FindInputs inputs) =>
        found.Unreadable.Count == found.Files
            ? ExitCode.Input
            : options.CodeOf(parse, inputs.Problems.Count > 0 || found.Unreadable.Count > 0 || found.IsPartial);

    private static async Task<FileResult[]> ReadAsync(Seams seams, Verbosity verbosity, VersionQuery query, FindInputs inputs, CancellationToken cancellation)
    {
        var results = new FileResult[inputs.Paths.Count];
        await using var progress = new ProgressLine(seams.Terminal, verbosity);
        progress.Step("Searching", inputs.Paths.Count);
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation };
        await Parallel.ForAsync(0, results.Length, options, async (i, token) =>
        {
            // Each file's own steps would drown the count of files.
            results[i] = await ReadAsync(seams, query, inputs.Paths[i], SilentProgress.Instance, token);
            progress.Advance();
        });
        return results;
    }

    private static async Task<FileResult> ReadAsync(Seams seams, VersionQuery query, string path, IStepProgress progress, CancellationToken cancellation)
    {
        var result = await seams.ReadScope(new ScopeRequest(path, NoRestore: true), progress, cancellation);
        if (!result.Succeeded(out var scope, out var error))
        {
            return new FileResult([], error, IsPartial: false, [], "");
        }

        var file = PathText.Of(path, seams.CurrentFolder);
        return new FileResult(FindHit.In(file, scope, PackageHits.In(scope, query), seams.Locate), null, scope.IsPartial, scope.Problems, scope.Root);
    }

    private sealed class SilentProgress : IStepProgress
    {
        public static readonly SilentProgress Instance = new();

        public void Step(string text, int total = 0)
        {
        }

        public void Advance()
        {
        }

        public void Announce(string text, int total = 0)
        {
        }
    }
}

/// <param name="IsPartial">It was read, but not all of its graph: no hit proves nothing.</param>
/// <param name="Problems">Why, with paths below <paramref name="Root"/>.</param>
internal sealed record FileResult(IReadOnlyList<FindHit> Hits, InputError? Error, bool IsPartial, IReadOnlyList<InputError> Problems, string Root);

internal sealed record FindResults(string Query, IReadOnlyList<FileResult> Results)
{
    public int Files => Results.Count;

    public int Containing => Results.Count(result => result.Hits.Count > 0);

    public bool IsPartial => Results.Any(result => result.IsPartial);

    public IEnumerable<FindHit> Hits => Results.SelectMany(result => result.Hits);

    public IReadOnlyList<InputError> Unreadable { get; } = [.. Results.Select(result => result.Error).OfType<InputError>()];
}

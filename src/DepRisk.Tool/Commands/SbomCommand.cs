using System.CommandLine;
using System.Globalization;
using DepRisk.Graph;
using DepRisk.Input;
using DepRisk.Sbom;
using DepRisk.Tool.Rendering;

namespace DepRisk.Tool.Commands;

/// <summary>CycloneDX: one file per app, because that is what is delivered, or one for all with --merge.</summary>
internal sealed class SbomCommand
{
    private static readonly string[] Formats = ["json", "xml"];

    private readonly Seams _seams;
    private readonly ScopeOptions _scopeOptions = new();
    private readonly Argument<string?> _path = ScopeOptions.Path();
    private readonly Option<string?> _output = new("--output", "-o") { HelpName = "FILE|DIR", Description = "Write to this file, or for several apps into this folder" };
    private readonly Option<string?> _format = new Option<string?>("--format") { HelpName = "json|xml", Description = "Default: by the name of the output file, else json" }.AcceptOnlyFromAmong(Formats);
    private readonly Option<string> _version = new Option<string>("--spec-version") { HelpName = "1.4|1.5|1.6|1.7", Description = "Version of CycloneDX", DefaultValueFactory = _ => "1.6" }.AcceptOnlyFromAmong([.. CycloneDxFormat.Versions]);
    private readonly Option<bool> _merge = new("--merge") { Description = "One SBOM for all apps, in which every edge is true" };
    private readonly Option<string?> _manufacturer = new("--manufacturer") { HelpName = "NAME", Description = "Who makes what the SBOM describes" };
    private readonly Option<string?> _manufacturerUrl = new("--manufacturer-url") { HelpName = "URL", Description = "Where that manufacturer is found" };
    private readonly Option<string?> _author = new("--author") { HelpName = "NAME", Description = "Who writes the SBOM: a name, or \"Name <address>\"" };
    private readonly Option<bool> _sha256 = new("--sha256") { Description = "Hash every package file with SHA-256 as well" };
    private readonly Option<bool> _published = new("--published") { Description = "Leave out what is in the build output and 'dotnet publish' leaves out" };
    private readonly StateOptions _stateOptions;

    private SbomCommand(Seams seams)
    {
        _seams = seams;
        _stateOptions = new StateOptions(_scopeOptions);
    }

    public static Command Create(Seams seams)
    {
        var sbom = new SbomCommand(seams);
        var command = new ExampleCommand("sbom", "Write a CycloneDX SBOM: one per app, or merged", "deprisk sbom Shop.slnx -o sboms/", "deprisk sbom src/Web -o web.cdx.json --manufacturer \"Shop Ltd\"")
        {
            sbom._path, sbom._output, sbom._format, sbom._version, sbom._merge,
            sbom._manufacturer, sbom._manufacturerUrl, sbom._author, sbom._sha256, sbom._published,
        };
        sbom._stateOptions.AddTo(command);
        sbom._scopeOptions.AddTo(command);
        command.SetAction(async (parse, cancellation) => (int)await sbom.RunAsync(parse, cancellation));
        return command;
    }

    private async Task<ExitCode> RunAsync(ParseResult parse, CancellationToken cancellation)
    {
        // An empty variable of a build script must not become an empty name in the document.
        if (new Option<string?>[] { _output, _manufacturer, _manufacturerUrl, _author }.FirstOrDefault(option => parse.GetValue(option) is { } value && string.IsNullOrWhiteSpace(value)) is { } empty)
        {
            return Wrong($"{empty.Name} is empty; give it a value or leave it out");
        }

        var output = parse.GetValue(_output) is var name and not "-" ? name : null;
        if (FormatByName(parse.GetValue(_format), output) is not { } format)
        {
            return Wrong($"{Path.GetFileName(output)} and --format {parse.GetValue(_format)} contradict each other");
        }

        if (parse.GetValue(_manufacturerUrl) is { } url && !IsWebAddress(url))
        {
            return Wrong($"'{url}' is not a web address; write for example https://shop.example");
        }

        var (scope, code) = await _scopeOptions.ReadAsync(_seams, parse, parse.GetValue(_path), cancellation);
        if (scope is null)
        {
            return code;
        }

        if (parse.GetValue(_published))
        {
            scope = PublishedScope.Of(scope);
        }

        // No rule is run: a document says what packages are, and findings are no part of it.
        var (state, reason) = await _stateOptions.ReadAsync(_seams, parse, scope);
        if (state is null)
        {
            return ExitCodes.Worse(code, reason);
        }

        // Metrics take one core, and hashing what ships takes as long.
        var input = Task.Run(state.Input, cancellation);
        // The policy decides what is an app.
        scope = state.Scope;
        var projects = Delivered(scope);
        if (projects.Length == 0)
        {
            ProblemList.Fail(_seams.Terminal, [new InputError(InputErrorCode.NothingFound, scope.Name, "has no project that is delivered, only tests")], scope.Root);
            return ExitCode.Input;
        }

        var isMerged = parse.GetValue(_merge);
        if (!isMerged && projects.Length > 1 && !IsFolder(output))
        {
            return Wrong(string.Create(CultureInfo.InvariantCulture, $"{scope.Name} has {projects.Length:N0} apps: name a folder with -o DIR/, or write one SBOM for all with --merge"));
        }

        if (!CommitTime.Find(scope.Root, Environment.GetEnvironmentVariable("SOURCE_DATE_EPOCH")).Succeeded(out var time, out var invalid))
        {
            return Wrong($"{invalid.Path} {invalid.Message}");
        }

        if (time.Time is null && _scopeOptions.VerbosityOf(parse) > Verbosity.Quiet)
        {
            _seams.Terminal.ErrorLine($"note: the SBOM has no timestamp: {time.Source}");
        }

        if (projects.Any(project => project.Targets.Any(target => target is { Name: "sbom", Framework.Length: 0 })) && _scopeOptions.VerbosityOf(parse) > Verbosity.Quiet)
        {
            _seams.Terminal.ErrorLine("note: of an SBOM only components, files, classes and edges are carried over, not hashes, licences and suppliers; keep the original");
        }

        var request = new BomRequest(
            scope,
            state.Evidence,
            input,
            projects,
            isMerged,
            CycloneDxFormat.VersionOf(parse.GetValue(_version)!)!.Value,
            format,
            parse.GetValue(_manufacturer),
            parse.GetValue(_manufacturerUrl),
            parse.GetValue(_author),
            time.Time,
            parse.GetValue(_sha256),
            parse.GetValue(_scopeOptions.Framework),
            parse.GetValue(_scopeOptions.Runtime));
        return ExitCodes.Worse(code, Write(parse, request, output, cancellation));
    }

    private ExitCode Write(ParseResult parse, BomRequest request, string? output, CancellationToken cancellation)
    {
        var paths = Paths(request, output);
        var errors = new InputError?[Math.Max(paths.Count, 1)];
        var problems = _seams.WriteBom(request, (i, document) =>
        {
            cancellation.ThrowIfCancellationRequested();
            if (paths.Count is 0)
            {
                _seams.Terminal.OpenOutput().Write(document.Span);
            }
            else
            {
                errors[i] = OutputFile.Write(paths[i], stream => stream.Write(document.Span));
            }
        });
        ProblemList.Warn(_seams.Terminal, problems, request.Scope.Root);
        InputError[] failed = [.. errors.OfType<InputError>()];
        if (failed.Length > 0)
        {
            ProblemList.Fail(_seams.Terminal, failed, _seams.CurrentFolder);
            return ExitCode.Usage;
        }

        return _scopeOptions.CodeOf(parse, problems.Any(problem => problem.IsPartial));
    }

    /// <returns>One path a document; none for standard output.</returns>
    private List<string> Paths(BomRequest request, string? output)
    {
        if (output is null)
        {
            return [];
        }

        var folder = _seams.FullPath(output);
        return !IsFolder(output) ? [folder]
            : request.IsMerged ? [Path.Combine(folder, $"{SbomFiles.FileName(Path.GetFileNameWithoutExtension(request.Scope.Name))}.cdx.{request.Format}")]
            : [.. SbomFiles.Names(request.Projects, request.Format).Select(name => Path.Combine(folder, name))];
    }

    private static Project[] Delivered(Scope scope)
    {
        Project[] apps = [.. scope.Projects.Where(project => project.IsApp)];
        return apps.Length > 0 ? apps : [.. scope.Projects.Where(project => !project.IsTest)];
    }

    private ExitCode Wrong(string message)
    {
        _seams.Terminal.ErrorLine($"deprisk: {message}", Tone.Error);
        return ExitCode.Usage;
    }

    private bool IsFolder(string? output) =>
        output is not null && (Path.EndsInDirectorySeparator(output) || output.EndsWith('/') || Directory.Exists(_seams.FullPath(output)) || Path.GetExtension(output).Length == 0);

    private static string? FormatByName(string? format, string? output)
    {
        var byName = Path.GetExtension(output)?.ToUpperInvariant() switch
        {
            ".JSON" => "json",
            ".XML" => "xml",
            _ => null,
        };
        return format is not null && byName is not null && !format.Equals(byName, StringComparison.Ordinal) ? null : format ?? byName ?? "json";
    }

    private static bool IsWebAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is ("https" or "http");
}

using DepRisk.Graph;
using DepRisk.Input;
using DepRisk.Restore;
using DepRisk.Sbom;
using DepRisk.Tool.Rendering;

namespace DepRisk.Tool.Commands;

/// <param name="Path">Absolute: a solution, project, folder or SBOM.</param>
/// <param name="NoRestore">No child process, no evaluation, no network.</param>
internal sealed record ScopeRequest(string Path, bool NoRestore);

/// <summary>Reads what a path stands for. Problems that leave a result go into <see cref="Scope.Problems"/>; without a result there is an error.</summary>
internal delegate Task<Result<Scope>> ScopeSource(ScopeRequest request, IStepProgress progress, CancellationToken cancellation);

internal static class ScopeSources
{
    public static ScopeSource Default { get; } = ReadAsync;

    private static async Task<Result<Scope>> ReadAsync(ScopeRequest request, IStepProgress progress, CancellationToken cancellation)
    {
        if (IsSbom(request.Path))
        {
            progress.Step("Reading the SBOM");
            return CycloneDxReader.Read(request.Path);
        }

        if (!ScopeDiscovery.Discover(request.Path).Succeeded(out var discovered, out var error))
        {
            return error;
        }

        var failures = new List<InputError>();
        if (!request.NoRestore && discovered.Unrestored.Any())
        {
            await DotnetRestore.RunAsync(discovered, failures, progress, cancellation);
            if (!ScopeDiscovery.Discover(request.Path).Succeeded(out discovered, out error))
            {
                return error;
            }
        }

        progress.Step("Reading restore outputs", discovered.Projects.Length);
        EvaluateProjects? evaluate = request.NoRestore ? null : (paths, properties) => DotnetEvaluation.Run(paths, properties, progress, cancellation);
        var result = ScopeReader.Read(discovered, evaluate, (_, _) => progress.Advance());
        return WithFailures(result, failures);
    }

    // Why a restore failed explains better than that there is no assets file.
    private static Result<Scope> WithFailures(Result<Scope> result, List<InputError> failures)
    {
        if (failures.Count is 0)
        {
            return result;
        }

        return result.Succeeded(out var scope, out _) ? scope with { Problems = [.. failures, .. scope.Problems] } : failures[0];
    }

    // A restore output keeps its name; any other JSON or XML file that is named is an SBOM, or the reader says what it is instead.
    private static bool IsSbom(string path) =>
        File.Exists(path)
        && !ScopeDiscovery.IsRestoreOutput(Path.GetFileName(path))
        && Path.GetExtension(path).ToUpperInvariant() is ".JSON" or ".XML" or ".CDX" or ".BOM";
}

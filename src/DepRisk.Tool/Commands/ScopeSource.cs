using DepRisk.Graph;
using DepRisk.Input;
using DepRisk.Tool.Rendering;

namespace DepRisk.Tool.Commands;

/// <param name="Path">Absolute: a solution, project, folder or SBOM.</param>
/// <param name="NoRestore">No child process, no evaluation, no network.</param>
internal sealed record ScopeRequest(string Path, bool NoRestore);

/// <summary>Reads what a path stands for. Problems that leave a result go into <see cref="Scope.Problems"/>; without a result there is an error.</summary>
internal delegate Task<Result<Scope>> ScopeSource(ScopeRequest request, IStepProgress progress, CancellationToken cancellation);

internal static class ScopeSources
{
    public static ScopeSource Default { get; } = (request, _, _) =>
        Task.FromResult<Result<Scope>>(new InputError(InputErrorCode.NothingFound, request.Path, "cannot be read yet: this build of deprisk has no readers"));
}

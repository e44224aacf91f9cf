using System.CommandLine;
using DepRisk.Concentration;
using DepRisk.Evidence;
using DepRisk.Lock;
using DepRisk.Rules;
using DepRisk.Tool.Rendering;

namespace DepRisk.Tool.Commands;

/// <summary>Reads what one side of <c>diff</c> names: a lock by its name, everything else as a scope.</summary>
internal sealed class DiffSide(Seams seams, ParseResult parse, ScopeOptions scopeOptions, StateOptions stateOptions)
{
    /// <returns>Null where it cannot be read, which is said then; the code is the run's exit code.</returns>
    public async Task<(ComparedSide? Side, ExitCode Code)> ReadAsync(string path, CancellationToken cancellation)
    {
        var full = seams.FullPath(path);
        var name = PathText.Of(full, seams.CurrentFolder);
        if (IsLock(full))
        {
            if (LockReader.Read(full).Succeeded(out var state, out var error))
            {
                return (new ComparedSide(name, state, null, false), ExitCode.Fine);
            }

            ProblemList.Fail(seams.Terminal, [error], seams.CurrentFolder);
            return (null, ExitCode.Input);
        }

        var (scope, code) = await scopeOptions.ReadAsync(seams, parse, path, cancellation, neverRestores: true);
        if (scope is null)
        {
            return (null, code);
        }

        if (stateOptions.ReadPolicy(seams, parse, scope) is not { } policy)
        {
            return (null, ExitCode.Usage);
        }

        var judged = policy.Apply(scope);
        var evidence = await scopeOptions.ReadEvidenceAsync(seams, parse, judged);
        var concentration = ScopeConcentration.Of(judged, evidence, policy.Thresholds, policy.Platforms);
        return (ComparedSide.Of(name, Assessment.Of(new RuleInput(judged, evidence, concentration, policy, null, SigningTimes.Newest(evidence)))), code);
    }

    // A copy of a lock from another day keeps the end of its name: old.deprisk.lock.json.
    private static bool IsLock(string path) => File.Exists(path) && Path.GetFileName(path).EndsWith(DepRiskLock.FileName, StringComparison.OrdinalIgnoreCase);
}

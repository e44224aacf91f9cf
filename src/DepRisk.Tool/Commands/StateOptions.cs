using System.CommandLine;
using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Input;
using DepRisk.Lock;
using DepRisk.Rules;
using DepRisk.Sbom;
using DepRisk.Tool.Rendering;

namespace DepRisk.Tool.Commands;

/// <summary>What every command takes that judges a scope: the policy, the accepted state, fetched facts, and the day that ages are counted to.</summary>
internal sealed class StateOptions(ScopeOptions scopeOptions)
{
    public Option<string?> PolicyFile { get; } = new("--policy") { HelpName = "FILE", Description = $"What your team decided (default: the nearest {Policy.FileName})" };

    public Option<string?> LockFile { get; } = new("--lock") { HelpName = "FILE", Description = $"The accepted state (default: the nearest {DepRiskLock.FileName})" };

    public Option<DateOnly?> AsOf { get; } = DayOption.Create("--as-of", "The day that ages are counted to, such as 2026-01-31 (default: SOURCE_DATE_EPOCH, else the newest signature in the scope)");

    public void AddTo(Command command)
    {
        command.Add(PolicyFile);
        command.Add(LockFile);
        command.Add(scopeOptions.Facts);
        command.Add(AsOf);
    }

    /// <summary>Judges a scope and says on standard error what keeps it from doing so.</summary>
    /// <param name="lockFile">Absolute: the lock that may not be there yet; null for the one that the options name.</param>
    /// <returns>Null where the policy, the lock, the facts or the day cannot be used; the code is then the run's exit code.</returns>
    public async Task<(Assessment? Assessment, ExitCode Code)> AssessAsync(Seams seams, ParseResult parse, Scope scope, string? lockFile = null)
    {
        var (state, code) = await ReadAsync(seams, parse, scope, lockFile);
        return (state is null ? null : FindingPlaces.Located(seams, Assessment.Of(state.Input())), code);
    }

    /// <summary>As <see cref="AssessAsync"/>, with nothing computed yet.</summary>
    public async Task<(ScopeState? State, ExitCode Code)> ReadAsync(Seams seams, ParseResult parse, Scope scope, string? lockFile = null)
    {
        if (scopeOptions.ReadFacts(seams, parse) is not { } facts)
        {
            return (null, ExitCode.Input);
        }

        if (ReadPolicy(seams, parse, scope) is not { } policy || !ReadEpoch(seams, out var epoch))
        {
            return (null, ExitCode.Usage);
        }

        if (!ReadLock(seams, parse, scope, lockFile, out var accepted))
        {
            return (null, ExitCode.Input);
        }

        var judged = policy.Apply(scope);
        var evidence = await scopeOptions.ReadEvidenceAsync(seams, parse, judged) with { Fetched = facts };
        var day = parse.GetValue(AsOf) ?? epoch ?? SigningTimes.Newest(evidence);
        return (new ScopeState(judged, evidence, policy, accepted, day, LockedElsewhere.Of(scope, accepted).IsSome), ExitCode.Fine);
    }

    /// <summary>For commands that judge nothing.</summary>
    /// <returns>Null where there is one that cannot be used, which is said then: exit code 2.</returns>
    public Policy? ReadPolicy(Seams seams, ParseResult parse, Scope scope)
    {
        if (PathOf(seams, parse.GetValue(PolicyFile), scope.Root, Policy.FileName) is not { } path)
        {
            return Policy.Default;
        }

        return Accept(seams, RootOf(seams, scope, parse.GetValue(PolicyFile)), PolicyReader.Read(path, RuleCatalog.Ids));
    }

    /// <summary>Where the lock is, or would be: beside the scope.</summary>
    public string LockPath(Seams seams, ParseResult parse, Scope scope) =>
        PathOf(seams, parse.GetValue(LockFile), scope.Root, DepRiskLock.FileName) ?? Path.Combine(scope.Root, DepRiskLock.FileName);

    /// <returns>False where there is a lock that cannot be used.</returns>
    private bool ReadLock(Seams seams, ParseResult parse, Scope scope, string? lockFile, out DepRiskLock? accepted)
    {
        accepted = null;
        if ((lockFile ?? PathOf(seams, parse.GetValue(LockFile), scope.Root, DepRiskLock.FileName)) is not { } path || (lockFile is not null && !File.Exists(lockFile)))
        {
            return true;
        }

        accepted = Accept(seams, RootOf(seams, scope, parse.GetValue(LockFile)), LockReader.Read(path, scope.Root));
        return accepted is not null;
    }

    private static bool ReadEpoch(Seams seams, out DateOnly? day)
    {
        day = null;
        if (CommitTime.OfEpoch(Environment.GetEnvironmentVariable("SOURCE_DATE_EPOCH")) is not { } given)
        {
            return true;
        }

        if (given.Succeeded(out var time, out var invalid))
        {
            day = time.Time is { } moment ? DateOnly.FromDateTime(moment.UtcDateTime) : null;
            return true;
        }

        seams.Terminal.ErrorLine($"deprisk: {invalid.Path} {invalid.Message}", Tone.Error);
        return false;
    }

    private static T? Accept<T>(Seams seams, string root, Result<T> result)
        where T : class
    {
        if (!result.Succeeded(out var value, out var error))
        {
            ProblemList.Fail(seams.Terminal, [error], root);
        }

        return value;
    }

    /// <summary>What somebody named is shown as it was named: a place that an editor or a CI log can open.</summary>
    private static string RootOf(Seams seams, Scope scope, string? named) => named is null ? scope.Root : seams.CurrentFolder;

    /// <summary>The file that the option names, else the nearest one. Null where there is none.</summary>
    private static string? PathOf(Seams seams, string? named, string root, string name) =>
        named is not null ? seams.FullPath(named) : NearestFile.Find(root.Length is 0 ? seams.CurrentFolder : root, name);
}

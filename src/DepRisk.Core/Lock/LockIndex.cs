using DepRisk.Input;

namespace DepRisk.Lock;

/// <summary>A lock and what is looked up in it for each project of a build.</summary>
public sealed class LockIndex(DepRiskLock value)
{
    public DepRiskLock Lock { get; } = value;

    public static Result<LockIndex> Read(string path) => LockReader.Read(path).Succeeded(out var state, out var error) ? new LockIndex(state) : error;
}

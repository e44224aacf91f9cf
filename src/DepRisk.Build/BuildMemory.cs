using System.Collections.Concurrent;

namespace DepRisk.Build;

/// <summary>
/// What one process reads once for all projects that it builds: the lock, the policy, roots of certificates. Lives as long as one build, so that no build sees what another one read;
/// used by several threads.
/// </summary>
internal sealed class BuildMemory
{
    private readonly ConcurrentDictionary<string, Lazy<object?>> _values = new(StringComparer.Ordinal);

    /// <param name="key">What and of which file: "lock /a/b/deprisk.lock.json".</param>
    public T Get<T>(string key, Func<T> make) => (T)_values.GetOrAdd(key, static (_, make) => new Lazy<object?>(() => make()), make).Value!;
}

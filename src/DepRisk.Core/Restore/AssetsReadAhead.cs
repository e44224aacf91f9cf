using System.Collections.Immutable;
using DepRisk.Input;

namespace DepRisk.Restore;

/// <summary>
/// Reads assets files on other threads while the caller makes graphs of those that are ready, in order: graphs intern
/// components, and which spelling of an id comes first must not depend on threads.
/// </summary>
internal sealed class AssetsReadAhead
{
    private readonly ImmutableArray<string?> _paths;
    private readonly TaskCompletionSource<Result<AssetsFile>>[] _results;
    private readonly AssetsFragments _fragments = new();
    private int _next = -1;

    /// <param name="paths">Null where a project has no assets file.</param>
    public AssetsReadAhead(ImmutableArray<string?> paths)
    {
        _paths = paths;
        _results = [.. paths.Select(_ => new TaskCompletionSource<Result<AssetsFile>>())];
        var workers = Math.Clamp(Environment.ProcessorCount - 1, 1, 8);
        for (var i = 0; i < Math.Min(workers, paths.Length); i++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static ahead => ahead.Work(), this, preferLocal: false);
        }
    }

    /// <summary>Waits for the file of that index.</summary>
    public Result<AssetsFile> Get(int index) => _results[index].Task.GetAwaiter().GetResult();

    private void Work()
    {
        for (var i = Interlocked.Increment(ref _next); i < _paths.Length; i = Interlocked.Increment(ref _next))
        {
            try
            {
                if (_paths[i] is { } path)
                {
                    _results[i].SetResult(AssetsFileReader.Read(path, _fragments));
                }
            }
            catch (Exception e)
            {
                // Whatever it is, it belongs to the thread that waits for it.
                _results[i].SetException(e);
            }
        }
    }
}

using System.Collections.Concurrent;
using System.Security.Cryptography;
using DepRisk.Input;

namespace DepRisk.Restore;

/// <summary>
/// Repositories repeat lock files byte by byte (185 files, 10 distinct in one that we know), so equal bytes are parsed once.
/// </summary>
public sealed class LockFileCache
{
    private readonly ConcurrentDictionary<string, LockFile> _files = new(StringComparer.Ordinal);

    /// <summary>Distinct contents so far.</summary>
    public int Count => _files.Count;

    public Result<LockFile> Read(string path)
    {
        if (!InputFile.Read(path).Succeeded(out var bytes, out var error))
        {
            return error;
        }

        var key = Convert.ToHexString(SHA256.HashData(bytes));
        if (_files.TryGetValue(key, out var known))
        {
            return known with { Path = path, Problems = [.. known.Problems.Select(problem => problem with { Path = path })] };
        }

        var result = LockFileReader.Parse(path, bytes);
        if (result.Value is { } file)
        {
            _files.TryAdd(key, file);
        }

        return result;
    }
}

namespace DepRisk.Binding;

/// <summary>
/// Finds the documents of symbols on this disk. Paths in symbols are those of the machine that compiled, or mapped (<c>/_/src/A.cs</c>) by a
/// deterministic build. For one project and one thread: what mapped one document is tried first for the next.
/// </summary>
/// <param name="root">Absolute folder of the scope.</param>
/// <param name="projectFolder">Absolute.</param>
/// <param name="isOfPackage">Whether a folder is that of an extracted package, whose sources are not ours.</param>
internal sealed class SourceTree(string root, string projectFolder, Func<string, bool> isOfPackage)
{
    private readonly SourceHashes _hashes = new();
    private readonly string[] _bases = Bases(root, projectFolder);
    private string _prefix = "";
    private string _base = "";

    /// <returns>Null where it was generated, is not on this disk or is no file of ours.</returns>
    public SourceFile? Find(SourceDocument document)
    {
        // No file system has such a name; asking for it would throw.
        if (GeneratedSource.Is(document.Path) || document.Path.Contains('\0', StringComparison.Ordinal))
        {
            return null;
        }

        var path = document.Path.Replace('\\', '/');
        return Locate(path, document) is { } found && IsOurs(found)
            ? new SourceFile(Path.GetRelativePath(root, found).Replace('\\', '/'), _hashes.Match(found, document))
            : null;
    }

    private string? Locate(string path, SourceDocument document)
    {
        var isRooted = Path.IsPathRooted(path);
        path = isRooted ? Path.GetFullPath(path).Replace('\\', '/') : path;
        if (isRooted && IsBelow(root, path) && File.Exists(path))
        {
            return path;
        }

        if (Remembered(path) is { } known && (document.Hash.IsEmpty || _hashes.Match(known, document)))
        {
            return known;
        }

        var best = Suffix(path, document);
        return !best.IsMatch && isRooted && File.Exists(path) ? path : best.Path;
    }

    private string? Remembered(string path) =>
        _prefix.Length > 0 && path.StartsWith(_prefix, StringComparison.Ordinal) && Path.Combine(_base, path[_prefix.Length..]) is var mapped && File.Exists(mapped) ? mapped : null;

    /// <summary>The longest end of the path that exists below one of our folders: one with the right content, else any.</summary>
    private (string? Path, bool IsMatch) Suffix(string path, SourceDocument document)
    {
        string? any = null;
        for (var start = StartOf(path); start < path.Length; start = After(path, start))
        {
            foreach (var folder in _bases)
            {
                var candidate = Path.GetFullPath(Path.Combine(folder, path[start..]));
                if (!File.Exists(candidate))
                {
                    continue;
                }

                if (_hashes.Match(candidate, document))
                {
                    (_prefix, _base) = (path[..start], folder);
                    return (candidate, true);
                }

                any ??= candidate;
            }
        }

        return (any, false);
    }

    private static int StartOf(string path)
    {
        // C:/ and / are no part of a relative path.
        var start = path.AsSpan().IndexOfAnyExcept('/');
        return start < 0 ? path.Length : path.Length > start + 1 && path[start + 1] is ':' ? After(path, start) : start;
    }

    private static int After(string path, int start) => path.IndexOf('/', start) is >= 0 and var slash ? slash + 1 : path.Length;

    // A scope may be a folder inside the repository whose root the compiler mapped, so that the folders above count too.
    private static string[] Bases(string root, string projectFolder)
    {
        var bases = new List<string> { root, projectFolder };
        for (var folder = Path.GetDirectoryName(root); folder is not null && Path.GetDirectoryName(folder) is not null; folder = Path.GetDirectoryName(folder))
        {
            bases.Add(folder);
        }

        return [.. bases.Distinct(StringComparer.Ordinal)];
    }

    private bool IsOurs(string path)
    {
        for (var folder = Path.GetDirectoryName(path); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (isOfPackage(folder))
            {
                return false;
            }
        }

        // With nothing but the root of the file system in common, the way from here would name the machine's own folders.
        var top = Path.GetRelativePath(Path.GetPathRoot(root) ?? "/", root).Split(Path.DirectorySeparatorChar)[0];
        return IsBelow(root, path) || IsBelow(Path.Combine(Path.GetPathRoot(root) ?? "/", top), path);
    }

    private static bool IsBelow(string folder, string path) =>
        path.StartsWith(folder, StringComparison.Ordinal) && path.Length > folder.Length
        && (Path.EndsInDirectorySeparator(folder) || path[folder.Length] is '/' or '\\');
}

/// <param name="Path">Relative to the scope, with <c>/</c>.</param>
/// <param name="IsMatch">Its bytes are those that were compiled.</param>
internal readonly record struct SourceFile(string Path, bool IsMatch);

using System.IO.Enumeration;
using DepRisk.Input;

namespace DepRisk.Packages.Build;

/// <summary>
/// The files of one extracted package, listed once. Links are not listed and not entered, so nothing outside the package's folder is ever opened;
/// a path that MSBuild code computes is only compared with this list.
/// </summary>
internal sealed class BuildFiles
{
    private readonly string _folder;

    private BuildFiles(string folder, string[] paths, bool isCut)
    {
        _folder = folder;
        Paths = paths;
        IsCut = isCut;
    }

    /// <summary>Relative, with <c>/</c>; sorted without regard to case, because a package is written for Windows as well.</summary>
    public string[] Paths { get; }

    /// <summary>The package has more than <see cref="Limits.PackageFiles"/> files; the rest is not in the list.</summary>
    public bool IsCut { get; }

    private static readonly HashSet<string> BuildFolders =
        new(["build", "buildTransitive", "buildMultiTargeting", "buildCrossTargeting", "analyzers", "tools", "Sdk"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Null where none of the folders is there from which a build takes anything: one listing of the package's own folder tells.</summary>
    public static BuildFiles? List(string folder)
    {
        foreach (var child in Directory.EnumerateDirectories(folder))
        {
            if (BuildFolders.Contains(Path.GetFileName(child)))
            {
                return ListAll(folder);
            }
        }

        return null;
    }

    private static BuildFiles ListAll(string folder)
    {
        var start = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)).Length + 1;
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, MaxRecursionDepth = Limits.PackageDepth };
        var found = new FileSystemEnumerable<string>(folder, (ref FileSystemEntry entry) => Relative(ref entry, start), options)
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory,
        };
        var paths = new List<string>();
        foreach (var path in found)
        {
            if (paths.Count == Limits.PackageFiles)
            {
                break;
            }

            paths.Add(path);
        }

        var isCut = paths.Count == Limits.PackageFiles;
        var sorted = paths.ToArray();
        Array.Sort(sorted, CompareIgnoringCase);
        return new BuildFiles(folder, sorted, isCut);
    }

    public string FullPath(string path) => Path.Combine(_folder, path.Replace('/', Path.DirectorySeparatorChar));

    /// <summary>The files of that path; more than one where they differ in case alone.</summary>
    public ReadOnlySpan<string> Find(string path)
    {
        var start = LowerBound(path);
        var end = start;
        while (end < Paths.Length && Paths[end].Equals(path, StringComparison.OrdinalIgnoreCase))
        {
            end++;
        }

        return Paths.AsSpan(start..end);
    }

    /// <summary>All files below a folder, which ends with <c>/</c>.</summary>
    public ReadOnlySpan<string> Below(string folder)
    {
        var start = LowerBound(folder);
        var end = start;
        while (end < Paths.Length && Paths[end].StartsWith(folder, StringComparison.OrdinalIgnoreCase))
        {
            end++;
        }

        return Paths.AsSpan(start..end);
    }

    private int LowerBound(string path)
    {
        var (low, high) = (0, Paths.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = string.Compare(Paths[middle], path, StringComparison.OrdinalIgnoreCase) < 0 ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    // The second comparison keeps the order the same everywhere where names differ in case alone.
    private static int CompareIgnoringCase(string x, string y) =>
        string.Compare(x, y, StringComparison.OrdinalIgnoreCase) is var order and not 0 ? order : string.CompareOrdinal(x, y);

    private static string Relative(ref FileSystemEntry entry, int start)
    {
        var directory = entry.Directory;
        var inside = directory.Length > start ? directory[start..] : [];
        return inside.IsEmpty ? entry.FileName.ToString() : string.Concat(Slashed(inside), "/", entry.FileName);
    }

    private static string Slashed(ReadOnlySpan<char> path) =>
        Path.DirectorySeparatorChar is '/' ? path.ToString() : path.ToString().Replace(Path.DirectorySeparatorChar, '/');
}

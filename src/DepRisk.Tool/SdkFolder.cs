using System.Runtime.InteropServices;
using DepRisk.Evidence;

namespace DepRisk.Tool;

/// <summary>
/// Finds the folder of the installed .NET SDK whose assemblies this runtime can load: in the first of <see cref="DotnetRoots"/> that has one the
/// highest version.
/// </summary>
internal static class SdkFolder
{
    /// <summary>The oldest that has what the tool was compiled against.</summary>
    private const int OldestMajor = 10;

    /// <returns>Absolute; null where there is no SDK that fits.</returns>
    public static string? Find() => Find(DotnetRoots.Of(RuntimeEnvironment.GetRuntimeDirectory(), Environment.GetEnvironmentVariable), Environment.Version.Major);

    /// <param name="roots">Folders that may hold a folder <c>sdk</c>.</param>
    /// <param name="runtimeMajor">An SDK that is newer than the runtime has assemblies that the runtime cannot load.</param>
    internal static string? Find(IEnumerable<string> roots, int runtimeMajor)
    {
        foreach (var root in roots)
        {
            if (Best(Path.Combine(root, "sdk"), runtimeMajor) is { } folder)
            {
                return folder;
            }
        }

        return null;
    }

    private static string? Best(string folder, int runtimeMajor)
    {
        if (!Directory.Exists(folder))
        {
            return null;
        }

        (bool IsStable, Version Version, string Path)? best = null;
        foreach (var path in Directory.GetDirectories(folder))
        {
            var name = Path.GetFileName(path);
            var dash = name.IndexOf('-', StringComparison.Ordinal);
            if (!Version.TryParse(dash < 0 ? name : name[..dash], out var version)
                || version.Major < OldestMajor || version.Major > runtimeMajor
                || !File.Exists(Path.Combine(path, "NuGet.Protocol.dll")))
            {
                continue;
            }

            var candidate = (dash < 0, version, path);
            best = best is null || Compare(candidate, best.Value) > 0 ? candidate : best;
        }

        return best?.Path;
    }

    private static int Compare((bool IsStable, Version Version, string Path) x, (bool IsStable, Version Version, string Path) y) =>
        x.IsStable != y.IsStable ? x.IsStable.CompareTo(y.IsStable)
        : x.Version != y.Version ? x.Version.CompareTo(y.Version)
        : string.CompareOrdinal(x.Path, y.Path);
}

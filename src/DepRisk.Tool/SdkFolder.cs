using System.Runtime.InteropServices;

namespace DepRisk.Tool;

/// <summary>
/// Finds the folder of the installed .NET SDK whose assemblies this runtime can load: of the host that runs us first, then of
/// DOTNET_HOST_PATH, DOTNET_ROOT and the PATH, and in the first of them that has one the highest version.
/// </summary>
internal static class SdkFolder
{
    /// <summary>The oldest that has what the tool was compiled against.</summary>
    private const int OldestMajor = 10;

    /// <returns>Absolute; null where there is no SDK that fits.</returns>
    public static string? Find() => Find(Roots(), Environment.Version.Major);

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

    private static IEnumerable<string> Roots()
    {
        // ROOT/shared/Microsoft.NETCore.App/10.0.0
        yield return Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        if (Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host && Path.GetDirectoryName(RealPath(host)) is { } folder)
        {
            yield return folder;
        }

        if (Environment.GetEnvironmentVariable("DOTNET_ROOT") is { Length: > 0 } root)
        {
            yield return root;
        }

        foreach (var entry in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            var file = Path.Combine(entry, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
            if (File.Exists(file) && Path.GetDirectoryName(RealPath(file)) is { } real)
            {
                yield return real;
            }
        }
    }

    // /usr/bin/dotnet is a link into the folder that holds the SDK.
    private static string RealPath(string file)
    {
        try
        {
            return File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Path.GetFullPath(file);
        }
    }
}

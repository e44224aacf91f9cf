namespace DepRisk.Tool.Commands;

/// <summary>Where facts of immutable packages are kept from run to run. Deleting it costs time, nothing else.</summary>
internal static class CacheFolder
{
    /// <summary>DEPRISK_CACHE, else the user's cache folder as the platform has it; null where there is none.</summary>
    public static string? Path { get; } = Find();

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("DEPRISK_CACHE") is { Length: > 0 } given)
        {
            return System.IO.Path.GetFullPath(given);
        }

        if (OperatingSystem.IsLinux() && Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } xdg)
        {
            return System.IO.Path.Combine(xdg, "deprisk");
        }

        var (folder, below) = OperatingSystem.IsWindows() ? (Environment.SpecialFolder.LocalApplicationData, "deprisk/cache")
            : OperatingSystem.IsMacOS() ? (Environment.SpecialFolder.UserProfile, "Library/Caches/deprisk")
            : (Environment.SpecialFolder.UserProfile, ".cache/deprisk");
        var home = Environment.GetFolderPath(folder);
        return home.Length is 0 ? null : System.IO.Path.Combine(home, below);
    }
}

namespace DepRisk.Evidence;

/// <summary>Where facts of packages are kept between runs.</summary>
public static class CacheFolder
{
    /// <summary>DEPRISK_CACHE, else the user's cache folder; null where there is neither.</summary>
    /// <param name="variable">Null for a variable that is not set.</param>
    public static string? Find(Func<string, string?> variable, bool isWindows, bool isMac)
    {
        if (variable("DEPRISK_CACHE") is { Length: > 0 } own)
        {
            return Path.GetFullPath(own);
        }

        var user = isWindows ? variable("LOCALAPPDATA")
            : isMac ? Below(variable("HOME"), "Library", "Caches")
            // The XDG base directory specification: a relative path is to be ignored.
            : variable("XDG_CACHE_HOME") is { Length: > 0 } xdg && Path.IsPathRooted(xdg) ? xdg : Below(variable("HOME"), ".cache");
        return string.IsNullOrEmpty(user) ? null : Path.Combine(user, "deprisk");
    }

    private static string? Below(string? home, params string[] folders) => string.IsNullOrEmpty(home) ? null : Path.Combine([home, .. folders]);
}

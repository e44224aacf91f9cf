namespace DepRisk.Packages.Feeds;

/// <summary>
/// The files nuget.config of a repository. Those of a user or a machine are none of them: what depends on them differs from one machine to the next.
/// </summary>
public static class ConfigurationFiles
{
    // NuGet takes these spellings, on every file system.
    private static readonly string[] Names = ["nuget.config", "NuGet.config", "NuGet.Config"];

    /// <summary>The nearest folder at or above that is the root of a repository; null where there is none.</summary>
    public static string? Root(string folder)
    {
        for (var candidate = folder; candidate is not null; candidate = Path.GetDirectoryName(candidate))
        {
            if (Path.Exists(Path.Combine(candidate, ".git")))
            {
                return candidate;
            }
        }

        return null;
    }

    /// <summary>Absolute paths, the nearest first: at most one a folder, from <paramref name="folder"/> up to <paramref name="top"/>.</summary>
    /// <param name="top">The last folder that is looked at; null goes up to the file system's root.</param>
    public static IEnumerable<string> Above(string folder, string? top)
    {
        for (var candidate = folder; candidate is not null; candidate = Path.GetDirectoryName(candidate))
        {
            if (Array.Find(Names, name => File.Exists(Path.Combine(candidate, name))) is { } found)
            {
                yield return Path.Combine(candidate, found);
            }

            if (candidate.Equals(top, StringComparison.Ordinal))
            {
                yield break;
            }
        }
    }
}

namespace DepRisk.Packages.Build;

/// <summary>The files of a package that NuGet itself hands to MSBuild or to PowerShell, by name and place alone.</summary>
internal static class BuildEntries
{
    /// <returns>Props before targets, as a build imports them.</returns>
    public static List<string> Find(BuildFiles files, string id)
    {
        var entries = new List<string>();
        foreach (var extension in (ReadOnlySpan<string>)[".props", ".targets"])
        {
            AddNamed(files, "build/", id + extension, hasFrameworks: true, entries);
            AddNamed(files, "buildTransitive/", id + extension, hasFrameworks: true, entries);
            AddNamed(files, "buildMultiTargeting/", id + extension, hasFrameworks: false, entries);

            // The name of the folder before NuGet 4.
            AddNamed(files, "buildCrossTargeting/", id + extension, hasFrameworks: false, entries);
            entries.AddRange(files.Find("Sdk/Sdk" + extension));
        }

        return entries;
    }

    public static bool IsSdk(string path) =>
        path.Equals("Sdk/Sdk.props", StringComparison.OrdinalIgnoreCase) || path.Equals("Sdk/Sdk.targets", StringComparison.OrdinalIgnoreCase);

    /// <summary>NuGet calls these three, in tools or in a folder of a framework below it. Another script runs only where one of them calls it.</summary>
    public static bool IsScriptOfNuGet(string path)
    {
        var name = path.AsSpan(path.LastIndexOf('/') + 1);
        return path.AsSpan().Count('/') <= 2
            && (name.Equals("init.ps1", StringComparison.OrdinalIgnoreCase)
                || name.Equals("install.ps1", StringComparison.OrdinalIgnoreCase)
                || name.Equals("uninstall.ps1", StringComparison.OrdinalIgnoreCase));
    }

    // NuGet takes the file from the folder itself or from one folder below it, whose name it reads as a framework.
    private static void AddNamed(BuildFiles files, string folder, string name, bool hasFrameworks, List<string> entries)
    {
        foreach (var path in files.Below(folder))
        {
            var inside = path.AsSpan(folder.Length);
            var slash = inside.IndexOf('/');
            if (inside[(slash + 1)..].Equals(name, StringComparison.OrdinalIgnoreCase) && (slash < 0 || hasFrameworks))
            {
                entries.Add(path);
            }
        }
    }
}

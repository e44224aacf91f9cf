namespace DepRisk.EndToEnd.Tests;

/// <summary>The checkout that these tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>A copy of a sample in a folder of its own, with what isolates it; sources alone.</summary>
    public static string CopySample(string name, string folder)
    {
        var samples = Path.Combine(Root, "samples");
        foreach (var file in Directory.GetFiles(samples, "Directory.*"))
        {
            Directory.CreateDirectory(folder);
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        }

        var source = Path.Combine(samples, name);
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var relative = Path.GetRelativePath(source, file);
            if (relative.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"))
            {
                continue;
            }

            var copy = Path.Combine(folder, name, relative);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return Path.Combine(folder, name);
    }

    /// <summary>As <see cref="CopySample"/>, and restored.</summary>
    public static string RestoreSample(string name, string folder)
    {
        var sample = CopySample(name, folder);
        TestProcess.RunDotnet(sample, "restore", "-p:NuGetAudit=false", "-v:minimal", "-tl:off").Ended(0);
        return sample;
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "DepRisk.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("These tests run from inside the repository: there is no DepRisk.sln above them.");
    }
}

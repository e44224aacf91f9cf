namespace DepRisk.EndToEnd.Tests;

/// <summary>The checkout that these tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>A copy of all that is built here: sources, tests, samples and docs, without what a build leaves.</summary>
    public static void Copy(string folder)
    {
        foreach (var file in Directory.GetFiles(Root).Where(file => Path.GetFileName(file) is not ".git"))
        {
            Directory.CreateDirectory(folder);
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        foreach (var part in new[] { "src", "tests", "samples", "docs" })
        {
            CopyFiles(Path.Combine(Root, part), Path.Combine(folder, part));
        }
    }

    /// <summary>A copy of a sample in a folder of its own, with what isolates it; sources alone.</summary>
    public static string CopySample(string name, string folder)
    {
        var samples = Path.Combine(Root, "samples");
        foreach (var file in Directory.GetFiles(samples, "Directory.*"))
        {
            Directory.CreateDirectory(folder);
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        }

        CopyFiles(Path.Combine(samples, name), Path.Combine(folder, name));
        return Path.Combine(folder, name);
    }

    private static void CopyFiles(string source, string folder)
    {
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var relative = Path.GetRelativePath(source, file);
            if (relative.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"))
            {
                continue;
            }

            var copy = Path.Combine(folder, relative);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
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

using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace DepRisk.Restore;

/// <summary>
/// Finds the project.assets.json of a project wherever its obj folder is. The project path that the restore recorded decides; the
/// places are those that literals of the project name, the default, and the artifacts folder of an enclosing folder.
/// </summary>
internal sealed class AssetsLocator(IReadOnlyList<string> appFolders)
{
    private const string FileName = "project.assets.json";

    /// <summary>
    /// Where the SDK keeps what it builds for file-based apps: the temp folder on Windows, where that is private to the user, and the
    /// local application data elsewhere.
    /// </summary>
    public static IReadOnlyList<string> DefaultAppFolders { get; } = AppFolders();

    public static string? Find(ProjectSources sources)
    {
        string? byName = null;
        foreach (var folder in Folders(sources))
        {
            var assets = Path.Combine(folder, FileName);
            if (!File.Exists(assets))
            {
                continue;
            }

            // An assets file without any record is old or damaged; its own reader says so.
            if (RestoreRecord.Of(assets) is not { } record)
            {
                byName ??= assets;
                continue;
            }

            if (SamePath(record.ProjectPath, sources.ProjectPath))
            {
                return assets;
            }

            // The tree was moved, or restored in a container: in the project's own folder the name of the project file is enough.
            if (RestoreRecord.FileName(record.ProjectPath).Equals(Path.GetFileName(sources.ProjectPath), StringComparison.OrdinalIgnoreCase))
            {
                byName ??= assets;
            }
        }

        return byName;
    }

    /// <summary>Of a file-based app, which the SDK restores in a folder of the user; null where it was not restored.</summary>
    public string? FindApp(string appPath)
    {
        var project = FileBasedApp.ProjectPath(appPath);
        var name = Path.GetFileNameWithoutExtension(appPath);
        foreach (var folder in appFolders)
        {
            // The SDK names the folder after the upper-cased path, so that two spellings share it on systems that ignore case.
            var hash = SHA256.HashData(Encoding.UTF8.GetBytes(appPath.ToUpperInvariant()));
            var exact = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{name}-{Convert.ToHexStringLower(hash)}"), "obj", FileName);
            if (File.Exists(exact))
            {
                return exact;
            }

            // Another version of the SDK may hash differently; what it recorded decides.
            foreach (var candidate in Candidates(folder, name))
            {
                var assets = Path.Combine(candidate, "obj", FileName);
                if (File.Exists(assets) && RestoreRecord.Of(assets) is { } record && SamePath(record.ProjectPath, project))
                {
                    return assets;
                }
            }
        }

        return null;
    }

    internal static bool SamePath(string one, string other) =>
        one.Equals(other, OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);

    /// <summary>In the order of trust: an obj folder that is left over from before the move to artifacts must not win.</summary>
    private static IEnumerable<string> Folders(ProjectSources sources)
    {
        foreach (var property in (ReadOnlySpan<string>)["MSBuildProjectExtensionsPath", "BaseIntermediateOutputPath"])
        {
            if (Expand(sources, property) is { } folder)
            {
                return [folder, .. Defaults(sources)];
            }
        }

        if (Expand(sources, "ArtifactsPath") is { } artifacts)
        {
            return [Path.Combine(artifacts, "obj", sources.ProjectName), .. Defaults(sources)];
        }

        return sources.Property("UseArtifactsOutput").Is("true") ? Defaults(sources).Reverse() : Defaults(sources);
    }

    private static IEnumerable<string> Defaults(ProjectSources sources)
    {
        yield return Path.Combine(sources.Folder, "obj");
        for (var folder = sources.Folder; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            yield return Path.Combine(folder, "artifacts", "obj", sources.ProjectName);
        }
    }

    private static string? Expand(ProjectSources sources, string property)
    {
        // Not only a literal: the three well-known path properties are the usual way to write these.
        foreach (var file in sources.Files.Reverse())
        {
            foreach (var one in file.Properties.Reverse())
            {
                if (one.Name.Equals(property, StringComparison.OrdinalIgnoreCase)
                    && MSBuildText.ExpandPath(one.Value, file.Path, sources.ProjectPath, sources.Folder) is { } path)
                {
                    return path;
                }
            }
        }

        return null;
    }

    private static IEnumerable<string> Candidates(string folder, string name)
    {
        try
        {
            // A name with wildcards in it would match more, which the recorded path then rejects.
            return Directory.Exists(folder) ? Directory.GetDirectories(folder, name + "-*").Order(StringComparer.Ordinal) : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return [];
        }
    }

    private static List<string> AppFolders()
    {
        var folders = new List<string>();
        foreach (var root in (ReadOnlySpan<string>)[Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), OperatingSystem.IsWindows() ? Path.GetTempPath() : ""])
        {
            if (root.Length > 0)
            {
                folders.Add(Path.Combine(root, "dotnet", "runfile"));
            }
        }

        return folders;
    }
}

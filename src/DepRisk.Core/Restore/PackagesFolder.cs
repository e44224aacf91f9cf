using System.Xml;
using DepRisk.Input;

namespace DepRisk.Restore;

/// <summary>
/// A folder of restored packages, in either of NuGet's layouts: <c>Id.Version</c> of packages.config, <c>id/version</c> of the
/// global packages folder.
/// </summary>
public sealed class PackagesFolder
{
    private readonly Dictionary<string, string> _folders = new(StringComparer.OrdinalIgnoreCase);

    private PackagesFolder(string path) => Path = path;

    /// <summary>Absolute. Never part of any output.</summary>
    public string Path { get; }

    /// <returns>Null where there is no such folder or it cannot be listed.</returns>
    public static PackagesFolder? Open(string path)
    {
        try
        {
            var folder = new PackagesFolder(System.IO.Path.GetFullPath(path));
            var names = Directory.GetDirectories(folder.Path);
            // Where two names differ only in case, the first in ordinal order is taken, on every file system.
            Array.Sort(names, StringComparer.Ordinal);
            foreach (var name in names)
            {
                folder._folders.TryAdd(System.IO.Path.GetFileName(name), name);
            }

            return folder;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    /// <returns>The absolute folder of the package; null where it is not here.</returns>
    public string? Find(string id, string version)
    {
        var normal = Packages.PackageVersion.Normalize(version);
        if (_folders.TryGetValue($"{id}.{version}", out var folder) || _folders.TryGetValue($"{id}.{normal}", out folder))
        {
            return folder;
        }

        // The version comes from the input: it must be one folder name, never a way out of the folder.
        if (_folders.TryGetValue(id, out folder) && normal.AsSpan().IndexOfAny('/', '\\') < 0 && normal is not "." and not "..")
        {
            var versioned = System.IO.Path.Combine(folder, normal.ToLowerInvariant());
            return Directory.Exists(versioned) ? versioned : null;
        }

        return null;
    }

    /// <summary>
    /// The folder that serves a packages.config: at each level upwards what a NuGet.Config says in repositoryPath, then <c>packages</c>.
    /// Only a folder that holds one of the packages counts: other ecosystems have folders of that name too. The search ends at the
    /// root of the repository.
    /// </summary>
    public static PackagesFolder? Above(PackagesConfigFile file, List<InputError> problems)
    {
        for (var level = new FileInfo(System.IO.Path.GetFullPath(file.Path)).Directory; level is not null; level = level.Parent)
        {
            foreach (var candidate in Candidates(level.FullName, problems))
            {
                if (Open(candidate) is { } folder && file.Packages.Any(package => folder.Find(package.Id, package.Version) is not null))
                {
                    return folder;
                }
            }

            if (System.IO.Path.Exists(System.IO.Path.Combine(level.FullName, ".git")))
            {
                return null;
            }
        }

        return null;
    }

    private static IEnumerable<string> Candidates(string level, List<InputError> problems)
    {
        foreach (var name in (string[])["NuGet.Config", "nuget.config", "NuGet.config", ".nuget/NuGet.Config"])
        {
            var config = System.IO.Path.Combine(level, name);
            if (File.Exists(config) && RepositoryPath(config, problems) is { } path)
            {
                yield return System.IO.Path.Combine(System.IO.Path.GetDirectoryName(config)!, path);
            }
        }

        yield return System.IO.Path.Combine(level, "packages");
    }

    private static string? RepositoryPath(string config, List<InputError> problems)
    {
        var result = InputFile.Read(config).Succeeded(out var bytes, out var error)
            ? XmlInput.Parse(config, bytes, RepositoryPath)
            : error;
        if (result.Error is { } problem)
        {
            problems.Add(problem with { IsPartial = false });
        }

        return string.IsNullOrEmpty(result.Value) ? null : result.Value;
    }

    // <configuration> <config> <add key="repositoryPath" value="..\packages" />; a value with %VARIABLES% is left to NuGet.
    private static string RepositoryPath(XmlReader reader)
    {
        var path = "";
        var inConfig = false;
        while (XmlInput.Read(reader))
        {
            if (reader is { NodeType: XmlNodeType.Element, Depth: 1 })
            {
                inConfig = reader.LocalName.Equals("config", StringComparison.OrdinalIgnoreCase);
            }
            else if (inConfig && reader is { NodeType: XmlNodeType.Element, Depth: 2, LocalName: "add" }
                && "repositoryPath".Equals(reader.GetAttribute("key"), StringComparison.OrdinalIgnoreCase)
                && reader.GetAttribute("value") is { } value && !value.Contains('%', StringComparison.Ordinal) && !value.Contains('\0', StringComparison.Ordinal))
            {
                path = value.Replace('\\', '/');
            }
        }

        return path;
    }
}

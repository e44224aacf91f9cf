using System.Collections.Immutable;
using DepRisk.Graph;
using DepRisk.Input;
using DepRisk.Packages.Feeds;

namespace DepRisk.Evidence;

/// <summary>What the files nuget.config of our own repository say of feeds, for each project.</summary>
public static class ProjectFeeds
{
    /// <summary>Looks from each project's folder up to the repository's root, or to the scope's folder where there is no repository. Paths are relative to the scope.</summary>
    /// <param name="problems">Gets each file that cannot be read, once.</param>
    public static ImmutableArray<FeedSettings> Read(Scope scope, List<InputError> problems)
    {
        var top = ConfigurationFiles.Root(scope.Root) ?? scope.Root;
        var files = new Dictionary<string, FeedConfiguration?>(StringComparer.Ordinal);
        var folders = new Dictionary<string, FeedSettings>(StringComparer.Ordinal);
        var settings = ImmutableArray.CreateBuilder<FeedSettings>(scope.Projects.Length);
        foreach (var project in scope.Projects)
        {
            // A document may call its project anything.
            if (project.Path.Contains('\0', StringComparison.Ordinal))
            {
                settings.Add(FeedSettings.None);
                continue;
            }

            var folder = Path.GetDirectoryName(Path.GetFullPath(Path.Combine(scope.Root, project.Path))) ?? scope.Root;
            if (!folders.TryGetValue(folder, out var known))
            {
                folders.Add(folder, known = Of(scope.Root, folder, top, files, problems));
            }

            settings.Add(known);
        }

        return settings.MoveToImmutable();
    }

    private static FeedSettings Of(string root, string folder, string top, Dictionary<string, FeedConfiguration?> files, List<InputError> problems)
    {
        // A project elsewhere on the disk is in nobody's repository that we know.
        if (!IsWithin(folder, top))
        {
            return FeedSettings.None;
        }

        var read = new List<(FeedFile, FeedConfiguration)>();
        foreach (var path in ConfigurationFiles.Above(folder, top))
        {
            if (!files.TryGetValue(path, out var configuration))
            {
                files.Add(path, configuration = Read(path, problems));
            }

            if (configuration is not null)
            {
                read.Add((new FeedFile(Path.GetRelativePath(root, path).Replace('\\', '/'), !configuration.Sources.IsEmpty), configuration));
            }
        }

        return read.Count is 0 ? FeedSettings.None : FeedSettings.Of(read);
    }

    private static FeedConfiguration? Read(string path, List<InputError> problems)
    {
        if (FeedConfiguration.Read(path).Succeeded(out var configuration, out var error))
        {
            return configuration;
        }

        problems.Add(error with { IsPartial = false });
        return null;
    }

    private static bool IsWithin(string folder, string top) =>
        folder.Equals(top, StringComparison.Ordinal) || folder.StartsWith(Path.EndsInDirectorySeparator(top) ? top : top + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}

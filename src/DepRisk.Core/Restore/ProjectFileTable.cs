using System.Collections.Immutable;
using DepRisk.Input;

namespace DepRisk.Restore;

/// <summary>
/// Reads every project, props and targets file at most once a scope: two hundred projects share one Directory.Build.props. Not thread-safe.
/// </summary>
public sealed class ProjectFileTable
{
    private readonly Dictionary<string, ProjectFile?> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Folder, string Name), string?> _above = [];
    private readonly List<InputError> _problems = [];

    /// <summary>Files that exist and could not be read, in the order of reading.</summary>
    public ImmutableArray<InputError> Problems => [.. _problems];

    /// <summary>Null where the file cannot be read; <see cref="Problems"/> then says why.</summary>
    public ProjectFile? Read(string path)
    {
        if (!_files.TryGetValue(path, out var file))
        {
            var isApp = path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase);
            if (!(isApp ? FileBasedApp.Read(path) : ProjectFileReader.Read(path)).Succeeded(out file, out var error))
            {
                // Restore outputs hold the graph; without a project file only roles and lines are less certain.
                _problems.Add(error with { IsPartial = false });
            }

            _files.Add(path, file);
        }

        return file;
    }

    /// <summary>The nearest file of that name in the folder or above it, as MSBuild looks for Directory.Build.props; null where there is none.</summary>
    public string? Above(string? folder, string name)
    {
        if (folder is null)
        {
            return null;
        }

        if (!_above.TryGetValue((folder, name), out var found))
        {
            var candidate = Path.Combine(folder, name);
            found = File.Exists(candidate) ? candidate : Above(Path.GetDirectoryName(folder), name);
            _above.Add((folder, name), found);
        }

        return found;
    }
}

using System.Collections.Immutable;

namespace DepRisk.Restore;

/// <summary>
/// The files of ours that say something about one project, and their statements in the order in which MSBuild reads them:
/// Directory.Build.props, Directory.Packages.props, the project, Directory.Build.targets, each with the files that it imports by a path that we can tell.
/// </summary>
public sealed class ProjectSources
{
    // MSBuild has no such limit; a longer chain of imports is a loop that the set of visited files did not catch.
    private const int ImportDepth = 32;

    private readonly List<ProjectFile> _files = [];
    private readonly List<(ProjectFile File, ProjectProperty Property)> _properties = [];
    private readonly List<SourcedItem> _items = [];
    private readonly HashSet<string> _visited = new(StringComparer.Ordinal);
    private readonly ProjectFileTable _table;

    private ProjectSources(string projectPath, ProjectFileTable table)
    {
        ProjectPath = projectPath;
        _table = table;
    }

    /// <summary>Absolute.</summary>
    public string ProjectPath { get; }

    public string ProjectName => Path.GetFileNameWithoutExtension(ProjectPath);

    public string Folder => Path.GetDirectoryName(ProjectPath) ?? ProjectPath;

    /// <summary>Null where the project file cannot be read.</summary>
    public ProjectFile? Project { get; private set; }

    /// <summary>In the order of reading.</summary>
    public ImmutableArray<ProjectFile> Files { get; private set; }

    public ImmutableArray<SourcedItem> Items { get; private set; }

    /// <summary>Every import of ours was followed, so that what is not stated here is stated nowhere.</summary>
    public bool IsComplete { get; private set; } = true;

    public static ProjectSources Read(string projectPath, ProjectFileTable table)
    {
        var sources = new ProjectSources(projectPath, table) { Project = table.Read(projectPath) };
        var isSdkStyle = sources.Project is { IsSdkStyle: true };
        sources.AddAbove("Directory.Build.props");
        if (isSdkStyle)
        {
            sources.AddAbove("Directory.Packages.props");
        }

        sources.Add(projectPath, 0);
        sources.AddAbove("Directory.Build.targets");
        sources.IsComplete &= sources.Project is not null;
        sources.Files = [.. sources._files];
        sources.Items = [.. sources._items];
        return sources;
    }

    /// <summary>What the sources say of a property: the last statement wins, and one that needs evaluation leaves it open.</summary>
    public PropertyFact Property(string name)
    {
        var fact = PropertyFact.Unset;
        foreach (var (file, property) in _properties)
        {
            if (property.Name.Equals(name, StringComparison.OrdinalIgnoreCase) && (property.Certainty is not PropertyCertainty.Default || !fact.IsKnown))
            {
                // A default behind an open statement may or may not apply.
                var isKnown = property.Certainty is PropertyCertainty.Literal || (property.Certainty is PropertyCertainty.Default && !fact.IsOpen);
                fact = new PropertyFact(isKnown ? property.Value : null, file, property.Position);
            }
        }

        return fact;
    }

    /// <summary>The path is an existing project of SDK style, which takes part in a restore.</summary>
    internal bool IsSdkProject(string path) => File.Exists(path) && ScopeDiscovery.IsProject(path) && _table.Read(path) is { IsSdkStyle: true };

    private void AddAbove(string name)
    {
        if (_table.Above(Folder, name) is { } path)
        {
            Add(path, 0);
        }
    }

    private void Add(string path, int depth)
    {
        if (!_visited.Add(path))
        {
            return;
        }

        if (_table.Read(path) is not { } file || depth > ImportDepth)
        {
            IsComplete = false;
            return;
        }

        _files.Add(file);
        var property = 0;
        var item = 0;
        foreach (var import in file.Imports)
        {
            AddUntil(file, import.Position, ref property, ref item);
            Follow(file, import, depth);
        }

        AddUntil(file, new FilePosition(long.MaxValue, 0), ref property, ref item);
    }

    private void AddUntil(ProjectFile file, FilePosition end, ref int property, ref int item)
    {
        for (; property < file.Properties.Length && file.Properties[property].Position < end; property++)
        {
            _properties.Add((file, file.Properties[property]));
        }

        for (; item < file.Items.Length && file.Items[item].Position < end; item++)
        {
            _items.Add(new SourcedItem(file, file.Items[item]));
        }
    }

    private void Follow(ProjectFile file, ProjectImport import, int depth)
    {
        if (import.Sdk is not null || IsToolset(import.Project))
        {
            return;
        }

        var path = MSBuildText.ExpandPath(import.Project, file.Path, ProjectPath, Path.GetDirectoryName(file.Path) ?? "");
        var existing = path is not null && File.Exists(path) ? path : null;
        var isCertain = import.Condition.Length is 0 || MSBuildText.IsExistsOf(import.Project, import.Condition);
        if (isCertain && existing is not null)
        {
            Add(existing, depth + 1);
        }
        else if (path is null || existing is not null)
        {
            // A literal path at which nothing lies imports nothing; all else may.
            IsComplete = false;
        }
    }

    // Files of MSBuild and Visual Studio, which older project files import by hand and which refer to no packages.
    private static bool IsToolset(string project) =>
        project.StartsWith("$(MSBuildToolsPath)", StringComparison.OrdinalIgnoreCase)
        || project.StartsWith("$(MSBuildBinPath)", StringComparison.OrdinalIgnoreCase)
        || project.StartsWith("$(MSBuildExtensionsPath", StringComparison.OrdinalIgnoreCase)
        || project.StartsWith("$(VSToolsPath)", StringComparison.OrdinalIgnoreCase);
}

public sealed record SourcedItem(ProjectFile File, ProjectItem Item);

/// <param name="Value">The literal value; null where there is none or only evaluation can tell.</param>
/// <param name="File">The file of the statement that decides; null where no file of ours mentions the property.</param>
public readonly record struct PropertyFact(string? Value, ProjectFile? File, FilePosition Position)
{
    public static PropertyFact Unset => default;

    public bool IsKnown => Value is not null;

    /// <summary>Mentioned, but only in a way that needs evaluation.</summary>
    public bool IsOpen => Value is null && File is not null;

    public bool Is(string value) => value.Equals(Value, StringComparison.OrdinalIgnoreCase);

    public string FileName => File is null ? "" : Path.GetFileName(File.Path);
}

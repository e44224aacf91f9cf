using System.Collections.Immutable;
using DepRisk.Input;

namespace DepRisk.Restore;

/// <summary>The half of <see cref="Staleness"/> that is about references among our own projects.</summary>
internal static class ProjectReferenceStaleness
{
    public static void Add(ImmutableArray<InputError>.Builder errors, ProjectSources sources, AssetsProject project, bool isWhole)
    {
        if (project.ProjectPath is null)
        {
            return;
        }

        var restored = Restored(project);
        var declared = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var hasRemoval = false;
        var isOpen = false;
        var certain = new List<(SourcedItem Sourced, string Relative)>();
        foreach (var sourced in sources.Items)
        {
            var item = sourced.Item;
            if (item.Type is not ProjectItemType.ProjectReference)
            {
                continue;
            }

            hasRemoval |= item.Operation is ItemOperation.Remove;
            if (MSBuildText.ExpandPath(item.Id, sourced.File.Path, sources.ProjectPath, sources.Folder) is not { } path)
            {
                isOpen = true;
                continue;
            }

            var relative = Path.GetRelativePath(sources.Folder, path).Replace('\\', '/');
            declared.Add(relative);
            // NuGet leaves out references without ReferenceOutputAssembly, and those to projects that restore nothing.
            if (item is { Operation: ItemOperation.Include, IsConditional: false, ReferencesOutput: true } && sources.IsSdkProject(path))
            {
                certain.Add((sourced, relative));
            }
        }

        var name = Path.GetFileName(sources.ProjectPath);
        foreach (var (sourced, relative) in hasRemoval ? [] : certain)
        {
            if (!restored.Contains(relative))
            {
                errors.Add(Staleness.Stale(
                    sourced.File, sourced.Item.Position, $"{name} refers to {relative}, which was not part of the restore; run 'dotnet restore'"));
            }
        }

        foreach (var relative in isWhole && !isOpen ? restored : [])
        {
            // The SDK's file-based apps reference by folder as well.
            if (!declared.Contains(relative) && !declared.Contains(Path.GetDirectoryName(relative)?.Replace('\\', '/') ?? ""))
            {
                errors.Add(Staleness.Stale(
                    sources.Project!, default, $"{name} no longer refers to {relative}, which was part of the restore; run 'dotnet restore'"));
            }
        }
    }

    /// <summary>Relative to the project, because the tree may have moved since, or been restored on another system.</summary>
    private static SortedSet<string> Restored(AssetsProject project)
    {
        var path = project.ProjectPath!;
        var folder = path[..Math.Max(0, path.AsSpan().LastIndexOfAny('/', '\\'))];
        var restored = new SortedSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var framework in project.Frameworks)
        {
            foreach (var reference in framework.ProjectReferences)
            {
                restored.Add(RestoreRecord.RelativePath(folder, reference));
            }
        }

        return restored;
    }
}

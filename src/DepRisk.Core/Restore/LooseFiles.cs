using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using DepRisk.Input;

namespace DepRisk.Restore;

/// <summary>A file that a project references by path: no package, no publisher, no version but what the file itself claims.</summary>
/// <param name="Path">Relative to the scope, with <c>/</c>.</param>
/// <param name="FullPath">Never part of any output.</param>
/// <param name="AssemblyVersion">Read from the file as evidence; null where it is no managed assembly.</param>
public sealed record LooseFile(string Path, string FullPath, string Name, string? AssemblyVersion);

/// <param name="Files">Sorted by path, ordinal, distinct.</param>
public sealed record LooseFileList(ImmutableArray<LooseFile> Files, ImmutableArray<InputError> Problems);

/// <summary>The files that literal <c>Reference</c> items name by HintPath, or by being a path themselves.</summary>
public static class LooseFiles
{
    public static LooseFileList Read(ProjectSources sources, string scopeRoot)
    {
        var files = new Dictionary<string, LooseFile>(StringComparer.Ordinal);
        var problems = ImmutableArray.CreateBuilder<InputError>();
        foreach (var (file, item) in sources.Items)
        {
            if (item is not { Type: ProjectItemType.Reference, Operation: not ItemOperation.Remove }
                || PathOf(item) is not { } text
                || MSBuildText.ExpandPath(text, file.Path, sources.ProjectPath, sources.Folder) is not { } full
                || IsFromPackagesFolder(full))
            {
                continue;
            }

            if (!File.Exists(full))
            {
                // A conditional reference may be meant for another configuration.
                if (!item.IsConditional)
                {
                    problems.Add(new InputError(
                        InputErrorCode.Unreadable, file.Path, $"references {text}, which does not exist", item.Position.Line, item.Position.Column)
                    { IsPartial = false });
                }

                continue;
            }

            files.TryAdd(full, new LooseFile(
                System.IO.Path.GetRelativePath(scopeRoot, full).Replace('\\', '/'), full, System.IO.Path.GetFileName(full), VersionOf(full)));
        }

        return new LooseFileList([.. files.Values.OrderBy(file => file.Path, StringComparer.Ordinal)], problems.ToImmutable());
    }

    // <Reference Include="..\lib\Old.dll" /> is the short way to write a hint path.
    private static string? PathOf(ProjectItem item) =>
        item.HintPath is { Length: > 0 } hint ? hint
        : item.Id.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) && item.Id.AsSpan().ContainsAny('/', '\\') ? item.Id
        : null;

    // packages/Id.1.2.3/lib/net45/Id.dll is how packages.config references a package; that reader reports it.
    private static bool IsFromPackagesFolder(string path)
    {
        var parts = path.Split(['/', '\\']);
        var packages = Array.FindLastIndex(parts, part => part.Equals("packages", StringComparison.OrdinalIgnoreCase));
        return packages >= 0 && packages + 2 < parts.Length && parts[packages + 2].Equals("lib", StringComparison.OrdinalIgnoreCase);
    }

    private static string? VersionOf(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            using var image = new PEReader(stream);
            if (!image.HasMetadata)
            {
                return null;
            }

            var metadata = image.GetMetadataReader();
            return metadata.IsAssembly ? metadata.GetAssemblyDefinition().Version.ToString() : null;
        }
        catch (Exception e) when (e is BadImageFormatException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            // A native library, or a file that only its name calls a library: the version stays unknown.
            return null;
        }
    }
}

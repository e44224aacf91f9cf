using DepRisk.Graph;
using DepRisk.Packages;

namespace DepRisk.Binding;

/// <summary>Which package of a target an assembly reference means.</summary>
internal sealed class PackageAssemblies
{
    private readonly Dictionary<string, (Component Package, string? File)> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly AssemblyVersions _versions;

    public PackageAssemblies(Target target, IReadOnlyDictionary<Component, RestoredPackage> packages, AssemblyVersions versions)
    {
        _versions = versions;
        foreach (var node in target.Graph.Nodes)
        {
            if (node.Component.Type is ComponentType.Package && node.Class is not DependencyClass.Pruned)
            {
                AddShipped(node, packages.GetValueOrDefault(node.Component)?.Folder);
            }
        }

        // Names that nobody ships are of packages that are only compiled against; a name that is shipped has been decided.
        foreach (var node in target.Graph.Nodes)
        {
            if (node.Component.Type is ComponentType.Package && node.Class is not DependencyClass.Pruned
                && packages.GetValueOrDefault(node.Component)?.Folder is { } folder)
            {
                AddCompiled(node.Component, folder);
            }
        }
    }

    /// <returns>
    /// Null where the name is no package's, and where the package's file is older than the assembly that we were compiled against: then a shared
    /// framework has a newer one, which wins.
    /// </returns>
    public Component? Find(string assembly, Version version) =>
        _byName.TryGetValue(assembly, out var found) && (found.File is null || _versions.Of(found.File) is not { } shipped || shipped >= version) ? found.Package : null;

    private void AddShipped(Node node, string? folder)
    {
        foreach (var file in node.Files)
        {
            if (file is { Type: ShippedFileType.Assembly, Culture: null })
            {
                var path = folder is null ? null : Path.Combine(folder, file.Path);
                Add(Path.GetFileNameWithoutExtension(file.Path), node.Component, path);
            }
        }
    }

    private void AddCompiled(Component package, string folder)
    {
        foreach (var kind in (ReadOnlySpan<string>)["ref", "lib"])
        {
            foreach (var file in _versions.AssembliesBelow(Path.Combine(folder, kind)))
            {
                Add(Path.GetFileNameWithoutExtension(file), package, null);
            }
        }
    }

    // Two packages that ship one name: the first by id, whatever the order of the restore output.
    private void Add(string name, Component package, string? file)
    {
        if (!_byName.TryGetValue(name, out var other) || (file is not null && other.File is not null && string.CompareOrdinal(package.Id, other.Package.Id) < 0))
        {
            _byName[name] = (package, file);
        }
    }
}

using System.Collections.Immutable;
using DepRisk.Graph;
using DepRisk.Input;
using DepRisk.Packages;

namespace DepRisk.Restore;

/// <summary>
/// Makes the graph of a packages.config. It lists every package of the project and says nothing about which needs which: edges are
/// inferred from the packages' own nuspecs, and unknown where a package is not on disk.
/// </summary>
public sealed class PackagesConfigGraph
{
    private readonly PackagesConfigFile _file;
    private readonly PackagesFolder? _folder;
    private readonly FrameworkName? _framework;
    private readonly List<InputError> _problems;
    private readonly List<Edge> _edges = [];
    private readonly List<DroppedEdge> _dropped = [];
    private readonly Dictionary<string, int> _byId = new(StringComparer.OrdinalIgnoreCase);
    private readonly PackagesConfigEntry[] _entries;
    private readonly Node[] _nodes;
    private readonly bool[] _meta;

    private PackagesConfigGraph(PackagesConfigFile file, PackagesFolder? folder, FrameworkName? framework, List<InputError> problems)
    {
        _file = file;
        _folder = folder;
        _framework = framework;
        _problems = problems;
        _entries = [.. file.Packages.OrderBy(entry => entry.Id, StringComparer.OrdinalIgnoreCase).ThenBy(entry => entry.Version, StringComparer.Ordinal)];
        _nodes = new Node[_entries.Length + 1];
        _meta = new bool[_nodes.Length];
    }

    /// <param name="framework">The project's framework, short or long; null takes the highest that an entry names.</param>
    /// <param name="folder">Where the packages are; see <see cref="PackagesFolder.Above"/>. Null where nowhere.</param>
    /// <param name="packages">Gains the folder of every package that is on disk.</param>
    public static Target Target(
        PackagesConfigFile file,
        string? framework,
        PackagesFolder? folder,
        Component project,
        ComponentTable components,
        IDictionary<Component, RestoredPackage> packages,
        List<InputError> problems)
    {
        var parsed = framework is null ? Highest(file) : FrameworkName.Parse(framework);
        return new PackagesConfigGraph(file, folder, parsed, problems).Build(project, components, packages);
    }

    private Target Build(Component project, ComponentTable components, IDictionary<Component, RestoredPackage> packages)
    {
        _nodes[0] = new Node(project, DependencyClass.Runtime, NodeTraits.None, []);
        var folders = new string?[_nodes.Length];
        for (var node = 1; node < _nodes.Length; node++)
        {
            var entry = _entries[node - 1];
            folders[node] = _folder?.Find(entry.Id, entry.Version);
            var component = components.Package(entry.Id, PackageVersion.Normalize(entry.Version));
            packages.TryGetValue(component, out var known);
            packages[component] = new RestoredPackage(known?.ContentHash, known?.Folder ?? folders[node]);
            var assets = PackagesConfigAssets.Of(entry, folders[node], _framework);
            _meta[node] = assets.IsMeta;
            _nodes[node] = new Node(component, assets.Class, NodeTraits.Direct, assets.Ships);
            _byId.TryAdd(entry.Id, node);
            _edges.Add(new Edge(0, node, Requested(entry)));
        }

        var unknown = 0;
        for (var node = 1; node < _nodes.Length; node++)
        {
            unknown += AddEdges(node, folders[node]) ? 0 : 1;
        }

        if (unknown > 0)
        {
            _problems.Add(new InputError(InputErrorCode.UnknownEdges, _file.Path, $"has {unknown} of {_entries.Length} packages whose nuspec is not on disk or cannot be read, so that their dependencies are unknown; run 'nuget restore'"));
        }

        MetaPackages.Classify(_nodes, _meta, _edges);
        var name = _framework?.ShortName ?? "";
        return new Target(
            name.Length is 0 ? "any" : name,
            name,
            null,
            IsSelfContained: false,
            [.. _entries.Select(entry => new DirectReference(entry.Id, Requested(entry), IsAutoReferenced: false, IsPrivate: false, IsCentrallyVersioned: false))],
            DependencyGraph.Create(_nodes, _edges, unknown > 0 ? EdgeSource.Unknown : EdgeSource.Inferred, [.. _dropped]))
        {
            IsPackagesConfig = true,
        };
    }

    // packages.config installs exactly one version; allowedVersions is what its author would also accept.
    private static string Requested(PackagesConfigEntry entry) => entry.AllowedVersions ?? $"[{entry.Version}]";

    private bool AddEdges(int node, string? folder)
    {
        if (folder is null || Nuspec(_entries[node - 1], folder) is not { } result)
        {
            return false;
        }

        if (!result.Succeeded(out var nuspec, out var error))
        {
            _problems.Add(error);
            return false;
        }

        // The framework of an entry is the project's when that package was installed; the project may have moved on since.
        foreach (var dependency in nuspec.Nearest(_framework)?.Dependencies ?? [])
        {
            if (_byId.TryGetValue(dependency.Id, out var to))
            {
                _edges.Add(new Edge(node, to, dependency.Range));
            }
            else
            {
                _dropped.Add(new DroppedEdge(node, dependency.Id, dependency.Range, "packages.config does not list it"));
            }
        }

        return true;
    }

    // packages.config keeps the .nupkg and by default does not extract the nuspec; the global packages folder does.
    private static Result<NuspecDependencies>? Nuspec(PackagesConfigEntry entry, string folder)
    {
        try
        {
            if (First(folder, $"{entry.Id}.nuspec") is { } nuspec)
            {
                return NuspecDependencies.Read(nuspec);
            }

            if (First(folder, "*.nupkg") is { } package)
            {
                return NuspecDependencies.ReadPackage(package);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // The folder went away or is closed to us: as if the package were not here, which the graph says.
        }

        return null;
    }

    private static string? First(string folder, string pattern)
    {
        var files = Directory.GetFiles(folder, pattern, new EnumerationOptions { MatchCasing = MatchCasing.CaseInsensitive, AttributesToSkip = FileAttributes.None });
        Array.Sort(files, StringComparer.Ordinal);
        return files is [var first, ..] ? first : null;
    }

    private static FrameworkName? Highest(PackagesConfigFile file)
    {
        FrameworkName? highest = null;
        foreach (var entry in file.Packages)
        {
            if (entry.TargetFramework is { } name && FrameworkName.Parse(name) is { } framework
                && (highest is null || framework.Version > highest.Version))
            {
                highest = framework;
            }
        }

        return highest;
    }
}

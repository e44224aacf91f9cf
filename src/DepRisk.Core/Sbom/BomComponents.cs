using System.Collections.Concurrent;
using System.Collections.Immutable;
using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Input;
using DepRisk.Packages;

namespace DepRisk.Sbom;

/// <summary>
/// Makes the components of all documents of one scope. Package folders and files are read once, equal components are made once, in
/// whatever thread asks first.
/// </summary>
internal sealed class BomComponents(Scope scope, BomOptions options, ScopeEvidence evidence, Lazy<ConcentrationProperties> concentration)
{
    private readonly ConcurrentDictionary<Component, Lazy<PackageFacts>> _facts = new(ReferenceEqualityComparer.Instance);
    private readonly ConcurrentDictionary<ComponentKey, BomComponent> _components = new();
    private readonly FileHashes _hashes = new(options.Sha256);
    private readonly Dictionary<Component, Project> _projects = ByComponent(scope);
    private readonly BomUses _uses = new(evidence.Bindings);

    public IEnumerable<InputError> Problems => _facts
        .Where(pair => pair.Value.IsValueCreated)
        .SelectMany(pair => pair.Value.Value.Problems.Select(problem => problem with { Path = $"{pair.Key.Id} {pair.Key.Version}: {problem.Path}" }))
        .OrderBy(problem => problem.Path, StringComparer.Ordinal);

    /// <summary>Reads everything that the given nodes need from disk, on all cores, each package and file once.</summary>
    public void Prefetch(IEnumerable<Node> nodes)
    {
        var distinct = new HashSet<(Component, ImmutableArray<ShippedFile>)>();
        foreach (var node in nodes)
        {
            distinct.Add((node.Component, node.Files));
        }

        // Without buffering: one package may hold a hundred megabytes, the next none.
        Parallel.ForEach(Partitioner.Create(distinct, EnumerablePartitionerOptions.NoBuffering), item =>
        {
            _ = Facts(item.Item1);
            if (item.Item1.Type is not ComponentType.Project && Location(item.Item1) is { } folder)
            {
                foreach (var file in item.Item2.IsDefault ? [] : item.Item2)
                {
                    _hashes.Of(folder, file.Path);
                }
            }
        });
    }

    /// <summary>Says which of the projects of a document use the package of each entry, before components are made of the entries.</summary>
    public void MarkUsers(BomGraph graph) => _uses.Mark(graph);

    public BomComponent Of(BomEntry entry)
    {
        var key = new ComponentKey(
            entry.Node.Component, entry.Ref, entry.Node.Class, entry.Traits, entry.Node.Files, entry.Node.ProvidedBy, entry.TargetList, entry.DroppedList, entry.OnlyInTests, entry.Users);
        return _components.GetOrAdd(key, static (key, self) => self.Make(key), this);
    }

    /// <summary>The primary component: no scope, because it is not part of anything here.</summary>
    public BomComponent Primary(Project project, BomEntry entry, EdgeSource edges) => new()
    {
        Ref = entry.Ref,
        Type = project.IsApp ? BomComponentType.Application : BomComponentType.Library,
        Name = project.Name,
        Version = project.Component.Version,
        Supplier = options.ManufacturerEntity,
        Manufacturer = options.ManufacturerEntity,
        Properties = [.. Sorted(
        [
            .. entry.Targets.Select(target => new BomProperty("deprisk:target", target)),
            .. entry.Dropped.Select(dropped => new BomProperty("deprisk:pruned-edge", dropped)),
            .. edges is EdgeSource.Resolved ? Array.Empty<BomProperty>() : [new BomProperty("deprisk:edges", edges is EdgeSource.Inferred ? "inferred" : "unknown")],
            .. Role(project),
            .. concentration.Value.Posture,
        ])],
    };

    /// <summary>A merged document is about the scope itself.</summary>
    public BomComponent Merged(string reference) => new()
    {
        Ref = reference,
        Type = BomComponentType.Application,
        Name = Path.GetFileNameWithoutExtension(scope.Name),
        Supplier = options.ManufacturerEntity,
        Manufacturer = options.ManufacturerEntity,
        Properties = [.. Sorted([.. concentration.Value.Posture])],
    };

    public BomComponent Build(Component component, string reference, IEnumerable<BuildComponent> declarations)
    {
        var facts = Facts(component);
        return Make(component, reference, facts, BomScope.Excluded, [], [], [
            .. facts.Properties,
            .. declarations.Select(declaration => new BomProperty("deprisk:build-component", declaration.Kind)).Distinct(),
            .. declarations.Select(declaration => new BomProperty("deprisk:declared-in", declaration.DeclaredIn)).Distinct(),
        ]);
    }

    private BomComponent Make(ComponentKey key) => key.Component.Type switch
    {
        ComponentType.Project => MakeProject(key),
        ComponentType.File => MakeFile(key),
        _ => MakePackage(key),
    };

    private BomComponent MakePackage(ComponentKey key)
    {
        var facts = Facts(key.Component);
        return Make(
            key.Component, key.Ref, facts, ScopeOf(key), ShippedFiles(key), _uses.Occurrences(key.Component, key.Users),
            [.. facts.Properties, .. NodeProperties.Of(key), .. concentration.Value.Of(key.Component), .. EvidenceProperties.OfFiles(evidence.Of(key.Component), key.Files), .. _uses.Properties(key.Component, key.Users)]);
    }

    private static BomComponent Make(
        Component component, string reference, PackageFacts facts, BomScope? scope, ImmutableArray<BomComponent> files, ImmutableArray<BomOccurrence> occurrences, List<BomProperty> properties)
    {
        var purl = PackageUrl.Of(component);
        return new BomComponent
        {
            Ref = reference,
            Type = component.Type is ComponentType.Framework ? BomComponentType.Framework : BomComponentType.Library,
            Group = purl?.Namespace,
            Name = purl?.Name ?? component.Id,
            Version = component.Version,
            Scope = scope,
            Supplier = facts.Supplier,
            Manufacturer = facts.Manufacturer,
            Authors = facts.Authors,
            Hashes = facts.Hashes,
            License = facts.License,
            Copyright = facts.Copyright,
            Purl = purl?.ToString(),
            References = facts.References,
            Properties = [.. Sorted(properties)],
            Components = files,
            Evidence = facts.Identity is null && occurrences.IsEmpty ? null : new BomEvidence(facts.Identity is null ? [] : [facts.Identity], occurrences),
        };
    }

    private BomComponent MakeProject(ComponentKey key)
    {
        var project = _projects.GetValueOrDefault(key.Component);
        return new BomComponent
        {
            Ref = key.Ref,
            Type = project?.IsApp is true ? BomComponentType.Application : BomComponentType.Library,
            Name = key.Component.Id,
            Version = key.Component.Version,
            Scope = ScopeOf(key),
            Supplier = options.ManufacturerEntity,
            Manufacturer = options.ManufacturerEntity,
            Properties = [.. Sorted([.. NodeProperties.Of(key), .. project is null ? [] : Role(project)])],
        };
    }

    private BomComponent MakeFile(ComponentKey key)
    {
        var path = key.Component.Path ?? key.Component.Id;
        var name = path[(path.LastIndexOf('/') + 1)..];
        var properties = NodeProperties.Of(key);
        BsiProperties.AddFile(properties, name, BsiProperties.TypeOf(name));
        return new BomComponent
        {
            Ref = key.Ref,
            Type = BomComponentType.File,
            Name = name,
            Scope = ScopeOf(key),
            // A reference may point beside the scope, ../lib/X.dll; that is the project file's own choice.
            Hashes = key.Component.Path is null ? [] : _hashes.Of(Path.Combine(scope.Root, path)),
            Properties = [.. Sorted(properties)],
            Evidence = key.Component.Version is { } version ? BomEvidence.OfVersion(version) : null,
        };
    }

    private ImmutableArray<BomComponent> ShippedFiles(ComponentKey key)
    {
        if (key.Files.IsDefaultOrEmpty)
        {
            return [];
        }

        var folder = Location(key.Component);
        var files = ImmutableArray.CreateBuilder<BomComponent>(key.Files.Length);
        foreach (var file in key.Files)
        {
            var properties = new List<BomProperty>(4);
            BsiProperties.AddFile(properties, file.Path[(file.Path.LastIndexOf('/') + 1)..], file.Type);
            files.Add(new BomComponent
            {
                Ref = $"{key.Ref}#{file.Path}",
                Type = BomComponentType.File,
                Name = file.Path,
                Scope = ScopeOf(key),
                Hashes = _hashes.Of(folder, file.Path),
                Properties = [.. properties],
            });
        }

        return files.DrainToImmutable();
    }

    private static BomProperty[] Role(Project project) =>
    [
        new("deprisk:role", project.Role switch { ProjectRole.App => "app", ProjectRole.Test => "test", _ => "library" }),
        .. project.RoleReason.Length is 0 ? Array.Empty<BomProperty>() : [new BomProperty("deprisk:role-reason", project.RoleReason)],
    ];

    private static BomScope? ScopeOf(ComponentKey key) => key.Test
        ? BomScope.Excluded
        : key.Class switch
        {
            DependencyClass.Unknown => null,
            DependencyClass.Runtime => BomScope.Required,
            _ => BomScope.Excluded,
        };

    private static List<BomProperty> Sorted(List<BomProperty> properties)
    {
        properties.Sort(static (x, y) =>
            string.CompareOrdinal(x.Name, y.Name) is not 0 and var order ? order : string.CompareOrdinal(x.Value, y.Value));
        return properties;
    }

    private PackageFacts Facts(Component component) => _facts.GetOrAdd(
        component,
        static (component, self) => new Lazy<PackageFacts>(() => self.ReadFacts(component)),
        this).Value;

    private PackageFacts ReadFacts(Component component)
    {
        if (evidence.Packages.TryGetValue(component, out var known))
        {
            return PackageFacts.Of(component, known.Folder, known, scope.Packages.GetValueOrDefault(component)?.ContentHash);
        }

        var folder = component.Type is ComponentType.Package or ComponentType.Framework
            ? PackageFolder.Read(Location(component), component.Id, component.Version)
            : PackageFolder.Unknown;
        return PackageFacts.Of(component, folder, null, scope.Packages.GetValueOrDefault(component)?.ContentHash);
    }

    private string? Location(Component component) => scope.Packages.GetValueOrDefault(component)?.Folder;

    private static Dictionary<Component, Project> ByComponent(Scope scope)
    {
        var projects = new Dictionary<Component, Project>(ReferenceEqualityComparer.Instance);
        foreach (var project in scope.Projects)
        {
            projects.TryAdd(project.Component, project);
        }

        return projects;
    }
}

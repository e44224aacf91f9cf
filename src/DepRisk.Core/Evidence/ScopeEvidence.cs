using System.Collections.Concurrent;
using System.Collections.Immutable;
using DepRisk.Binding;
using DepRisk.Graph;
using DepRisk.Input;
using DepRisk.Packages;
using DepRisk.Packages.Feeds;
using DepRisk.Packages.Signatures;

namespace DepRisk.Evidence;

/// <summary>What is known of the packages of a scope, and how our own code uses them.</summary>
/// <param name="Packages">What is missing here is unknown: ask <see cref="Of"/>.</param>
/// <param name="Bindings">In the order of the scope's projects; empty where nobody looked.</param>
public sealed record ScopeEvidence(IReadOnlyDictionary<Component, PackageEvidence> Packages, ImmutableArray<ProjectBinding> Bindings)
{
    /// <summary>What feeds said, by an explicit file: nothing else of a run comes from a network.</summary>
    public FetchedFacts Fetched { get; init; } = FetchedFacts.None;

    /// <summary>Where packages may come from, by the files of our own repository; in the order of the scope's projects, empty where nobody looked.</summary>
    public ImmutableArray<FeedSettings> Feeds { get; init; } = [];

    /// <summary>What verification should rest on and could not be read: it costs verdicts, never a part of the graph.</summary>
    public ImmutableArray<InputError> Problems { get; init; } = [];

    public static readonly ScopeEvidence None = new(ImmutableDictionary<Component, PackageEvidence>.Empty, []);

    public PackageEvidence Of(Component package) => Packages.GetValueOrDefault(package, PackageEvidence.Unknown);

    /// <summary>Reads what lies on disk, each package once, on all cores.</summary>
    /// <param name="advance">Called for each package and each project, from any thread.</param>
    public static ScopeEvidence Read(Scope scope, SignatureTrust trust, CacheEntries cache, Action advance)
    {
        // Our own code has nothing to do with what packages prove, and is read while they are.
        var bindings = Task.Run(() => BindingReader.Read(scope, new BindingCache(cache).Read, (_, _) => advance()));
        var packages = ReadPackages(scope, OnDisk(scope), trust, cache, advance);
        return new ScopeEvidence(packages, bindings.GetAwaiter().GetResult());
    }

    /// <summary>Of some packages alone, and nothing of our own code: in the middle of a build its assemblies are those of the build before, or none.</summary>
    public static ScopeEvidence ReadPackages(Scope scope, IReadOnlyCollection<Component> wanted, SignatureTrust trust, CacheEntries cache)
    {
        var isWanted = wanted.ToHashSet(ReferenceEqualityComparer.Instance);
        return new ScopeEvidence(ReadPackages(scope, OnDisk(scope).Where(package => isWanted.Contains(package.Key)), trust, cache, static () => { }), []);
    }

    private static ConcurrentDictionary<Component, PackageEvidence> ReadPackages(
        Scope scope, IEnumerable<KeyValuePair<Component, RestoredPackage>> wanted, SignatureTrust trust, CacheEntries cache, Action advance)
    {
        var files = ShippedFiles(scope);
        var reader = new PackageEvidenceReader(trust, new FactsCache(cache));
        var packages = new ConcurrentDictionary<Component, PackageEvidence>(ReferenceEqualityComparer.Instance);
        // Without buffering: one package may hold a hundred assemblies, the next none.
        Parallel.ForEach(Partitioner.Create(wanted, EnumerablePartitionerOptions.NoBuffering), package =>
        {
            packages[package.Key] = reader.Read(package.Key.Id, package.Key.Version, package.Value, files.GetValueOrDefault(package.Key, []));
            advance();
        });
        return packages;
    }

    /// <summary>How many steps <see cref="Read"/> takes.</summary>
    public static int Steps(Scope scope) => OnDisk(scope).Count() + scope.Projects.Length;

    private static IEnumerable<KeyValuePair<Component, RestoredPackage>> OnDisk(Scope scope) =>
        scope.Packages.Where(package => package.Value.Folder is not null && package.Key.Type is not ComponentType.Project);

    /// <summary>
    /// The code of each package that some target really ships, sorted, each path once. Where the source lists no files, as a lock file does, what would ship:
    /// evidence of a capability, and no claim about the output.
    /// </summary>
    private static Dictionary<Component, ImmutableArray<string>> ShippedFiles(Scope scope)
    {
        var paths = new Dictionary<Component, SortedSet<string>>(ReferenceEqualityComparer.Instance);
        // Equal selections share one array, so that most nodes are done before they are looked at.
        var seen = new HashSet<(Component, ImmutableArray<ShippedFile>)>();
        var seenUnlisted = new HashSet<(Component, string)>();
        foreach (var project in scope.Projects)
        {
            foreach (var target in project.Targets)
            {
                foreach (var node in target.Graph.Nodes)
                {
                    if (!node.Files.IsDefaultOrEmpty)
                    {
                        if (seen.Add((node.Component, node.Files)))
                        {
                            Add(PathsOf(paths, node.Component), node);
                        }
                    }
                    else if (node is { Class: DependencyClass.Unknown, Component.Type: ComponentType.Package }
                        && scope.Packages.GetValueOrDefault(node.Component)?.Folder is { } folder && seenUnlisted.Add((node.Component, target.Framework)))
                    {
                        PathsOf(paths, node.Component).UnionWith(LibraryFiles.CodeFor(folder, FrameworkName.Parse(target.Framework)));
                    }
                }
            }
        }

        return paths.ToDictionary(pair => pair.Key, pair => pair.Value.ToImmutableArray(), (IEqualityComparer<Component>)ReferenceEqualityComparer.Instance);
    }

    private static SortedSet<string> PathsOf(Dictionary<Component, SortedSet<string>> paths, Component package)
    {
        if (!paths.TryGetValue(package, out var set))
        {
            paths.Add(package, set = new SortedSet<string>(StringComparer.Ordinal));
        }

        return set;
    }

    private static void Add(SortedSet<string> paths, in Node node)
    {
        foreach (var file in node.Files)
        {
            if (file.Type is ShippedFileType.Assembly or ShippedFileType.Native)
            {
                paths.Add(file.Path);
            }
        }
    }
}

using DepRisk.Graph;

namespace DepRisk.Sbom;

/// <summary>
/// The targets of one document laid over each other: one entry for what resolves alike in all of them, one per variant for what does
/// not, so that every edge of the document is true in some target and none is made up by merging.
/// </summary>
internal sealed class BomGraph
{
    private readonly List<BomEntry> _entries = [];
    private readonly Dictionary<string, BomEntry> _roots = new(StringComparer.Ordinal);

    /// <summary>In the order in which the targets show them; roots included.</summary>
    public IReadOnlyList<BomEntry> Entries => _entries;

    public HashSet<string> Refs { get; } = new(StringComparer.Ordinal);

    /// <param name="projects">What the document is about: they keep the plain refs, also where a graph before theirs contains them.</param>
    /// <param name="targets">Sorted by project path, then target name: the first target's variant keeps the plain ref.</param>
    public static BomGraph Of(IEnumerable<Project> projects, IReadOnlyList<(Project Project, Target Target)> targets)
    {
        var graph = new BomGraph();
        foreach (var project in projects)
        {
            graph.Root(project);
        }

        if (targets.Count is not 1 || !graph.TryAddAlone(targets[0].Project, targets[0].Target))
        {
            graph.AddVariants(targets);
        }

        return graph;
    }

    public BomEntry Root(Project project)
    {
        if (!_roots.TryGetValue(project.Path, out var root))
        {
            var node = new Node(project.Component, DependencyClass.Runtime, NodeTraits.None, []);
            root = new BomEntry(node, ComponentRef.Of(project.Component), project.Path) { OnlyInTests = project.IsTest };
            Refs.Add(root.Ref);
            _roots.Add(project.Path, root);
            _entries.Add(root);
        }

        return root;
    }

    /// <summary>One target needs no hashes, unless two of its nodes would have the same ref.</summary>
    private bool TryAddAlone(Project project, Target target)
    {
        var nodes = target.Graph.Nodes;
        var seen = new HashSet<string>(nodes.Length, StringComparer.Ordinal);
        foreach (var node in nodes)
        {
            if (!seen.Add(ComponentRef.Of(node.Component)))
            {
                return false;
            }
        }

        var entries = new BomEntry[nodes.Length];
        for (var i = 0; i < nodes.Length; i++)
        {
            entries[i] = i is 0 ? Root(project) : Add(nodes[i], project);
        }

        Connect(target, entries, project);
        return true;
    }

    private void AddVariants(IReadOnlyList<(Project Project, Target Target)> targets)
    {
        var variants = new Dictionary<string, BomEntry>(StringComparer.Ordinal);
        var hashes = new byte[targets.Count][][];
        Parallel.For(0, targets.Count, i => hashes[i] = VariantHash.Of(targets[i].Target.Graph));
        for (var t = 0; t < targets.Count; t++)
        {
            var (project, target) = targets[t];
            var nodes = target.Graph.Nodes;
            var entries = new BomEntry[nodes.Length];
            for (var i = 0; i < nodes.Length; i++)
            {
                entries[i] = i is 0 ? Root(project) : Variant(nodes[i], project, hashes[t][i], variants);
            }

            Connect(target, entries, project);
        }
    }

    private BomEntry Variant(Node node, Project project, byte[] hash, Dictionary<string, BomEntry> variants)
    {
        var key = Convert.ToHexStringLower(hash);
        if (!variants.TryGetValue(key, out var entry))
        {
            entry = Add(node, project, key);
            variants.Add(key, entry);
        }

        return entry;
    }

    private BomEntry Add(Node node, Project project, string hash = "")
    {
        var entry = new BomEntry(node, ComponentRef.Of(node.Component), project.Path);
        entry.Ref = Unique(entry.BaseRef, hash);
        _entries.Add(entry);
        return entry;
    }

    /// <summary>The plain ref for the first that asks for it, then with 12 hex digits of the hash, more only if 48 bits collide.</summary>
    public string Unique(string baseRef, string hash)
    {
        var reference = baseRef;
        for (var digits = 12; !Refs.Add(reference); digits++)
        {
            reference = $"{baseRef}#{(digits <= hash.Length ? hash[..digits] : hash + digits)}";
        }

        return reference;
    }

    private static void Connect(Target target, BomEntry[] entries, Project project)
    {
        var graph = target.Graph;
        for (var i = 0; i < entries.Length; i++)
        {
            var entry = entries[i];
            entry.Traits |= graph.Nodes[i].Traits & ~NodeTraits.NotPublished;
            entry.Targets.Add(target.Name);
            entry.OnlyInTests &= project.IsTest;
            entry.EdgesUnknown |= graph.EdgeSource is not EdgeSource.Resolved;
            foreach (var end in graph.DependenciesOf(i))
            {
                entry.DependsOn.Add(entries[end]);
            }
        }

        foreach (var dropped in graph.Dropped)
        {
            var entry = entries[dropped.From];
            entry.Dropped.Add(VariantHash.DroppedText(dropped));
            var node = graph.Nodes[dropped.From];
            // What a shared framework provides is no loss: it would not ship as a package.
            entry.EdgesIncomplete |= node.Ships && dropped.Reason is not DroppedEdge.Pruned;
            entry.EdgesUnknown |= node.Class is DependencyClass.Unknown;
        }
    }
}

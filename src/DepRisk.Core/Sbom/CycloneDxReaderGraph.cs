using System.Collections.Immutable;
using DepRisk.Graph;
using DepRisk.Input;
using DepRisk.Packages;
using static System.FormattableString;

namespace DepRisk.Sbom;

/// <summary>
/// Resolves what a CycloneDX document states into one graph. What the format leaves open is decided so:
/// <list type="bullet">
/// <item>metadata.component is node 0; without one, node 0 has the file's name and depends on nothing. The other nodes keep the document's order.</item>
/// <item>A bom-ref that is used twice means its first component (metadata.component before all others). Both stay nodes.</item>
/// <item>A nested component is part of its parent: unless a stated dependency ends at it, the edge from the parent is added.</item>
/// <item>A file nested in a package or framework is one of its <see cref="Node.Files"/>; references to the file mean that component.</item>
/// <item>An absent scope means required, as the specification says, if any component states one; in a document without scopes the class is unknown.
/// Optional does not tell whether it ships. What the environment provides (isExternal, 1.7) does not: pruned.</item>
/// <item>A component that the dependencies section never names has unknown dependencies, as the specification says; one that it names only as
/// the end of a dependency is a leaf.</item>
/// <item>Services are no components: a dependency on one is dropped with that reason, and what a service needs is left out.</item>
/// </list>
/// </summary>
internal sealed class CycloneDxReaderGraph
{
    private readonly CycloneDxReaderDocument _document;
    private readonly CycloneDxReaderProblems _problems;
    private readonly List<Node> _nodes;
    private readonly int[] _nodeOf;
    private readonly int[] _target;
    private readonly List<Edge> _edges = [];
    private readonly ImmutableArray<DroppedEdge>.Builder _dropped = ImmutableArray.CreateBuilder<DroppedEdge>();

    private CycloneDxReaderGraph(string path, CycloneDxReaderDocument document)
    {
        _document = document;
        _problems = new CycloneDxReaderProblems(path, document);
        (_nodes, _nodeOf) = new CycloneDxReaderNodes(document, _problems).Build(FileName(path));
        _target = Targets();
    }

    public static Scope Build(string path, CycloneDxReaderDocument document) => new CycloneDxReaderGraph(path, document).Build(path);

    private Scope Build(string path)
    {
        AddStated();
        var references = MarkDirect();
        AddContained();
        var hasUnknown = SayWhatIsUnknown();
        var graph = DependencyGraph.Create(_nodes, _edges, hasUnknown ? EdgeSource.Unknown : EdgeSource.Resolved, _dropped.ToImmutable());
        var target = new Target("sbom", "", null, IsSelfContained: false, references, graph);
        var project = new Project(_nodes[0].Component, ProjectRole.App, "primary component of the SBOM", [target]);
        return new Scope(FileName(path), Folder(path), [project], ImmutableDictionary<Component, RestoredPackage>.Empty, [], _problems.ToImmutable());
    }

    /// <summary>The component that each bom-ref means; -1 where it is none.</summary>
    private int[] Targets()
    {
        var targets = new int[_document.Refs.Count];
        Array.Fill(targets, -1);
        if (_document.Primary >= 0 && _document.Components[_document.Primary].Ref is >= 0 and var primary)
        {
            targets[primary] = _document.Primary;
        }

        for (var i = 0; i < _document.Components.Count; i++)
        {
            var reference = _document.Components[i].Ref;
            if (reference < 0 || targets[reference] == i)
            {
                continue;
            }

            if (targets[reference] < 0)
            {
                targets[reference] = i;
                continue;
            }

            SayTwice(reference, targets[reference], i);
        }

        return targets;
    }

    private void SayTwice(int reference, int first, int second)
    {
        // The same component again loses nothing; two different ones make every edge to that reference uncertain.
        var same = ReferenceEquals(_nodes[_nodeOf[first]].Component, _nodes[_nodeOf[second]].Component);
        _problems.Add(InputErrorCode.Unexpected, Message, _document.Components[second].Place, isPartial: !same);

        string Message()
        {
            var (line, column) = _document.Position(_document.Components[first].Place);
            return Invariant($"uses the bom-ref {Quote(reference)} twice; references mean the component at line {line}, column {column}, not this one");
        }
    }

    private void AddStated()
    {
        foreach (var (subject, to) in _document.Edges)
        {
            var (reference, place) = _document.Subjects[subject];
            if (NodeOf(reference) is not (>= 0 and var from))
            {
                continue;
            }

            var end = NodeOf(to);
            if (end < 0)
            {
                Drop(from, to, place);
            }
            else if (from != end || reference == to)
            {
                // Two references to one node are a package and a file that ships with it: no dependency.
                _edges.Add(new Edge(from, end));
            }
        }

        foreach (var (reference, place) in _document.Subjects)
        {
            if (NodeOf(reference) < 0 && !_document.Services.Contains(reference))
            {
                _problems.Add(InputErrorCode.DanglingEdge, () => $"has dependencies of {Quote(reference)}, which is no component of the document", place, isPartial: false);
            }
        }
    }

    private void Drop(int from, int to, long place)
    {
        var isService = _document.Services.Contains(to);
        _dropped.Add(new DroppedEdge(from, _document.Refs[to], null, isService ? "a service, not a component" : "not in the SBOM"));
        if (!isService)
        {
            _problems.Add(
                InputErrorCode.DanglingEdge,
                () => $"has a dependency of {CycloneDxReader.Quote(_nodes[from].Component.ToString())} on {Quote(to)}, which is no component of the document",
                place,
                isPartial: false);
        }
    }

    private ImmutableArray<DirectReference> MarkDirect()
    {
        var ids = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var edge in _edges)
        {
            // A shared framework is no reference of the project, as in the graph of a restore.
            if (edge.From == 0 && edge.To != 0 && _nodes[edge.To].Component is not { Type: ComponentType.Framework, Ecosystem: "" or "nuget" })
            {
                var node = _nodes[edge.To];
                _nodes[edge.To] = node with { Traits = node.Traits | NodeTraits.Direct };
                ids.Add(node.Component.Id);
            }
        }

        return [.. ids.Select(id => new DirectReference(id, null, IsAutoReferenced: false, IsPrivate: false, IsCentrallyVersioned: false))];
    }

    private void AddContained()
    {
        var isEnd = new bool[_nodes.Count];
        foreach (var edge in _edges)
        {
            isEnd[edge.To] |= edge.From != edge.To;
        }

        for (var i = 0; i < _document.Components.Count; i++)
        {
            var parent = _document.Components[i].Parent;
            if (parent >= 0 && _nodeOf[i] != _nodeOf[parent] && !isEnd[_nodeOf[i]])
            {
                _edges.Add(new Edge(_nodeOf[parent], _nodeOf[i]));
            }
        }
    }

    /// <returns>True where edges are unknown.</returns>
    private bool SayWhatIsUnknown()
    {
        foreach (var (aggregate, count) in _document.Gaps)
        {
            SayUnknown(Invariant($"says of itself that it is not complete: {count} compositions have the aggregate {CycloneDxReader.Quote(aggregate)}"));
        }

        if (!_document.HasDependencies)
        {
            _problems.Add(InputErrorCode.UnknownEdges, () => "has no dependencies section: which component needs which is unknown");
            return true;
        }

        var (missing, first) = Unmentioned();
        if (missing > 0)
        {
            var name = CycloneDxReader.Quote(_nodes[_nodeOf[first]].Component.ToString());
            SayUnknown(Invariant($"has a dependencies section that leaves out {missing} components, so what they need is unknown; the first is {name}"), _document.Components[first].Place);
        }

        return missing > 0 || _document.HasUnknownDependencies;
    }

    // The document's own statement: it was read whole, so the result is not partial.
    private void SayUnknown(string message, long place = -1) => _problems.Add(InputErrorCode.UnknownEdges, () => message, place, isPartial: false);

    /// <summary>Components that the dependencies section names nowhere; what is nested has its place, and is left out.</summary>
    private (int Count, int First) Unmentioned()
    {
        var mentioned = new bool[_nodes.Count];
        foreach (var (reference, _) in _document.Subjects)
        {
            Mention(mentioned, reference);
        }

        foreach (var (_, to) in _document.Edges)
        {
            Mention(mentioned, to);
        }

        var (count, first) = (0, -1);
        for (var i = 0; i < _document.Components.Count; i++)
        {
            if (_document.Components[i].Parent < 0 && !mentioned[_nodeOf[i]])
            {
                first = count++ == 0 ? i : first;
            }
        }

        return (count, first);
    }

    private void Mention(bool[] mentioned, int reference)
    {
        if (NodeOf(reference) is >= 0 and var node)
        {
            mentioned[node] = true;
        }
    }

    private int NodeOf(int reference) => _target[reference] is >= 0 and var component ? _nodeOf[component] : -1;

    private string Quote(int reference) => CycloneDxReader.Quote(_document.Refs[reference]);

    private static string FileName(string path) => path[(path.AsSpan().LastIndexOfAny('/', '\\') + 1)..];

    private static string Folder(string path) =>
        path.Length == 0 || path.Contains('\0', StringComparison.Ordinal) ? "" : Path.GetDirectoryName(Path.GetFullPath(path)) ?? "";
}

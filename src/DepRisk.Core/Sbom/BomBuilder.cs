using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Input;
using DepRisk.Rules;

namespace DepRisk.Sbom;

/// <summary>Builds the documents of one scope. Thread-safe; what several documents need is read and made once.</summary>
/// <param name="input">
/// What rules would look at, of the same scope, waited for only when the first component is made; null where nobody computes it: the documents then say nothing of concentration.
/// </param>
public sealed class BomBuilder(Scope scope, BomOptions options, ScopeEvidence? evidence = null, Task<RuleInput>? input = null)
{
    private readonly BomComponents _components = new(
        scope, options, evidence ?? ScopeEvidence.None, new Lazy<ConcentrationProperties>(() => ConcentrationProperties.Of(input?.GetAwaiter().GetResult())));

    /// <summary>Package files that could not be understood while building: facts left out, never graph.</summary>
    public IEnumerable<InputError> Problems => _components.Problems;

    /// <summary>What gets a document: the apps, or every project that is no test where there is none.</summary>
    public ImmutableArray<Project> Delivered
    {
        get
        {
            var apps = scope.Projects.Where(project => project.IsApp).ToImmutableArray();
            return apps.Length > 0 ? apps : [.. scope.Projects.Where(project => !project.IsTest)];
        }
    }

    public Bom Build(Project project)
    {
        _components.Prefetch(Nodes([project]));
        return Build([project], primary: project);
    }

    /// <summary>One document for each project, on all cores.</summary>
    public ImmutableArray<Bom> BuildAll(IReadOnlyList<Project> projects)
    {
        var boms = new Bom[projects.Count];
        ForEach(projects, (i, bom) => boms[i] = bom);
        return System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(boms);
    }

    /// <summary>As <see cref="BuildAll"/>, without holding all documents at once; <paramref name="use"/> is called from any thread.</summary>
    public void ForEach(IReadOnlyList<Project> projects, Action<int, Bom> use)
    {
        _components.Prefetch(Nodes(projects));
        Parallel.For(0, projects.Count, i => use(i, Build([projects[i]], primary: projects[i])));
    }

    /// <summary>One document for all projects, about the scope as a whole.</summary>
    public Bom Merge(IReadOnlyList<Project> projects)
    {
        _components.Prefetch(Nodes(projects));
        return Build(projects, primary: null);
    }

    private Bom Build(IReadOnlyList<Project> projects, Project? primary)
    {
        var targets = projects
            .OrderBy(project => project.Path, StringComparer.Ordinal)
            .SelectMany(project => TargetChoice.Of(project, options).Select(target => (project, target)))
            .ToList();
        var graph = BomGraph.Of(projects, targets);
        _components.MarkUsers(graph);
        var roots = projects.Select(graph.Root).ToHashSet();
        var scopeRef = primary is null ? graph.Unique("scope:" + Path.GetFileNameWithoutExtension(scope.Name), "") : null;
        var main = primary is null ? _components.Merged(scopeRef!) : _components.Primary(primary, graph.Root(primary), EdgesOf(targets));

        var listed = graph.Entries.Where(entry => primary is null || !roots.Contains(entry)).Select(entry => (Entry: entry, Component: _components.Of(entry))).ToArray();
        Array.Sort(listed, static (x, y) => string.CompareOrdinal(x.Entry.Ref, y.Entry.Ref));
        return new Bom(
            options.Timestamp,
            IsOnlyLocked(targets) ? BomPhase.PreBuild : BomPhase.Build,
            options.ToolVersion,
            options.ManufacturerEntity,
            options.AuthorContact,
            main,
            [.. listed.Select(item => item.Component)],
            Formulation(graph),
            Dependencies(graph, scopeRef, roots),
            BomCompositions.Of(graph, listed, main.Ref, scope.IsPartial || targets.Count is 0),
            Alone: primary is null);
    }

    private static ImmutableArray<BomDependency> Dependencies(BomGraph graph, string? scopeRef, HashSet<BomEntry> roots)
    {
        var dependencies = graph.Entries.Select(entry => new BomDependency(entry.Ref, entry.SortedRefs())).ToList();
        if (scopeRef is not null)
        {
            dependencies.Add(new BomDependency(scopeRef, [.. roots.Select(root => root.Ref).Order(StringComparer.Ordinal)]));
        }

        dependencies.Sort(static (x, y) => string.CompareOrdinal(x.Ref, y.Ref));
        return [.. dependencies];
    }

    private ImmutableArray<BomComponent> Formulation(BomGraph graph) =>
    [
        .. scope.BuildComponents
            .GroupBy(build => build.Component)
            .OrderBy(group => ComponentRef.Of(group.Key), StringComparer.Ordinal)
            .Select(group =>
            {
                var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
                    "build\n" + string.Join('\n', group.Select(build => $"{build.Kind}\t{build.DeclaredIn}").Order(StringComparer.Ordinal)))));
                return _components.Build(group.Key, graph.Unique(ComponentRef.Of(group.Key), hash), group);
            }),
    ];

    private static EdgeSource EdgesOf(List<(Project Project, Target Target)> targets) =>
        targets.Count is 0 ? EdgeSource.Unknown : targets.Max(item => item.Target.Graph.EdgeSource);

    /// <summary>Lock files state no class. A single known one comes from a restore.</summary>
    private static bool IsOnlyLocked(List<(Project Project, Target Target)> targets)
    {
        var packages = 0;
        foreach (var (_, target) in targets)
        {
            foreach (var node in target.Graph.Nodes)
            {
                if (node.Component.Type is ComponentType.Package)
                {
                    packages++;
                    if (node.Class is not DependencyClass.Unknown)
                    {
                        return false;
                    }
                }
            }
        }

        return packages > 0;
    }

    private IEnumerable<Node> Nodes(IReadOnlyList<Project> projects)
    {
        foreach (var project in projects)
        {
            foreach (var target in TargetChoice.Of(project, options))
            {
                for (var i = 0; i < target.Graph.Nodes.Length; i++)
                {
                    yield return target.Graph.Nodes[i];
                }
            }
        }
    }
}

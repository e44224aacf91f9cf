using System.Collections.Immutable;
using DepRisk.Graph;

namespace DepRisk.Concentration;

/// <summary>One project that has some packages in its graph.</summary>
/// <param name="Ships">Its output carries one of them, or where the source does not state that, may.</param>
/// <param name="IsClassKnown">False where the source does not state what ships.</param>
/// <param name="Packages">Sorted by id and version.</param>
/// <param name="Uptakes">By package, how its next version would come; of several targets the one that takes it most easily.</param>
public sealed record ProjectHit(Project Project, bool Ships, bool IsClassKnown, ImmutableArray<Component> Packages, ImmutableArray<Uptake> Uptakes)
{
    /// <returns>Null where the project has none of them. Third parties that rest on them are added to <paramref name="resting"/>.</returns>
    public static ProjectHit? Of(Project project, HashSet<Component> subjects, HashSet<Component> resting)
    {
        var uptakes = new Dictionary<Component, Uptake>(ReferenceEqualityComparer.Instance);
        var (ships, isKnown) = (false, true);
        foreach (var target in project.Targets)
        {
            var graph = target.Graph;
            if (!Contains(graph, subjects))
            {
                continue;
            }

            var dependents = Dependents.In(graph);
            for (var node = 1; node < graph.Nodes.Length; node++)
            {
                if (!IsSubject(graph.Nodes[node], subjects))
                {
                    continue;
                }

                ships |= graph.Nodes[node].MayShip;
                isKnown &= graph.Nodes[node].Class is not DependencyClass.Unknown;
                var uptake = Uptake.Of(project, target, dependents, node);
                if (!uptakes.TryGetValue(uptake.Package, out var other) || Ease(uptake.Kind) > Ease(other.Kind))
                {
                    uptakes[uptake.Package] = uptake;
                }
            }

            AddResting(graph, dependents, subjects, resting);
        }

        ImmutableArray<Component> packages = [.. uptakes.Keys.Order(ComponentOrder.Instance)];
        return packages.IsEmpty ? null : new ProjectHit(project, ships, isKnown, packages, [.. packages.Select(package => uptakes[package])]);
    }

    private static int Ease(UptakeKind kind) => kind switch { UptakeKind.Floating => 3, UptakeKind.Substituted => 2, UptakeKind.Unknown => 1, _ => 0 };

    private static bool IsSubject(in Node node, HashSet<Component> subjects) => SubjectPackages.IsTaken(node) && subjects.Contains(node.Component);

    private static bool Contains(DependencyGraph graph, HashSet<Component> subjects)
    {
        foreach (var node in graph.Nodes)
        {
            if (IsSubject(node, subjects))
            {
                return true;
            }
        }

        return false;
    }

    private static void AddResting(DependencyGraph graph, Dependents dependents, HashSet<Component> subjects, HashSet<Component> resting)
    {
        var seen = new NodeSet(graph.Nodes.Length);
        var pending = new Stack<int>();
        for (var node = 1; node < graph.Nodes.Length; node++)
        {
            if (IsSubject(graph.Nodes[node], subjects) && seen.Add(node))
            {
                pending.Push(node);
            }
        }

        while (pending.TryPop(out var node))
        {
            if (!subjects.Contains(graph.Nodes[node].Component))
            {
                resting.Add(graph.Nodes[node].Component);
            }

            foreach (var from in dependents.Of(node))
            {
                if (graph.Nodes[from].Component.Type is not ComponentType.Project && seen.Add(from))
                {
                    pending.Push(from);
                }
            }
        }
    }
}

using System.Collections.Immutable;
using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Packages.Capabilities;

namespace DepRisk.Concentration;

/// <summary>What happens to a scope when packages are lost, or when their next version is hostile.</summary>
/// <param name="Meant">The packages that the question is about.</param>
/// <param name="Delivered">What is counted, see <see cref="PackageUses.Delivered"/>.</param>
/// <param name="Apps">Indexes into <paramref name="Delivered"/> of those that ship one of the packages, ascending.</param>
/// <param name="BuildApps">
/// Of the others, those that contain a project that needs one of the packages to build (lose), or in whose build one of them executes today (compromise).
/// </param>
/// <param name="Hit">Projects that have one of them in their graph, tests included, in the order of the scope.</param>
/// <param name="Resting">Other packages that need one of them, directly or not, sorted by id and version.</param>
/// <param name="BuildCode">Of the packages that execute code in a build of ours today.</param>
/// <param name="Capabilities">What the packages can do today, together. A hostile version is not bound to it.</param>
/// <param name="Exit">Over all projects that are hit: which references of ours must change.</param>
/// <param name="References">How many references to packages our projects have in all, each project and id once.</param>
public sealed record WhatIf(
    WhatIfScenario Scenario,
    WhatIfSubject Subject,
    SubjectPackages Meant,
    ImmutableArray<Project> Delivered,
    bool DeliversApps,
    ImmutableArray<int> Apps,
    ImmutableArray<int> BuildApps,
    ImmutableArray<ProjectHit> Hit,
    ImmutableArray<Component> Resting,
    ImmutableArray<BuildCode> BuildCode,
    CapabilitySet Capabilities,
    OwnFiles Files,
    Exit Exit,
    int References,
    ImmutableArray<UnknownFact> Unknown)
{
    /// <summary>Of how many of the packages nothing lies on this disk: what they do is unknown, and not nothing.</summary>
    public int Unseen { get; init; }

    /// <summary>Nothing in the scope is the subject's; what could be is in <see cref="SubjectPackages.Undecided"/>.</summary>
    public bool IsAbsent => Meant.Hit.IsEmpty && Meant.Shared.IsEmpty;

    public static WhatIf Of(Scope scope, ScopeEvidence evidence, WhatIfSubject subject, WhatIfScenario scenario)
    {
        var meant = SubjectPackages.Of(scope, evidence, subject, scenario);
        var uses = PackageUses.Of(scope);
        var subjects = new HashSet<Component>(meant.Hit, ReferenceEqualityComparer.Instance);
        var resting = new HashSet<Component>(ReferenceEqualityComparer.Instance);
        ImmutableArray<ProjectHit> hits = [.. scope.Projects.Select(project => ProjectHit.Of(project, subjects, resting)).OfType<ProjectHit>()];
        ImmutableArray<BuildCode> build = [.. BuildReach.Of(scope, evidence, uses.Delivered).Where(code => subjects.Contains(code.Package)).OrderBy(code => code.Package, ComponentOrder.Instance)];
        var shipping = hits.Where(hit => hit.Ships).Select(hit => uses.Delivered.IndexOf(hit.Project)).Where(app => app >= 0).ToImmutableArray();
        var building = scenario is WhatIfScenario.Lose ? Containing(scope, uses.Delivered, hits) : build.SelectMany(code => code.Apps);
        var hit = hits.Select(item => item.Project).ToHashSet(ReferenceEqualityComparer.Instance);
        var files = OwnFiles.Using(scope, evidence, subjects.Contains, hit.Contains);
        return new WhatIf(
            scenario, subject, meant, uses.Delivered, uses.DeliversApps,
            shipping,
            [.. building.Except(shipping).Distinct().Order()],
            hits,
            [.. resting.Order(ComponentOrder.Instance)],
            build,
            meant.Hit.SelectMany(package => evidence.Of(package).Files).SelectMany(file => file.Present).Aggregate(CapabilitySet.None, (set, use) => set.Union(CapabilitySet.Of(use.Capability))),
            files,
            Exit.Of([.. hits.Select(item => item.Project)], subjects.Contains),
            ReferenceCount(scope),
            WhatIfUnknown.Of(scenario, subject, meant, evidence, hits, files))
        {
            Unseen = meant.Hit.Count(package => !evidence.Of(package).IsOnDisk),
        };
    }

    private static IEnumerable<int> Containing(Scope scope, ImmutableArray<Project> delivered, ImmutableArray<ProjectHit> hits)
    {
        var containing = BuildReach.ContainingApps(scope, delivered);
        // A test that cannot be built keeps no app from being built.
        return hits.Where(hit => !hit.Project.IsTest).SelectMany(hit => containing[hit.Project.Component]);
    }

    private static int ReferenceCount(Scope scope)
    {
        var references = new HashSet<(string, string)>();
        foreach (var project in scope.Projects)
        {
            foreach (var target in project.Targets)
            {
                var graph = target.Graph;
                for (var from = 0; from < graph.Nodes.Length; from++)
                {
                    if (graph.Nodes[from].Component is not { Type: ComponentType.Project } owner)
                    {
                        continue;
                    }

                    foreach (var to in graph.DependenciesOf(from))
                    {
                        if (graph.Nodes[to].Component is { Type: ComponentType.Package } package)
                        {
                            references.Add((owner.Path ?? owner.Id, package.Id));
                        }
                    }
                }
            }
        }

        return references.Count;
    }
}

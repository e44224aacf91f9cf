using System.Collections.Immutable;
using DepRisk.Concentration;
using DepRisk.Graph;
using DepRisk.Lock;

namespace DepRisk.Rules;

/// <summary>
/// What one project's build says. With a lock: what this project changed for the worse, wherever it shows, and never what the whole scope would not say as well. Without one: the
/// strongest finding of an app, so that the first day shows what there is and floods nobody.
/// </summary>
/// <param name="Findings">
/// The strongest first, of all levels; each with a home: this project, one that only this project can speak for, or a nuget.config. Paths are relative to the scope's root.
/// </param>
/// <param name="More">Without a lock: how many further warnings <c>deprisk scan</c> shows.</param>
/// <param name="Watched">Concentrated components that this project has, sorted by id and version.</param>
public sealed record ProjectAssessment(ImmutableArray<Finding> Findings, int More, ImmutableArray<WatchedComponent> Watched)
{
    public static ProjectAssessment Of(ProjectInput input) => input.Lock is { } accepted ? LockedProjectRun.Of(input, LockIndex.Of(accepted)) : FirstDay(input);

    private static ProjectAssessment FirstDay(ProjectInput input)
    {
        var project = input.Scope.Projects[0];
        var scope = input.Decided();
        if (!scope.Projects[0].IsApp)
        {
            return new ProjectAssessment([], 0, []);
        }

        var packages = new HashSet<Component>(ReferenceEqualityComparer.Instance);
        foreach (var target in project.Targets)
        {
            foreach (ref readonly var node in target.Graph.Nodes)
            {
                if (node.Component.Type is ComponentType.Package)
                {
                    packages.Add(node.Component);
                }
            }
        }

        var evidence = input.Read(packages) with { Feeds = input.Feeds?.Invoke() ?? [] };
        var assessment = Assessment.Of(
            new RuleInput(scope, evidence, ScopeConcentration.Of(scope, evidence, input.Policy.Thresholds, input.Policy.Platforms), input.Policy, null, null) { IsPart = true });
        Finding[] warnings = [.. assessment.Findings.Where(finding => finding.IsWarning)];
        return new ProjectAssessment(
            [.. warnings.Take(1).Select(finding => finding with { Home = finding.Home ?? new FindingHome(project.Path, null) })],
            Math.Max(0, warnings.Length - 1),
            WatchedComponents.Of(project, assessment));
    }
}

using DepRisk.Graph;
using DepRisk.Lock;
using DepRisk.Rules;

namespace DepRisk.Build;

/// <summary>What the lock accepts, for whoever asks to see everything: said by the first app that it concerns, on the line by which the component comes into it.</summary>
internal static class AcceptedLines
{
    /// <returns>By rule and subject.</returns>
    public static IEnumerable<(RuleDescriptor Rule, FindingHome Home, string Message)> Of(DepRiskLock accepted, Project project)
    {
        foreach (var finding in accepted.Findings)
        {
            // What somebody accepted by hand as well is said with the reason.
            if (!accepted.Accepted.Any(one => one.Rule.Equals(finding.Rule, StringComparison.Ordinal) && one.Subject.Equals(finding.Subject, StringComparison.OrdinalIgnoreCase))
                && RuleOf(finding.Rule) is { } rule && IsHere(accepted, finding.Apps.Length > 0 ? finding.Apps[0] : null, project) && HomeOf(finding.Subject, project) is { } home)
            {
                yield return (rule, home, $"{finding.Subject}: {Conditions(finding)}, in {Phrase.Number(finding.Apps.Length)} of {Phrase.Count(accepted.Apps.Length, "app")}{Asks(accepted, finding.Subject)}.");
            }
        }

        foreach (var finding in accepted.Accepted)
        {
            var apps = accepted.Packages.Where(package => package.Id.Equals(finding.Subject, StringComparison.OrdinalIgnoreCase)).SelectMany(package => package.Apps).Order(StringComparer.Ordinal);
            if (RuleOf(finding.Rule) is { } rule && IsHere(accepted, apps.FirstOrDefault(), project) && HomeOf(finding.Subject, project) is { } home)
            {
                yield return (rule, home, $"{finding.Subject}: accepted until {finding.Until:yyyy-MM-dd} because {finding.Reason}{Asks(accepted, finding.Subject)}.");
            }
        }
    }

    /// <summary>An account or a file comes in by no route.</summary>
    private static string Asks(DepRiskLock accepted, string subject) =>
        accepted.Packages.Any(package => package.Id.Equals(subject, StringComparison.OrdinalIgnoreCase)) ? $": 'deprisk why {subject}'" : "";

    private static string Conditions(LockedFinding finding) => finding.Conditions.IsEmpty ? "no condition is recorded" : Phrase.List(finding.Conditions);

    private static RuleDescriptor? RuleOf(string id) => RuleCatalog.All.FirstOrDefault(rule => rule.Id.Equals(id, StringComparison.Ordinal));

    /// <summary>What concerns no app is said by the first project of the lock.</summary>
    private static bool IsHere(DepRiskLock accepted, string? app, Project project) =>
        project.Path.Equals(app ?? accepted.Projects.FirstOrDefault()?.Path, StringComparison.Ordinal);

    private static FindingHome? HomeOf(string subject, Project project)
    {
        foreach (var target in project.Targets)
        {
            for (var node = 1; node < target.Graph.Nodes.Length; node++)
            {
                if (LockedPackage.IdOf(target.Graph.Nodes[node].Component).Equals(subject, StringComparison.OrdinalIgnoreCase))
                {
                    return new FindingHome(project.Path, Reference(target.Graph, DominatingReference.Of(target.Graph, node)));
                }
            }
        }

        return new FindingHome(project.Path, null);
    }

    /// <returns>Null where the component comes over another project of ours: then no line of this one is meant.</returns>
    private static string? Reference(DependencyGraph graph, DominatingReference references)
    {
        var own = graph.DependenciesOf(0).ToArray().Where(node => graph.Nodes[node].Component.Type is not ComponentType.Project).ToArray();
        var node = references.Exists && own.Contains(references.Dominating) ? references.Dominating : references.Reaching.FirstOrDefault(own.Contains);
        return node > 0 ? graph.Nodes[node].Component.Id : null;
    }
}

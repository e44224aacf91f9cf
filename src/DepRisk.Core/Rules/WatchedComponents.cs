using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using DepRisk.Concentration;
using DepRisk.Graph;
using DepRisk.Lock;

namespace DepRisk.Rules;

/// <summary>A package whose use in our code is worth a word.</summary>
/// <param name="Reason">A phrase that follows its name: "runs in 3 of 3 apps".</param>
/// <param name="IsDirect">The project refers to it itself.</param>
public sealed record WatchedComponent(Component Package, string Reason, bool IsDirect);

/// <summary>Which packages of a project belong to a concentrated component: of a finding, or of what the lock accepted as one.</summary>
internal static class WatchedComponents
{
    private static readonly ConditionalWeakTable<LockIndex, Dictionary<string, string>> Accepted = [];

    /// <param name="assessment">Of a scope without a lock.</param>
    public static ImmutableArray<WatchedComponent> Of(Project project, Assessment assessment) =>
        Among(project, ReasonsOf(assessment.Findings, assessment.Input.Concentration.Uses.Delivered.Length, new(StringComparer.OrdinalIgnoreCase)));

    /// <param name="found">New or worse, of the scope of the lock.</param>
    public static ImmutableArray<WatchedComponent> Of(Project project, LockIndex state, ImmutableArray<Finding> found)
    {
        var accepted = Accepted.GetValue(state, AcceptedBy);
        return Among(project, found.IsEmpty ? accepted : ReasonsOf(found, state.State.Apps.Length, new(accepted, StringComparer.OrdinalIgnoreCase)));
    }

    private static Dictionary<string, string> ReasonsOf(IEnumerable<Finding> findings, int apps, Dictionary<string, string> reasons)
    {
        foreach (var finding in findings.Where(finding => IsConcentration(finding.Rule.Id)))
        {
            foreach (var package in finding.Packages)
            {
                reasons[LockedPackage.IdOf(package)] = Reason(finding.Apps.Length, apps);
            }
        }

        return reasons;
    }

    private static bool IsConcentration(string rule) => rule.Equals(RuleCatalog.ConcentratedComponent.Id, StringComparison.Ordinal) || rule.Equals(RuleCatalog.CriticalConcentration.Id, StringComparison.Ordinal);

    private static string Reason(int apps, int of) => $"runs in {Phrase.Number(apps)} of {Phrase.Count(of, "app")}";

    /// <summary>By id: the subjects of the lock, and all that the same hands publish.</summary>
    private static Dictionary<string, string> AcceptedBy(LockIndex state)
    {
        var reasons = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var families = state.State.Packages.GroupBy(package => package.Id, StringComparer.OrdinalIgnoreCase).ToLookup(versions => HandsOf([.. versions]), StringComparer.OrdinalIgnoreCase);
        var subjects = state.State.Findings.Where(finding => IsConcentration(finding.Rule)).Select(finding => finding.Subject)
            .Concat(state.State.Accepted.Where(finding => IsConcentration(finding.Rule)).Select(finding => finding.Subject));
        foreach (var subject in subjects.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            var versions = state.VersionsOf(subject);
            if (versions.IsEmpty)
            {
                continue;
            }

            IGrouping<string, LockedPackage>[] family = [.. families[HandsOf(versions)]];
            var apps = family.SelectMany(packages => packages).SelectMany(package => package.Apps).Distinct(StringComparer.Ordinal).Count();
            foreach (var packages in family)
            {
                reasons.TryAdd(packages.Key, Reason(apps, state.State.Apps.Length));
            }
        }

        return reasons;
    }

    /// <summary>As <see cref="ControlGroup"/> takes them: of the newest version whose hands are proven. Whoever has none is alone.</summary>
    /// <param name="versions">Of one id, ascending.</param>
    private static string HandsOf(ImmutableArray<LockedPackage> versions) =>
        versions.LastOrDefault(package => package is { Signature: "verified", Owners.IsEmpty: false }) is { Owners: { } owners } proven
            ? $"{string.Join('\n', owners.Order(StringComparer.Ordinal))}\n\n{proven.Certificate}"
            : $"\n{versions[0].Id}";

    private static ImmutableArray<WatchedComponent> Among(Project project, Dictionary<string, string> reasons)
    {
        if (reasons.Count is 0)
        {
            return [];
        }

        var watched = new Dictionary<Component, WatchedComponent>(ReferenceEqualityComparer.Instance);
        foreach (var target in project.Targets)
        {
            foreach (ref readonly var node in target.Graph.Nodes)
            {
                if (node is { MayShip: true, Component.Type: ComponentType.Package } && reasons.TryGetValue(LockedPackage.IdOf(node.Component), out var reason))
                {
                    var isDirect = node.IsDirect || (watched.TryGetValue(node.Component, out var other) && other.IsDirect);
                    watched[node.Component] = new WatchedComponent(node.Component, reason, isDirect);
                }
            }
        }

        return [.. watched.Values.OrderBy(component => component.Package, ComponentOrder.Instance)];
    }
}

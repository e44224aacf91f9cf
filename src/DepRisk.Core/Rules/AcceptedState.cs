using System.Collections.Immutable;
using DepRisk.Concentration;
using DepRisk.Graph;
using DepRisk.Lock;
using DepRisk.Packages;

namespace DepRisk.Rules;

/// <summary>The state of a scope as a lock accepts it, with paths relative to the scope.</summary>
/// <param name="KeptPackages">Of how many packages something is unknown now and stays as the lock has it.</param>
public sealed record AcceptedState(DepRiskLock Lock, int KeptPackages)
{
    /// <summary>
    /// The scope is judged once more against the new state, and only what is then still there is accepted: that a package changed hands is accepted with its
    /// new hands, and must not be silent when it changes them again.
    /// </summary>
    public static AcceptedState Of(Assessment assessment)
    {
        var input = assessment.Input;
        var (packages, kept) = Packages(input);
        var old = input.Lock ?? DepRiskLock.Empty;
        var state = new DepRiskLock(Paths(input.Concentration.Uses.Delivered), Projects(input), packages, [], old.Accepted);
        var findings = Findings(Assessment.Of(input with { Lock = state }).Findings, Unknown(assessment, packages, kept));
        return new AcceptedState(state with { Findings = findings }, kept.Count);
    }

    private static ImmutableArray<string> Paths(IEnumerable<Project> projects) => [.. projects.Select(project => project.Path).Order(StringComparer.Ordinal)];

    private static ImmutableArray<LockedProject> Projects(RuleInput input)
    {
        var delivered = input.Concentration.Uses.Delivered;
        var containing = BuildReach.ContainingApps(input.Scope, delivered);
        var paths = input.Scope.Projects.Select(project => project.Path).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. input.Scope.Projects
                .Select(project => new LockedProject(project.Path, Paths(containing[project.Component].Select(app => delivered[app])))
                {
                    References = containing[project.Component].Count > 0 ? ReferencedPackages.Of(project, paths.Contains, delivered.Contains(project)) : null,
                })
                .OrderBy(project => project.Path, StringComparer.Ordinal),
        ];
    }

    private static (ImmutableArray<LockedPackage> Packages, HashSet<LockedPackage> Kept) Packages(RuleInput input)
    {
        var uses = input.Concentration.Uses;
        var apps = uses.Packages.Where(use => !use.Apps.IsEmpty).ToDictionary(use => use.Component, use => Paths(use.Apps.Select(app => uses.Delivered[app])));
        var executing = BuildReach.Of(input.Scope, input.Evidence, uses.Delivered).Select(code => code.Package).ToHashSet();
        var old = (input.Lock ?? DepRiskLock.Empty).Packages.ToDictionary(package => Key(package.Id, package.Version));
        executing.UnionWith(ExecutedBefore(input, old));
        var packages = ImmutableArray.CreateBuilder<LockedPackage>();
        var kept = new HashSet<LockedPackage>(ReferenceEqualityComparer.Instance);
        foreach (var package in apps.Keys.Union(executing).Order(ComponentOrder.Instance))
        {
            var before = old.GetValueOrDefault(Key(LockedPackage.IdOf(package), package.Version));
            packages.Add(AcceptedPackage.Of(package, input.Evidence.Of(package), executing.Contains(package), apps.GetValueOrDefault(package, []), before, out var isKept));
            if (isKept)
            {
                kept.Add(packages[^1]);
            }
        }

        return (packages.DrainToImmutable().Sort(LockedOrder), kept);
    }

    /// <summary>Packages that are not on this disk: that they execute in a build cannot be seen, and the lock knows it.</summary>
    private static IEnumerable<Component> ExecutedBefore(RuleInput input, Dictionary<(string, string), LockedPackage> old) =>
        input.Scope.Projects
            .SelectMany(project => project.Targets)
            .SelectMany(target => target.Graph.Nodes.ToArray())
            .Select(node => node.Component)
            .Where(component => component.Type is ComponentType.Package)
            .Distinct()
            .Where(package => !input.Evidence.Of(package).IsOnDisk && old.GetValueOrDefault(Key(LockedPackage.IdOf(package), package.Version)) is { BuildCode: not null });

    /// <summary>Of other ecosystems the id in a lock is not the one that the packages are sorted by.</summary>
    private static readonly Comparison<LockedPackage> LockedOrder = (x, y) =>
        string.Compare(x.Id, y.Id, StringComparison.OrdinalIgnoreCase) is not 0 and var byId ? byId : PackageVersion.Compare(x.Version, y.Version);

    private static (string, string) Key(string id, string? version) => (id.ToUpperInvariant(), (version ?? "").ToUpperInvariant());

    /// <summary>What the lock has and nobody can tell now, because something of its package is unknown: it stays as the facts do.</summary>
    private static IEnumerable<LockedFinding> Unknown(Assessment assessment, ImmutableArray<LockedPackage> packages, HashSet<LockedPackage> kept)
    {
        var old = assessment.Input.Lock ?? DepRiskLock.Empty;
        return old.Findings
            .Where(locked => !assessment.Findings.Any(finding => IsSame(locked.Rule, locked.Subject, finding)))
            .Where(locked => !old.Accepted.Any(accepted => Equal(Family(accepted.Rule), Family(locked.Rule)) && Equal(accepted.Subject, locked.Subject)))
            .Where(locked => Equal(Family(locked.Rule), RuleCatalog.ConcentratedComponent.Id)
                ? !assessment.Resolved.Contains(locked)
                : kept.Any(package => Equal(package.Id, locked.Subject)) || (kept.Count > 0 && !packages.Any(package => Equal(package.Id, locked.Subject))))
            // An app that is gone took its part along; a lock names none that it does not have.
            .Select(locked => (Before: locked, Now: locked with { Apps = [.. locked.Apps.Intersect(Paths(assessment.Input.Concentration.Uses.Delivered), StringComparer.Ordinal)] }))
            .Where(locked => locked.Before.Apps.IsEmpty || !locked.Now.Apps.IsEmpty)
            .Select(locked => locked.Now);
    }

    private static ImmutableArray<LockedFinding> Findings(ImmutableArray<Finding> findings, IEnumerable<LockedFinding> unknown) =>
    [
        .. findings
            // What is accepted by hand runs out with its date, and would not if it were accepted here as well.
            .Where(finding => finding.Accepted is null)
            .Select(finding => new LockedFinding(
                finding.Rule.Id,
                finding.Subject,
                [.. finding.Conditions.Where(condition => condition.Holds is Truth.True).Select(condition => condition.Name)],
                finding.Apps))
            .Concat(unknown)
            .GroupBy(finding => (finding.Rule, finding.Subject))
            .Select(same => same.First() with
            {
                Conditions = [.. same.SelectMany(finding => finding.Conditions).Distinct(StringComparer.Ordinal)],
                Apps = [.. same.SelectMany(finding => finding.Apps).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            })
            .OrderBy(finding => finding.Rule, StringComparer.Ordinal)
            .ThenBy(finding => finding.Subject, StringComparer.Ordinal),
    ];

    /// <summary>The finding that an entry of a lock is about: the package that it names may lead its group no longer.</summary>
    public static bool IsSame(string rule, string subject, Finding finding) => Equal(Family(rule), Family(finding.Rule.Id))
        && (Equal(subject, finding.Subject) || finding.Packages.Any(package => Equal(subject, LockedPackage.IdOf(package))));

    private static bool Equal(string x, string y) => x.Equals(y, StringComparison.OrdinalIgnoreCase);

    /// <summary>The critical form of a concentration is no other finding than the plain one.</summary>
    private static string Family(string rule) => rule.Equals(RuleCatalog.CriticalConcentration.Id, StringComparison.Ordinal) ? RuleCatalog.ConcentratedComponent.Id : rule;
}

using System.Collections.Immutable;
using DepRisk.Concentration;
using DepRisk.Graph;
using DepRisk.Packages;

namespace DepRisk.Rules;

/// <summary>
/// A version that the next restore may choose differently although nothing of ours changed: a floating one, or one that stands in for what was asked for and
/// is not there. The lock file of a restore holds either.
/// </summary>
internal static class DR1005_UncontrolledChange
{
    // NU1603: another version than the lowest that was asked for; NU1602: no lowest was asked for; NU1604: no inclusive lowest.
    private static readonly string[] Substitutions = ["NU1602", "NU1603", "NU1604"];

    public static ImmutableArray<Finding> Find(RuleInput input, AppReach apps)
    {
        return
        [
            .. input.Scope.Projects
                .Where(project => project is { IsTest: false, IsLocked: false })
                .SelectMany(Loose)
                .GroupBy(loose => loose.Id, StringComparer.OrdinalIgnoreCase)
                .Select(group => Of(input, [.. group.Distinct()], apps)),
        ];
    }

    /// <summary>Of one project, each once.</summary>
    public static ImmutableArray<string> LooseIds(Project project)
    {
        var isLoose = project is { IsTest: false, IsLocked: false } && (!project.Notices.IsEmpty || HasStar(project));
        return isLoose ? [.. Loose(project).Select(loose => loose.Id).Distinct(StringComparer.OrdinalIgnoreCase)] : [];
    }

    /// <summary>Only a star floats, and mostly there is none: no range is parsed for nothing.</summary>
    private static bool HasStar(Project project)
    {
        foreach (var target in project.Targets)
        {
            foreach (var reference in target.References)
            {
                if (reference.Requested?.Contains('*', StringComparison.Ordinal) is true)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static IEnumerable<LooseVersion> Loose(Project project)
    {
        foreach (var target in project.Targets)
        {
            foreach (var reference in target.References)
            {
                if (!reference.IsAutoReferenced && PackageVersion.IsFloating(reference.Requested))
                {
                    yield return Version(project, target, reference.Id, reference.Requested, "floating");
                }
            }

            foreach (var notice in project.Notices)
            {
                if (Substitutions.Contains(notice.Code, StringComparer.Ordinal) && Package(target, notice.PackageId) is not null)
                {
                    var requested = target.References.FirstOrDefault(reference => reference.Id.Equals(notice.PackageId, StringComparison.OrdinalIgnoreCase))?.Requested;
                    if (!PackageVersion.IsFloating(requested))
                    {
                        yield return Version(project, target, notice.PackageId, requested, "substituted");
                    }
                }
            }
        }
    }

    private static LooseVersion Version(Project project, Target target, string id, string? requested, string condition) =>
        new(project, Package(target, id)?.Id ?? id, Package(target, id), requested, condition);

    private static Component? Package(Target target, string id)
    {
        foreach (var node in target.Graph.Nodes)
        {
            if (node.Component.Type is ComponentType.Package && node.Component.Id.Equals(id, StringComparison.OrdinalIgnoreCase))
            {
                return node.Component;
            }
        }

        return null;
    }

    private static Finding Of(RuleInput input, ImmutableArray<LooseVersion> versions, AppReach apps)
    {
        var first = versions[0];
        int[] reached = [.. versions.SelectMany(version => apps.Containing(version.Project)).Distinct()];
        string[] projects = [.. versions.Select(version => version.Project.Path).Distinct(StringComparer.Ordinal)];
        ImmutableArray<Condition> conditions = [.. versions.GroupBy(version => version.Condition, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => Condition([.. group]))];
        var isDirect = first.Requested is not null;
        return new Finding(
            RuleCatalog.UncontrolledChange,
            first.Id,
            $"{first.Package?.ToString() ?? first.Id}: the next restore may choose another version",
            $"{first.Id} can differ in the next restore with no change of ours: {Phrase.List([.. conditions.Select(condition => condition.Text)])}; {apps.Of(reached)} {(reached.Length is 1 ? "has" : "have")} it, and no lock file of {Phrase.List(projects, 3)} holds it.",
            isDirect || first.Package is null ? new FindingHome(first.Project.Path, first.Id) : apps.Homes.Of(first.Package),
            [.. versions.Select(version => version.Package).OfType<Component>().Distinct().Order(ComponentOrder.Instance)],
            apps.Paths(reached),
            conditions,
            [new FindingFact("reaches", apps.Named(reached)), new FindingFact("asked in", Phrase.List(projects, 5))],
            [
                new WayOut(WayOutKind.Clears, $"state the version that there is: {first.Package?.Version ?? "one that the feed has"}", "all", [.. projects.Where(_ => isDirect).Select(path => new FindingHome(path, first.Id))]),
                new WayOut(WayOutKind.Clears, "set RestorePackagesWithLockFile to true and commit the lock file that the restore writes", "all", []),
            ],
            [],
            apps.Share(reached));
    }

    private static Condition Condition(ImmutableArray<LooseVersion> versions)
    {
        var (first, got) = (versions[0], Phrase.List([.. versions.Select(version => version.Package?.Version).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)], 3));
        var asked = Phrase.List([.. versions.Select(version => version.Requested).OfType<string>().Distinct(StringComparer.Ordinal)], 3);
        return new Condition(first.Condition, Truth.True, first.Condition is "floating"
            ? $"{asked} floats and is {got} today"
            : $"{(asked.Length is 0 ? "a version that another package asks for" : asked)} was not to be had as asked for, and {got} stands in for it");
    }

    /// <param name="Requested">Null where no reference of ours asks for it.</param>
    private sealed record LooseVersion(Project Project, string Id, Component? Package, string? Requested, string Condition);
}

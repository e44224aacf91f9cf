using System.Collections.Immutable;
using System.Globalization;
using DepRisk.Evidence;
using DepRisk.Graph;

namespace DepRisk.Concentration;

/// <summary>Computes what each control group is to the apps: reach first, because the rest is asked only where that suffices.</summary>
internal sealed class GroupRun(
    Scope scope,
    ScopeEvidence evidence,
    Thresholds thresholds,
    ImmutableArray<string> platforms,
    GroupedScope grouped,
    AppFiles files,
    Dictionary<Component, PackageUse> useOf)
{
    private List<int>?[]? _chosen;
    private Dictionary<Component, BuildCode>? _build;
    private readonly bool _isEdgeMissing = grouped.Targets.Any(target => target.Target.Graph.EdgeSource is EdgeSource.Unknown or EdgeSource.Direct);

    public ImmutableArray<GroupConcentration> Groups()
    {
        var reach = Reach.Of(grouped);
        var hidden = Hiddenness.Of(grouped, reach);
        var bindings = GroupBindings.Of(scope, evidence, grouped.Groups);
        var build = Build;
        var hasReach = reach.Select(apps => Exposure.HasReach(apps.Length, grouped.Apps.Length, thresholds)).ToArray();
        var inescapable = Inescapability.Of(grouped, hasReach, thresholds.RemovalCut);
        var possible = PossibleFamily.In(grouped, evidence);
        var groups = ImmutableArray.CreateBuilder<GroupConcentration>(grouped.Groups.Length);
        for (var i = 0; i < grouped.Groups.Length; i++)
        {
            var group = grouped.Groups[i];
            var family = possible.Of(i);
            var concentration = new GroupConcentration(
                i,
                group,
                Lead(group),
                reach[i],
                hidden[i],
                GroupPower.Of(group, files, evidence, build),
                bindings[i],
                Exposure.IsEligible(group, files, evidence, platforms),
                hasReach[i],
                Hiddenness.IsAtLeast(grouped, reach[i], hidden[i], thresholds.Hiddenness, ChosenIn(family)),
                hasReach[i] && family.Count > 0 ? Inescapability.Of(grouped, i, family, thresholds.RemovalCut) : inescapable[i],
                bindings[i].IsLockedIn(thresholds.Binding),
                []);
            groups.Add(concentration with { Unknown = UnknownOf(concentration, family) });
        }

        return groups.MoveToImmutable();
    }

    private HashSet<int>? ChosenIn(HashSet<int> family)
    {
        if (family.Count is 0)
        {
            return null;
        }

        _chosen ??= Hiddenness.Chosen(grouped);
        return [.. family.SelectMany(group => _chosen[group] ?? [])];
    }

    /// <summary>What executes in the builds of apps and of the projects that they contain; what only a test's build runs reaches nobody.</summary>
    public Dictionary<Component, BuildCode> Build => _build ??= BuildCodeOf();

    private Dictionary<Component, BuildCode> BuildCodeOf()
    {
        var build = new Dictionary<Component, BuildCode>(ReferenceEqualityComparer.Instance);
        var projects = scope.Projects.RemoveAll(project => project.IsTest);
        foreach (var code in BuildReach.Of(scope with { Projects = projects, BuildComponents = [] }, evidence, grouped.Apps))
        {
            if (!code.Apps.IsEmpty)
            {
                build.Add(code.Package, code);
            }
        }

        return build;
    }

    private Component Lead(ControlGroup group)
    {
        var lead = group.Packages[0];
        foreach (var package in group.Packages)
        {
            lead = IsBefore(useOf[package], useOf[lead]) ? package : lead;
        }

        return lead;
    }

    private static bool IsBefore(PackageUse use, PackageUse other) =>
        use.Apps.Length != other.Apps.Length ? use.Apps.Length > other.Apps.Length
        : use.Dependents != other.Dependents ? use.Dependents > other.Dependents
        : use.Component.Id.Length < other.Component.Id.Length;

    private ImmutableArray<UnknownFact> UnknownOf(GroupConcentration group, HashSet<int> family)
    {
        var unknown = new List<UnknownFact>();
        if (group.IsEligible is Truth.Unknown)
        {
            unknown.AddRange(Exposure.Unknown(group.Group, files, scope, evidence));
        }

        if (group.Power.Exists is Truth.Unknown)
        {
            unknown.AddRange(group.Power.Unknown.Select(package => new UnknownFact($"what {package.Id} can do", Exposure.Command(scope, package, evidence.Of(package).IsOnDisk))));
        }

        if (group.IsHidden is Truth.Unknown || (group.HasReach && group.IsInescapable is Truth.Unknown))
        {
            unknown.AddRange(RoutesUnknown(group, family));
        }

        if (group.IsLockedIn is Truth.Unknown)
        {
            unknown.Add(new UnknownFact("how far our own code is bound to it", group.Group.Packages.Any(package => package.Ecosystem is "nuget") ? "dotnet build" : null));
        }

        return [.. unknown.DistinctBy(fact => fact.What, StringComparer.OrdinalIgnoreCase)];
    }

    private IEnumerable<UnknownFact> RoutesUnknown(GroupConcentration group, HashSet<int> family)
    {
        if (_isEdgeMissing)
        {
            yield return new UnknownFact("part of the routes that lead to it", null);
        }
        else if (family.Count is 0)
        {
            yield return new UnknownFact(string.Create(CultureInfo.InvariantCulture, $"how many packages bring it: the routes of the scope take more than {Inescapability.MostFlow:N0} steps to look at"), null);
        }

        foreach (var package in family.Order().Select(member => grouped.Groups[member].Packages[0]))
        {
            yield return new UnknownFact($"whether {package.Id} is of the same hands", Exposure.Command(scope, package, evidence.Of(package).IsOnDisk));
        }
    }
}

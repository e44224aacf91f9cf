using System.Collections.Immutable;
using DepRisk.Concentration;
using DepRisk.Graph;
using DepRisk.Lock;

namespace DepRisk.Rules;

/// <summary>Several versions of a component ship that much rests on: a fix has to be made once a version, and whoever looks for one finds half.</summary>
internal static class DR1007_VersionSplit
{
    public static ImmutableArray<Finding> Find(RuleInput input, AppReach apps)
    {
        return
        [
            .. input.Concentration.Groups
                .Where(group => group.IsExposed is Truth.True)
                .SelectMany(group => group.Group.Packages.Where(package => !apps.Shipping(package).IsEmpty).GroupBy(LockedPackage.IdOf, StringComparer.OrdinalIgnoreCase))
                .Where(versions => versions.Count() > 1)
                .Select(versions => Of(input, [.. versions.Order(ComponentOrder.Instance)], apps)),
        ];
    }

    private static Finding Of(RuleInput input, ImmutableArray<Component> versions, AppReach apps)
    {
        var newest = versions[^1];
        int[] reached = [.. versions.SelectMany(version => apps.Shipping(version)).Distinct()];
        int[] older = [.. versions[..^1].SelectMany(version => apps.Shipping(version)).Distinct()];
        var split = Phrase.List([.. versions.Select(version => $"{version.Version} in {apps.Named(apps.Shipping(version))}")]);
        return new Finding(
            RuleCatalog.VersionSplit,
            LockedPackage.IdOf(newest),
            $"{newest.Id}: {Phrase.Count(versions.Length, "version")} ship",
            $"{newest.Id}, on which {apps.Of(reached)} {(reached.Length is 1 ? "relies" : "rely")}, ships in {Phrase.Count(versions.Length, "version")}: {split}.",
            apps.Homes.Of(versions[0]),
            versions,
            apps.Paths(reached),
            [new Condition("split", Truth.True, split)],
            [.. versions.Select(version => new FindingFact(version.Version ?? "no version", apps.Named(apps.Shipping(version))))],
            [new WayOut(WayOutKind.Clears, Line(input.Scope, newest, apps.Paths(older)), "all", [.. apps.Paths(older).Select(path => new FindingHome(path, newest.Id))])],
            [],
            apps.Share(reached));
    }

    // A direct reference wins over whatever comes by others, and a central version needs transitive pinning to do so.
    private static string Line(Scope scope, Component newest, ImmutableArray<string> older)
    {
        var isCentral = scope.Projects.Any(project => project.Targets.Any(target => target.References.Any(reference => reference.IsCentrallyVersioned)));
        return isCentral
            ? $"<PackageVersion Include=\"{newest.Id}\" Version=\"{newest.Version}\" /> in Directory.Packages.props with CentralPackageTransitivePinningEnabled unites them"
            : $"<PackageReference Include=\"{newest.Id}\" Version=\"{newest.Version}\" /> in {Phrase.List(older, 3)} unites them";
    }
}

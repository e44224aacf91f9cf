using System.Collections.Immutable;
using DepRisk.Evidence;
using DepRisk.Graph;

namespace DepRisk.Concentration;

/// <summary>Every metric of a scope, computed once.</summary>
/// <param name="Groups">In the order of <see cref="GroupedScope.Groups"/>.</param>
/// <param name="WithPlatform">Spread of the shipped packages over control groups.</param>
/// <param name="WithoutPlatform">The same with the platform left out. Show both: with the platform it is always concentrated, without it never.</param>
/// <param name="ByReach">Without the platform, each package weighted by the apps that it reaches.</param>
public sealed record ScopeConcentration(
    GroupedScope Scope,
    PackageUses Uses,
    ImmutableArray<GroupConcentration> Groups,
    Posture WithPlatform,
    Posture WithoutPlatform,
    Posture ByReach)
{
    /// <summary>Packages that execute code in the build of an app or of what it contains, sorted by id and version.</summary>
    public ImmutableArray<Component> Executing { get; init; } = [];

    /// <summary>All packages that are no test's, in the order of <see cref="PackageUses.Packages"/>. Computed when asked for: only a report needs them.</summary>
    public ImmutableArray<PackageMetrics> Packages => Metrics.Value;

    private Lazy<ImmutableArray<PackageMetrics>> Metrics { get; init; } = new([]);

    /// <param name="platforms">Hands that a policy adds to the platform, see <see cref="Platform.Holds"/>.</param>
    public static ScopeConcentration Of(Scope scope, ScopeEvidence evidence, Thresholds thresholds, ImmutableArray<string> platforms)
    {
        var uses = PackageUses.Of(scope);
        var grouped = GroupedScope.Of(uses, evidence, platforms);
        var files = AppFiles.Of(grouped);
        var useOf = new Dictionary<Component, PackageUse>(uses.Packages.Length, ReferenceEqualityComparer.Instance);
        foreach (var use in uses.Packages)
        {
            useOf.Add(use.Component, use);
        }

        var run = new GroupRun(scope, evidence, thresholds, platforms, grouped, files, useOf);
        return new ScopeConcentration(
            grouped,
            uses,
            run.Groups(),
            Posture.Of(grouped.Groups.Select(group => (double)group.Packages.Length)),
            Posture.Of(grouped.Groups.Where(group => !group.IsPlatform).Select(group => (double)group.Packages.Length)),
            Posture.Of(grouped.Groups.Where(group => !group.IsPlatform).Select(group => group.Packages.Sum(package => (double)useOf[package].Apps.Length))))
        {
            Metrics = new(() => PackagesOf(scope, evidence, uses, grouped, files)),
            Executing = [.. run.Build.Keys.Order(ComponentOrder.Instance)],
        };
    }

    private static ImmutableArray<PackageMetrics> PackagesOf(Scope scope, ScopeEvidence evidence, PackageUses uses, GroupedScope grouped, AppFiles files)
    {
        var trust = ImplicitTrust.Of(scope, uses, evidence);
        var groupOf = new Dictionary<Component, int>(ReferenceEqualityComparer.Instance);
        for (var group = 0; group < grouped.Groups.Length; group++)
        {
            foreach (var package in grouped.Groups[group].Packages)
            {
                groupOf.Add(package, group);
            }
        }

        var metrics = ImmutableArray.CreateBuilder<PackageMetrics>(uses.Packages.Length);
        for (var i = 0; i < uses.Packages.Length; i++)
        {
            var package = uses.Packages[i].Component;
            var code = files.CodeOf(package, evidence.Of(package), out var isComplete);
            metrics.Add(new PackageMetrics(
                package,
                groupOf.GetValueOrDefault(package, GroupedScope.NoGroup),
                trust[i].Packages,
                trust[i].Accounts,
                Tinyness.Of(uses.Packages[i].Apps.Length, code, isComplete)));
        }

        return metrics.MoveToImmutable();
    }
}

using System.Collections.Immutable;
using DepRisk.Evidence;
using DepRisk.Graph;

namespace DepRisk.Concentration;

/// <summary>Every metric of a scope, computed once.</summary>
/// <param name="Groups">In the order of <see cref="GroupedScope.Groups"/>.</param>
/// <param name="Packages">All packages that are no test's, sorted by id and version.</param>
/// <param name="WithPlatform">Spread of the shipped packages over control groups.</param>
/// <param name="WithoutPlatform">The same with the platform left out. Show both: with the platform it is always concentrated, without it never.</param>
/// <param name="ByReach">Without the platform, each package weighted by the apps that it reaches.</param>
public sealed record ScopeConcentration(
    GroupedScope Scope,
    PackageUses Uses,
    ImmutableArray<GroupConcentration> Groups,
    ImmutableArray<PackageMetrics> Packages,
    Posture WithPlatform,
    Posture WithoutPlatform,
    Posture ByReach);

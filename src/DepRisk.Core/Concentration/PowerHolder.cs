using System.Collections.Immutable;
using DepRisk.Graph;

namespace DepRisk.Concentration;

/// <summary>Somebody or something through whom the next version of packages of ours comes: an account, a certificate, a repository, a feed.</summary>
/// <param name="Packages">Sorted by id and version: those that apps ship, and those whose code runs in the build.</param>
/// <param name="Apps">Indexes into <see cref="Power.Delivered"/> of those that ship one of them, ascending.</param>
/// <param name="BuildApps">Of those in whose build one of them executes code, ascending.</param>
public sealed record PowerHolder(string Name, ImmutableArray<Component> Packages, ImmutableArray<int> Apps, ImmutableArray<int> BuildApps)
{
    /// <summary>All of its packages are the platform's, see <see cref="Platform"/>.</summary>
    public bool IsPlatform { get; init; }

    /// <summary>Apps that it can put code into, whichever way: publishing one version of one package suffices.</summary>
    public int Reach { get; } = Apps.Union(BuildApps).Count();
}

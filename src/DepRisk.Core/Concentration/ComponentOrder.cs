using DepRisk.Graph;
using DepRisk.Packages;

namespace DepRisk.Concentration;

/// <summary>By id without case, version as NuGet orders it, and ecosystem: the order of every list of packages.</summary>
public sealed class ComponentOrder : IComparer<Component>
{
    public static readonly ComponentOrder Instance = new();

    public int Compare(Component? x, Component? y)
    {
        if (x is null || y is null)
        {
            return (x is null ? 0 : 1) - (y is null ? 0 : 1);
        }

        var byId = string.Compare(x.Id, y.Id, StringComparison.OrdinalIgnoreCase);
        var byVersion = byId != 0 ? byId : PackageVersion.Compare(x.Version, y.Version);
        return byVersion != 0 ? byVersion : string.CompareOrdinal(x.Ecosystem, y.Ecosystem);
    }
}

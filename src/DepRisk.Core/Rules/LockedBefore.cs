using DepRisk.Graph;
using DepRisk.Lock;
using DepRisk.Packages;

namespace DepRisk.Rules;

/// <summary>What a lock accepted in the place of a package.</summary>
public static class LockedBefore
{
    /// <returns>The same id in the same version, else in the highest version below, else in the lowest one above; null where the lock does not know the id.</returns>
    public static LockedPackage? Of(DepRiskLock accepted, Component package)
    {
        var id = LockedPackage.IdOf(package);
        LockedPackage? before = null;
        for (var i = First(accepted, id); i < accepted.Packages.Length && HasId(accepted.Packages[i], id); i++)
        {
            var candidate = accepted.Packages[i];
            if (before is not null && PackageVersion.Compare(candidate.Version, package.Version) > 0)
            {
                break;
            }

            before = candidate;
        }

        return before;
    }

    private static int First(DepRiskLock accepted, string id)
    {
        var (low, high) = (0, accepted.Packages.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (string.Compare(accepted.Packages[middle].Id, id, StringComparison.OrdinalIgnoreCase) < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private static bool HasId(LockedPackage package, string id) => package.Id.Equals(id, StringComparison.OrdinalIgnoreCase);
}

using System.Globalization;
using DepRisk.Input;
using DepRisk.Packages;

namespace DepRisk.Restore;

/// <summary>One package of a packages.lock.json.</summary>
/// <param name="Target">The key as written, without runtime identifier: a framework in either spelling, or an alias.</param>
/// <param name="RuntimeIdentifier">Null for the portable target.</param>
/// <param name="Version">The resolved version.</param>
public readonly record struct LockedPackage(string Target, string? RuntimeIdentifier, string Id, string Version);

/// <summary>Whether packages.lock.json and the restore output resolve the same packages; NuGet itself only looks in locked mode (NU1004).</summary>
public static class LockStaleness
{
    /// <returns>Null where they agree.</returns>
    public static InputError? Check(string lockPath, IEnumerable<LockedPackage> locked, AssetsFile assets)
    {
        var restored = Restored(assets);
        var known = new HashSet<(string Target, string Id)>();
        var unrestored = new HashSet<string>(StringComparer.Ordinal);
        var differences = new List<string>();
        foreach (var package in locked)
        {
            var framework = Key(assets, package.Target);
            var target = framework + "/" + package.RuntimeIdentifier;
            known.Add((target, Id(package.Id)));
            if (!restored.TryGetValue(target, out var packages))
            {
                // Runtime identifiers come and go with the command line; frameworks do not.
                if (package.RuntimeIdentifier is null && unrestored.Add(target))
                {
                    differences.Add($"{package.Target} is locked but was not restored");
                }
            }
            else if (!packages.TryGetValue(Id(package.Id), out var version))
            {
                differences.Add($"{package.Id} {package.Version} is locked for {package.Target} but was not restored");
            }
            else if (!PackageVersion.Normalize(package.Version).Equals(version.Version, StringComparison.OrdinalIgnoreCase))
            {
                differences.Add($"{package.Id} {package.Version} is locked for {package.Target}, {version.Version} was restored");
            }
        }

        AddUnlocked(differences, restored, known);
        return differences.Count is 0 ? null : Mismatch(lockPath, differences);
    }

    private static void AddUnlocked(List<string> differences, SortedDictionary<string, SortedDictionary<string, (string Id, string Version)>> restored, HashSet<(string Target, string Id)> known)
    {
        foreach (var (target, packages) in restored)
        {
            // A target with a runtime identifier repeats the portable one, of which the lock file lists only the rest.
            var portable = target[..(target.IndexOf('/', StringComparison.Ordinal) + 1)];
            foreach (var (key, package) in packages)
            {
                if (target.Equals(portable, StringComparison.Ordinal) && !known.Contains((target, key)))
                {
                    differences.Add($"{package.Id} {package.Version} was restored for {target.TrimEnd('/')} but is not locked");
                }
            }
        }
    }

    /// <summary>By normalised target key, package versions by upper-case id.</summary>
    private static SortedDictionary<string, SortedDictionary<string, (string Id, string Version)>> Restored(AssetsFile assets)
    {
        var restored = new SortedDictionary<string, SortedDictionary<string, (string Id, string Version)>>(StringComparer.Ordinal);
        foreach (var target in assets.Targets)
        {
            var slash = target.Name.IndexOf('/', StringComparison.Ordinal);
            var framework = slash < 0 ? target.Name : target.Name[..slash];
            var packages = new SortedDictionary<string, (string Id, string Version)>(StringComparer.Ordinal);
            foreach (var library in target.Libraries)
            {
                if (!library.IsProject)
                {
                    packages[Id(library.Id)] = (library.Id, PackageVersion.Normalize(library.Version));
                }
            }

            restored[Key(assets, framework) + "/" + (slash < 0 ? "" : target.Name[(slash + 1)..])] = packages;
        }

        return restored;
    }

    /// <summary>One spelling for a framework: lock files of version 2 have long names where assets files of version 4 have aliases.</summary>
    private static string Key(AssetsFile assets, string target)
    {
        foreach (var framework in assets.Project.Frameworks)
        {
            if (framework.Alias.Equals(target, StringComparison.OrdinalIgnoreCase))
            {
                // Two aliases may stand for one framework; then only the alias tells them apart.
                return assets.Project.Frameworks.Count(other => FrameworkName.Shorten(other.Framework).Equals(FrameworkName.Shorten(framework.Framework), StringComparison.Ordinal)) > 1
                    ? framework.Alias
                    : FrameworkName.Shorten(framework.Framework);
            }
        }

        return FrameworkName.Shorten(target);
    }

    private static string Id(string id) => id.ToUpperInvariant();

    private static InputError Mismatch(string lockPath, List<string> differences)
    {
        var more = differences.Count is 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" (and {differences.Count - 1} more)");
        return new InputError(InputErrorCode.LockMismatch, lockPath, $"disagrees with the restore output: {differences[0]}{more}; run 'dotnet restore'");
    }
}

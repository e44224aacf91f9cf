using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using DepRisk.Graph;
using DepRisk.Packages;

namespace DepRisk.Lock;

/// <summary>A lock by what one looks for in it. Made once for each lock, whoever asks first; then only read, by any number of threads.</summary>
public sealed class LockIndex
{
    private static readonly ConditionalWeakTable<DepRiskLock, LockIndex> Made = [];

    private readonly Dictionary<string, ImmutableArray<LockedPackage>> _versions = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, LockedProject> _projects = new(StringComparer.Ordinal);

    private LockIndex(DepRiskLock state)
    {
        State = state;
        foreach (var package in state.Packages)
        {
            _versions[package.Id] = _versions.TryGetValue(package.Id, out var others) ? others.Add(package) : [package];
        }

        foreach (var project in state.Projects)
        {
            _projects.TryAdd(project.Path, project);
        }
    }

    public DepRiskLock State { get; }

    public static LockIndex Of(DepRiskLock state) => Made.GetValue(state, static locked => new LockIndex(locked));

    /// <returns>Null where the lock does not know the project.</returns>
    public LockedProject? Project(string path) => _projects.GetValueOrDefault(path);

    /// <summary>Of an id as <see cref="LockedPackage.IdOf"/> gives it, in the order of the lock.</summary>
    public ImmutableArray<LockedPackage> VersionsOf(string id) => _versions.TryGetValue(id, out var versions) ? versions : [];

    /// <returns>Null where the lock does not have the package in this version.</returns>
    public LockedPackage? Find(Component package)
    {
        foreach (var locked in VersionsOf(LockedPackage.IdOf(package)))
        {
            if (locked.Version.Equals(package.Version ?? "", StringComparison.OrdinalIgnoreCase))
            {
                return locked;
            }
        }

        return null;
    }

    /// <summary>Some version above this one reaches the app: what a library alone resolves lower, the app has higher.</summary>
    public bool HasHigher(Component package, string app)
    {
        foreach (var locked in VersionsOf(LockedPackage.IdOf(package)))
        {
            if (Has(locked.Apps, app) && PackageVersion.Compare(locked.Version, package.Version) > 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <param name="paths">Ordinal, as all paths of a lock.</param>
    public static bool Has(ImmutableArray<string> paths, string path) => paths.AsSpan().BinarySearch(path, StringComparer.Ordinal) >= 0;

    /// <summary>Both ordinal.</summary>
    public static bool HasAll(ImmutableArray<string> paths, ImmutableArray<string> wanted)
    {
        // What reaches every app has the array of all apps.
        if (paths == wanted)
        {
            return true;
        }

        var at = 0;
        foreach (var path in wanted)
        {
            var order = -1;
            while (at < paths.Length && (order = string.CompareOrdinal(paths[at], path)) < 0)
            {
                at++;
            }

            if (order is not 0 || at == paths.Length)
            {
                return false;
            }
        }

        return true;
    }
}

using System.Collections.Immutable;
using DepRisk.Graph;
using DepRisk.Packages;

namespace DepRisk.Lock;

/// <summary>
/// What differs between what one project restored and what the lock has of it. Asked in every build of every project: mostly nothing does, and then no rule is looked at.
/// </summary>
/// <param name="Containing">Paths of the apps that contain it, itself included where it is one; ordinal. Empty for a test.</param>
/// <param name="Changed">Packages that may ship with it and that the lock does not have in this version for each of these apps, see <see cref="ChangeCause"/>.</param>
/// <param name="Build">Packages with files for the build that the lock does not have in this version: their content tells whether they execute there.</param>
/// <param name="Added">Ids that it refers to and did not; empty where the lock does not say what it referred to.</param>
/// <param name="Removed">Ids that it referred to and does not any more.</param>
public sealed record ProjectDelta(
    ImmutableArray<string> Containing,
    ImmutableArray<Component> Changed,
    ImmutableArray<Component> Build,
    ImmutableArray<string> Added,
    ImmutableArray<string> Removed)
{
    public bool IsEmpty => Changed.IsEmpty && Build.IsEmpty && Added.IsEmpty && Removed.IsEmpty;

    /// <param name="isApp">Asked where the lock does not know the project.</param>
    public static ProjectDelta Of(Project project, LockIndex state, bool isApp)
    {
        var known = state.Project(project.Path);
        var containing = known?.Apps ?? (isApp ? [project.Path] : ImmutableArray<string>.Empty);
        var (changed, build) = (new Found(), new Found());
        foreach (var target in project.Targets)
        {
            foreach (ref readonly var node in target.Graph.Nodes)
            {
                if (node.Component.Type is not ComponentType.Package)
                {
                    continue;
                }

                // Files for the build that no build is given run nowhere: a package of many frameworks has them for old ones.
                var mayBuild = target.IsPackagesConfig || (node.Traits & (NodeTraits.Imported | NodeTraits.Analyzers)) is not NodeTraits.None;
                var mayShip = node.MayShip && !containing.IsEmpty;
                if (!mayBuild && !mayShip)
                {
                    continue;
                }

                var locked = state.Find(node.Component);
                if (mayShip && !(locked is not null && LockIndex.HasAll(locked.Apps, containing)) && !IsShadowed(node.Component, locked, state, containing))
                {
                    changed.Add(node.Component);
                }

                if (mayBuild && locked is null)
                {
                    build.Add(node.Component);
                }
            }
        }

        var (added, removed) = known?.References is { } before ? References(project, state, before) : ([], []);
        return new ProjectDelta(containing, ChangeCause.Caused(project, state, containing, changed.All, added), build.All, added, removed);
    }

    /// <summary>In each app that does not have this version a higher one takes its place.</summary>
    private static bool IsShadowed(Component package, LockedPackage? locked, LockIndex state, ImmutableArray<string> containing)
    {
        foreach (var app in containing)
        {
            if (!(locked is not null && LockIndex.Has(locked.Apps, app)) && !state.HasHigher(package, app))
            {
                return false;
            }
        }

        return true;
    }

    private static (ImmutableArray<string> Added, ImmutableArray<string> Removed) References(Project project, LockIndex state, ImmutableArray<string> before)
    {
        if (ReferencedPackages.Of(project, path => state.Project(path) is not null, state.Project(project.Path) is { } self && LockIndex.Has(self.Apps, project.Path)) is not { } now || now.AsSpan().SequenceEqual(before.AsSpan(), StringComparer.OrdinalIgnoreCase))
        {
            return ([], []);
        }

        return ([.. now.Except(before, StringComparer.OrdinalIgnoreCase)], [.. before.Except(now, StringComparer.OrdinalIgnoreCase)]);
    }

    /// <summary>Packages, each once, in the order in which they were met. Mostly there are none, and nothing is made for them.</summary>
    private sealed class Found
    {
        private List<Component>? _items;
        private HashSet<Component>? _seen;

        public ImmutableArray<Component> All => _items is null ? [] : [.. _items];

        public void Add(Component package)
        {
            _seen ??= new(ReferenceEqualityComparer.Instance);
            if (_seen.Add(package))
            {
                (_items ??= []).Add(package);
            }
        }
    }
}

using System.Collections.Immutable;
using DepRisk.Graph;
using DepRisk.Input;
using DepRisk.Packages;

namespace DepRisk.Restore;

/// <summary>
/// Makes one graph per target of a lock file. A lock file says nothing about assets, so every package's class is unknown,
/// and it does not say which projects are referenced directly: those that no other entry asks for must be.
/// </summary>
public static class LockFileGraph
{
    /// <param name="packages">Gains the content hash of every package.</param>
    public static ImmutableArray<Target> Targets(
        LockFile file,
        Component project,
        ComponentTable components,
        IDictionary<Component, RestoredPackage> packages,
        List<InputError> problems) => Targets(file, project, components, packages, problems, Limits.Nodes);

    internal static ImmutableArray<Target> Targets(
        LockFile file,
        Component project,
        ComponentTable components,
        IDictionary<Component, RestoredPackage> packages,
        List<InputError> problems,
        int limit)
    {
        problems.AddRange(file.Problems);
        var portable = new Dictionary<string, LockTarget>(StringComparer.Ordinal);
        foreach (var target in file.Targets)
        {
            if (target.RuntimeIdentifier is null)
            {
                portable[target.Name] = target;
            }
        }

        var isPackagesConfig = IsPackagesConfig(file);
        if (isPackagesConfig)
        {
            problems.Add(new InputError(InputErrorCode.UnknownEdges, file.Path, "belongs to a packages.config and so lists packages without what they depend on"));
        }

        var targets = ImmutableArray.CreateBuilder<Target>(file.Targets.Length);
        var reported = new HashSet<LibraryDependency>(ReferenceEqualityComparer.Instance);
        var size = 0L;
        foreach (var target in file.Targets)
        {
            var entries = Entries(target, target.RuntimeIdentifier is null ? null : portable.GetValueOrDefault(target.BaseName));
            // Each runtime target repeats the portable one, so a small file can stand for huge graphs: the cap holds for all together.
            size += entries.Sum(entry => entry.Dependencies.Length + 1L);
            if (size > limit)
            {
                problems.Add(new InputError(InputErrorCode.LimitExceeded, file.Path, $"has more than {limit} nodes and edges in all targets together; {target.Name} and those behind it are left out"));
                break;
            }

            var graph = new TargetGraph(file.Path, entries, project, components, packages, problems, reported);
            targets.Add(graph.Build(target, file.Version, isPackagesConfig ? EdgeSource.Unknown : EdgeSource.Resolved));
        }

        return targets.DrainToImmutable();
    }

    /// <summary>
    /// NuGet also locks packages.config projects: every package Direct, at an exact version, with no dependency, under the project's
    /// .NET Framework or, where NuGet saw no project, under Any. A PackageReference asks for a minimum unless somebody wrote brackets.
    /// </summary>
    public static bool IsPackagesConfig(LockFile file)
    {
        var exact = true;
        var packages = 0;
        foreach (var target in file.Targets)
        {
            exact &= target.RuntimeIdentifier is null && FrameworkName.Parse(target.Framework)?.Identifier is FrameworkName.NetFramework or FrameworkName.Any;
            foreach (var entry in target.Entries)
            {
                if (entry.Type is not LockEntryType.Direct || !entry.Dependencies.IsEmpty)
                {
                    return false;
                }

                exact &= entry.Requested is { } requested && requested.Equals($"[{entry.Resolved}, {entry.Resolved}]", StringComparison.Ordinal);
                packages++;
            }
        }

        return packages > 0 && (exact || File.Exists(Path.Combine(Path.GetDirectoryName(file.Path) ?? "", "packages.config")));
    }

    // A target with a runtime identifier completes and overrides the portable one.
    private static LockEntry[] Entries(LockTarget target, LockTarget? portable)
    {
        var entries = new Dictionary<string, LockEntry>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in portable is null ? [] : portable.Entries)
        {
            entries[entry.Id] = entry;
        }

        foreach (var entry in target.Entries)
        {
            entries[entry.Id] = entry;
        }

        var sorted = new LockEntry[entries.Count];
        entries.Values.CopyTo(sorted, 0);
        Array.Sort(sorted, static (left, right) => StringComparer.OrdinalIgnoreCase.Compare(left.Id, right.Id));
        return sorted;
    }

    private sealed class TargetGraph(
        string path,
        LockEntry[] entries,
        Component project,
        ComponentTable components,
        IDictionary<Component, RestoredPackage> packages,
        List<InputError> problems,
        HashSet<LibraryDependency> reported)
    {
        private readonly List<Edge> _edges = [];
        private readonly List<DroppedEdge> _dropped = [];

        public Target Build(LockTarget target, int version, EdgeSource edgeSource)
        {
            var hasParent = AddEdges(target.Name);
            var nodes = new Node[entries.Length + 1];
            nodes[0] = new Node(project, DependencyClass.Runtime, NodeTraits.None, []);
            var references = ImmutableArray.CreateBuilder<DirectReference>();
            for (var i = 0; i < entries.Length; i++)
            {
                var entry = entries[i];
                var isDirect = entry.Type is LockEntryType.Direct || (entry.Type is LockEntryType.Project && !hasParent[i + 1]);
                var traits = isDirect ? NodeTraits.Direct : entry.Type is LockEntryType.CentralTransitive ? NodeTraits.Pinned : NodeTraits.None;
                nodes[i + 1] = new Node(Component(entry), DependencyClass.Unknown, traits, []);
                if (isDirect)
                {
                    _edges.Add(new Edge(0, i + 1, entry.Requested));
                    references.Add(new DirectReference(entry.Id, entry.Requested, IsAutoReferenced: false, IsPrivate: false, IsCentrallyVersioned: false));
                }
            }

            var framework = FrameworkName.Shorten(target.Framework);
            var name = version is 3 ? target.Name : target.RuntimeIdentifier is null ? framework : $"{framework}/{target.RuntimeIdentifier}";
            return new Target(
                name,
                framework,
                target.RuntimeIdentifier,
                IsSelfContained: false,
                references.DrainToImmutable(),
                DependencyGraph.Create(nodes, _edges, edgeSource, [.. _dropped]));
        }

        private bool[] AddEdges(string target)
        {
            var nodes = new Dictionary<string, int>(entries.Length, StringComparer.OrdinalIgnoreCase);
            for (var i = 0; i < entries.Length; i++)
            {
                nodes.Add(entries[i].Id, i + 1);
            }

            var hasParent = new bool[entries.Length + 1];
            for (var i = 0; i < entries.Length; i++)
            {
                foreach (var dependency in entries[i].Dependencies)
                {
                    if (nodes.TryGetValue(dependency.Id, out var to))
                    {
                        _edges.Add(new Edge(i + 1, to, dependency.Range));
                        hasParent[to] |= to != i + 1;
                    }
                    else
                    {
                        Drop(i + 1, dependency, target);
                    }
                }
            }

            return hasParent;
        }

        private void Drop(int from, LibraryDependency dependency, string target)
        {
            _dropped.Add(new DroppedEdge(from, dependency.Id, dependency.Range, "the lock file has no such entry"));
            // Runtime targets repeat the entries of the portable one, the problem is one.
            if (!reported.Add(dependency))
            {
                return;
            }

            // Not partial: pruned and excluded packages look like this, and nothing says that it ships.
            problems.Add(new InputError(InputErrorCode.DanglingEdge, path, $"{entries[from - 1].Id} depends on {dependency.Id}, which target {target} does not contain") { IsPartial = false });
        }

        private Component Component(LockEntry entry)
        {
            if (entry.Type is LockEntryType.Project)
            {
                return components.Intern(ComponentType.Project, "", entry.Id, version: null);
            }

            var package = components.Package(entry.Id, PackageVersion.Normalize(entry.Resolved!));
            if (!packages.TryGetValue(package, out var known) || (known.ContentHash is null && entry.ContentHash is not null))
            {
                packages[package] = new RestoredPackage(entry.ContentHash, known?.Folder);
            }
            else if (entry.ContentHash is not null && !string.Equals(entry.ContentHash, known.ContentHash, StringComparison.Ordinal))
            {
                Conflict(package);
            }

            return package;
        }

        private void Conflict(Component package)
        {
            var problem = new InputError(InputErrorCode.ConflictingContent, path, $"gives {package} another content hash than a file read before; one of them does not come from the same feed") { IsPartial = false };
            if (!problems.Contains(problem))
            {
                problems.Add(problem);
            }
        }
    }
}

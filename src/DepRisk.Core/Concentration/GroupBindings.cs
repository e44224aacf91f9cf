using System.Collections.Immutable;
using System.Runtime.InteropServices;
using DepRisk.Binding;
using DepRisk.Evidence;
using DepRisk.Graph;

namespace DepRisk.Concentration;

/// <summary>Brings what projects use of packages together by control group: <c>b(u) = our source files that use u / all our source files</c>.</summary>
internal sealed class GroupBindings
{
    private readonly Row[] _rows;
    private readonly Dictionary<Component, int[]> _groupsOf = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<(string Ecosystem, string Id), int[]> _groupsOfId;
    private readonly HashSet<string> _files = new(StringComparer.Ordinal);

    private GroupBindings(ImmutableArray<ControlGroup> groups)
    {
        _rows = new Row[groups.Length];
        var ofId = new Dictionary<(string, string), SortedSet<int>>();
        for (var group = 0; group < groups.Length; group++)
        {
            _rows[group] = new Row();
            foreach (var package in groups[group].Packages)
            {
                _groupsOf.Add(package, [group]);
                ref var of = ref CollectionsMarshal.GetValueRefOrAddDefault(ofId, Key(package), out _);
                (of ??= []).Add(group);
            }
        }

        _groupsOfId = ofId.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray());
    }

    /// <returns>By group.</returns>
    public static ImmutableArray<GroupBinding> Of(Scope scope, ScopeEvidence evidence, ImmutableArray<ControlGroup> groups)
    {
        var bindings = new GroupBindings(groups);
        var unknownElsewhere = false;
        for (var i = 0; i < scope.Projects.Length; i++)
        {
            var project = scope.Projects[i];
            if (project.IsTest)
            {
                continue;
            }

            var binding = evidence.Bindings.IsEmpty ? null : evidence.Bindings[i];
            if (binding is { Unknown: null })
            {
                bindings.Count(project, binding);
            }

            if (binding is not { Unknown: null, IsPartial: false })
            {
                unknownElsewhere = true;
                bindings.CountUnknown(project);
            }
        }

        return [.. bindings._rows.Select(row => row.Binding(bindings._files.Count, unknownElsewhere))];
    }

    private static (string Ecosystem, string Id) Key(Component package) => (package.Ecosystem, package.Id.ToUpperInvariant());

    private void Count(Project project, ProjectBinding binding)
    {
        _files.UnionWith(binding.Files);
        foreach (var package in binding.Packages)
        {
            foreach (var group in GroupsOf(package.Package))
            {
                _rows[group].Add(project, package);
            }
        }
    }

    private void CountUnknown(Project project)
    {
        foreach (var target in project.Targets)
        {
            foreach (ref readonly var node in target.Graph.Nodes)
            {
                if (node.Component.Type is ComponentType.Package)
                {
                    foreach (var group in GroupsOf(node.Component))
                    {
                        _rows[group].AddUnknown(project);
                    }
                }
            }
        }
    }

    /// <summary>A library may resolve a version that no app ships; its code is bound to the package all the same.</summary>
    private int[] GroupsOf(Component package)
    {
        ref var groups = ref CollectionsMarshal.GetValueRefOrAddDefault(_groupsOf, package, out _);
        return groups ??= _groupsOfId.GetValueOrDefault(Key(package), []);
    }

    private sealed class Row
    {
        private readonly SortedDictionary<string, int> _files = new(StringComparer.Ordinal);
        private readonly SortedSet<string> _leaks = new(StringComparer.Ordinal);
        private readonly SortedSet<string> _projects = new(StringComparer.Ordinal);
        private readonly List<string> _unknown = [];
        private int _callSites;

        /// <summary>Called for all nodes of one project before those of the next.</summary>
        public void AddUnknown(Project project)
        {
            if (_unknown.Count is 0 || !ReferenceEquals(_unknown[^1], project.Path))
            {
                _unknown.Add(project.Path);
            }
        }

        public void Add(Project project, PackageBinding package)
        {
            _callSites += package.CallSites;
            _projects.Add(project.Path);
            _leaks.UnionWith(package.Leaks);
            foreach (var site in package.Sites)
            {
                // The first line that is known: a file linked into two projects, or used by two packages of the group, is one file.
                var line = _files.GetValueOrDefault(site.Path);
                _files[site.Path] = line is 0 || (site.Line > 0 && site.Line < line) ? site.Line : line;
            }
        }

        public GroupBinding Binding(int of, bool isOfMinimum)
        {
            _unknown.Sort(StringComparer.Ordinal);
            return new([.. _files.Select(file => new SourceLocation(file.Key, file.Value))], of, _callSites, [.. _leaks], [.. _projects], [.. _unknown]) { IsOfMinimum = isOfMinimum };
        }
    }
}

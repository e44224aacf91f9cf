using System.Collections.Immutable;
using System.Globalization;
using DepRisk.Binding;
using DepRisk.Graph;

namespace DepRisk.Sbom;

/// <summary>
/// Where our own code uses a package. A document is about some projects only, so each entry is marked with those of them that use it, as
/// text, so that documents that agree share the component.
/// </summary>
internal sealed class BomUses
{
    private readonly Dictionary<Component, List<(int Project, PackageBinding Use)>> _uses = new(ReferenceEqualityComparer.Instance);
    private readonly ImmutableArray<ProjectBinding> _bindings;

    public BomUses(ImmutableArray<ProjectBinding> bindings)
    {
        _bindings = bindings;
        for (var project = 0; project < bindings.Length; project++)
        {
            foreach (var use in bindings[project].Packages)
            {
                if (!_uses.TryGetValue(use.Package, out var list))
                {
                    _uses.Add(use.Package, list = []);
                }

                list.Add((project, use));
            }
        }
    }

    public void Mark(BomGraph graph)
    {
        if (_uses.Count is 0)
        {
            return;
        }

        var present = new HashSet<Component>(ReferenceEqualityComparer.Instance);
        foreach (var entry in graph.Entries)
        {
            if (entry.Node.Component.Type is ComponentType.Project)
            {
                present.Add(entry.Node.Component);
            }
        }

        foreach (var entry in graph.Entries)
        {
            if (_uses.TryGetValue(entry.Node.Component, out var uses))
            {
                entry.Users = string.Join(' ', uses.Where(use => present.Contains(_bindings[use.Project].Project)).Select(use => use.Project.ToString(CultureInfo.InvariantCulture)));
            }
        }
    }

    /// <returns>One a source file, sorted by location.</returns>
    public ImmutableArray<BomOccurrence> Occurrences(Component package, string users)
    {
        if (users.Length is 0)
        {
            return [];
        }

        var lines = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var site in Used(package, users).SelectMany(use => use.Sites))
        {
            // A file that two projects compile is one place; the first line in either is as good.
            lines[site.Path] = lines.TryGetValue(site.Path, out var line) && line < site.Line ? line : site.Line;
        }

        return [.. lines.Select(site => new BomOccurrence(site.Key, site.Value))];
    }

    public IEnumerable<BomProperty> Properties(Component package, string users)
    {
        if (users.Length is 0)
        {
            return [];
        }

        var (calls, leaks) = (0, 0);
        foreach (var use in Used(package, users))
        {
            calls += use.CallSites;
            leaks += use.Leaks.Length;
        }

        return
        [
            new BomProperty("deprisk:binding:call-sites", calls.ToString(CultureInfo.InvariantCulture)),
            .. leaks is 0 ? Array.Empty<BomProperty>() : [new BomProperty("deprisk:binding:public-members", leaks.ToString(CultureInfo.InvariantCulture))],
        ];
    }

    private IEnumerable<PackageBinding> Used(Component package, string users)
    {
        var projects = users.Split(' ').Select(text => int.Parse(text, CultureInfo.InvariantCulture)).ToHashSet();
        return _uses[package].Where(use => projects.Contains(use.Project)).Select(use => use.Use);
    }
}

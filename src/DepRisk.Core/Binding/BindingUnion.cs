using System.Collections.Immutable;
using System.Runtime.InteropServices;
using DepRisk.Graph;

namespace DepRisk.Binding;

/// <summary>Brings the targets of one project together: files and sites united, and of each file's call sites those of the target with most.</summary>
internal sealed class BindingUnion
{
    // Code without a written file (generated, or unknown) is one bucket: its names differ by target.
    private const string NoFile = "";

    private readonly SortedSet<string> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<Component, PackageUnion> _packages = [];
    private readonly SortedSet<string> _notes = new(StringComparer.Ordinal);
    private bool _isStale;
    private bool _isKnown;
    private bool _isPartial;
    private string? _damage;

    public void Damage(string framework, string message)
    {
        _isPartial = true;
        _damage ??= message;
        _notes.Add($"{framework} {message}");
    }

    public void Start(string framework, AssemblyUses uses, SourceFile?[] files)
    {
        _isKnown = true;
        if (!uses.HasSymbols)
        {
            _isPartial = true;
            _notes.Add($"{framework} has no symbols: which files use a package is unknown; build with DebugType portable or embedded");
        }

        for (var i = 0; i < files.Length; i++)
        {
            if (files[i] is { } file)
            {
                _files.Add(file.Path);
                if (!file.IsMatch && !uses.Documents[i].Hash.IsEmpty)
                {
                    _isStale = true;
                    _notes.Add($"{framework} was built from other sources; build again");
                }
            }
        }
    }

    public void Add(Component package, ReferenceUse reference, SourceFile?[] files, bool withLeaks)
    {
        ref var union = ref CollectionsMarshal.GetValueRefOrAddDefault(_packages, package, out _);
        union ??= new PackageUnion();
        union.Types.UnionWith(reference.Types);
        if (withLeaks)
        {
            union.Leaks.UnionWith(reference.Leaks);
        }

        foreach (var use in reference.Documents)
        {
            var path = use.Document >= 0 && use.Document < files.Length && files[use.Document] is { } file ? file.Path : NoFile;
            union.Add(path, use.Line, use.CallSites);
        }
    }

    /// <summary>The target is complete: a package of several assemblies has the sum of them in one target.</summary>
    public void End()
    {
        foreach (var package in _packages.Values)
        {
            package.EndTarget();
        }
    }

    /// <param name="missing">Targets that are not built, as notes.</param>
    public ProjectBinding Of(Project project, string? unknown, IReadOnlyCollection<string> missing)
    {
        unknown ??= _isKnown ? null : _damage;
        if (unknown is not null)
        {
            return new ProjectBinding(project.Component, unknown, [], []);
        }

        _notes.UnionWith(missing);
        var packages = _packages.Select(entry => entry.Value.Of(entry.Key)).ToList();
        packages.Sort(static (a, b) =>
            string.Compare(a.Package.Id, b.Package.Id, StringComparison.OrdinalIgnoreCase) is not 0 and var order ? order : string.CompareOrdinal(a.Package.Version, b.Package.Version));
        return new ProjectBinding(project.Component, null, [.. _files], [.. packages]) { IsStale = _isStale, IsPartial = _isPartial || missing.Count > 0, Notes = [.. _notes] };
    }

    private sealed class PackageUnion
    {
        private readonly Dictionary<string, (int Line, int Calls, int Most)> _sites = new(StringComparer.Ordinal);

        public SortedSet<string> Types { get; } = new(StringComparer.Ordinal);

        public SortedSet<string> Leaks { get; } = new(StringComparer.Ordinal);

        public void Add(string path, int line, int calls)
        {
            ref var site = ref CollectionsMarshal.GetValueRefOrAddDefault(_sites, path, out _);
            site.Calls += calls;
            if (line > 0 && (site.Line is 0 || line < site.Line))
            {
                site.Line = line;
            }
        }

        public void EndTarget()
        {
            foreach (var path in _sites.Keys)
            {
                ref var site = ref CollectionsMarshal.GetValueRefOrNullRef(_sites, path);
                (site.Most, site.Calls) = (Math.Max(site.Most, site.Calls), 0);
            }
        }

        public PackageBinding Of(Component package)
        {
            var calls = 0;
            var sites = new List<SourceLocation>(_sites.Count);
            foreach (var (path, site) in _sites)
            {
                calls += site.Most;
                if (path.Length > 0)
                {
                    sites.Add(new SourceLocation(path, site.Line));
                }
            }

            sites.Sort(static (a, b) => string.CompareOrdinal(a.Path, b.Path));
            return new PackageBinding(package, calls, [.. Types], [.. sites], [.. Leaks]);
        }
    }
}

using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace DepRisk.Binding;

/// <summary>Counts uses by referenced assembly and document.</summary>
internal sealed class UseTally
{
    private readonly Dictionary<(int Assembly, int Document), (int Line, int Calls)> _uses = [];

    /// <param name="calls">1 for a call site, 0 for a type use.</param>
    public void Add(int assembly, SourcePoint at, int calls)
    {
        ref var use = ref CollectionsMarshal.GetValueRefOrAddDefault(_uses, (assembly, at.Document), out _);
        use.Calls += calls;
        if (at.Line > 0 && (use.Line is 0 || at.Line < use.Line))
        {
            use.Line = at.Line;
        }
    }

    public void Add(int[] assemblies, SourcePoint at)
    {
        foreach (var assembly in assemblies)
        {
            Add(assembly, at, 0);
        }
    }

    /// <returns>By assembly; sorted by document.</returns>
    public ImmutableArray<DocumentUse>[] ByAssembly(int assemblies)
    {
        var lists = new List<DocumentUse>?[assemblies];
        foreach (var ((assembly, document), (line, calls)) in _uses)
        {
            (lists[assembly] ??= []).Add(new DocumentUse(document, line, calls));
        }

        return Array.ConvertAll(lists, static list =>
        {
            list?.Sort(static (a, b) => a.Document.CompareTo(b.Document));
            return list is null ? [] : list.ToImmutableArray();
        });
    }
}

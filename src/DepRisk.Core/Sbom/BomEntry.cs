using System.Collections.Immutable;
using DepRisk.Graph;

namespace DepRisk.Sbom;

/// <summary>One component of a document while the document is put together: what all targets that share it have in common.</summary>
internal sealed class BomEntry(Node node, string baseRef, string? projectPath)
{
    public Node Node { get; } = node;

    public string BaseRef { get; } = baseRef;

    /// <summary>Final once every variant is known.</summary>
    public string Ref { get; set; } = baseRef;

    /// <summary>Of the project whose graph showed it first.</summary>
    public string? ProjectPath { get; } = projectPath;

    public NodeTraits Traits { get; set; } = node.Traits;

    public SortedSet<string> Targets { get; } = new(StringComparer.Ordinal);

    /// <summary>Texts of dropped edges.</summary>
    public SortedSet<string> Dropped { get; } = new(StringComparer.Ordinal);

    public HashSet<BomEntry> DependsOn { get; } = [];

    public bool EdgesUnknown { get; set; }

    public bool EdgesIncomplete { get; set; }

    /// <summary>Every target in which it appears is a test project's.</summary>
    public bool OnlyInTests { get; set; } = true;

    /// <summary>See <see cref="BomUses"/>.</summary>
    public string Users { get; set; } = "";

    public string TargetList => Targets.Count is 1 ? Targets.Min! : string.Join('\n', Targets);

    public string DroppedList => Dropped.Count is 0 ? "" : string.Join('\n', Dropped);

    public ImmutableArray<string> SortedRefs()
    {
        if (DependsOn.Count is 0)
        {
            return [];
        }

        var refs = new string[DependsOn.Count];
        var i = 0;
        foreach (var entry in DependsOn)
        {
            refs[i++] = entry.Ref;
        }

        Array.Sort(refs, StringComparer.Ordinal);
        return System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(refs);
    }
}

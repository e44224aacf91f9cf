using System.Collections.Immutable;
using DepRisk.Graph;

namespace DepRisk.Sbom;

/// <summary>
/// What the document claims to know completely. A list that has lost an edge of something that ships is incomplete; one that was inferred, or
/// that the source does not have, may be either and is unknown.
/// </summary>
internal static class BomCompositions
{
    public static ImmutableArray<BomComposition> Of(
        BomGraph graph, (BomEntry Entry, BomComponent Component)[] listed, string main, bool isPartial)
    {
        var dependencies = NewLists();
        var assemblies = NewLists();
        dependencies[(int)MainAggregate(graph, main, isPartial)].Add(main);
        foreach (var (entry, component) in listed)
        {
            dependencies[(int)Aggregate(entry)].Add(entry.Ref);
            var isUnknown = entry.Node.Class is DependencyClass.Unknown;
            if (!component.Components.IsEmpty || (isUnknown && entry.Node.Component.Type is ComponentType.Package))
            {
                assemblies[(int)(isUnknown ? BomAggregate.Unknown : BomAggregate.Complete)].Add(entry.Ref);
            }
        }

        return
        [
            .. Enum.GetValues<BomAggregate>()
                .Select(aggregate => new BomComposition(aggregate, Sorted(assemblies[(int)aggregate]), Sorted(dependencies[(int)aggregate])))
                .Where(composition => composition.Assemblies.Length + composition.Dependencies.Length > 0),
        ];
    }

    private static BomAggregate MainAggregate(BomGraph graph, string main, bool isPartial) =>
        isPartial
            ? BomAggregate.Incomplete
            : graph.Entries.FirstOrDefault(entry => string.Equals(entry.Ref, main, StringComparison.Ordinal)) is { } entry ? Aggregate(entry) : BomAggregate.Complete;

    private static BomAggregate Aggregate(BomEntry entry) =>
        entry.EdgesIncomplete ? BomAggregate.Incomplete : entry.EdgesUnknown ? BomAggregate.Unknown : BomAggregate.Complete;

    private static List<string>[] NewLists() => [[], [], []];

    private static ImmutableArray<string> Sorted(List<string> refs)
    {
        refs.Sort(StringComparer.Ordinal);
        return [.. refs];
    }
}

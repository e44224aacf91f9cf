using Microsoft.CodeAnalysis;

namespace DepRisk.Analyzer;

/// <summary>Where symbols of ours are declared.</summary>
internal static class Declarations
{
    private static readonly string[] Generated = { ".g.cs", ".g.i.cs", ".generated.cs", ".designer.cs" };

    /// <summary>Of a type in several parts the first by path that somebody wrote: a compiler drops what is reported in generated code.</summary>
    public static Location LocationOf(ISymbol symbol)
    {
        var best = symbol.Locations[0];
        foreach (var location in symbol.Locations)
        {
            if (Compare(location, best) < 0)
            {
                best = location;
            }
        }

        return best;
    }

    private static int Compare(Location x, Location y)
    {
        var byOrigin = IsGenerated(x).CompareTo(IsGenerated(y));
        return byOrigin is not 0 ? byOrigin : SourcePlaces.Compare(x, y);
    }

    private static bool IsGenerated(Location location) =>
        location.SourceTree is { FilePath: var path } && Generated.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
}

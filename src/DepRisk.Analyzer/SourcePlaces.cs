using Microsoft.CodeAnalysis;

namespace DepRisk.Analyzer;

/// <summary>The order of places in sources, the same on every machine: by path, then by position.</summary>
internal static class SourcePlaces
{
    public static int Compare(Location x, Location y)
    {
        var byPath = string.CompareOrdinal(PathOf(x), PathOf(y));
        return byPath is not 0 ? byPath : x.SourceSpan.CompareTo(y.SourceSpan);
    }

    private static string PathOf(Location location) => (location.SourceTree?.FilePath ?? "").Replace('\\', '/');
}

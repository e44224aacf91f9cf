using System.Globalization;

namespace DepRisk.Tool.Rendering;

/// <summary>Numbers with their nouns.</summary>
internal static class Words
{
    public static string Count(int count, string one, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? one : many ?? one + "s")}");

    /// <summary>"A, B and C"; of more than <paramref name="limit"/> the rest as a number.</summary>
    public static string List(IReadOnlyList<string> items, int limit = int.MaxValue)
    {
        if (items.Count > limit)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", items.Take(limit))} and {items.Count - limit:N0} more");
        }

        return items.Count < 2 ? string.Concat(items) : $"{string.Join(", ", items.SkipLast(1))} and {items[^1]}";
    }
}

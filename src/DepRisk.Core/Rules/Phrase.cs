using System.Globalization;

namespace DepRisk.Rules;

/// <summary>Pieces of sentences, in the invariant culture.</summary>
public static class Phrase
{
    /// <summary>"A", "A and B", "A, B and C".</summary>
    /// <param name="limit">How many are named; of the others the number.</param>
    public static string List(IReadOnlyList<string> items, int limit = int.MaxValue)
    {
        if (items.Count <= limit)
        {
            return items.Count < 2 ? string.Concat(items) : string.Join(", ", items.Take(items.Count - 1)) + " and " + items[^1];
        }

        return string.Join(", ", items.Take(limit)) + string.Create(CultureInfo.InvariantCulture, $" and {items.Count - limit:N0} more");
    }

    /// <summary>"1 file", "2,000 files"; irregular plurals are given.</summary>
    public static string Count(int count, string one, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count is 1 ? one : many ?? one + "s")}");

    public static string Number(int value) => value.ToString("N0", CultureInfo.InvariantCulture);
}

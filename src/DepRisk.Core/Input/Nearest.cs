namespace DepRisk.Input;

/// <summary>What somebody probably meant.</summary>
public static class Nearest
{
    /// <returns>Names within a third of their length in edits, and those that contain what was typed; the nearest first.</returns>
    public static IReadOnlyList<string> To(string typed, IEnumerable<string> names, int limit = 3) =>
        [.. names
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(name => (Name: name, Distance: Distance(typed.ToUpperInvariant(), name.ToUpperInvariant())))
            .Where(item => item.Distance <= Math.Max(2, typed.Length / 3)
                || (typed.Length >= 3 && item.Name.Contains(typed, StringComparison.OrdinalIgnoreCase)))
            .OrderBy(item => item.Distance)
            .ThenBy(item => item.Name, StringComparer.Ordinal)
            .Take(limit)
            .Select(item => item.Name)];

    /// <summary>Edits, a swap of neighbours counting as one (optimal string alignment).</summary>
    internal static int Distance(string x, string y)
    {
        var (before, last, row) = (new int[y.Length + 1], new int[y.Length + 1], new int[y.Length + 1]);
        for (var j = 0; j <= y.Length; j++)
        {
            last[j] = j;
        }

        for (var i = 1; i <= x.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= y.Length; j++)
            {
                var change = x[i - 1] == y[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + change);
                if (i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1])
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }
            }

            (before, last, row) = (last, row, before);
        }

        return last[y.Length];
    }
}

using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace DepRisk.Tests.Cases;

/// <summary>
/// Every row of the list of correctness cases has a test that is named after it, <c>Row_NN_...</c>, and runs. Rows 1 to 33 are in this folder,
/// rows 34 to 42 with the reader of lock files (Restore/LockFile*Tests.cs; their documents in LockFileCases).
/// </summary>
public sealed partial class CaseIndexTests
{
    public static TheoryData<int> Rows => [.. Enumerable.Range(1, 42)];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Every_row_has_a_test_that_runs(int row) => Assert.Contains(
        typeof(CaseIndexTests).Assembly.GetTypes().SelectMany(type => type.GetMethods()),
        method => method.GetCustomAttribute<FactAttribute>() is { Skip: null }
            && RowName().Match(method.Name) is { Success: true } match
            && int.Parse(match.Groups["row"].ValueSpan, CultureInfo.InvariantCulture) == row);

    [GeneratedRegex("^Row_(?<row>[0-9]{2})_", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RowName();
}

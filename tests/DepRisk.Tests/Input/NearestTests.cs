using DepRisk.Input;

namespace DepRisk.Tests.Input;

public class NearestTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("scan", "", 4)]
    [InlineData("scna", "scan", 1)]
    [InlineData("kitten", "sitting", 3)]
    public void Distance_counts_edits_and_swaps(string x, string y, int expected)
    {
        Assert.Equal(expected, Nearest.Distance(x, y));
        Assert.Equal(expected, Nearest.Distance(y, x));
    }

    [Fact]
    public void Is_nobody_when_nobody_is_near() => Assert.Empty(Nearest.To("xyzzy", ["scan", "sbom", "why"]));
}

using DepRisk.Concentration;

namespace DepRisk.Tests.Concentration;

public class PostureTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(100)]
    public void Of_equal_groups_every_Hill_number_is_their_count(int groups)
    {
        var posture = Posture.Of(Enumerable.Repeat(3.0, groups));
        Assert.Equal(groups, posture.Count);
        Assert.Equal(groups, posture.Shannon, 9);
        Assert.Equal(groups, posture.Effective, 9);
        Assert.Equal(10_000.0 / groups, posture.Hhi, 9);
    }

    [Fact]
    public void Is_the_worked_example_of_the_merger_guidelines()
    {
        // Shares of 30, 30, 20 and 20 percent: 900 + 900 + 400 + 400.
        Assert.Equal(2600, Posture.Of([30, 30, 20, 20]).Hhi, 9);
    }

    [Fact]
    public void Does_not_depend_on_order_or_unit()
    {
        var random = new Random(7);
        for (var i = 0; i < 200; i++)
        {
            var weights = Enumerable.Range(0, random.Next(1, 30)).Select(_ => (double)random.Next(1, 100)).ToArray();
            var posture = Posture.Of(weights);
            Assert.Equal(posture, Posture.Of(weights.Reverse()));
            Assert.Equal(posture.Hhi, Posture.Of(weights.Select(weight => weight * 8)).Hhi, 6);
            // Hill numbers fall with their order, and none exceeds the count.
            Assert.True(posture.Count + 1e-9 >= posture.Shannon && posture.Shannon + 1e-9 >= posture.Effective && posture.Effective >= 1 - 1e-9);
        }
    }

    [Fact]
    public void Of_nothing_is_nothing() => Assert.Equal(Posture.Nothing, Posture.Of([0, 0]));
}

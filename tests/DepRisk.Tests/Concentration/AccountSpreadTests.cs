using DepRisk.Concentration;
using DepRisk.Graph;

namespace DepRisk.Tests.Concentration;

public class AccountSpreadTests
{
    [Fact]
    public void Who_is_not_proven_counts_into_the_half_and_makes_every_set_an_upper_bound()
    {
        var table = new ComponentTable();
        ControlGroup Group(string? account, int packages, string id, string? entity = null) => new(
            account is null ? [] : [account], entity, false, [.. Enumerable.Range(0, packages).Select(i => table.Package(id + i.ToString(System.Globalization.CultureInfo.InvariantCulture), "1.0.0"))]);
        var proven = AccountSpread.Of([Group("a", 2, "a"), Group("A", 1, "b", "A certificate"), Group("c", 2, "c")]);
        Assert.Equal((5, 0), (proven.Packages, proven.Unproven));
        // One account under two certificates is one account.
        Assert.Equal("a", Assert.Single(proven.Capture.Accounts));
        Assert.True(proven.IsSmallest(proven.Capture));
        var open = AccountSpread.Of([Group("a", 3, "d"), Group(null, 1, "e"), Group(null, 1, "f")]);
        Assert.Equal((5, 2), (open.Packages, open.Unproven));
        Assert.Equal("a", Assert.Single(open.Capture.Accounts));
        Assert.False(open.IsSmallest(open.Capture));
        Assert.Empty(AccountSpread.Of([Group("a", 1, "g"), Group(null, 1, "h")]).Capture.Accounts);
    }
}

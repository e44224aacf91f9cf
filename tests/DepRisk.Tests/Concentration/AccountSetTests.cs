using System.Collections.Immutable;
using System.Numerics;
using DepRisk.Concentration;

namespace DepRisk.Tests.Concentration;

public class AccountSetTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Is_as_small_as_the_smallest_of_all_sets(bool isCapture)
    {
        var random = new Random(11);
        var sizes = new HashSet<int>();
        for (var i = 0; i < 400; i++)
        {
            var packages = Random(random, accounts: random.Next(1, 9), sets: random.Next(1, 12));
            var set = isCapture ? AccountSet.Capture(packages) : AccountSet.Loss(packages);
            Assert.True(set.IsExact);
            Assert.Equal(Smallest(packages, isCapture), set.Accounts.Length);
            Assert.True(Holds(packages, [.. set.Accounts], isCapture));
            sizes.Add(set.Accounts.Length);
        }

        Assert.True(sizes.Count > 1);
    }

    [Fact]
    public void More_owners_make_capture_smaller_and_loss_larger()
    {
        OwnedPackages[] alone = [new(["a"], 1), new(["b"], 1), new(["c"], 1), new(["d"], 1)];
        OwnedPackages[] shared = [.. alone.Select(set => set with { Owners = set.Owners.Add("everywhere") })];
        Assert.Equal((3, 3), (AccountSet.Capture(alone).Accounts.Length, AccountSet.Loss(alone).Accounts.Length));
        Assert.Equal(["everywhere"], AccountSet.Capture(shared).Accounts.AsEnumerable());
        Assert.Equal(4, AccountSet.Loss(shared).Accounts.Length);
    }

    [Fact]
    public void Exactly_half_is_not_more_than_half()
    {
        OwnedPackages[] packages = [new(["a"], 2), new(["b"], 1), new(["c"], 1)];
        Assert.Equal(["a", "b"], AccountSet.Capture(packages).Accounts.AsEnumerable());
    }

    [Fact]
    public void Where_nobody_owns_half_there_is_no_set()
    {
        OwnedPackages[] packages = [new([], 5), new(["a"], 2)];
        Assert.Empty(AccountSet.Capture(packages).Accounts);
        Assert.Empty(AccountSet.Loss(packages).Accounts);
        Assert.Empty(AccountSet.Loss([]).Accounts);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Does_not_depend_on_the_order_of_packages(bool isCapture)
    {
        var random = new Random(5);
        for (var i = 0; i < 50; i++)
        {
            var packages = Random(random, 8, 10);
            var reversed = packages.Reverse().ToArray();
            Assert.Equal(
                (isCapture ? AccountSet.Capture(packages) : AccountSet.Loss(packages)).Accounts.AsEnumerable(),
                (isCapture ? AccountSet.Capture(reversed) : AccountSet.Loss(reversed)).Accounts.AsEnumerable());
        }
    }

    [Fact]
    public void A_search_without_end_is_given_up_and_says_so()
    {
        // 60 accounts with two packages each, all different: no bound prunes what a loss needs.
        var random = new Random(3);
        OwnedPackages[] packages = [.. Enumerable.Range(0, 400).Select(_ => new OwnedPackages([.. Enumerable.Range(0, 60).OrderBy(_ => random.Next()).Take(4).Select(Name)], 1))];
        var loss = AccountSet.Loss(packages);
        Assert.False(loss.IsExact);
        Assert.True(Holds(packages, [.. loss.Accounts], isCapture: false));
    }

    private static OwnedPackages[] Random(Random random, int accounts, int sets) =>
    [
        .. Enumerable.Range(0, sets).Select(_ => new OwnedPackages(
            [.. Enumerable.Range(0, accounts).Where(_ => random.Next(3) is 0).DefaultIfEmpty(0).Select(Name)],
            random.Next(1, 9))),
    ];

    private static string Name(int account) => "account" + account.ToString("D2", System.Globalization.CultureInfo.InvariantCulture);

    private static int Smallest(OwnedPackages[] packages, bool isCapture)
    {
        var accounts = packages.SelectMany(set => set.Owners).Distinct(StringComparer.Ordinal).ToArray();
        return Enumerable.Range(0, 1 << accounts.Length)
            .Where(set => Holds(packages, [.. accounts.Where((_, i) => (set & (1 << i)) is not 0)], isCapture))
            .Min(set => BitOperations.PopCount((uint)set));
    }

    private static bool Holds(OwnedPackages[] packages, HashSet<string> accounts, bool isCapture) =>
        packages.Where(set => isCapture ? set.Owners.Any(accounts.Contains) : !set.Owners.IsEmpty && set.Owners.All(accounts.Contains)).Sum(set => set.Weight) * 2 > packages.Sum(set => set.Weight);
}

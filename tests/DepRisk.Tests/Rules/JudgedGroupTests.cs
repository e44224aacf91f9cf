using DepRisk.Concentration;
using DepRisk.Graph;
using DepRisk.Packages.Capabilities;
using DepRisk.Rules;
using DepRisk.Tests.Tool;

namespace DepRisk.Tests.Rules;

public class JudgedGroupTests
{
    private static readonly Truth[] Truths = [Truth.False, Truth.Unknown, Truth.True];

    [Fact]
    public void Every_combination_equals_what_all_completions_of_the_unknown_say()
    {
        var any = AnyGroup();
        var count = 0;
        foreach (var exposed in Truths)
        {
            foreach (var (hidden, inescapable, hands, locked) in
                from a in Truths from b in Truths from c in Truths from d in Truths select (a, b, c, d))
            {
                var group = any with { HasReach = true, IsEligible = exposed, IsHidden = hidden, IsInescapable = inescapable, IsLockedIn = locked };
                var judged = new JudgedGroup(group, new WeakHands([new Weakness(WeaknessKind.Drift, hands)], null));
                // How many conditions an exposed group has at the least and at the most, whatever the unknown turns out to be.
                var completions = Completions(exposed, hidden, inescapable, hands, locked).ToArray();
                Assert.Equal(Array.TrueForAll(completions, held => held >= 2), judged.Has(2));
                Assert.Equal(Array.TrueForAll(completions, held => held >= 3), judged.Has(3));
                if (exposed is not Truth.False)
                {
                    Assert.Equal(Array.Exists(completions, held => held >= 2) && !Array.TrueForAll(completions, held => held >= 2), judged.IsOpen);
                    Assert.Equal(!judged.Has(2) && (exposed is Truth.True || judged.IsOpen), judged.IsWatched);
                }

                count++;
            }
        }

        Assert.Equal(243, count);
    }

    [Fact]
    public void Without_reach_or_without_power_nothing_is_judged()
    {
        var scope = new TestScope("x")
            .Project("A/A.csproj", ProjectRole.App, "net10.0", "Zip/1.0.0", "Plain/1.0.0")
            .Project("B/B.csproj", ProjectRole.App, "net10.0", "Plain/1.0.0")
            .Project("C/C.csproj", ProjectRole.App, "net10.0", "Plain/1.0.0")
            .Build();
        var evidence = new TestEvidence(scope).With("Zip", TestEvidence.Signed("ann"), files: [RuleRun.Can(Capability.Archive)]).With("Plain", TestEvidence.Signed("bob"), files: [RuleRun.Can(Capability.Crypto)]).Build();
        var input = RuleRun.Input(scope, evidence);
        Assert.Empty(JudgedGroup.Of(input, new AppReach(input)));
    }

    private static GroupConcentration AnyGroup()
    {
        var scope = new TestScope("x").Project("A/A.csproj", ProjectRole.App, "net10.0", "Zip/1.0.0").Build();
        var evidence = new TestEvidence(scope).With("Zip", TestEvidence.Signed("ann"), files: [RuleRun.Can(Capability.Archive)]).Build();
        return RuleRun.Input(scope, evidence).Concentration.Groups.Single();
    }

    private static IEnumerable<int> Completions(Truth exposed, params Truth[] conditions)
    {
        var all = conditions.Append(exposed).ToArray();
        for (var choice = 0; choice < 1 << all.Length; choice++)
        {
            var values = all.Select((truth, i) => truth is Truth.Unknown ? (choice & (1 << i)) is not 0 : truth is Truth.True).ToArray();
            yield return values[^1] ? values[..^1].Count(value => value) : 0;
        }
    }
}

using System.Collections.Immutable;
using DepRisk.Concentration;
using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Packages;
using DepRisk.Packages.Capabilities;
using DepRisk.Packages.Signatures;
using DepRisk.Tests.Tool;

namespace DepRisk.Tests.Concentration;

public class PossibleFamilyTests
{
    [Theory]
    [InlineData("npgsql", Truth.False)]
    [InlineData("somebody", Truth.True)]
    [InlineData(null, Truth.Unknown)]
    public void What_a_project_refers_to_and_refers_to_the_group_itself_may_be_its_family(string? owner, Truth expected)
    {
        var scope = Apps("Npgsql.EF/8.0.0 > Npgsql/8.0.0");
        var evidence = new TestEvidence(scope).With("Npgsql", TestEvidence.Signed("npgsql"), files: Code());
        var group = Group(scope, owner is null ? evidence : evidence.With("Npgsql.EF", TestEvidence.Signed(owner)), "Npgsql");
        Assert.Equal(expected, group.IsHidden);
        Assert.Equal(owner is null ? ["whether Npgsql.EF is of the same hands"] : [], group.Unknown.Select(fact => fact.What).Where(what => what.StartsWith("whether", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_is_known_to_be_signed_by_nobody_is_no_family()
    {
        var scope = Apps("Npgsql.EF/8.0.0 > Npgsql/8.0.0");
        Assert.Equal(Truth.True, Group(scope, new TestEvidence(scope).With("Npgsql", TestEvidence.Signed("npgsql"), files: Code()).With("Npgsql.EF", PackageSignature.Of(SignatureVerdict.Unsigned)), "Npgsql").IsHidden);
    }

    [Fact]
    public void Routes_through_what_may_be_family_are_no_sure_ones()
    {
        var scope = Apps("One/1.0.0 > Hub/1.0.0", "Two/1.0.0 > Hub/1.0.0");
        Truth Inescapable(TestEvidence evidence) => Group(scope, evidence.With("Hub", TestEvidence.Signed("ann"), files: Code()), "Hub").IsInescapable;
        Assert.Equal(Truth.True, Inescapable(new TestEvidence(scope).With("One", TestEvidence.Signed("bob")).With("Two", TestEvidence.Signed("eve"))));
        Assert.Equal(Truth.Unknown, Inescapable(new TestEvidence(scope).With("Two", TestEvidence.Signed("eve"))));
    }

    [Fact]
    public void Hidden_is_what_all_completions_say_and_inescapable_contradicts_none_of_them()
    {
        var hiddens = new Dictionary<Truth, int>();
        var cuts = new Dictionary<Truth, int>();
        var undecided = 0;
        for (var seed = 0; seed < 600; seed++)
        {
            var varied = new VariedScope(seed);
            var scope = varied.Build();
            var evidence = Without(varied.Evidence(scope), seed);
            var known = ScopeConcentration.Of(scope, evidence, new Thresholds(Reach: 0, Apps: 0, Hiddenness: 0.6), []);
            foreach (var group in known.Groups.Where(group => group.Group.IsVerified))
            {
                var completions = Completions(known.Scope, evidence, group.Index);
                if (completions.Count < 2)
                {
                    continue;
                }

                bool[] hidden = [.. completions.Select(family => IsHidden(known.Scope, group, family)).Distinct()];
                Assert.Equal(Truths.Of(hidden.Length is 1 ? hidden[0] : null), group.IsHidden);
                bool[] inescapable = [.. completions.Select(family => RemovalCut.Of(Merged(known.Scope, group.Index, family), group.Index).Size >= 2).Distinct()];
                Assert.True(group.IsInescapable is Truth.Unknown || Truths.Of(inescapable.Length is 1 ? inescapable[0] : null) == group.IsInescapable, $"{seed}: {group.Lead}");
                hiddens[group.IsHidden] = hiddens.GetValueOrDefault(group.IsHidden) + 1;
                cuts[group.IsInescapable] = cuts.GetValueOrDefault(group.IsInescapable) + 1;
                undecided += group.IsInescapable is Truth.Unknown && inescapable.Length is 1 ? 1 : 0;
            }
        }

        Assert.True(hiddens.Count is 3 && cuts.Count is 3, "not every value was seen");
        // The bounds are careful, and not more than that.
        Assert.True(undecided * 4 < cuts.Values.Sum(), $"{undecided} of {cuts.Values.Sum()} are unknown although every completion agrees");
    }

    /// <summary>Every set of groups of unknown hands of which each refers to the group or to another of the set.</summary>
    private static List<HashSet<int>> Completions(GroupedScope scope, ScopeEvidence evidence, int group)
    {
        int[] unknown = [.. Enumerable.Range(0, scope.Groups.Length).Where(i => !scope.Groups[i].IsVerified && scope.Groups[i].Packages.All(package => !evidence.Of(package).IsOnDisk))];
        var edges = scope.Targets.SelectMany(target => Enumerable.Range(0, target.GroupOf.Length).SelectMany(from => target.Target.Graph.DependenciesOf(from).ToArray().Select(to => (From: target.GroupOf[from], To: target.GroupOf[to])))).ToHashSet();
        return
        [
            .. Enumerable.Range(0, 1 << unknown.Length)
                .Select(set => unknown.Where((_, i) => (set & (1 << i)) is not 0).ToHashSet())
                .Where(set => Joined(set, edges, group).SetEquals(set)),
        ];
    }

    private static HashSet<int> Joined(HashSet<int> set, HashSet<(int From, int To)> edges, int group)
    {
        var joined = new HashSet<int>();
        for (var before = -1; before != joined.Count;)
        {
            before = joined.Count;
            joined.UnionWith(set.Where(member => edges.Any(edge => edge.From == member && (edge.To == group || joined.Contains(edge.To)))));
        }

        return joined;
    }

    private static bool IsHidden(GroupedScope scope, GroupConcentration group, HashSet<int> family)
    {
        var merged = Hiddenness.Of(Merged(scope, group.Index, family), [.. Enumerable.Range(0, scope.Groups.Length).Select(i => i == group.Index ? group.Apps : [])])[group.Index];
        return (double)merged.Length / group.Apps.Length >= 0.6;
    }

    private static GroupedScope Merged(GroupedScope scope, int group, HashSet<int> family) =>
        scope with { Targets = [.. scope.Targets.Select(target => target with { GroupOf = [.. target.GroupOf.Select(member => family.Contains(member) ? group : member)] })] };

    private static ScopeEvidence Without(ScopeEvidence evidence, int seed)
    {
        var random = new Random(seed);
        return new ScopeEvidence(evidence.Packages.Where(_ => random.Next(5) > 1).ToDictionary((IEqualityComparer<Component>)ReferenceEqualityComparer.Instance), []);
    }

    private static Scope Apps(params string[] chains) => new TestScope("x")
        .Project("A/A.csproj", ProjectRole.App, "net10.0", chains)
        .Project("B/B.csproj", ProjectRole.App, "net10.0", chains).Build();

    private static AssemblyFacts[] Code() => [new AssemblyFacts("lib/net8.0/A.dll", Guid.Empty, 3, [new CapabilityUse(Capability.Net, "A.B.C", "System.X")])];

    private static GroupConcentration Group(Scope scope, TestEvidence evidence, string id) =>
        ScopeConcentration.Of(scope, evidence.Build(), Thresholds.Default, []).Groups.Single(group => group.Lead.Id.Equals(id, StringComparison.Ordinal));
}

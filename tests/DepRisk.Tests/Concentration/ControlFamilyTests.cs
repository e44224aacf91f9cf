using System.Collections.Immutable;
using DepRisk.Concentration;
using DepRisk.Graph;
using DepRisk.Packages.Signatures;
using DepRisk.Tests.Tool;

namespace DepRisk.Tests.Concentration;

public class ControlFamilyTests
{
    private const string Provider = "Npgsql.EF/1.0.0 > Npgsql/1.0.0";

    /// <summary>As nuget.org signed them: of four accounts two can publish the provider.</summary>
    [Fact]
    public void Npgsql_below_its_provider_is_family_and_was_chosen()
    {
        var scope = Grouped("Npgsql roji", "Npgsql brar ninofloris roji", Provider, "Pgvector/1.0.0 > Npgsql/1.0.0");
        var npgsql = GroupOf(scope, "Npgsql");
        Assert.Equal([GroupOf(scope, "Npgsql.EF")], scope.FamilyOf(npgsql).AsEnumerable());
        Assert.Empty(Hiddenness.Of(scope, Reach.Of(scope))[npgsql]);
        var cut = RemovalCut.Of(scope, npgsql);
        Assert.Equal(["Pgvector"], cut.Packages.Select(package => package.Id));
        Assert.Equal(["App/App.csproj"], cut.OwnReferences.AsEnumerable());
    }

    [Theory]
    [InlineData("ann", "ann bob", 1)]
    [InlineData("ann bob", "ann", 1)]
    [InlineData("ann", "ANN bob", 1)]
    [InlineData("ann carl", "ann bob", 0)]
    [InlineData("ann", "bob", 0)]
    public void Accounts_of_the_one_are_all_among_those_of_the_other(string one, string other, int related)
    {
        var scope = Grouped(one, other, Provider);
        Assert.Equal(related, scope.FamilyOf(GroupOf(scope, "Npgsql")).Length);
    }

    [Fact]
    public void Another_holder_of_the_authors_certificate_is_another_family()
    {
        var scope = Grouped("ann", "ann bob", Provider, author: TestEvidence.Signer("Ann Ltd", "Ann Ltd"));
        Assert.Empty(scope.FamilyOf(GroupOf(scope, "Npgsql")));
    }

    [Fact]
    public void Who_does_not_refer_to_it_is_no_way_to_it_and_says_nothing_of_it()
    {
        var scope = Grouped("ann", "ann bob", "Npgsql.EF/1.0.0", "Pgvector/1.0.0 > Npgsql/1.0.0");
        Assert.Empty(scope.FamilyOf(GroupOf(scope, "Npgsql")));
        Assert.Equal([0], Hiddenness.Of(scope, Reach.Of(scope))[GroupOf(scope, "Npgsql")].AsEnumerable());
    }

    /// <summary>Whatever is family counts as the group itself: the same numbers as of a scope in which it is.</summary>
    [Fact]
    public void A_family_has_the_numbers_of_one_group()
    {
        var families = 0;
        for (var seed = 0; seed < 200; seed++)
        {
            var scope = Random(seed);
            for (var group = 0; group < scope.Groups.Length; group++)
            {
                families += scope.FamilyOf(group).Length;
                var united = United(scope, group);
                Assert.Equal(RemovalCut.Of(united, group).Size, RemovalCut.Of(scope, group).Size);
                var isAsked = scope.Groups.Select((_, i) => i == group).ToArray();
                Assert.Equal(Truths.Of(RemovalCut.Of(united, group).Size >= 2), Inescapability.Of(scope, isAsked, 2)[group]);
                var reach = Reach.Of(scope);
                Assert.Equal(reach[group].Except(Chosen(united, group)), Hiddenness.Of(scope, reach)[group].AsEnumerable());
            }
        }

        Assert.True(families > 200, $"only {families} families: nothing is shown");
    }

    private static IEnumerable<int> Chosen(GroupedScope scope, int group) => scope.Targets
        .Where(target => Enumerable.Range(0, target.GroupOf.Length).Any(from =>
            target.Target.Graph.Nodes[from].Component.Type is ComponentType.Project && target.Target.Graph.DependenciesOf(from).ToArray().Any(to => target.GroupOf[to] == group)))
        .Select(target => target.App);

    private static GroupedScope United(GroupedScope scope, int group) => scope with
    {
        Families = [],
        Targets = [.. scope.Targets.Select(target => !target.GroupOf.Contains(group) ? target : target with { GroupOf = [.. target.GroupOf.Select(of => scope.FamilyOf(group).Contains(of) ? group : of)] })],
    };

    private static GroupedScope Random(int seed)
    {
        var random = new Random(seed);
        string[] ids = ["A", "B", "C", "D", "E", "F"];
        var built = new TestScope("x");
        for (var app = 0; app < 3; app++)
        {
            built.Project($"App{app}/App{app}.csproj", ProjectRole.App, "net10.0", [.. Enumerable.Range(0, 4).Select(_ => string.Join(" > ", ids.Where(_ => random.Next(2) is 0).DefaultIfEmpty("A").Select(id => id + "/1.0.0")))]);
        }

        var scope = built.Build();
        var evidence = new TestEvidence(scope);
        foreach (var id in ids)
        {
            string[] owners = [.. new[] { "ann", "bob", "carl" }.Where(_ => random.Next(2) is 0).DefaultIfEmpty("dora")];
            evidence.With(id, TestEvidence.Signed(string.Join(' ', owners)));
        }

        return GroupedScope.Of(scope, evidence.Build());
    }

    private static GroupedScope Grouped(string provider, string driver, params string[] chains) => Grouped(provider, driver, chains, null);

    private static GroupedScope Grouped(string provider, string driver, string chain, PackageSigner author) => Grouped(provider, driver, [chain], author);

    private static GroupedScope Grouped(string provider, string driver, string[] chains, PackageSigner? author)
    {
        var scope = new TestScope("x").Project("App/App.csproj", ProjectRole.App, "net10.0", chains).Build();
        return GroupedScope.Of(scope, new TestEvidence(scope)
            .With("Npgsql.EF", TestEvidence.Signed(provider, author))
            .With("Npgsql", TestEvidence.Signed(driver))
            .With("Pgvector", TestEvidence.Signed("pgvector"))
            .Build());
    }

    private static int GroupOf(GroupedScope scope, string id)
    {
        for (var group = 0; group < scope.Groups.Length; group++)
        {
            if (scope.Groups[group].Packages.Any(package => package.Id.Equals(id, StringComparison.Ordinal)))
            {
                return group;
            }
        }

        throw new ArgumentException(id, nameof(id));
    }
}

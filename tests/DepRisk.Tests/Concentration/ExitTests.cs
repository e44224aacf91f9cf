using System.Collections.Immutable;
using DepRisk.Concentration;
using DepRisk.Graph;
using DepRisk.Tests.Graph;
using DepRisk.Tests.Tool;

namespace DepRisk.Tests.Concentration;

public class ExitTests
{
    [Fact]
    public void Names_the_references_and_the_shorter_lever()
    {
        var exit = Of(
            new TestScope("x")
                .Project("A/A.csproj", ProjectRole.App, "net10.0", "Reports/1.0.0 > Hub/1.0.0 > Zip/1.0.0", "Import/1.0.0 > Hub/1.0.0", "Other/1.0.0")
                .Project("B/B.csproj", ProjectRole.App, "net10.0", "Reports/1.0.0 > Hub/1.0.0 > Zip/1.1.0", "Zip/1.1.0"),
            "Zip");
        Assert.Equal(["A/A.csproj Import", "A/A.csproj Reports", "B/B.csproj Reports"], Text(exit.References));
        Assert.Equal(["B/B.csproj Zip"], Text(exit.Own));
        Assert.Equal("Hub", Assert.Single(exit.Packages));
        Assert.True(exit.IsExact);
    }

    [Fact]
    public void One_package_may_free_several_apps_that_need_one_each()
    {
        // Nearest to each app stands another package; what all share stands behind them.
        var exit = Of(
            new TestScope("x")
                .Project("A/A.csproj", ProjectRole.App, "net10.0", "One/1.0.0 > Hub/1.0.0 > Zip/1.0.0")
                .Project("B/B.csproj", ProjectRole.App, "net10.0", "Two/1.0.0 > Hub/2.0.0 > Zip/1.0.0")
                .Project("C/C.csproj", ProjectRole.App, "net10.0", "Three/1.0.0 > Hub/2.0.0 > Zip/1.0.0"),
            "Zip");
        Assert.Equal("Hub", Assert.Single(exit.Packages));
        Assert.Equal(3, exit.References.Length);
    }

    [Fact]
    public void Where_only_our_own_references_hold_it_no_package_must_go()
    {
        var exit = Of(new TestScope("x").Project("A/A.csproj", ProjectRole.App, "net10.0", "Zip/1.0.0"), "Zip");
        Assert.Equal(["A/A.csproj Zip"], Text(exit.Own));
        Assert.Empty(exit.References);
        Assert.Empty(exit.Packages);
    }

    [Fact]
    public void What_is_not_there_needs_nothing()
    {
        var exit = Of(new TestScope("x").Project("A/A.csproj", ProjectRole.App, "net10.0", "Zip/1.0.0"), "Log");
        Assert.True(exit is { References.IsEmpty: true, Own.IsEmpty: true, Packages.IsEmpty: true, IsExact: true });
    }

    [Fact]
    public void Equals_its_definition_on_random_scopes()
    {
        var largest = 0;
        for (var seed = 0; seed < 400; seed++)
        {
            var scope = RandomProjects.Of(seed, ProjectRole.App, ProjectRole.App, ProjectRole.App);
            string[] subjects = seed % 3 is 0 ? ["P6", "P4"] : ["P" + (seed % 2 is 0 ? 6 : 5)];
            bool IsSubject(Component component) => subjects.Contains(component.Id, StringComparer.Ordinal);
            var exit = Exit.Of(scope.Projects, IsSubject);
            Assert.True(exit.IsExact);
            Assert.Equal(FewestPackages(scope, IsSubject), exit.Packages.Length);
            Assert.False(Comes(scope, IsSubject, exit.Packages, [], countOwn: false));
            largest = Math.Max(largest, exit.Packages.Length);

            // All of our references together free every app, and none of them can stay.
            ImmutableArray<OwnReference> all = [.. exit.References, .. exit.Own];
            Assert.False(Comes(scope, IsSubject, [], all, countOwn: true));
            foreach (var kept in all)
            {
                Assert.True(Comes(scope, IsSubject, [], all.Remove(kept), countOwn: true), $"{seed}: {kept}");
            }
        }

        Assert.True(largest > 2, "no scope was difficult");
    }

    [Fact]
    public void Smallest_hitting_sets_equal_every_subset_tried()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var elements = random.Next(1, 11);
            List<int[]> sets = [.. Enumerable.Range(0, random.Next(0, 12)).Select(_ => Enumerable.Range(0, elements).Where(_ => random.Next(4) is 0).Append(random.Next(elements)).Distinct().ToArray())];
            var (chosen, isExact) = HittingSet.Smallest(sets, elements);
            Assert.True(isExact);
            Assert.All(sets, set => Assert.Contains(set, element => chosen.Contains(element)));
            var fewest = Enumerable.Range(0, 1 << elements).Where(subset => sets.TrueForAll(set => Array.Exists(set, element => (subset & (1 << element)) is not 0))).Min(subset => int.PopCount(subset));
            Assert.Equal(fewest, chosen.Length);
        }
    }

    [Fact]
    public void A_search_that_is_given_up_says_so_and_still_suffices()
    {
        var random = new Random(1);
        List<int[]> sets = [.. Enumerable.Range(0, 400).Select(_ => Enumerable.Range(0, 4).Select(_ => random.Next(200)).Distinct().ToArray())];
        var (chosen, isExact) = HittingSet.Smallest(sets, 200);
        Assert.False(isExact);
        Assert.All(sets, set => Assert.Contains(set, element => chosen.Contains(element)));
    }

    private static Exit Of(TestScope scope, string id) => Exit.Of(scope.Build().Projects, component => component.Id.Equals(id, StringComparison.Ordinal));

    private static IEnumerable<string> Text(ImmutableArray<OwnReference> references) => references.Select(reference => $"{reference.Project} {reference.Id}");

    private static int FewestPackages(Scope scope, Func<Component, bool> isSubject)
    {
        var ids = scope.Projects.SelectMany(project => project.Targets).SelectMany(target => target.Graph.Nodes.ToArray()).Select(node => node.Component)
            .Where(component => component.Type is ComponentType.Package && !isSubject(component)).Select(component => component.Id).Distinct(StringComparer.Ordinal).ToArray();
        return Enumerable.Range(0, 1 << ids.Length)
            .Select(set => ids.Where((_, i) => (set & (1 << i)) is not 0).ToArray())
            .OrderBy(set => set.Length)
            .First(set => !Comes(scope, isSubject, set, [], countOwn: false))
            .Length;
    }

    /// <summary>Whether a subject still comes in, by a plain walk over what is left.</summary>
    private static bool Comes(Scope scope, Func<Component, bool> isSubject, IReadOnlyCollection<string> packages, IReadOnlyCollection<OwnReference> references, bool countOwn) =>
        scope.Projects.SelectMany(project => project.Targets).Any(target =>
        {
            var graph = target.Graph;
            var open = new Stack<int>([0]);
            var seen = new HashSet<int>();
            while (open.TryPop(out var node))
            {
                var from = graph.Nodes[node].Component;
                foreach (var next in seen.Add(node) ? graph.DependenciesOf(node).ToArray() : [])
                {
                    var to = graph.Nodes[next].Component;
                    if (packages.Contains(to.Id) || references.Contains(new OwnReference(from.Path ?? "", to.Id)))
                    {
                        continue;
                    }

                    if (!isSubject(to))
                    {
                        open.Push(next);
                    }
                    else if (countOwn || from.Type is not ComponentType.Project)
                    {
                        return true;
                    }
                }
            }

            return false;
        });
}

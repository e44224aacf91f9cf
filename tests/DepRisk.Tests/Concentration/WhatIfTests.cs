using System.Collections.Immutable;
using DepRisk.Concentration;
using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Packages.Build;
using DepRisk.Packages.Capabilities;
using DepRisk.Packages.Signatures;
using DepRisk.Tests.Graph;
using DepRisk.Tests.Tool;

namespace DepRisk.Tests.Concentration;

public class WhatIfTests
{
    private static readonly string[] Accounts = ["ada", "bob", "cleo"];

    [Fact]
    public void An_account_is_lost_where_it_is_the_only_one_and_compromised_where_it_is_any()
    {
        for (var seed = 0; seed < 250; seed++)
        {
            var scope = RandomProjects.Of(seed, ProjectRole.App, ProjectRole.App, ProjectRole.Library);
            var owners = Owners(scope, seed);
            var evidence = Evidence(scope, owners);
            foreach (var account in Accounts)
            {
                var lost = Ask(scope, evidence, "owner:" + account.ToUpperInvariant(), WhatIfScenario.Lose);
                var compromised = Ask(scope, evidence, "owner:" + account, WhatIfScenario.Compromise);
                Assert.Equal(Ids(owners, set => set.Length is 1 && set.Contains(account)), lost.Meant.Hit.Select(package => package.Id));
                Assert.Equal(Ids(owners, set => set.Length > 1 && set.Contains(account)), lost.Meant.Shared.Select(package => package.Id));
                Assert.Equal(Ids(owners, set => set.Contains(account)), compromised.Meant.Hit.Select(package => package.Id));
                Assert.Empty(compromised.Meant.Shared);
                Assert.Equal(Ids(owners, set => set is []), lost.Meant.Undecided.Select(package => package.Id));
                Assert.Equal(Shipping(scope, compromised.Meant.Hit), compromised.Apps.Select(app => compromised.Delivered[app].Path));
            }
        }
    }

    /// <summary>The definition, and nothing of the code under test: without what is named nothing of the subject is left, and with one reference back it is.</summary>
    [Fact]
    public void What_must_change_frees_the_scope_and_nothing_of_it_can_stay()
    {
        var (changes, levers) = (0, 0);
        for (var seed = 0; seed < 250; seed++)
        {
            var scope = RandomProjects.Of(seed, ProjectRole.App, ProjectRole.App, ProjectRole.Test);
            var evidence = Evidence(scope, Owners(scope, seed));
            var answer = Ask(scope, evidence, "owner:ada", WhatIfScenario.Compromise);
            var subjects = answer.Meant.Hit.ToHashSet();
            ImmutableArray<OwnReference> all = [.. answer.Exit.References, .. answer.Exit.Own];
            Assert.False(Comes(scope, subjects, [], all));
            Assert.All(all, kept => Assert.True(Comes(scope, subjects, [], all.Remove(kept))));
            Assert.True(answer.Exit.IsExact);
            Assert.Equal(Fewest(scope, subjects), answer.Exit.Packages.Length);
            Assert.InRange(all.Length, 0, answer.References);
            changes = Math.Max(changes, all.Length);
            levers = Math.Max(levers, answer.Exit.Packages.Length);
        }

        Assert.True(changes > 3 && levers > 1, "no scope was difficult");
    }

    [Fact]
    public void What_rests_on_it_goes_along()
    {
        var scope = new TestScope("x").Project("A/A.csproj", ProjectRole.App, "net10.0", "Top/1.0.0 > Hub/1.0.0 > Zip/1.0.0", "Other/1.0.0").Build();
        var answer = Ask(scope, ScopeEvidence.None, "zip", WhatIfScenario.Lose);
        Assert.Equal(["Hub", "Top"], answer.Resting.Select(package => package.Id));
        Assert.Equal((2, 1), (answer.References, answer.Exit.References.Length));
    }

    [Fact]
    public void A_package_of_the_build_hits_the_apps_whose_build_needs_it()
    {
        var scope = new TestScope("x")
            .Project("A/A.csproj", ProjectRole.App, "net10.0", "MinVer/6.0.0:Build")
            .Project("B/B.csproj", ProjectRole.App, "net10.0", "Zip/1.0.0").Build();
        var evidence = new TestEvidence(scope).With("MinVer", TestEvidence.Signed("adamralph"), TestEvidence.Executing(BuildAssetKind.Task, "build/MinVer.targets", "MinVer")).Build();
        var lost = Ask(scope, evidence, "MinVer", WhatIfScenario.Lose);
        Assert.Equal((0, 1), (lost.Apps.Length, lost.BuildApps.Length));
        var hostile = Ask(scope, evidence, "owner:adamralph", WhatIfScenario.Compromise);
        Assert.Equal("A/A.csproj", Assert.Single(hostile.BuildCode).Projects.Single());
        Assert.Equal([0], hostile.BuildApps.AsEnumerable());
    }

    [Theory]
    [InlineData("13.0.*", "13.0.3", UptakeKind.Floating)]
    [InlineData("[13.0.3, )", "13.0.3", UptakeKind.Held)]
    [InlineData("[13.0.2, )", "13.0.3", UptakeKind.Substituted)]
    [InlineData("[[13.0.3]]", "13.0.3", UptakeKind.Held)]
    public void The_ranges_say_whether_a_newer_version_comes_by_itself(string range, string version, UptakeKind kind)
    {
        var step = range.StartsWith('[') ? $"Json/{version}{range}" : $"Json/{version}";
        var scope = new TestScope("x").Project("A/A.csproj", ProjectRole.App, "net10.0", step).Build();
        if (!range.StartsWith('['))
        {
            scope = WithRange(scope, range);
        }

        Assert.Equal(kind, Ask(scope, ScopeEvidence.None, "Json", WhatIfScenario.Compromise).Hit[0].Uptakes[0].Kind);
    }

    [Fact]
    public void What_nobody_states_is_unknown_and_named()
    {
        var scope = new TestScope("x").Project("A/A.csproj", ProjectRole.App, "net10.0", "Json/1.0.0:Unknown").Build();
        var answer = Ask(scope, ScopeEvidence.None, "Json", WhatIfScenario.Compromise);
        Assert.Equal(UptakeKind.Unknown, answer.Hit[0].Uptakes[0].Kind);
        Assert.Equal([0], answer.Apps.AsEnumerable());
        Assert.Equal(4, answer.Unknown.Length);
        Assert.All(answer.Unknown, fact => Assert.NotEmpty(fact.What));
        Assert.Equal("which accounts publish 1 package", Ask(scope, ScopeEvidence.None, "owner:somebody", WhatIfScenario.Lose).Unknown.Single().What);
    }

    [Theory]
    [InlineData("repo:https://github.com/JamesNK/Json.git", true)]
    [InlineData("repo:github.com/jamesnk/other", false)]
    [InlineData("host:GitHub.com", true)]
    [InlineData("host:gitlab.com", false)]
    [InlineData("feed:feed.example", true)]
    [InlineData("feed:https://feed.example/v3/index.json", true)]
    [InlineData("feed:https://feed.example/v2", false)]
    [InlineData("certificate:Json (.NET Foundation)", true)]
    [InlineData("certificate:Somebody", false)]
    public void Subjects_are_matched_by_what_the_package_says_or_proves(string subject, bool isHit)
    {
        var scope = new TestScope("x").Project("A/A.csproj", ProjectRole.App, "net10.0", "Json/1.0.0").Build();
        var evidence = new TestEvidence(scope).With("Json", TestEvidence.Signed("a", TestEvidence.Signer("x", "Json (.NET Foundation)")), repository: "git@github.com:JamesNK/Json.git", files: new AssemblyFacts("lib/a.dll", Guid.Empty, 1, [new CapabilityUse(Capability.Net, "a", "b")])).Build();
        var answer = Ask(scope, evidence, subject, WhatIfScenario.Compromise);
        Assert.Equal(isHit, !answer.IsAbsent);
        Assert.Equal(isHit, answer.Capabilities.Contains(Capability.Net));
        Assert.Empty(answer.Meant.Undecided);
    }

    [Theory]
    [InlineData("owner:")]
    [InlineData("repo:nothing")]
    [InlineData("platform:Somebody")]
    [InlineData("=1.0")]
    public void What_names_nothing_is_refused(string subject)
    {
        Assert.False(WhatIfSubject.TryParse(subject, out _, out var reason));
        Assert.NotEmpty(reason);
    }

    [Fact]
    public void Files_of_projects_without_the_package_are_known_to_use_nothing()
    {
        var scope = new TestScope("x")
            .Project("A/A.csproj", ProjectRole.App, "net10.0", "Zip/1.0.0")
            .Project("B/B.csproj", ProjectRole.App, "net10.0", "Zip/1.0.0")
            .Project("C/C.csproj", ProjectRole.App, "net10.0", "Other/1.0.0").Build();
        var evidence = new TestEvidence(scope).Bound("A", "Zip", 2, [], "A/One.cs:1", "A/Two.cs:4").Build();
        var files = Ask(scope, evidence, "Zip", WhatIfScenario.Lose).Files;
        Assert.Equal(["A/One.cs", "A/Two.cs"], files.Paths.AsEnumerable());
        Assert.Equal(2, files.Of);
        Assert.Equal("B/B.csproj", Assert.Single(files.Unknown));
    }

    private static WhatIf Ask(Scope scope, ScopeEvidence evidence, string subject, WhatIfScenario scenario)
    {
        Assert.True(WhatIfSubject.TryParse(subject, out var asked, out _));
        return WhatIf.Of(scope, evidence, asked, scenario);
    }

    private static Scope WithRange(Scope scope, string range)
    {
        var (project, target) = (scope.Projects[0], scope.Projects[0].Targets[0]);
        return scope with { Projects = [project with { Targets = [target with { References = [target.References[0] with { Requested = range }] }] }] };
    }

    private static SortedDictionary<string, string[]> Owners(Scope scope, int seed)
    {
        var random = new Random(seed);
        var owners = new SortedDictionary<string, string[]>(StringComparer.OrdinalIgnoreCase);
        foreach (var id in Packages(scope).Select(package => package.Id).Order(StringComparer.Ordinal))
        {
            owners.TryAdd(id, [.. Accounts.Where(_ => random.Next(3) is 0)]);
        }

        return owners;
    }

    private static ScopeEvidence Evidence(Scope scope, SortedDictionary<string, string[]> owners)
    {
        var evidence = new TestEvidence(scope);
        foreach (var (id, accounts) in owners)
        {
            evidence.With(id, accounts is [] ? PackageSignature.Of(SignatureVerdict.Unsigned) : TestEvidence.Signed(string.Join(' ', accounts)));
        }

        return evidence.Build();
    }

    private static IEnumerable<string> Ids(SortedDictionary<string, string[]> owners, Func<string[], bool> matches) => owners.Where(pair => matches(pair.Value)).Select(pair => pair.Key);

    private static IEnumerable<Component> Packages(Scope scope) =>
        scope.Projects.SelectMany(project => project.Targets).SelectMany(target => target.Graph.Nodes.ToArray()).Select(node => node.Component).Where(component => component.Type is ComponentType.Package).Distinct();

    private static IEnumerable<string> Shipping(Scope scope, ImmutableArray<Component> packages) =>
        scope.Projects.Where(project => project.IsApp && project.Targets.Any(target => target.Graph.Nodes.ToArray().Any(node => node.Ships && packages.Contains(node.Component)))).Select(project => project.Path);

    private static int Fewest(Scope scope, HashSet<Component> subjects)
    {
        var ids = Packages(scope).Where(package => !subjects.Contains(package)).Select(package => package.Id).Distinct(StringComparer.Ordinal).ToArray();
        return Enumerable.Range(0, 1 << ids.Length).OrderBy(set => int.PopCount(set))
            .First(set => !Comes(scope, subjects, [.. ids.Where((_, i) => (set & (1 << i)) is not 0)], null)) is var fewest ? int.PopCount(fewest) : 0;
    }

    /// <param name="references">Ours that are taken away; null: our references to the subjects themselves do not count.</param>
    private static bool Comes(Scope scope, HashSet<Component> subjects, HashSet<string> packages, IReadOnlyCollection<OwnReference>? references)
    {
        foreach (var target in scope.Projects.SelectMany(project => project.Targets))
        {
            var (graph, open, seen) = (target.Graph, new Stack<int>([0]), new HashSet<int>());
            while (open.TryPop(out var node))
            {
                var from = graph.Nodes[node].Component;
                foreach (var next in seen.Add(node) ? graph.DependenciesOf(node).ToArray() : [])
                {
                    var to = graph.Nodes[next].Component;
                    var isOwn = from.Type is ComponentType.Project;
                    if (packages.Contains(to.Id) || (isOwn && references?.Contains(new OwnReference(from.Path!, to.Id)) is true))
                    {
                        continue;
                    }

                    if (!subjects.Contains(to))
                    {
                        open.Push(next);
                    }
                    else if (references is not null || !isOwn)
                    {
                        return true;
                    }
                }
            }
        }

        return false;
    }
}

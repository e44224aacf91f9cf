using System.Collections.Immutable;
using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Lock;
using DepRisk.Packages.Capabilities;
using DepRisk.Rules;
using DepRisk.Tests.Tool;

namespace DepRisk.Tests.Rules;

public class DR1007_VersionSplitTests
{
    [Fact]
    public void Several_versions_of_an_exposed_component_are_told_with_the_line_that_unites_them()
    {
        var finding = Assert.Single(Find(Scope("Zip/9.0.0", "Zip/10.0.0", "Zip/10.0.0"), RuleRun.Can(Capability.Net)));
        Assert.Equal("Zip: 2 versions ship", finding.Title);
        Assert.Equal("Zip, on which 3 of 3 apps rely, ships in 2 versions: 9.0.0 in 1 of 3 apps (A) and 10.0.0 in 2 of 3 apps (B and C).", finding.Message);
        var way = Assert.Single(finding.WaysOut);
        Assert.Equal("<PackageReference Include=\"Zip\" Version=\"10.0.0\" /> in A/A.csproj unites them", way.Text);
        Assert.Equal([new FindingHome("A/A.csproj", "Zip")], way.References.AsEnumerable());
        Assert.Equal(("Zip", "A/A.csproj"), (finding.Subject, finding.Home!.Path));
        Assert.Equal(["9.0.0", "10.0.0"], finding.Packages.Select(package => package.Version));
        Assert.Equal(RuleLevel.Info, RuleCatalog.VersionSplit.DefaultLevel);
    }

    [Fact]
    public void One_version_is_no_split() => Assert.Empty(Find(Scope("Zip/9.0.0", "Zip/9.0.0", "Zip/9.0.0"), RuleRun.Can(Capability.Net)));

    [Fact]
    public void What_can_do_nothing_and_what_reaches_little_is_no_finding()
    {
        Assert.Empty(Find(Scope("Zip/9.0.0", "Zip/10.0.0", "Zip/10.0.0"), RuleRun.Can()));
        Assert.Empty(Find(Scope("Zip/9.0.0", "Zip/10.0.0", "Serilog/1.0.0"), RuleRun.Can(Capability.Net)));
    }

    [Fact]
    public void Whether_it_is_exposed_must_be_known() =>
        Assert.Empty(RuleRun.Find(DR1007_VersionSplit.Find, RuleRun.Input(Scope("Zip/9.0.0", "Zip/10.0.0", "Zip/10.0.0"), ScopeEvidence.None)));

    [Fact]
    public void With_central_versions_the_line_stands_in_the_central_file()
    {
        var scope = Scope("Zip/9.0.0", "Zip/10.0.0", "Zip/10.0.0");
        scope = scope with
        {
            Projects = [.. scope.Projects.Select(project => project with
            {
                Targets = [.. project.Targets.Select(target => target with { References = [.. target.References.Select(reference => reference with { IsCentrallyVersioned = true })] })],
            })],
        };
        Assert.StartsWith("<PackageVersion Include=\"Zip\" Version=\"10.0.0\" /> in Directory.Packages.props", Assert.Single(Find(scope, RuleRun.Can(Capability.Net))).WaysOut[0].Text, StringComparison.Ordinal);
    }

    private static Scope Scope(string a, string b, string c) => new TestScope("x")
        .Project("A/A.csproj", ProjectRole.App, "net10.0", a)
        .Project("B/B.csproj", ProjectRole.App, "net10.0", b)
        .Project("C/C.csproj", ProjectRole.App, "net10.0", c)
        .Build();

    private static ImmutableArray<Finding> Find(Scope scope, AssemblyFacts file)
    {
        // What ships has files; the scopes made by hand leave them out.
        var shipped = scope with
        {
            Projects = [.. scope.Projects.Select(project => project with { Targets = [.. project.Targets.Select(target => target with { Graph = WithFiles(target.Graph) })] })],
        };
        return RuleRun.Find(DR1007_VersionSplit.Find, RuleRun.Input(shipped, new TestEvidence(shipped).With("Zip", TestEvidence.Signed("ann"), files: file).Build()));
    }

    private static DependencyGraph WithFiles(DependencyGraph graph)
    {
        var nodes = graph.Nodes.ToArray();
        for (var i = 1; i < nodes.Length; i++)
        {
            nodes[i] = nodes[i] with { Files = [new ShippedFile("lib/net8.0/Library.dll", ShippedFileType.Assembly)] };
        }

        var edges = Enumerable.Range(0, nodes.Length).SelectMany(from => graph.DependenciesOf(from).ToArray().Select(to => new Edge(from, to)));
        return DependencyGraph.Create(nodes, edges);
    }
}

using DepRisk.Concentration;
using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Packages;
using DepRisk.Packages.Signatures;
using DepRisk.Tests.Tool;

namespace DepRisk.Tests.Concentration;

public class ControlGroupTests
{
    private static readonly Scope Shop = new TestScope("x")
        .Project("App/App.csproj", ProjectRole.App, "net10.0", "A/1.0.0", "B/1.0.0", "C/1.0.0", "D/1.0.0 > A/1.0.0", "E/1.0.0")
        .Project("Old/Old.csproj", ProjectRole.App, "net10.0", "A/0.9.0", "E/0.9.0")
        .Build();

    [Fact]
    public void The_same_owners_and_no_certificate_are_one_group()
    {
        var groups = Of(new TestEvidence(Shop).With("A", TestEvidence.Signed("ann bob")).With("B", TestEvidence.Signed("Ann Bob")).With("C", TestEvidence.Signed("ann")));
        Assert.Equal(["A 0.9.0, A 1.0.0, B 1.0.0", "C 1.0.0", "D 1.0.0", "E 0.9.0, E 1.0.0"], groups);
    }

    [Fact]
    public void Another_holder_of_the_certificate_is_another_group_and_a_renewed_certificate_is_not()
    {
        var renewed = TestEvidence.Signer("Ann", "Ann Ltd") with { Fingerprint = new string('b', 64) };
        var groups = Of(new TestEvidence(Shop)
            .With("A", TestEvidence.Signed("ann", TestEvidence.Signer("Ann", "Ann Ltd")))
            .With("B", TestEvidence.Signed("ann", renewed))
            .With("C", TestEvidence.Signed("ann", TestEvidence.Signer("Ann", "Another Ltd")))
            .With("D", TestEvidence.Signed("ann")));
        Assert.Equal(["A 0.9.0, A 1.0.0, B 1.0.0", "C 1.0.0", "D 1.0.0", "E 0.9.0, E 1.0.0"], groups);
    }

    [Theory]
    [InlineData(SignatureVerdict.Unknown)]
    [InlineData(SignatureVerdict.Invalid)]
    [InlineData(SignatureVerdict.Unsigned)]
    public void What_is_not_verified_stays_alone_whatever_it_claims(SignatureVerdict verdict)
    {
        var claimed = TestEvidence.Signed("ann") with { Verdict = verdict };
        var groups = Of(new TestEvidence(Shop)
            .With("A", TestEvidence.Signed("ann"), repository: "https://github.com/ann/a")
            .With("B", claimed, repository: "https://github.com/ann/a")
            .With("C", claimed, repository: "https://github.com/ann/a"));
        Assert.Equal(["A 0.9.0, A 1.0.0", "B 1.0.0", "C 1.0.0", "D 1.0.0", "E 0.9.0, E 1.0.0"], groups);
    }

    [Fact]
    public void Platform_is_who_signed_and_never_a_prefix()
    {
        var official = TestEvidence.Signed("Microsoft aspnet") with { Repository = TestEvidence.Signer("R", null, "https://packages.nuget.org/v3/index.json") with { Fingerprint = RepositoryCertificates.Official[^1].Fingerprint } };
        var elsewhere = official with { Repository = official.Repository! with { ServiceIndex = "https://feed.example/v3/index.json" } };
        var unofficial = official with { Repository = official.Repository! with { Fingerprint = new string('c', 64) } };
        var author = TestEvidence.Signed("somebody", TestEvidence.Signer("Microsoft Corporation", "Microsoft Corporation"));
        var claimedAuthor = author with { Author = author.Author! with { Verdict = SignatureVerdict.Unknown } };
        Assert.True(Platform.Contains(official));
        Assert.True(Platform.Contains(author));
        Assert.False(Platform.Contains(elsewhere));
        Assert.False(Platform.Contains(unofficial));
        Assert.False(Platform.Contains(claimedAuthor));
        Assert.False(Platform.Contains(official with { Verdict = SignatureVerdict.Unknown }));
        Assert.False(Platform.Contains(TestEvidence.Signed("microsofty", TestEvidence.Signer("Microsoft Corporation", "Microsoft Corporation Ltd"))));
    }

    [Fact]
    public void Order_of_packages_changes_nothing()
    {
        var evidence = new TestEvidence(Shop).With("A", TestEvidence.Signed("ann")).With("B", TestEvidence.Signed("ann")).Build();
        var packages = Packages().ToArray();
        var expected = ControlGroup.Of(packages, evidence).Select(Text);
        Assert.Equal(expected, ControlGroup.Of(packages.Reverse(), evidence).Select(Text));
        Assert.Equal(expected, ControlGroup.Of(packages.Concat(packages), evidence).Select(Text));
        Assert.Equal(packages.Length, ControlGroup.Of(packages, evidence).Sum(group => group.Packages.Length));
    }

    private static IEnumerable<string> Of(TestEvidence evidence) => ControlGroup.Of(Packages(), evidence.Build()).Select(Text);

    private static IEnumerable<Component> Packages() => Shop.Projects.SelectMany(project => project.Targets).SelectMany(target => target.Graph.Nodes.ToArray())
        .Select(node => node.Component).Where(component => component.Type is ComponentType.Package).Distinct();

    private static string Text(ControlGroup group) => string.Join(", ", group.Packages);
}

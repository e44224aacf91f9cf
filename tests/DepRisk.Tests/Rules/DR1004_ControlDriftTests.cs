using System.Collections.Immutable;
using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Lock;
using DepRisk.Packages.Build;
using DepRisk.Packages.Signatures;
using DepRisk.Rules;
using DepRisk.Tests.Tool;

namespace DepRisk.Tests.Rules;

public class DR1004_ControlDriftTests
{
    [Fact]
    public void Other_hands_than_in_the_lock_are_a_warning()
    {
        var finding = Assert.Single(Find("Hub/2.0.0", "mallory", RuleRun.Locked("Hub", "1.0.0", "ann bob")));
        Assert.Equal(RuleLevel.Error, finding.AtMost);
        Assert.Equal(["owners-replaced"], finding.Conditions.Select(condition => condition.Name));
        Assert.Equal("Hub 2.0.0: it is in other hands than 1.0.0", finding.Title);
        Assert.Equal("Hub 2.0.0 reaches 2 of 3 apps; compared with 1.0.0 of the lock: published by mallory; ann and bob cannot publish it any more.", finding.Message);
        Assert.Equal(["before: 1.0.0: 2 accounts (ann and bob), no author's certificate", "now: 2.0.0: 1 account (mallory), no author's certificate, 2021-11-16"], finding.Facts.Skip(1).Select(fact => $"{fact.Label}: {fact.Text}"));
        Assert.Equal(("Hub", "A/A.csproj"), (finding.Subject, finding.Home!.Path));
        Assert.Equal(["A/A.csproj", "B/B.csproj"], finding.Apps.AsEnumerable());
    }

    [Fact]
    public void An_added_owner_is_information_that_no_policy_makes_a_warning()
    {
        var (scope, evidence) = Case("Hub/2.0.0", "ann bob");
        var finding = Assert.Single(
            RuleRun.Assess(scope, evidence, Lock(RuleRun.Locked("Hub", "1.0.0", "ann")), Policy.Default with { Levels = Policy.Default.Levels.Add("DR1004", RuleLevel.Error) }).Findings,
            finding => finding.Rule == RuleCatalog.ControlDrift);
        Assert.Equal((RuleLevel.Info, false), (finding.Level, finding.IsWarning));
        Assert.Equal("Hub 2.0.0: more hands than for 1.0.0", finding.Title);
    }

    [Fact]
    public void Whoever_left_and_whoever_began_to_sign_is_nothing()
    {
        Assert.Empty(Find("Hub/2.0.0", "ann", RuleRun.Locked("Hub", "1.0.0", "ann bob")));
        Assert.Empty(Find("Hub/2.0.0", "ann", RuleRun.Locked("Hub", "1.0.0") with { Signature = "unsigned" }));
        Assert.Empty(Find("Hub/2.0.0", "Ann", RuleRun.Locked("hub", "1.0.0", "ann")));
    }

    [Fact]
    public void Going_back_to_an_older_version_takes_access_from_nobody()
    {
        Assert.Empty(Find("Hub/1.0.0", "ann", RuleRun.Locked("Hub", "2.0.0", "mallory", "Mallory Ltd")));
        var (scope, _) = Case("Hub/1.0.0", "ann");
        var unsigned = new TestEvidence(scope).With("Hub", PackageSignature.Of(SignatureVerdict.Unsigned)).Build();
        Assert.Equal("signature-lost", Assert.Single(RuleRun.Find(DR1004_ControlDrift.Find, RuleRun.Input(scope, unsigned, Lock(RuleRun.Locked("Hub", "2.0.0", "mallory"))))).Conditions[0].Name);
    }

    [Fact]
    public void What_nobody_knows_on_one_side_is_no_finding()
    {
        Assert.Empty(Find("Hub/2.0.0", "mallory", RuleRun.Locked("Hub", "1.0.0")));
        Assert.Empty(Find("Hub/2.0.0", "mallory"));
        var (scope, _) = Case("Hub/2.0.0", "mallory");
        Assert.Empty(RuleRun.Find(DR1004_ControlDrift.Find, RuleRun.Input(scope, ScopeEvidence.None, Lock(RuleRun.Locked("Hub", "1.0.0", "ann")))));
    }

    [Fact]
    public void Versions_that_ship_together_are_compared_each_with_the_one_below()
    {
        var scope = Scope(["Hub/1.0.0"], ["Hub/2.0.0"], ["Hub/10.0.0"]);
        var evidence = new TestEvidence(scope)
            .With("Hub/1.0.0", TestEvidence.Signed("ann"))
            .With("Hub/2.0.0", TestEvidence.Signed("ann"))
            .With("Hub/10.0.0", PackageSignature.Of(SignatureVerdict.Unsigned))
            .Build();
        var finding = Assert.Single(RuleRun.Find(DR1004_ControlDrift.Find, RuleRun.Input(scope, evidence)));
        Assert.Equal("Hub 10.0.0 reaches 1 of 3 apps; compared with 2.0.0, which is here as well: was signed and is not any more.", finding.Message);
        Assert.Equal("versions-signature-lost", finding.Conditions[0].Name);
    }

    [Fact]
    public void What_the_lock_says_is_not_said_again_of_the_versions_that_are_here()
    {
        var scope = Scope(["Hub/1.0.0"], ["Hub/2.0.0"], []);
        var evidence = new TestEvidence(scope).With("Hub/1.0.0", TestEvidence.Signed("ann")).With("Hub/2.0.0", TestEvidence.Signed("mallory")).Build();
        Assert.Contains("1.0.0 of the lock", Assert.Single(RuleRun.Find(DR1004_ControlDrift.Find, RuleRun.Input(scope, evidence, Lock(RuleRun.Locked("Hub", "1.0.0", "ann"))))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Drift_that_a_lock_accepts_is_unchanged_and_the_next_one_is_new()
    {
        var scope = Scope(["Hub/1.0.0"], ["Hub/2.0.0"], []);
        var evidence = new TestEvidence(scope).With("Hub/1.0.0", TestEvidence.Signed("ann")).With("Hub/2.0.0", TestEvidence.Signed("mallory")).Build();
        var accepted = AcceptedState.Of(RuleRun.Assess(scope, evidence)).Lock;
        Assert.Equal(Verdict.Unchanged, Assert.Single(RuleRun.Assess(scope, evidence, accepted).Findings, finding => finding.Rule == RuleCatalog.ControlDrift).Verdict);

        var next = Scope(["Hub/1.0.0"], ["Hub/3.0.0"], []);
        var later = new TestEvidence(next).With("Hub/1.0.0", TestEvidence.Signed("ann")).With("Hub/3.0.0", PackageSignature.Of(SignatureVerdict.Unsigned)).Build();
        Assert.Contains(RuleRun.Find(DR1004_ControlDrift.Find, RuleRun.Input(next, later, accepted)), finding => finding.Conditions.Any(condition => condition.Name is "signature-lost"));
    }

    [Fact]
    public void Drift_among_versions_that_a_lock_accepts_hides_no_drift_of_the_same_kind_against_the_lock()
    {
        var scope = Scope(["Hub/1.0.0"], ["Hub/2.0.0"], []);
        var evidence = new TestEvidence(scope).With("Hub/1.0.0", TestEvidence.Signed("ann")).With("Hub/2.0.0", TestEvidence.Signed("mallory")).Build();
        var accepted = AcceptedState.Of(RuleRun.Assess(scope, evidence)).Lock;

        var next = Scope(["Hub/1.0.0"], ["Hub/3.0.0"], []);
        var later = new TestEvidence(next).With("Hub/1.0.0", TestEvidence.Signed("ann")).With("Hub/3.0.0", TestEvidence.Signed("trent")).Build();
        var against = Assert.Single(RuleRun.Assess(next, later, accepted).Findings, finding => finding.Rule == RuleCatalog.ControlDrift && finding.Message.Contains("2.0.0 of the lock", StringComparison.Ordinal));
        Assert.Equal((true, Verdict.Worse), (against.IsWarning, against.Verdict));
    }

    [Fact]
    public void A_family_that_changed_hands_together_is_one_finding_of_its_strongest()
    {
        var scope = Scope(["Hub.Extensions/2.0.0", "Hub/2.0.0"], ["Hub/2.0.0"], ["Other/2.0.0"]);
        var evidence = new TestEvidence(scope).With("Hub", TestEvidence.Signed("mallory")).With("Hub.Extensions", TestEvidence.Signed("mallory")).With("Other", TestEvidence.Signed("trent")).Build();
        var findings = RuleRun.Find(DR1004_ControlDrift.Find, RuleRun.Input(scope, evidence, Lock(RuleRun.Locked("Hub", "1.0.0", "ann"), RuleRun.Locked("Hub.Extensions", "1.0.0", "ann"), RuleRun.Locked("Other", "1.0.0", "ann"))));
        Assert.Equal(["Hub", "Other"], findings.Select(finding => finding.Subject).Order(StringComparer.Ordinal));
        var hub = findings.Single(finding => finding.Subject is "Hub");
        Assert.StartsWith("Hub 2.0.0 and 1 more package of the same hands (Hub.Extensions) reach 2 of 3 apps;", hub.Message, StringComparison.Ordinal);
        Assert.Equal(["Hub 2.0.0", "Hub.Extensions 2.0.0"], hub.Packages.Select(package => package.ToString()));
    }

    [Fact]
    public void The_platform_is_no_finding_and_who_leaves_it_is()
    {
        var (scope, evidence) = Case("Hub/2.0.0", "mallory");
        var policy = Policy.Default with { Platforms = ["owner:mallory"] };
        Assert.Empty(RuleRun.Find(DR1004_ControlDrift.Find, RuleRun.Input(scope, evidence, Lock(RuleRun.Locked("Hub", "1.0.0", "ann")), policy)));
        Assert.Single(RuleRun.Find(DR1004_ControlDrift.Find, RuleRun.Input(scope, evidence, Lock(RuleRun.Locked("Hub", "1.0.0", "ann")), Policy.Default with { Platforms = ["owner:ann"] })));
    }

    [Fact]
    public void What_only_tests_use_is_no_finding_and_what_runs_in_a_build_is()
    {
        var tests = new TestScope("x").Project("T/T.csproj", ProjectRole.Test, "net10.0", "Hub/2.0.0").Project("A/A.csproj", ProjectRole.App, "net10.0", "Serilog/1.0.0").Build();
        var accepted = Lock(RuleRun.Locked("Hub", "1.0.0", "ann"));
        Assert.Empty(RuleRun.Find(DR1004_ControlDrift.Find, RuleRun.Input(tests, new TestEvidence(tests).With("Hub", TestEvidence.Signed("mallory")).Build(), accepted)));

        var build = new TestScope("x").Project("A/A.csproj", ProjectRole.App, "net10.0", "Hub/2.0.0:Build").Build();
        var evidence = new TestEvidence(build).With("Hub", TestEvidence.Signed("mallory"), TestEvidence.Executing(BuildAssetKind.Task, "build/Hub.targets")).Build();
        Assert.Equal(["A/A.csproj"], Assert.Single(RuleRun.Find(DR1004_ControlDrift.Find, RuleRun.Input(build, evidence, accepted))).Apps.AsEnumerable());
    }

    private static (Scope Scope, ScopeEvidence Evidence) Case(string package, string owners)
    {
        var scope = Scope([package], [package], ["Other/1.0.0"]);
        return (scope, new TestEvidence(scope).With("Hub", TestEvidence.Signed(owners)).Build());
    }

    private static Scope Scope(string[] a, string[] b, string[] c) => new TestScope("x")
        .Project("A/A.csproj", ProjectRole.App, "net10.0", a)
        .Project("B/B.csproj", ProjectRole.App, "net10.0", b)
        .Project("C/C.csproj", ProjectRole.App, "net10.0", c)
        .Build();

    private static DepRiskLock Lock(params LockedPackage[] packages) => DepRiskLock.Empty with { Packages = [.. packages] };

    private static ImmutableArray<Finding> Find(string package, string owners, params LockedPackage[] locked)
    {
        var (scope, evidence) = Case(package, owners);
        return RuleRun.Find(DR1004_ControlDrift.Find, RuleRun.Input(scope, evidence, Lock(locked)));
    }
}

using System.Collections.Immutable;
using DepRisk.Concentration;
using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Lock;
using DepRisk.Packages;
using DepRisk.Packages.Build;
using DepRisk.Packages.Signatures;
using DepRisk.Rules;
using DepRisk.Tests.Tool;

namespace DepRisk.Tests.Rules;

public class DR1003_BuildCodeChangedTests
{
    private static readonly string Old = new('a', 64);
    private static readonly string New = new('b', 64);

    [Fact]
    public void Without_a_lock_all_build_code_is_inventory() => Assert.Empty(Find(Scope("2.0.0"), New, null));

    [Fact]
    public void What_the_lock_accepted_is_silent_in_any_version()
    {
        Assert.Empty(Find(Scope("2.0.0"), New, Lock(("Grpc.Tools", "2.0.0", New))));
        Assert.Empty(Find(Scope("2.0.1"), New, Lock(("grpc.tools", "2.0.0", New.ToUpperInvariant()))));
        Assert.Empty(Find(Scope("2.0.0"), New, Lock(("Grpc.Tools", "1.0.0", Old), ("Grpc.Tools", "2.0.0", New))));
    }

    [Fact]
    public void The_state_that_a_lock_is_made_of_fires_nothing()
    {
        var scope = Scope("2.0.0");
        var accepted = AcceptedState.Of(RuleRun.Assess(scope, Evidence(scope, New))).Lock;
        Assert.Equal(New, accepted.Packages.Single(package => package.Id is "Grpc.Tools").BuildCode);
        Assert.Empty(Find(Scope("2.0.0"), New, accepted));
        Assert.Single(Find(Scope("2.0.1"), Old, accepted));
    }

    [Fact]
    public void An_upgrade_with_other_build_code_is_a_finding()
    {
        var finding = Assert.Single(Find(Scope("2.0.0"), New, Lock(("Grpc.Tools", "1.0.0", Old))));
        Assert.Equal("changed", Assert.Single(finding.Conditions).Name);
        Assert.Equal("Grpc.Tools 2.0.0: other build code than the lock accepted", finding.Title);
        Assert.Equal(
            "Grpc.Tools 2.0.0 runs code in the build of 1 of 2 projects (src/Web/Web.csproj), and its build code is not that of 1.0.0, which the lock accepted.", finding.Message);
        Assert.Equal(("Grpc.Tools", "src/Web/Web.csproj", "Grpc.Tools"), (finding.Subject, finding.Home!.Path, finding.Home.Reference));
        Assert.Equal(["src/Web/Web.csproj"], finding.Apps.AsEnumerable());
        Assert.Equal(["runs: the task Protoc (build/Grpc.Tools.targets), in the build of 1 of 2 projects (src/Web/Web.csproj)", "reaches: 1 of 2 apps (Web)", "accepted: 1.0.0"], finding.Facts.Select(fact => $"{fact.Label}: {fact.Text}"));
        Assert.Equal(["look at what runs, then accept it with 'deprisk lock'", "go back to 1.0.0"], finding.WaysOut.Select(way => way.Text));
    }

    [Fact]
    public void Other_build_code_under_the_same_version_is_worse_than_an_upgrade_and_says_so()
    {
        var finding = Assert.Single(Find(Scope("2.0.0"), New, Lock(("Grpc.Tools", "2.0", Old))));
        Assert.Equal("replaced", Assert.Single(finding.Conditions).Name);
        Assert.Equal("Grpc.Tools 2.0.0: other build code under the same version", finding.Title);
        Assert.Contains("a published version never changes, so that this is not the package that was accepted", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_package_that_the_lock_does_not_know_is_new() =>
        Assert.Equal("Grpc.Tools 2.0.0 runs code in the build of 1 of 2 projects (src/Web/Web.csproj), and the lock does not know the package.", Assert.Single(Find(Scope("2.0.0"), New, Lock())).Message);

    [Fact]
    public void A_package_that_ran_nothing_before_is_new()
    {
        var finding = Assert.Single(Find(Scope("2.0.0"), New, Lock(("Grpc.Tools", "1.0.0", null))));
        Assert.Equal(("new", "the lock has no build code of 1.0.0"), (finding.Conditions[0].Name, finding.Conditions[0].Text));
    }

    [Fact]
    public void What_the_lock_could_not_know_or_nobody_knows_today_is_unknown_and_no_finding()
    {
        var unknown = DepRiskLock.Empty with { Packages = [new LockedPackage("Grpc.Tools", "1.0.0", null, null, null, null, null, null, [])] };
        Assert.Empty(Find(Scope("2.0.0"), New, unknown));
        Assert.Empty(Find(Scope("2.0.0"), null, Lock(("Grpc.Tools", "1.0.0", Old))));
        Assert.Empty(RuleRun.Find(DR1003_BuildCodeChanged.Find, RuleRun.Input(Scope("2.0.0"), ScopeEvidence.None, Lock(("Grpc.Tools", "1.0.0", Old)))));
    }

    [Fact]
    public void The_platform_is_no_finding()
    {
        var scope = Scope("2.0.0");
        var evidence = new TestEvidence(scope).With("Grpc.Tools", TestEvidence.Signed("grpc"), Power(New)).Build();
        Assert.Single(RuleRun.Find(DR1003_BuildCodeChanged.Find, RuleRun.Input(scope, evidence, Lock())));
        Assert.Empty(RuleRun.Find(DR1003_BuildCodeChanged.Find, RuleRun.Input(scope, evidence, Lock(), Policy.Default with { Platforms = ["owner:grpc"] })));
    }

    [Fact]
    public void A_package_that_carries_build_files_and_is_not_given_to_the_build_is_none()
    {
        var scope = Scope("2.0.0:Runtime");
        Assert.Empty(Find(scope, New, Lock(("Grpc.Tools", "1.0.0", Old))));
    }

    [Fact]
    public void An_MSBuild_SDK_concerns_every_build_and_is_at_home_where_it_is_named()
    {
        var sdk = new ComponentTable().Package("Some.Sdk", "1.1.0");
        var scope = Scope("2.0.0") with { BuildComponents = [new BuildComponent(sdk, "msbuild-sdk", "global.json")] };
        var evidence = new ScopeEvidence(new Dictionary<Component, PackageEvidence> { [sdk] = PackageEvidence.Unknown with { Build = Power(New) } }, []);
        var finding = Assert.Single(RuleRun.Find(DR1003_BuildCodeChanged.Find, RuleRun.Input(scope, evidence, Lock(("Some.Sdk", "1.0.0", Old)))));
        Assert.Equal(new FindingHome("global.json", "Some.Sdk"), finding.Home);
        Assert.Equal("Some.Sdk 1.1.0 runs code in every build that global.json concerns, and its build code is not that of 1.0.0, which the lock accepted.", finding.Message);
        Assert.Empty(finding.Apps);
    }

    private static Scope Scope(string version) => new TestScope("Shop.slnx")
        .Project("src/Web/Web.csproj", ProjectRole.App, "net10.0", version.Contains(':', StringComparison.Ordinal) ? $"Grpc.Tools/{version}" : $"Grpc.Tools/{version}:Build", "Serilog/3.1.1")
        .Project("src/Admin/Admin.csproj", ProjectRole.App, "net10.0", "Serilog/3.1.1")
        .Build();

    private static BuildPower Power(string? digest) => new([new BuildAsset(BuildAssetKind.Task, "build/Grpc.Tools.targets", "Protoc", 12, true)], digest, []);

    private static ScopeEvidence Evidence(Scope scope, string? digest) =>
        new TestEvidence(scope).With("Grpc.Tools", PackageSignature.Of(SignatureVerdict.Unsigned), Power(digest)).With("Serilog", PackageSignature.Of(SignatureVerdict.Unsigned)).Build();

    private static DepRiskLock Lock(params (string Id, string Version, string? BuildCode)[] packages) => DepRiskLock.Empty with
    {
        Packages = [.. packages.Select(package => RuleRun.Locked(package.Id, package.Version, "ann") with { BuildCode = package.BuildCode })],
    };

    private static ImmutableArray<Finding> Find(Scope scope, string? digest, DepRiskLock? accepted) =>
        RuleRun.Find(DR1003_BuildCodeChanged.Find, RuleRun.Input(scope, Evidence(scope, digest), accepted));
}

using System.Collections.Immutable;
using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Lock;
using DepRisk.Packages.Capabilities;
using DepRisk.Rules;
using DepRisk.Tests.Tool;

namespace DepRisk.Tests.Rules;

public class DR1008_CapabilityGainedTests
{
    [Fact]
    public void An_upgrade_that_can_do_more_names_file_method_and_API()
    {
        var finding = Assert.Single(Find(Can(Capability.Net, Capability.Archive), Locked("1.0.0", "archive")));
        Assert.Equal("Zip 2.0.0: can use the network, which 1.0.0 could not", finding.Title);
        Assert.Equal(
            "Zip 2.0.0 runs in 1 of 2 apps and can use the network, which 1.0.0 of the lock could not: in lib/net8.0/Library.dll Library.Type.Method uses System.Some.Api.", finding.Message);
        Assert.Equal("net", Assert.Single(finding.Conditions).Name);
        Assert.Equal(("Zip", "A/A.csproj"), (finding.Subject, finding.Home!.Path));
        Assert.Equal(["A/A.csproj"], finding.Apps.AsEnumerable());
    }

    [Fact]
    public void Each_capability_is_a_condition_of_its_own_in_the_order_of_all() =>
        Assert.Equal(["net", "process", "pinvoke"], Assert.Single(Find(Can(Capability.PInvoke, Capability.Process, Capability.Net), Locked("1.0.0"))).Conditions.Select(condition => condition.Name));

    [Theory]
    [InlineData(Capability.Crypto)]
    [InlineData(Capability.Emit)]
    [InlineData(Capability.FileSystem)]
    [InlineData(Capability.Environment)]
    [InlineData(Capability.Registry)]
    public void What_is_not_strong_alone_is_no_finding(Capability capability) => Assert.Empty(Find(Can(capability), Locked("1.0.0")));

    [Fact]
    public void What_any_accepted_version_could_is_not_gained() => Assert.Empty(Find(Can(Capability.Net), Locked("0.9.0", "net"), Locked("1.0.0")));

    [Fact]
    public void A_new_package_and_a_version_that_is_accepted_are_no_upgrades()
    {
        Assert.Empty(Find(Can(Capability.Net)));
        Assert.Empty(Find(Can(Capability.Net), Locked("1.0.0"), Locked("2.0")));
    }

    [Fact]
    public void What_the_lock_does_not_know_is_unknown_and_no_finding() =>
        Assert.Empty(Find(Can(Capability.Net), Locked("0.9.0"), Locked("1.0.0") with { Capabilities = null }));

    [Fact]
    public void A_file_that_cannot_be_read_is_named_and_proves_nothing()
    {
        var broken = new AssemblyFacts("lib/net8.0/Broken.dll", Guid.Empty, 0, [], "cannot be read");
        Assert.Empty(Find(broken, Locked("1.0.0")));
        var scope = Shop();
        var evidence = new TestEvidence(scope).With("Zip", TestEvidence.Signed("ann"), files: [broken, Can(Capability.Net)]).Build();
        var finding = Assert.Single(RuleRun.Find(DR1008_CapabilityGained.Find, RuleRun.Input(scope, evidence, Lock(Locked("1.0.0")))));
        Assert.Equal("what lib/net8.0/Broken.dll can do: it cannot be read", Assert.Single(finding.Unknown).What);
    }

    [Fact]
    public void Native_code_is_its_own_proof() => Assert.Contains(
        ": runtimes/linux-x64/native/zip.so is native code.",
        Assert.Single(Find(new AssemblyFacts("runtimes/linux-x64/native/zip.so", Guid.Empty, 0, [new CapabilityUse(Capability.Native, "runtimes/linux-x64/native/zip.so", "ELF")]), Locked("1.0.0"))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void The_platform_and_what_only_tests_use_are_no_findings()
    {
        var scope = Shop();
        var evidence = new TestEvidence(scope).With("Zip", TestEvidence.Signed("ann"), files: Can(Capability.Net)).Build();
        Assert.Empty(RuleRun.Find(DR1008_CapabilityGained.Find, RuleRun.Input(scope, evidence, Lock(Locked("1.0.0")), Policy.Default with { Platforms = ["owner:ann"] })));
        var tests = new TestScope("x").Project("T/T.csproj", ProjectRole.Test, "net10.0", "Zip/2.0.0").Build();
        Assert.Empty(RuleRun.Find(DR1008_CapabilityGained.Find, RuleRun.Input(tests, new TestEvidence(tests).With("Zip", TestEvidence.Signed("ann"), files: Can(Capability.Net)).Build(), Lock(Locked("1.0.0")))));
    }

    [Fact]
    public void The_lock_that_accepts_it_silences_it()
    {
        var scope = Shop();
        var evidence = new TestEvidence(scope).With("Zip", TestEvidence.Signed("ann"), files: Can(Capability.Net)).Build();
        var accepted = AcceptedState.Of(RuleRun.Assess(scope, evidence, Lock(Locked("1.0.0")))).Lock;
        Assert.DoesNotContain(RuleRun.Assess(scope, evidence, accepted).Findings, finding => finding.Rule == RuleCatalog.CapabilityGained);
        Assert.DoesNotContain(accepted.Findings, finding => finding.Rule is "DR1008");
    }

    private static Scope Shop() => new TestScope("x")
        .Project("A/A.csproj", ProjectRole.App, "net10.0", "Zip/2.0.0")
        .Project("B/B.csproj", ProjectRole.App, "net10.0", "Serilog/3.1.1")
        .Build();

    private static AssemblyFacts Can(params Capability[] capabilities) => RuleRun.Can(capabilities);

    private static LockedPackage Locked(string version, params string[] capabilities) => RuleRun.Locked("Zip", version, "ann") with { Capabilities = [.. capabilities] };

    private static DepRiskLock Lock(params LockedPackage[] packages) => DepRiskLock.Empty with { Packages = [.. packages] };

    private static ImmutableArray<Finding> Find(AssemblyFacts file, params LockedPackage[] locked)
    {
        var scope = Shop();
        return RuleRun.Find(DR1008_CapabilityGained.Find, RuleRun.Input(scope, new TestEvidence(scope).With("Zip", TestEvidence.Signed("ann"), files: file).Build(), Lock(locked)));
    }
}

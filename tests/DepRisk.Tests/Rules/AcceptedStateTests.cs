using DepRisk.Concentration;
using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Lock;
using DepRisk.Packages;
using DepRisk.Packages.Build;
using DepRisk.Packages.Capabilities;
using DepRisk.Packages.Signatures;
using DepRisk.Rules;
using DepRisk.Tests.Lock;
using DepRisk.Tests.Tool;

namespace DepRisk.Tests.Rules;

public class AcceptedStateTests
{
    private static readonly Scope Shop = TestScope.Shop().Build();

    [Fact]
    public void Is_what_ships_or_executes_with_what_is_known_of_it() =>
        Snapshot.Matches("accepted.lock.json", LockReaderTests.Write(Accept(Shop, Evidence(Shop)).Lock));

    [Fact]
    public void What_is_accepted_is_silent_afterwards()
    {
        var first = Judge(Shop, Evidence(Shop), null);
        Assert.Equal(["DR1002 DotNetZip"], first.Findings.Where(finding => finding.IsWarning).Select(Name));
        var accepted = AcceptedState.Of(first).Lock;
        var second = Judge(Shop, Evidence(Shop), accepted);
        Assert.DoesNotContain(second.Findings, finding => finding.IsWarning);
        Assert.Empty(second.Resolved);
        Assert.Equal(LockReaderTests.Write(accepted), LockReaderTests.Write(AcceptedState.Of(second).Lock));
    }

    [Fact]
    public void A_run_without_packages_takes_nothing_back()
    {
        var accepted = Accept(Shop, Evidence(Shop)).Lock;
        var (state, kept) = AcceptedState.Of(Judge(Shop, ScopeEvidence.None, accepted));
        Assert.Equal(LockReaderTests.Write(accepted), LockReaderTests.Write(state));
        Assert.Equal(accepted.Packages.Count(package => package.Signature is not null || package.ContentIsKnown), kept);
    }

    [Fact]
    public void What_is_kept_of_a_finding_names_no_app_that_is_gone()
    {
        var accepted = Accept(Shop, Evidence(Shop)).Lock;
        var smaller = Shop with { Projects = Shop.Projects.RemoveAll(project => project.Name is "Worker") };
        var state = AcceptedState.Of(Judge(smaller, ScopeEvidence.None, accepted)).Lock;
        Assert.Contains(state.Findings, finding => finding.Subject is "DotNetZip");
        Assert.All(state.Findings, finding => Assert.Empty(finding.Apps.Except(state.Apps, StringComparer.Ordinal)));
    }

    [Fact]
    public void What_another_version_was_is_not_kept_for_the_new_one()
    {
        var accepted = Accept(Shop, Evidence(Shop)).Lock;
        var upgraded = TestScope.Shop().Project("src/Extra/Extra.csproj", ProjectRole.App, "net10.0", "Serilog/4.0.0").Build();
        var (state, _) = AcceptedState.Of(Judge(upgraded, ScopeEvidence.None, accepted));
        var added = Assert.Single(state.Packages, package => package.Id is "Serilog" && package.Version is "4.0.0");
        Assert.Null(added.Signature);
        Assert.Null(added.Capabilities);
    }

    [Fact]
    public void A_change_of_hands_is_accepted_with_its_new_hands_and_not_for_ever()
    {
        var accepted = Accept(Shop, Evidence(Shop)).Lock;
        var sold = Judge(Shop, Evidence(Shop, serilog: "buyer"), accepted);
        Assert.Contains("DR1004 Serilog", sold.Findings.Where(finding => finding.IsWarning).Select(Name));
        var state = AcceptedState.Of(sold).Lock;
        Assert.DoesNotContain(state.Findings, finding => finding.Subject is "Serilog");
        Assert.DoesNotContain(Judge(Shop, Evidence(Shop, serilog: "buyer"), state).Findings, finding => finding.IsWarning);
        Assert.Contains("DR1004 Serilog", Judge(Shop, Evidence(Shop, serilog: "thief"), state).Findings.Where(finding => finding.IsWarning).Select(Name));
    }

    [Fact]
    public void What_is_accepted_by_name_is_not_accepted_with_the_state_and_stays()
    {
        var byName = Accept(Shop, Evidence(Shop)).Lock with { Findings = [], Accepted = [new AcceptedFinding("DR1002", "DotNetZip", new DateOnly(2027, 1, 31), "goes"), new AcceptedFinding("DR1001", "Gone", new DateOnly(2027, 1, 31), "x")] };
        var state = AcceptedState.Of(Judge(Shop, Evidence(Shop), byName)).Lock;
        Assert.Empty(state.Findings);
        Assert.Equal(byName.Accepted, state.Accepted);
    }

    [Fact]
    public void A_finding_that_is_gone_leaves_the_lock()
    {
        var accepted = Accept(Shop, Evidence(Shop)).Lock;
        Assert.NotEmpty(accepted.Findings);
        // The same with everything known, and nothing that DotNetZip can do.
        Assert.Empty(AcceptedState.Of(Judge(Shop, Evidence(Shop, zipCan: null), accepted)).Lock.Findings);
    }

    [Fact]
    public void Of_a_package_that_cannot_be_read_the_capabilities_are_unknown()
    {
        var evidence = new TestEvidence(Shop).With("DotNetZip", PackageSignature.Of(SignatureVerdict.Unsigned), files: new AssemblyFacts("lib/a.dll", Guid.Empty, 0, [], "is no assembly")).Build();
        Assert.Null(Accept(Shop, evidence).Lock.Packages.Single(package => package.Id is "DotNetZip").Capabilities);
    }

    private static string Name(Finding finding) => $"{finding.Rule.Id} {finding.Subject}";

    private static AcceptedState Accept(Scope scope, ScopeEvidence evidence) => AcceptedState.Of(Judge(scope, evidence, null));

    internal static Assessment Judge(Scope scope, ScopeEvidence evidence, DepRiskLock? accepted) =>
        Assessment.Of(new RuleInput(scope, evidence, ScopeConcentration.Of(scope, evidence, Thresholds.Default, []), Policy.Default, accepted, new DateOnly(2026, 1, 31)));

    /// <summary>Everything known of every package that ships; DotNetZip is hidden, held by two, unsigned, and can unpack archives.</summary>
    internal static ScopeEvidence Evidence(Scope scope, string serilog = "serilog", Capability? zipCan = Capability.Archive) => new TestEvidence(scope)
        .With("Newtonsoft.Json", TestEvidence.Signed("dotnetfoundation jamesnk newtonsoft", TestEvidence.Signer("Json.NET (.NET Foundation)", "Json.NET (.NET Foundation)")))
        .With("Serilog", TestEvidence.Signed(serilog), files: new AssemblyFacts("lib/net8.0/Serilog.dll", Guid.Empty, 120, [new CapabilityUse(Capability.FileSystem, "Serilog.X.Write", "System.IO.File.AppendAllText")]))
        .With("DotNetZip", PackageSignature.Of(SignatureVerdict.Unsigned), files: new AssemblyFacts("lib/a.dll", Guid.Empty, 9, zipCan is { } can ? [new CapabilityUse(can, "Zip.Extract", "System.IO.Compression.ZipFile.ExtractToDirectory")] : []))
        .With("Reports.Engine", TestEvidence.Signed("reports"))
        .With("Import.Core", TestEvidence.Signed("import"))
        .With("Legacy", TestEvidence.Signed("legacy"))
        .With("MinVer", TestEvidence.Signed("adamralph"), TestEvidence.Executing(BuildAssetKind.Task, "build/MinVer.targets", "MinVer"))
        .Build();
}

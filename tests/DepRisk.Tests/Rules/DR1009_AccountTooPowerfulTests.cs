using System.Collections.Immutable;
using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Lock;
using DepRisk.Packages.Build;
using DepRisk.Packages.Signatures;
using DepRisk.Rules;
using DepRisk.Tests.Tool;

namespace DepRisk.Tests.Rules;

public class DR1009_AccountTooPowerfulTests
{
    private static readonly Scope Shop = new TestScope("x")
        .Project("A/A.csproj", ProjectRole.App, "net10.0", "Hub/1.0.0", "Gen/1.0.0:Build")
        .Project("B/B.csproj", ProjectRole.App, "net10.0", "Hub/1.0.0", "Zip/1.0.0")
        .Project("C/C.csproj", ProjectRole.App, "net10.0", "Zip/1.0.0", "Core/1.0.0")
        .Project("D/D.csproj", ProjectRole.App, "net10.0", "Lone/1.0.0")
        .Build();

    private static readonly ScopeEvidence Evidence = new TestEvidence(Shop)
        .With("Hub", TestEvidence.Signed("ann"))
        .With("Zip", TestEvidence.Signed("ann bob"))
        .With("Core", TestEvidence.Signed("Microsoft", TestEvidence.Signer("Microsoft Corporation", "Microsoft Corporation")))
        .With("Lone", TestEvidence.Signed("carl"))
        .With("Gen", TestEvidence.Signed("gen"), TestEvidence.Executing(BuildAssetKind.Generator, "analyzers/dotnet/cs/g.dll"))
        .Build();

    [Fact]
    public void Without_a_limit_nothing_is_too_much() => Assert.Empty(RuleRun.Find(DR1009_AccountTooPowerful.Find, RuleRun.Input(Shop, Evidence)));

    [Fact]
    public void An_account_that_reaches_more_apps_than_the_limit_is_a_finding()
    {
        var finding = Assert.Single(Find(reach: 0.5));
        Assert.Equal("owner:ann", finding.Subject);
        Assert.Equal("The account ann can publish the next version of Hub and Zip; it reaches 3 of 4 apps (A, B and C), and the policy allows 50 %.", finding.Message);
        Assert.Equal(["account-reach"], finding.Conditions.Select(condition => condition.Name));
        Assert.Equal(["A/A.csproj", "B/B.csproj", "C/C.csproj"], finding.Apps.AsEnumerable());
    }

    [Fact]
    public void Exactly_the_limit_is_allowed() => Assert.Empty(Find(reach: 0.75));

    [Fact]
    public void Packages_are_counted_without_the_platform_and_without_what_only_builds()
    {
        // Three packages ship outside the platform: Hub, Lone and Zip.
        Assert.Equal(
            "it can publish 2 of 3 packages that ship, the platform left out, and the policy allows 60 %",
            Assert.Single(Find(packages: 0.6)).Conditions.Single().Text);
        Assert.Empty(Find(packages: 0.67));
    }

    [Fact]
    public void Code_in_a_build_reaches_the_app_as_well() => Assert.Contains("owner:gen", Find(reach: 0.2).Select(finding => finding.Subject));

    [Fact]
    public void What_a_project_refers_to_and_a_tool_manifest_names_as_well_is_one_package()
    {
        var gen = Shop.Projects[0].Targets[0].Graph.Nodes.ToArray().Single(node => node.Component.Id is "Gen").Component;
        var scope = Shop with { BuildComponents = [new BuildComponent(gen, "dotnet-tool", ".config/dotnet-tools.json"), new BuildComponent(gen, "msbuild-sdk", "global.json")] };
        Assert.Contains("owner:gen", RuleRun.Find(DR1009_AccountTooPowerful.Find, RuleRun.Input(scope, Evidence, null, Policy.Default with { AccountReach = 0.2 })).Select(finding => finding.Subject));
    }

    [Fact]
    public void A_platform_of_the_policy_is_left_out_of_both_numbers()
    {
        var policy = Policy.Default with { AccountReach = 0.1, AccountPackages = 0.1, Platforms = ["owner:ann"] };
        Assert.Equal(["owner:carl", "owner:gen"], RuleRun.Find(DR1009_AccountTooPowerful.Find, RuleRun.Input(Shop, Evidence, null, policy)).Select(finding => finding.Subject).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Accounts_that_are_not_known_are_said_and_hold_nothing()
    {
        var evidence = new TestEvidence(Shop).With("Hub", TestEvidence.Signed("ann")).With("Zip", TestEvidence.Signed("mallory") with { Verdict = SignatureVerdict.Invalid }).Build();
        var finding = Assert.Single(RuleRun.Find(DR1009_AccountTooPowerful.Find, RuleRun.Input(Shop, evidence, null, Policy.Default with { AccountReach = 0.1 })));
        Assert.Equal(("owner:ann", "the accounts of 3 of 4 packages"), (finding.Subject, Assert.Single(finding.Unknown).What));
    }

    [Fact]
    public void A_limit_makes_it_a_warning_unless_the_policy_says_otherwise()
    {
        Assert.Equal(RuleLevel.Warning, Assert.Single(Assess(Policy.Default with { AccountReach = 0.5 })).Level);
        Assert.Empty(Assess(Policy.Default with { AccountReach = 0.5, Levels = Policy.Default.Levels.Add("DR1009", RuleLevel.Off) }));
        Assert.Equal(RuleLevel.Error, Assert.Single(Assess(Policy.Default with { AccountReach = 0.5, Levels = Policy.Default.Levels.Add("DR1009", RuleLevel.Error) })).Level);
    }

    private static IEnumerable<Finding> Assess(Policy policy) => RuleRun.Assess(Shop, Evidence, null, policy).Findings.Where(finding => finding.Rule == RuleCatalog.AccountTooPowerful);

    private static ImmutableArray<Finding> Find(double? reach = null, double? packages = null) =>
        RuleRun.Find(DR1009_AccountTooPowerful.Find, RuleRun.Input(Shop, Evidence, null, Policy.Default with { AccountReach = reach, AccountPackages = packages }));
}

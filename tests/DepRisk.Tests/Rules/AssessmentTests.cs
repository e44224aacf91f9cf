using System.Collections.Immutable;
using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Lock;
using DepRisk.Packages.Capabilities;
using DepRisk.Packages.Feeds;
using DepRisk.Rules;
using DepRisk.Tests.Tool;

namespace DepRisk.Tests.Rules;

public class AssessmentTests
{
    [Fact]
    public void Five_concentrations_a_scope_warn_and_the_strongest_of_them()
    {
        var (scope, evidence) = Hubs(8);
        var findings = RuleRun.Concentrations(RuleRun.Assess(scope, evidence));
        Assert.Equal(8, findings.Length);
        Assert.Equal([true, true, true, true, true, false, false, false], findings.Select(finding => finding.IsWithinBudget));
        Assert.Equal(5, findings.Count(finding => finding.IsWarning));
        Assert.Equal(findings.OrderByDescending(finding => finding.Order).Select(finding => finding.Subject), findings.Select(finding => finding.Subject));
        Assert.True(findings[0].Order > findings[^1].Order, "all are equally strong");
        Assert.All(findings, finding => Assert.InRange(finding.Order, 0, 1));
    }

    [Fact]
    public void A_policy_sets_budgets_and_levels()
    {
        var (scope, evidence) = Hubs(3);
        var two = Policy.Default with { Budgets = ImmutableDictionary<string, int>.Empty.Add("DR1001", 2) };
        Assert.Equal(2, RuleRun.Concentrations(RuleRun.Assess(scope, evidence, policy: two)).Count(finding => finding.IsWarning));
        var critical = Policy.Default with { Budgets = ImmutableDictionary<string, int>.Empty.Add("DR1002", 0) };
        var silent = RuleRun.Concentrations(RuleRun.Assess(scope, evidence with { Fetched = FetchedFacts.Of([RuleRun.Fetched("Zip0", "1.0.0", "2015-01-01")]) }, policy: critical));
        Assert.Equal([("DR1002", false), ("DR1001", true), ("DR1001", true)], silent.Select(finding => (finding.Rule.Id, finding.IsWarning)));
        var info = Policy.Default with { Levels = ImmutableDictionary<string, RuleLevel>.Empty.Add("DR1001", RuleLevel.Info) };
        Assert.All(RuleRun.Concentrations(RuleRun.Assess(scope, evidence, policy: info)), finding => Assert.Equal((RuleLevel.Info, false), (finding.Level, finding.IsWarning)));
        var off = Policy.Default with { Levels = ImmutableDictionary<string, RuleLevel>.Empty.Add("DR1001", RuleLevel.Off) };
        Assert.Empty(RuleRun.Concentrations(RuleRun.Assess(scope, evidence, policy: off)));
    }

    [Fact]
    public void Turned_off_is_not_resolved()
    {
        var (scope, evidence) = Hubs(1);
        var accepted = DepRiskLock.Empty with { Findings = [new LockedFinding("DR1001", "Zip0", ["hidden"], []), new LockedFinding("DR1001", "Gone", ["hidden"], [])] };
        var off = Policy.Default with { Levels = ImmutableDictionary<string, RuleLevel>.Empty.Add("DR1001", RuleLevel.Off) };
        Assert.Equal(["Gone"], RuleRun.Assess(scope, evidence, accepted, off).Resolved.Select(finding => finding.Subject));
    }

    [Fact]
    public void What_is_accepted_or_unchanged_takes_no_place_in_the_budget()
    {
        var (scope, evidence) = Hubs(8);
        var first = RuleRun.Concentrations(RuleRun.Assess(scope, evidence))[0];
        var accepted = DepRiskLock.Empty with { Accepted = [new AcceptedFinding("DR1001", first.Subject, new DateOnly(2030, 1, 1), "because")] };
        var findings = RuleRun.Concentrations(RuleRun.Assess(scope, evidence, accepted));
        Assert.False(findings[0].IsWarning);
        Assert.Equal(5, findings.Count(finding => finding.IsWarning));
    }

    [Fact]
    public void An_empty_disk_resolves_nothing()
    {
        var (scope, _) = Hubs(1);
        var accepted = DepRiskLock.Empty with { Findings = [new LockedFinding("DR1001", "Zip0", ["hidden", "inescapable"], [])] };
        Assert.Empty(RuleRun.Assess(scope, ScopeEvidence.None, accepted).Resolved);
    }

    [Fact]
    public void Thresholds_of_the_policy_count()
    {
        var (scope, evidence) = Hubs(1);
        var strict = Policy.Default with { Thresholds = Policy.Default.Thresholds with { RemovalCut = 3 } };
        var assessment = RuleRun.Assess(scope, evidence, policy: strict);
        Assert.Empty(RuleRun.Concentrations(assessment));
        Assert.Contains(assessment.Watched, finding => finding.Subject is "Zip0");
    }

    [Fact]
    public void Order_of_projects_and_packages_changes_nothing()
    {
        var (scope, evidence) = Hubs(6);
        var expected = RuleRun.Concentrations(RuleRun.Assess(scope, evidence)).Select(RuleRun.Text).ToArray();
        var other = new ScopeEvidence(evidence.Packages.Reverse().ToDictionary(pair => pair.Key, pair => pair.Value), evidence.Bindings);
        Assert.Equal(expected, RuleRun.Concentrations(RuleRun.Assess(scope, other)).Select(RuleRun.Text));
    }

    /// <summary>As many hidden hubs behind two references each, the later ones with fewer capabilities and more accounts.</summary>
    private static (Scope Scope, ScopeEvidence Evidence) Hubs(int count)
    {
        string[] chains = [.. Enumerable.Range(0, count).SelectMany(i => new[] { $"A{i}/1.0.0 > Zip{i}/1.0.0", $"B{i}/1.0.0 > Zip{i}/1.0.0" })];
        var test = new TestScope("x");
        foreach (var app in new[] { "One", "Two", "Three" })
        {
            test.Project($"{app}/{app}.csproj", ProjectRole.App, "net10.0", chains);
        }

        var scope = test.Build();
        var evidence = new TestEvidence(scope);
        for (var i = 0; i < count; i++)
        {
            evidence.With($"A{i}", TestEvidence.Signed($"a{i}"), repository: "https://github.com/a/a", files: [RuleRun.Can()]);
            evidence.With($"B{i}", TestEvidence.Signed($"b{i}"), repository: "https://github.com/b/b", files: [RuleRun.Can()]);
            var owners = string.Join(' ', Enumerable.Range(0, i + 1).Select(owner => $"z{i}-{owner}"));
            evidence.With($"Zip{i}", TestEvidence.Signed(owners), repository: "https://github.com/z/z", files: [RuleRun.Can(i < 4 ? [Capability.Archive, Capability.Net] : [Capability.Archive])]);
        }

        return (scope, evidence.Build());
    }
}

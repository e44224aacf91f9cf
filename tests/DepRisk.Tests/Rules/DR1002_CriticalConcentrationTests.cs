using System.Collections.Immutable;
using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Lock;
using DepRisk.Packages.Capabilities;
using DepRisk.Packages.Feeds;
using DepRisk.Rules;
using DepRisk.Tests.Tool;

namespace DepRisk.Tests.Rules;

public class DR1002_CriticalConcentrationTests
{
    private static readonly Scope Shop = new TestScope("Shop.slnx")
        .Project("src/Admin/Admin.csproj", ProjectRole.App, "net10.0", "Reports/4.2.0 > Zip/1.16.0", "Import/2.0.1 > Zip/1.16.0")
        .Project("src/Web/Web.csproj", ProjectRole.App, "net10.0", "Reports/4.2.0 > Zip/1.16.0", "Import/2.0.1 > Zip/1.16.0")
        .Project("src/Worker/Worker.csproj", ProjectRole.App, "net10.0", "Reports/4.2.0 > Zip/1.16.0")
        .Build();

    [Fact]
    public void Hidden_and_inescapable_and_in_weak_hands()
    {
        var assessment = RuleRun.Assess(Shop, Evidence("2019-03-01"));
        var finding = Assert.Single(RuleRun.Concentrations(assessment));
        Assert.Equal("DR1002", finding.Rule.Id);
        Snapshot.Matches("Critical.txt", RuleRun.Text(finding));
    }

    [Fact]
    public void The_third_condition_alone_makes_it_critical()
    {
        Assert.Equal("DR1001", Assert.Single(RuleRun.Concentrations(RuleRun.Assess(Shop, Evidence("2026-03-01")))).Rule.Id);
        Assert.Equal("DR1001", Assert.Single(RuleRun.Concentrations(RuleRun.Assess(Shop, Evidence(null)))).Rule.Id);
    }

    [Fact]
    public void What_the_lock_knows_as_less_is_worse_and_what_it_knows_is_silent()
    {
        var apps = Shop.Projects.Select(project => project.Path).ToArray();
        var accepted = DepRiskLock.Empty with { Findings = [new LockedFinding("DR1001", "Zip", ["hidden", "inescapable"], [.. apps])] };
        Assert.Equal(Verdict.Worse, Assert.Single(RuleRun.Concentrations(RuleRun.Assess(Shop, Evidence("2019-03-01"), accepted))).Verdict);
        var same = Assert.Single(RuleRun.Concentrations(RuleRun.Assess(Shop, Evidence("2026-03-01"), accepted)));
        Assert.Equal(Verdict.Unchanged, same.Verdict);
        Assert.False(same.IsWarning);
    }

    [Fact]
    public void Drift_against_the_lock_is_the_third_condition_too()
    {
        var accepted = DepRiskLock.Empty with { Packages = [RuleRun.Locked("Zip", "1.15.0", "henrik")] };
        var finding = Assert.Single(RuleRun.Concentrations(RuleRun.Assess(Shop, Evidence("2026-03-01"), accepted)));
        Assert.Equal("DR1002", finding.Rule.Id);
        Assert.Contains("1.15.0 of the lock: published by ann; henrik cannot publish it any more", finding.Message, StringComparison.Ordinal);
        Assert.Contains(finding.WaysOut, way => way is { Kind: WayOutKind.Clears, Condition: "weak-hands" });
    }

    private static ScopeEvidence Evidence(string? newest)
    {
        var test = new TestEvidence(Shop).With("Zip", TestEvidence.Signed("ann"), repository: "https://github.com/ann/zip", files: [RuleRun.Can(Capability.Archive, Capability.FileSystem)]);
        foreach (var id in new[] { "Reports", "Import" })
        {
            test.With(id, TestEvidence.Signed("of-" + id), repository: "https://github.com/of/" + id, files: [RuleRun.Can()]);
        }

        return test.Build() with { Fetched = FetchedFacts.Of(newest is null ? [] : [RuleRun.Fetched("Zip", "1.16.0", newest)]) };
    }
}

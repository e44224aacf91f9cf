using System.Globalization;
using DepRisk.Concentration;
using DepRisk.Graph;

namespace DepRisk.Tests.Concentration;

/// <summary>What says nothing about a code base changes no number.</summary>
public class InvarianceTests
{
    private const int Seeds = 250;

    [Fact]
    public void Order_of_nodes_and_projects_changes_no_number()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            Assert.Equal(Numbers(new VariedScope(seed)), Numbers(new VariedScope(seed) { IsShuffled = true }));
        }
    }

    [Fact]
    public void Case_of_ids_changes_no_number()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            Assert.Equal(Numbers(new VariedScope(seed)), Numbers(new VariedScope(seed) { IsMixedCase = true }));
        }
    }

    [Fact]
    public void Duplicated_targets_change_no_number()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            Assert.Equal(Numbers(new VariedScope(seed)), Numbers(new VariedScope(seed) { IsDuplicated = true }));
        }
    }

    [Fact]
    public void A_test_project_changes_no_number()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var random = new VariedScope(seed);
            var scope = random.Build();
            var evidence = random.Evidence(scope);
            var without = scope with { Projects = scope.Projects.RemoveAll(project => project.IsTest) };
            Assert.Equal(Numbers(ScopeConcentration.Of(scope, evidence, Thresholds.Default, [])), Numbers(ScopeConcentration.Of(without, evidence, Thresholds.Default, [])));
        }
    }

    private static string Numbers(VariedScope random)
    {
        var scope = random.Build();
        return Numbers(ScopeConcentration.Of(scope, random.Evidence(scope), Thresholds.Default, []));
    }

    /// <summary>Everything that is a number or a name, apps by path, ids without case.</summary>
    private static string Numbers(ScopeConcentration concentration)
    {
        var lines = new List<string>();
        foreach (var group in concentration.Groups)
        {
            lines.Add(string.Join(" | ", [
                string.Join(",", group.Group.Packages), string.Join(",", group.Group.Accounts), group.Lead.ToString(), Paths(concentration, group.Apps), Paths(concentration, group.HiddenIn),
                $"{group.Power.Capabilities.Bits} {group.IsEligible} {group.HasReach} {group.IsHidden} {group.IsInescapable} {group.IsLockedIn} {group.IsExposed}",
                RemovalCut.Of(concentration.Scope, group.Index).Size.ToString(CultureInfo.InvariantCulture),
                string.Join(",", group.Unknown.Select(fact => fact.What))]));
        }

        lines.AddRange(concentration.Packages.Select((package, i) => string.Create(
            CultureInfo.InvariantCulture,
            $"{package.Package} {package.Group} {package.TrustedPackages} {package.TrustedAccounts} {package.Tinyness} {concentration.Uses.Packages[i].Depth} {concentration.Uses.Packages[i].Dependents}")));
        lines.Add(string.Create(CultureInfo.InvariantCulture, $"{concentration.WithPlatform} {concentration.WithoutPlatform} {concentration.ByReach}"));
        return string.Join('\n', lines).ToUpperInvariant();
    }

    private static string Paths(ScopeConcentration concentration, IEnumerable<int> apps) =>
        string.Join(",", apps.Select(app => concentration.Scope.Apps[app].Path).Order(StringComparer.Ordinal));
}

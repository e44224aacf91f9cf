using System.Globalization;
using System.Text;
using System.Text.Json;
using DepRisk.Concentration;
using DepRisk.Graph;
using DepRisk.Packages.Signatures;
using DepRisk.Restore;
using DepRisk.Rules;
using Xunit.Abstractions;

namespace DepRisk.Tests.Rules;

/// <summary>
/// What fires on the lock files of real repositories. Those that this machine knows nothing of fire nothing: what is unknown never does. The table of
/// docs/precision.md is the output of this test where many of their packages are on disk.
/// </summary>
public sealed class PrecisionTests(ITestOutputHelper output)
{
    private static readonly HashSet<string> TestPackages = new(StringComparer.OrdinalIgnoreCase) { "Microsoft.NET.Test.Sdk", "MSTest", "xunit.v3", "TUnit" };

    [CorpusFact]
    public void Nothing_fires_beyond_the_budgets_of_the_platform_or_of_tests_alone()
    {
        var stand = new StandInEvidence();
        var repositories = Directory.GetDirectories(Path.Combine(Corpus.Root!, "lock")).Order(StringComparer.Ordinal).ToArray();
        Assert.NotEmpty(repositories);
        var (fired, doubted) = (new List<string>(), 0);
        foreach (var repository in repositories)
        {
            Assert.True(ScopeDiscovery.Discover(repository).Succeeded(out var discovered, out var error), error?.Message);
            Assert.True(ScopeReader.Read(discovered).Succeeded(out var scope, out error), error?.Message);
            var evidence = stand.Of(scope, out var exact);
            var assessment = Assessment.Of(RuleRun.Input(scope, evidence));
            var name = Path.GetFileName(repository);
            Write(name, assessment, exact);
            fired.AddRange(assessment.Findings.Select(finding => $"{finding.Rule.Id} {finding.Subject}"));

            // What brings it lies on no disk here, and could be of the same hands: then nobody knows whether somebody chose it.
            doubted += assessment.Watched.Count(watched => watched.Subject is "Newtonsoft.Json" && watched.Conditions.Any(condition => condition is { Name: "hidden", Holds: Truth.Unknown }));

            HoldsTheBudgets(name, assessment);
            var shipped = OfOthersThanTests(repository);
            Assert.All(assessment.Findings.Concat(assessment.Watched.Where(watched => watched.Conditions.Any(condition => condition.Holds is Truth.True))), finding =>
            {
                Assert.DoesNotContain(finding.Packages, package => IsMicrosofts(evidence.Of(package).Signature));
                Assert.Contains(finding.Packages, package => shipped.Contains(package.Id));
            });
        }

        // These tests refer to a package that brings it, so that every machine knows it: what is asserted above is not about nothing.
        Assert.Contains("DR1007 Newtonsoft.Json", fired);
        Assert.NotEqual(0, doubted);
    }

    private static void HoldsTheBudgets(string name, Assessment assessment)
    {
        var reported = assessment.Findings.Where(finding => finding.IsWithinBudget).CountBy(finding => finding.Rule.Id is "DR1002" ? "DR1001" : finding.Rule.Id, StringComparer.Ordinal);
        Assert.All(reported, rule => Assert.True(rule.Value <= RuleCatalog.All.Single(known => known.Id.Equals(rule.Key, StringComparison.Ordinal)).Budget, $"{name}: {rule.Value} findings of {rule.Key}"));
    }

    /// <summary>By what the signature says, read without the product's notion of a platform.</summary>
    private static bool IsMicrosofts(PackageSignature signature) =>
        signature.Owners.Contains("Microsoft", StringComparer.OrdinalIgnoreCase) || signature.Author?.Organization is "Microsoft Corporation";

    /// <summary>Ids in lock files of projects that refer to no test SDK, read without the product's readers.</summary>
    private static HashSet<string> OfOthersThanTests(string repository)
    {
        var ids = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var path in Directory.GetFiles(repository, "*", SearchOption.AllDirectories))
        {
            using var file = JsonDocument.Parse(File.ReadAllText(path));
            var entries = file.RootElement.GetProperty("dependencies").EnumerateObject().SelectMany(target => target.Value.EnumerateObject()).ToArray();
            if (!entries.Any(entry => TestPackages.Contains(entry.Name) && entry.Value.GetProperty("type").GetString() is "Direct"))
            {
                ids.UnionWith(entries.Select(entry => entry.Name));
            }
        }

        return ids;
    }

    private void Write(string name, Assessment assessment, IReadOnlySet<Component> exact)
    {
        var scope = assessment.Input.Scope;
        var line = new StringBuilder();
        var packages = assessment.Input.Concentration.Uses.Packages.Select(use => use.Component).ToArray();
        var same = packages.Count(exact.Contains);
        var near = packages.Count(assessment.Input.Evidence.Packages.ContainsKey) - same;
        line.Append(CultureInfo.InvariantCulture, $"| {name} | {scope.Projects.Count(project => project.IsApp)} of {scope.Projects.Length} | {packages.Length} | {same} + {near} | {assessment.Findings.Count(finding => finding.IsWarning)} |");
        foreach (var finding in assessment.Findings)
        {
            line.Append(CultureInfo.InvariantCulture, $"\n    {finding.Rule.Id} {finding.Level} {finding.Title} [{string.Join(", ", finding.Conditions.Select(condition => $"{condition.Name} {condition.Holds}"))}]");
            foreach (var fact in finding.Facts.Where(fact => fact.Label is "reaches" or "comes by"))
            {
                line.Append(CultureInfo.InvariantCulture, $"\n        {fact.Label}: {fact.Text}");
            }
        }

        foreach (var group in assessment.Input.Concentration.Groups.Where(group => group.HasReach && group.IsExposed is Truth.Unknown && group.IsHidden is Truth.True && group.IsInescapable is Truth.True))
        {
            line.Append(CultureInfo.InvariantCulture, $"\n    not known: {group.Lead} in {group.Apps.Length}");
        }

        foreach (var group in assessment.Input.Concentration.Groups.Where(group => group.IsExposed is Truth.True && Truths.All(group.IsHidden, group.IsInescapable) is Truth.Unknown))
        {
            line.Append(CultureInfo.InvariantCulture, $"\n    family not known: {group.Lead} in {group.Apps.Length}, {group.IsHidden} {group.IsInescapable}, hidden in {group.HiddenIn.Length}");
        }

        output.WriteLine(line.ToString());
    }
}

using System.Collections.Immutable;
using System.Text.RegularExpressions;
using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Lock;
using DepRisk.Packages.Capabilities;
using DepRisk.Packages.Feeds;
using DepRisk.Packages.Signatures;
using DepRisk.Rules;
using DepRisk.Tests.Tool;

namespace DepRisk.Tests.Rules;

public class DR1001_ConcentratedComponentTests
{
    private static readonly string[] Apps = ["Web", "Admin", "Worker"];

    [Fact]
    public void A_hidden_hub_behind_two_references()
    {
        var finding = Assert.Single(RuleRun.Concentrations(Hub()));
        Assert.Equal("DR1001", finding.Rule.Id);
        Assert.True(finding.IsWarning);
        Snapshot.Matches("HiddenHub.txt", RuleRun.Text(finding));
    }

    [Fact]
    public void Doing_what_clears_says_makes_the_finding_go_away()
    {
        var leave = Assert.Single(RuleRun.Concentrations(Hub())).WaysOut.First(way => way is { Kind: WayOutKind.Clears, Condition: "all" });
        Assert.NotEmpty(leave.References);
        string[] dropped = [.. leave.References.Select(reference => reference.Reference!).Distinct()];
        Assert.Empty(RuleRun.Concentrations(Hub(without: dropped)));
        // Half of it does not.
        Assert.NotEmpty(RuleRun.Concentrations(Hub(without: [dropped[0]])) is { Length: > 0 } left ? left : Hub(without: [dropped[0]]).Watched.AsEnumerable());
    }

    [Fact]
    public void Where_one_package_holds_all_it_is_named_as_the_lever()
    {
        var scope = Scope("Reports.Engine/4.2.0 > Hub/1.0.0 > DotNetZip/1.16.0", "Import.Core/2.0.1 > Hub/1.0.0", "Export.Core/2.0.1 > Hub/1.0.0");
        var finding = Assert.Single(RuleRun.Concentrations(RuleRun.Assess(scope, Silent(scope))));
        Assert.Contains("; Hub alone is what all of them come through", finding.WaysOut[0].Text, StringComparison.Ordinal);
        Snapshot.Matches("Lever.txt", RuleRun.Text(finding));
    }

    [Fact]
    public void What_we_refer_to_and_are_bound_to_names_our_own_references()
    {
        var scope = Scope("DotNetZip/1.16.0");
        var evidence = new TestEvidence(scope)
            .With("DotNetZip", TestEvidence.Signed("ann bob", TestEvidence.Signer("Ann", "Ann Ltd")), repository: "https://github.com/ann/zip", files: [RuleRun.Can(Capability.Archive)])
            .Bound("Web", "DotNetZip", 7, ["Shop.Web.Archive.Open"], "src/Web/Archive.cs:3")
            .Build();
        var finding = Assert.Single(RuleRun.Concentrations(RuleRun.Assess(scope, evidence with { Fetched = FetchedFacts.Of([RuleRun.Fetched("DotNetZip", "1.16.0", "2021-11-16")]) })));
        Assert.Equal("src/Admin/Admin.csproj", finding.Home?.Path);
        Snapshot.Matches("LockedIn.txt", RuleRun.Text(finding));
    }

    [Fact]
    public void A_family_is_one_finding_named_by_its_lead()
    {
        var scope = Scope("A/1.0.0 > Zip/2.0.0", "B/1.0.0 > Zip/2.0.0", "B/1.0.0 > Zip.Extras/1.0.0", "A/1.0.0 > Zip.Core/1.0.0");
        var test = Plain(new TestEvidence(scope), "A", "B");
        foreach (var id in new[] { "Zip", "Zip.Extras", "Zip.Core" })
        {
            test.With(id, TestEvidence.Signed("ann"), repository: "https://github.com/ann/zip", files: [RuleRun.Can(Capability.Net, Capability.FileSystem)]);
        }

        var finding = Assert.Single(RuleRun.Concentrations(RuleRun.Assess(scope, test.Build())));
        Assert.Equal("Zip", finding.Subject);
        Snapshot.Matches("Family.txt", RuleRun.Text(finding));
    }

    [Fact]
    public void Without_evidence_nothing_is_found_and_what_could_be_is_watched()
    {
        var assessment = RuleRun.Assess(Scope("A/1.0.0 > Zip/2.0.0", "B/1.0.0 > Zip/2.0.0"), ScopeEvidence.None);
        Assert.Empty(RuleRun.Concentrations(assessment));
        var zip = assessment.Watched.Single(finding => finding.Subject is "Zip");
        Assert.False(zip.IsWarning);
        Assert.EndsWith("what is not known could make a finding of it", zip.Title, StringComparison.Ordinal);
        Snapshot.Matches("Watched.txt", RuleRun.Text(zip));
    }

    [Fact]
    public void Build_tools_and_abstractions_and_what_we_reference_ourselves_are_none()
    {
        var scope = Scope("Meziantou.Analyzer/2.0.0:Build", "Newtonsoft.Json/13.0.3", "A/1.0.0 > Abstractions/1.0.0", "B/1.0.0 > Abstractions/1.0.0");
        var evidence = Plain(new TestEvidence(scope), "A", "B", "Abstractions")
            .With("Meziantou.Analyzer", TestEvidence.Signed("meziantou"), TestEvidence.Executing(DepRisk.Packages.Build.BuildAssetKind.Analyzer, "analyzers/dotnet/cs/Meziantou.Analyzer.dll"), "https://github.com/m/a")
            .With("Newtonsoft.Json", TestEvidence.Signed("jamesnk"), repository: "https://github.com/j/n", files: [RuleRun.Can(Capability.DynamicLoad)])
            .Build();
        var assessment = RuleRun.Assess(scope, evidence);
        Assert.Empty(RuleRun.Concentrations(assessment));
        Assert.Equal(["Newtonsoft.Json"], assessment.Watched.Select(finding => finding.Subject));
    }

    [Fact]
    public void No_message_has_a_letter_of_a_formula_or_a_word_of_one()
    {
        foreach (var finding in Hub().Findings.Concat(Hub().Watched))
        {
            Assert.DoesNotMatch(new Regex(@"\b[b-zB-Z]\b|HHI", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(10)), finding.Title + finding.Message);
        }
    }

    private static Assessment Hub(params string[] without)
    {
        string[] all = ["Reports.Engine/4.2.0 > DotNetZip/1.16.0", "Import.Core/2.0.1 > DotNetZip/1.16.0", "Serilog/3.1.1"];
        var scope = Scope([.. all.Where(chain => !without.Contains(chain.Split('/')[0]))]);
        var test = Plain(new TestEvidence(scope), "Reports.Engine", "Import.Core", "Serilog");
        var zip = TestEvidence.Signed("dotnetzip-appveyor-user Henrik", null);
        var evidence = test.With("DotNetZip", zip, repository: "https://github.com/henrik/zip", files: [RuleRun.Can(Capability.Archive, Capability.FileSystem)]).Build();
        return RuleRun.Assess(scope, evidence);
    }

    private static ScopeEvidence Silent(Scope scope) => Plain(new TestEvidence(scope), "Reports.Engine", "Import.Core", "Export.Core", "Hub")
        .With("DotNetZip", PackageSignature.Of(SignatureVerdict.Unsigned), feed: "https://packages.nuget.org/v3/index.json", files: [RuleRun.Can(Capability.Archive)])
        .Build();

    private static Scope Scope(params string[] chains)
    {
        var scope = new TestScope("Shop.slnx");
        foreach (var app in Apps)
        {
            scope.Project($"src/{app}/{app}.csproj", ProjectRole.App, "net10.0", chains);
        }

        return scope.Build();
    }

    /// <summary>Packages that can do nothing.</summary>
    private static TestEvidence Plain(TestEvidence evidence, params string[] ids)
    {
        foreach (var id in ids)
        {
            evidence.With(id, TestEvidence.Signed("of-" + id), repository: "https://github.com/of/" + id, files: [RuleRun.Can()]);
        }

        return evidence;
    }
}

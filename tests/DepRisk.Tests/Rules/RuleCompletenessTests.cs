using System.Text.RegularExpressions;
using DepRisk.Rules;

namespace DepRisk.Tests.Rules;

/// <summary>A rule is more than its code: a page, a link that leads there, a sample that fires it, and a line in the releases of the analyzer.</summary>
public sealed class RuleCompletenessTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static TheoryData<string> Ids => [.. RuleCatalog.Ids];

    private static string Root { get; } = FindRoot();

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_rule_has_a_page_to_which_its_link_leads(string id)
    {
        var rule = RuleCatalog.All.Concat(RuleCatalog.Code).Single(rule => rule.Id.Equals(id, StringComparison.Ordinal));
        var link = new Uri(RuleCatalog.HelpLinkOf(id));
        Assert.Equal(Uri.UriSchemeHttps, link.Scheme);
        var page = Path.Combine(Root, link.AbsolutePath[link.AbsolutePath.IndexOf("docs/", StringComparison.Ordinal)..]);
        Assert.StartsWith($"# {id}: {rule.Name}\n", File.ReadAllText(page), StringComparison.Ordinal);
    }

    /// <summary>That it really does is held by the tests of the samples: what fires in a scan, and what fires in a build.</summary>
    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_rule_has_a_sample_that_fires_it(string id) => Assert.Contains(
        Directory.GetFiles(Path.Combine(Root, "samples"), "README.md", SearchOption.AllDirectories),
        readme => Regex.IsMatch(File.ReadAllText(readme), $@"^Fires( in the build)?:.*\b{id}\b", RegexOptions.Multiline | RegexOptions.ExplicitCapture, Patience));

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_rule_has_one_line_in_the_releases_of_the_analyzer(string id) => Assert.Single(
        Directory.GetFiles(Path.Combine(Root, "src", "DepRisk.Analyzer"), "AnalyzerReleases.*.md").SelectMany(File.ReadAllLines),
        line => Regex.IsMatch(line, $@"^\s*{id}\s*\|", RegexOptions.None, Patience));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "DepRisk.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("These tests run from inside the repository: there is no DepRisk.sln above them.");
    }
}

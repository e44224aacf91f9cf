extern alias analyzer;

using System.Collections.Immutable;
using DepRisk.Lock;
using DepRisk.Rules;
using DepRisk.Tests.Lock;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DepRisk.Tests.Analyzer;

/// <summary>What the compiler knows of our rules is what the catalogue says.</summary>
public class DescriptorsTests
{
    private static readonly ImmutableArray<DiagnosticDescriptor> Model = new analyzer::DepRisk.Analyzer.ModelFindings().SupportedDiagnostics;
    private static readonly ImmutableArray<DiagnosticDescriptor> Code = new analyzer::DepRisk.Analyzer.CodeFindings().SupportedDiagnostics;

    [Fact]
    public void Every_rule_of_the_catalogue_is_reported_by_one_analyzer()
    {
        Assert.Equal([.. RuleCatalog.All.Select(rule => rule.Id), "DR9006", "DR9999"], Model.Select(descriptor => descriptor.Id));
        Assert.Equal([.. RuleCatalog.Code.Select(rule => rule.Id), "DR9999"], Code.Select(descriptor => descriptor.Id));
    }

    [Fact]
    public void Titles_levels_and_pages_are_those_of_the_catalogue()
    {
        Assert.All(RuleCatalog.All.Concat(RuleCatalog.Code), rule =>
        {
            var descriptor = Model.Concat(Code).Single(descriptor => descriptor.Id.Equals(rule.Id, StringComparison.Ordinal));
            Assert.Equal((rule.Title, rule.HelpLink), (descriptor.Title.ToString(null), descriptor.HelpLinkUri));
            Assert.Equal(rule.DefaultLevel is RuleLevel.Info ? DiagnosticSeverity.Info : DiagnosticSeverity.Warning, descriptor.DefaultSeverity);
        });
        // Without one that warns, a compiler that writes no log of errors does not run an analyzer at all, and a policy that makes a warning of DR2001 would decide nothing.
        Assert.Contains(Code, descriptor => descriptor.DefaultSeverity is DiagnosticSeverity.Warning);
        Assert.All(Model.Concat(Code), descriptor =>
        {
            Assert.True(descriptor.IsEnabledByDefault);
            Assert.Equal(RuleCatalog.HelpLinkOf(descriptor.Id), descriptor.HelpLinkUri);
            Assert.True(File.Exists(Path.Combine(PolicySchemaTests.Docs(), "rules", $"{descriptor.Id}.md")), $"{descriptor.Id} has no page");
        });
    }

    [Fact]
    public void Every_diagnostic_has_its_line_of_a_release()
    {
        var project = Path.Combine(PolicySchemaTests.Docs(), "..", "src", "DepRisk.Analyzer");
        var lines = new[] { "Shipped", "Unshipped" }.SelectMany(name => File.ReadLines(Path.Combine(project, $"AnalyzerReleases.{name}.md"))).Where(line => line.StartsWith("DR", StringComparison.Ordinal)).Select(line => line.Split('|', StringSplitOptions.TrimEntries)).ToArray();
        Assert.Equal(
            Model.Concat(Code).DistinctBy(descriptor => descriptor.Id).OrderBy(descriptor => descriptor.Id, StringComparer.Ordinal).Select(descriptor => $"{descriptor.Id} {descriptor.Category} {descriptor.DefaultSeverity}"),
            lines.Select(cells => $"{cells[0]} {cells[1]} {cells[2]}"));
    }

    [Fact]
    public void Visual_Basic_gets_the_findings_of_the_model()
    {
        Assert.Equal([LanguageNames.CSharp, LanguageNames.VisualBasic], Languages(typeof(analyzer::DepRisk.Analyzer.ModelFindings)));
        Assert.Equal([LanguageNames.CSharp], Languages(typeof(analyzer::DepRisk.Analyzer.CodeFindings)));
        Assert.DoesNotContain(typeof(analyzer::DepRisk.Analyzer.ModelFindings).Assembly.GetReferencedAssemblies(), name => name.Name!.StartsWith("Microsoft.CodeAnalysis.", StringComparison.Ordinal));
    }

    private static string[] Languages(Type analyzer) => analyzer.GetCustomAttributes(typeof(DiagnosticAnalyzerAttribute), false).Cast<DiagnosticAnalyzerAttribute>().Single().Languages;
}

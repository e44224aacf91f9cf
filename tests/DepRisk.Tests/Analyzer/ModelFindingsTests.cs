using System.Collections.Immutable;
using DepRisk.Lock;
using DepRisk.RiskModel;
using Microsoft.CodeAnalysis;

namespace DepRisk.Tests.Analyzer;

public class ModelFindingsTests
{
    private static readonly ModelFinding Central = new("DR1001", RuleLevel.Warning, "../Directory.Packages.props", 14, 5, "DotNetZip runs in 3 of 3 apps");

    [Fact]
    public async Task A_finding_is_reported_at_its_home_in_the_order_of_the_model() => Assert.Equal(
        [
            "../Directory.Packages.props(14,5): Warning DR1001: DotNetZip runs in 3 of 3 apps",
            "Web/Web.csproj(1,1): Info DR1007: the file alone",
            "Web/Web.csproj(3,1): Warning DR1003: the line alone",
        ],
        (await RunAsync(
            new ModelFinding("DR1007", RuleLevel.Info, "Web/Web.csproj", 0, 0, "the file alone"), new ModelFinding("DR1003", RuleLevel.Error, "Web/Web.csproj", 3, 0, "the line alone"), Central))
            .Select(diagnostic => AnalyzerCheck.Text(diagnostic).Replace(Path.GetFullPath("/Directory").Replace('\\', '/'), "../Directory", StringComparison.Ordinal)));

    [Fact]
    public async Task What_is_reported_is_in_no_source_so_that_no_pragma_and_no_section_of_editorconfig_applies() =>
        Assert.Equal(LocationKind.ExternalFile, Assert.Single(await RunAsync(Central)).Location.Kind);

    /// <summary>The policy decides, not the default.</summary>
    [Theory]
    [InlineData("DR1005", RuleLevel.Warning, DiagnosticSeverity.Warning)]
    [InlineData("DR1001", RuleLevel.Info, DiagnosticSeverity.Info)]
    [InlineData("DR1009", RuleLevel.Error, DiagnosticSeverity.Warning)]
    public async Task The_level_of_the_model_is_the_severity(string rule, RuleLevel level, DiagnosticSeverity severity)
    {
        var found = Assert.Single(await RunAsync(Central with { Rule = rule, Level = level }));
        Assert.Equal((rule, severity), (found.Id, found.Severity));
    }

    [Fact]
    public async Task What_the_lock_accepts_is_shown_to_whoever_asks_for_all()
    {
        var accepted = Central with { IsAccepted = true };
        Assert.Equal(["DotNetZip runs in 3 of 3 apps"], (await RunAsync(Central, accepted)).Select(Message));
        Assert.Empty(await RunAsync(accepted));
        var all = With("build_property.DepRiskReport", "all", accepted, Central);
        Assert.Equal(["DotNetZip runs in 3 of 3 apps", "DotNetZip runs in 3 of 3 apps (accepted in deprisk.lock.json)"], (await all.RunAsync("class A { }")).Select(Message).Order(StringComparer.Ordinal));
        Assert.Single(await With("build_property.DepRiskReport", "new", accepted, Central).RunAsync("class A { }"));
    }

    [Fact]
    public async Task The_projects_folder_is_told_by_the_model_or_by_the_build()
    {
        var finding = Central with { File = "Web.csproj" };
        Assert.Equal("Web.csproj(14,5)", await PlaceAsync(With("build_property.ProjectDir", AnalyzerCheck.Absolute(""), finding)));
        Assert.Equal("Web.csproj(14,5)", await PlaceAsync(With("build_property.MSBuildProjectDirectory", AnalyzerCheck.Absolute(""), finding)));
        // The compiler reads "/shop/C# apps/Web/" as "/shop/C".
        Assert.Equal("C# apps/Web.csproj(14,5)", await PlaceAsync(new AnalyzerCheck
        {
            Model = ProjectModel.Empty with { Findings = [finding], Folder = "../.." },
            ModelPath = AnalyzerCheck.Absolute("C# apps/obj/net10.0/deprisk.model.tsv"),
            Properties = new(StringComparer.Ordinal) { ["build_property.ProjectDir"] = AnalyzerCheck.Absolute("C") },
        }));
        // Nobody says where it is: there is no other folder to take it from.
        Assert.Equal("Web.csproj(14,5)", await PlaceAsync(With("build_property.Nothing", "", finding)));
    }

    [Fact]
    public async Task A_message_is_one_line_whatever_the_model_says() =>
        Assert.Equal("a  b c", Message(Assert.Single(await RunAsync(Central with { Message = "a\r\nb\tc" }))));

    [Theory]
    [InlineData("deprisk-model/9\n", 1, "deprisk.model.tsv does not begin with deprisk-model/1; build again, and if that does not help see that the package DepRisk has one version everywhere")]
    [InlineData("deprisk-model/1\n", 2, "deprisk.model.tsv is cut off; build again, and if that does not help see that the package DepRisk has one version everywhere")]
    [InlineData("deprisk-model/1\nfinding\tDR1999\tinfo\tnew\ta\t1\t1\tb\nrules\tinfo\tinfo\tinfo\t1\n", 1, "deprisk.model.tsv has a finding of a rule that is not known; build again, and if that does not help see that the package DepRisk has one version everywhere")]
    public async Task A_model_that_is_none_is_said_once(string text, int line, string message)
    {
        var found = Assert.Single(await new AnalyzerCheck { ModelText = text }.RunAsync("class A { }"));
        Assert.Equal($"obj/net10.0/deprisk.model.tsv({line},1): Warning DR9006: {message}", AnalyzerCheck.Text(found));
    }

    [Fact]
    public async Task Without_a_model_nothing_is_said()
    {
        Assert.Empty(await new AnalyzerCheck().RunAsync("class A { }"));
        Assert.Empty(await new AnalyzerCheck { Model = ProjectModel.Empty }.RunAsync("class A { }"));
        // Another file of nearly that name is no model.
        Assert.Empty(await new AnalyzerCheck { ModelText = "x", ModelPath = AnalyzerCheck.Absolute("my.deprisk.model.tsv") }.RunAsync("class A { }"));
    }

    private static Task<ImmutableArray<Diagnostic>> RunAsync(params ModelFinding[] findings) =>
        With("build_property.ProjectDir", AnalyzerCheck.Absolute("") + Path.DirectorySeparatorChar, findings).RunAsync("class A { }");

    private static AnalyzerCheck With(string property, string value, params ModelFinding[] findings) =>
        new() { Model = ProjectModel.Empty with { Findings = [.. findings] }, Properties = new(StringComparer.Ordinal) { [property] = value } };

    private static async Task<string> PlaceAsync(AnalyzerCheck check) => AnalyzerCheck.Text(Assert.Single(await check.RunAsync("class A { }"))).Split(": ")[0];

    private static string Message(Diagnostic diagnostic) => AnalyzerCheck.Text(diagnostic).Split("DR1001: ")[1];
}

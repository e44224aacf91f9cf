using DepRisk.Build;

namespace DepRisk.Tests.Build;

public sealed class ProjectBuildTests : IDisposable
{
    private const string Place = "App.csproj(4,5)";

    private readonly BuildCase _case = new();

    public void Dispose() => _case.Dispose();

    [Fact]
    public void Before_the_restore_a_build_says_how_to_make_one_and_an_editor_nothing()
    {
        File.Delete(_case.Request.AssetsPath);
        var message = Assert.Single(_case.Run().Messages);
        Assert.Equal((Severity.Warning, "DR9001", _case.Request.ProjectPath), (message.Severity, message.Code, message.File));
        Assert.Contains("'dotnet restore'", message.Text, StringComparison.Ordinal);
        Assert.Empty(_case.Run(request => request with { IsDesignTime = true }).Messages);
    }

    [Fact]
    public void Without_a_lock_an_app_shows_its_strongest_warning_and_says_once_how_to_make_one()
    {
        _case.Folder.Write("deprisk.json", BuildCase.Loud);
        var outcome = _case.Run();
        Assert.Equal([$"DR1005 Warning {Place}"], BuildCase.Lines(outcome));
        var message = Assert.Single(outcome.Messages);
        Assert.Equal((Severity.Message, DiagnosticTexts.NoLock, true), (message.Severity, message.Code, message.IsOnce));
    }

    [Fact]
    public void Without_a_lock_what_is_no_warning_is_not_shown_and_nothing_is_said()
    {
        var outcome = _case.Run();
        Assert.Empty(outcome.Model.Findings);
        Assert.Empty(outcome.Messages);
    }

    /// <summary>That nobody of the scope refers to it says nothing where the scope is one project; and what the build evaluated comes before what an earlier one left.</summary>
    [Fact]
    public void Without_a_lock_a_library_is_silent_whatever_it_was_in_the_build_before()
    {
        _case.Folder.Write("deprisk.json", BuildCase.Loud);
        _case.Folder.Write("App/obj/deprisk.project.tsv", "OutputType\tExe\n");
        foreach (var properties in new[] { _case.Request.Properties.SetItem("OutputType", "Library"), _case.Request.Properties.Clear(), _case.Request.Properties.SetItem("DepRiskApp", "false") })
        {
            var outcome = _case.Run(request => request with { Properties = properties });
            Assert.Empty(outcome.Model.Findings);
            Assert.Empty(outcome.Messages);
        }
    }

    [Fact]
    public void With_a_lock_what_is_new_stands_in_the_model_and_the_analyzer_is_the_one_to_say_it()
    {
        _case.Folder.Write("deprisk.lock.json", BuildCase.Lock);
        var outcome = _case.Run();
        Assert.Equal([$"DR1005 Info {Place}"], BuildCase.Lines(outcome));
        Assert.Empty(outcome.Messages);
        _case.Folder.Write("deprisk.json", """{ "rules": { "DR1005": "off" } }""");
        Assert.Empty(_case.Run().Model.Findings);
    }

    [Theory]
    [InlineData("info", "Message")]
    [InlineData("warning", "Warning")]
    [InlineData("error", "Warning")]
    public void Where_no_analyzer_runs_the_task_says_it_on_the_same_line(string level, string severity)
    {
        _case.Folder.Write("deprisk.lock.json", BuildCase.Lock);
        _case.Folder.Write("deprisk.json", $$"""{ "rules": { "DR1005": "{{level}}" } }""");
        var message = Assert.Single(_case.Run(request => request with { HasNoAnalyzer = true }).Messages);
        Assert.Equal((severity, "DR1005", _case.Request.ProjectPath, 4, 5), (message.Severity.ToString(), message.Code, message.File, message.Line, message.Column));
        Assert.EndsWith("/docs/rules/DR1005.md)", message.Text, StringComparison.Ordinal);
        Assert.Empty(_case.Run(request => request with { HasNoAnalyzer = true, IsDesignTime = true }).Messages);
    }

    [Theory]
    [InlineData("info", false)]
    [InlineData("warning", true)]
    [InlineData("error", true)]
    public void A_gate_fails_of_what_is_new_and_at_least_a_warning(string level, bool fails)
    {
        _case.Folder.Write("deprisk.lock.json", BuildCase.Lock);
        _case.Folder.Write("deprisk.json", $$"""{ "rules": { "DR1005": "{{level}}" } }""");
        Assert.Equal(fails ? ["DR1005"] : [], Errors(request => request with { IsGate = true }));
        Assert.Equal(fails ? ["DR1005"] : [], Errors(request => request with { IsGate = true, HasNoAnalyzer = true }));
        Assert.Empty(Errors(request => request));

        // What the lock has is the lock's to judge, whatever its level.
        _case.Folder.Write("deprisk.lock.json", BuildCase.Lock.Replace("\"findings\": []", $"\"findings\": [{BuildCase.Accepted}]", StringComparison.Ordinal));
        Assert.Empty(Errors(request => request with { IsGate = true }));
    }

    [Fact]
    public void A_gate_without_a_lock_fails_once_also_where_nothing_is_found()
    {
        var message = Assert.Single(_case.Run(request => request with { IsGate = true }).Messages);
        Assert.Equal((Severity.Error, DiagnosticTexts.NoLock, true), (message.Severity, message.Code, message.IsOnce));
    }

    [Fact]
    public void A_framework_that_does_not_report_has_neither_findings_nor_messages_and_all_that_its_compiler_watches()
    {
        _case.Folder.Write("deprisk.json", BuildCase.Loud);
        var outcome = _case.Run(request => request with { IsReporting = false, HasNoAnalyzer = true });
        Assert.Empty(outcome.Model.Findings);
        Assert.Empty(outcome.Messages);
        Assert.Equal(_case.Run().Model.Rules, outcome.Model.Rules);
    }

    [Fact]
    public void An_editor_is_given_the_model_of_a_build()
    {
        _case.Folder.Write("deprisk.lock.json", BuildCase.Lock);
        Assert.Equal(BuildCase.Lines(_case.Run()), BuildCase.Lines(_case.Run(request => request with { IsDesignTime = true })));
    }

    [Theory]
    [InlineData("deprisk.lock.json", "{", "DR9005")]
    [InlineData("deprisk.json", """{ "rules": { "DR1005": "loud" } }""", "DR9006")]
    public void A_broken_lock_or_policy_is_said_once_and_no_gate_passes_it(string name, string text, string code)
    {
        _case.Folder.Write(name, text);
        foreach (var (isGate, severity) in new[] { (false, Severity.Warning), (true, Severity.Error) })
        {
            var outcome = _case.Run(request => request with { IsGate = isGate });
            var message = Assert.Single(outcome.Messages);
            Assert.Equal((severity, code, _case.Folder[name], true), (message.Severity, message.Code, message.File, message.IsOnce));
            Assert.Empty(outcome.Model.Findings);
        }

        Assert.Empty(_case.Run(request => request with { IsDesignTime = true, IsGate = true }).Messages);
    }

    [Fact]
    public void Lock_and_policy_that_a_property_names_come_before_the_nearest()
    {
        _case.Folder.Write("deprisk.lock.json", "{");
        _case.Folder.Write("deprisk.json", "{");
        var (locked, policy) = (_case.Folder.Write("other.json", BuildCase.Lock), _case.Folder.Write("policies/loud.json", BuildCase.Loud));
        Assert.Equal([$"DR1005 Warning {Place}"], BuildCase.Lines(_case.Run(request => request with { LockPath = locked, PolicyPath = policy })));

        // One that is not there is no "no lock".
        Assert.Equal("DR9004", Assert.Single(_case.Run(request => request with { LockPath = locked + "x", PolicyPath = policy }).Messages).Code);
    }

    [Fact]
    public void What_the_lock_accepts_stands_in_the_model_for_whoever_asks_for_all()
    {
        _case.Folder.Write("deprisk.lock.json", BuildCase.Lock.Replace("\"findings\": []", $"\"findings\": [{BuildCase.Accepted}]", StringComparison.Ordinal));
        Assert.Empty(_case.Run().Model.Findings);
        var all = _case.Run(request => request with { IsShowingAll = true, HasNoAnalyzer = true });
        Assert.Equal([$"DR1005 Info {Place} accepted"], BuildCase.Lines(all));
        Assert.Contains("(accepted in deprisk.lock.json)", Assert.Single(all.Messages).Text, StringComparison.Ordinal);
        Assert.Empty(_case.Run(request => request with { IsShowingAll = true, IsReporting = false }).Model.Findings);
        Assert.Empty(Errors(request => request with { IsShowingAll = true, IsGate = true }));
    }

    /// <summary>Else a mapping of feeds that somebody adds, or a shared policy that changes, would not be noticed by the next build.</summary>
    [Fact]
    public void Files_that_decide_besides_the_lock_and_the_policy_are_named()
    {
        var (shared, feeds) = (_case.Folder.Write("shared.json", "{}"), _case.Folder.Write(
            "nuget.config", """<configuration><packageSources><add key="a" value="https://feed.example/v3/index.json" /><add key="b" value="https://other.example/v3/index.json" /></packageSources></configuration>"""));
        _case.Folder.Write("deprisk.json", """{ "extends": "shared.json" }""");
        var outcome = _case.Run();
        Assert.Equal([shared, feeds], outcome.Inputs.ToArray());
        Assert.Equal("DR1006", Assert.Single(outcome.Model.Findings).Rule);
        Assert.Equal(("../nuget.config", 0), (outcome.Model.Findings[0].File, outcome.Model.Findings[0].Line));
    }

    [Fact]
    public void A_restore_that_is_older_than_the_project_file_is_said_on_its_line()
    {
        _case.Folder.Write("App/App.csproj", BuildCase.Project.Replace("\n  </ItemGroup>", "\n    <PackageReference Include=\"New\" Version=\"2.0.0\" />\n  </ItemGroup>", StringComparison.Ordinal));
        var message = Assert.Single(_case.Run().Messages);
        Assert.Equal((Severity.Warning, "DR9002", 5), (message.Severity, message.Code, message.Line));
        Assert.StartsWith("App.csproj", message.Text, StringComparison.Ordinal);
        Assert.Contains("New", message.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_output_of_the_restore_that_cannot_be_read_is_said_by_the_one_that_reports()
    {
        _case.Folder.Write("App/obj/project.assets.json", "{");
        Assert.Equal("DR9005", Assert.Single(_case.Run().Messages).Code);
        Assert.Equal(["DR9005"], Errors(request => request with { IsGate = true }));
        Assert.Empty(_case.Run(request => request with { IsReporting = false }).Messages);
        Assert.Empty(_case.Run(request => request with { IsDesignTime = true }).Messages);
    }

    private string[] Errors(Func<BuildRequest, BuildRequest> change) => [.. _case.Run(change).Messages.Where(message => message.Severity is Severity.Error).Select(message => message.Code)];
}

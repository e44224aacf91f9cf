using System.Text.Json;
using DepRisk.Graph;
using DepRisk.Packages.Build;
using DepRisk.Tool.Commands;

namespace DepRisk.Tests.Tool;

public sealed class WhatIfCommandTests : IDisposable
{
    private readonly ToolRun _run = new() { ReadEvidence = PowerCommandTests.Evidence };

    public WhatIfCommandTests() => _run.With("Shop.slnx", TestScope.Shop().Build());

    [Fact]
    public async Task A_package_is_lost() => Snapshot.Matches("what-if-lose.txt", await _run.ProtocolAsync("what-if", "lose", "DotNetZip", "Shop.slnx"));

    [Fact]
    public async Task An_account_turns_hostile() => Snapshot.Matches("what-if-compromise.txt", await _run.ProtocolAsync("what-if", "compromise", "owner:serilog", "Shop.slnx"));

    [Fact]
    public async Task An_account_among_several_is_lost_without_a_loss() => Snapshot.Matches(
        "what-if-shared.txt", await _run.ProtocolAsync("what-if", "lose", "owner:jamesnk", "Shop.slnx") + await _run.ProtocolAsync("what-if", "compromise", "owner:jamesnk", "Shop.slnx"));

    [Fact]
    public async Task Build_code_turns_hostile() => Snapshot.Matches("what-if-build.txt", await _run.ProtocolAsync("what-if", "compromise", "MinVer", "Shop.slnx"));

    [Fact]
    public async Task What_is_not_there_is_an_answer_with_the_nearest_names() => Snapshot.Matches(
        "what-if-absent.txt",
        await _run.ProtocolAsync("what-if", "lose", "DotNetZap", "Shop.slnx") + await _run.ProtocolAsync("what-if", "compromise", "owner:serilgo", "Shop.slnx") + await _run.ProtocolAsync("what-if", "lose", "host:gitlab.com", "Shop.slnx"));

    [Theory]
    [InlineData("lose", "owner:")]
    [InlineData("lose", "repo:nothing")]
    [InlineData("lose", "platform:Other")]
    [InlineData("destroy", "Serilog")]
    public async Task What_cannot_be_asked_is_wrong_usage(string scenario, string subject)
    {
        Assert.Equal((int)ExitCode.Usage, await _run.RunAsync("what-if", scenario, subject, "Shop.slnx"));
        Assert.NotEmpty(_run.Error);
        Assert.Empty(_run.Output);
    }

    [Fact]
    public async Task Json_holds_what_the_page_says()
    {
        Assert.Equal(0, await _run.RunAsync("what-if", "compromise", "Serilog", "Shop.slnx", "--format", "json"));
        using var json = JsonDocument.Parse(_run.Output);
        var root = json.RootElement;
        Assert.Equal(("deprisk-what-if/1", "compromise", "package"), (root.GetProperty("schema").GetString(), root.GetProperty("scenario").GetString(), root.GetProperty("kind").GetString()));
        Assert.Equal(3, root.GetProperty("shipsIn").GetArrayLength());
        Assert.Equal(["filesystem"], root.GetProperty("capabilities").EnumerateArray().Select(item => item.GetString()));
        Assert.Equal(4, root.GetProperty("exit").GetProperty("own").GetArrayLength());
        Assert.Equal("held", root.GetProperty("projects")[0].GetProperty("packages")[0].GetProperty("uptake").GetString());
        Assert.Equal(2, root.GetProperty("files").GetProperty("paths").GetArrayLength());
    }

    [Fact]
    public async Task A_lock_file_holds_a_floating_version()
    {
        var scope = new TestScope("x").Project("A/A.csproj", ProjectRole.App, "net10.0", "Json/13.0.3").Build();
        var floating = scope.Projects[0] with { Targets = [scope.Projects[0].Targets[0] with { References = [new DirectReference("Json", "13.0.*", false, false, false)] }] };
        using var run = new ToolRun().With("open", scope with { Projects = [floating] }).With("locked", scope with { Projects = [floating with { IsLocked = true }] });
        await run.RunAsync("what-if", "compromise", "Json", "open");
        Assert.Contains("is taken by the next restore: Json asked for as 13.0.* in A/A.csproj", run.Output, StringComparison.Ordinal);
        await run.RunAsync("what-if", "compromise", "Json", "locked");
        Assert.Contains("in 1 of 1 project by a lock file", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("is taken", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Build_tools_that_no_graph_has_are_hit_where_they_are_named()
    {
        var table = new ComponentTable();
        var scope = new TestScope("x").Project("A/A.csproj", ProjectRole.App, "net10.0", "Json/13.0.3").Build() with
        {
            BuildComponents = [new BuildComponent(table.Package("Nerdbank.GitVersioning", "3.6.0"), "dotnet-tool", ".config/dotnet-tools.json")],
        };
        using var run = new ToolRun().With("", scope);
        Assert.Equal(0, await run.RunAsync("what-if", "lose", "nerdbank.gitversioning"));
        Assert.Contains(".config/dotnet-tools.json (dotnet-tool); which apps it builds is not known", run.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _run.Dispose();
}

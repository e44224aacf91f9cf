using DepRisk.Build;

namespace DepRisk.Tests.Build;

public sealed class BuildOutputTests : IDisposable
{
    private readonly BuildCase _case = new();

    public void Dispose() => _case.Dispose();

    [Fact]
    public void What_it_finds_is_left_for_the_compiler_and_for_the_tool()
    {
        _case.Folder.Write("deprisk.lock.json", BuildCase.Lock);
        _case.Folder.Write("base.json", "{}");
        _case.Folder.Write("deprisk.json", """{ "extends": "base.json" }""");
        Assert.Empty(Say(_case.Request, out var isFine, out _));
        Assert.True(isFine);
        var model = File.ReadAllLines(_case.Request.ModelPath);
        Assert.Equal(["deprisk-model/1", "project\t../../.."], model[..2]);
        Assert.StartsWith("finding\tDR1005\tinfo\tnew\tApp.csproj\t4\t5\t", model[2], StringComparison.Ordinal);
        Assert.Equal("../base.json", File.ReadAllText(_case.Folder["App/obj/Debug/net10.0/deprisk.inputs"]));
        Assert.Equal("OutputType\tExe\n", File.ReadAllText(_case.Folder["App/obj/deprisk.project.tsv"]));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void An_editor_and_a_framework_that_does_not_report_leave_no_facts(bool isDesignTime, bool isReporting)
    {
        Say(_case.Request with { IsDesignTime = isDesignTime, IsReporting = isReporting }, out _, out _);
        Assert.True(File.Exists(_case.Request.ModelPath));
        Assert.False(File.Exists(_case.Folder["App/obj/deprisk.project.tsv"]));
    }

    [Fact]
    public void What_is_true_of_all_projects_is_not_said_here_and_fails_elsewhere()
    {
        Assert.Empty(Say(_case.Request with { IsGate = true }, out var isFine, out var once));
        Assert.True(isFine);
        Assert.Equal(DiagnosticTexts.NoLock, Assert.Single(once).Code);
    }

    [Fact]
    public void An_error_that_is_said_fails()
    {
        _case.Folder.Write("deprisk.lock.json", BuildCase.Lock);
        _case.Folder.Write("deprisk.json", BuildCase.Loud);
        Assert.Equal("DR1005", Assert.Single(Say(_case.Request with { IsGate = true }, out var isFine, out _)).Code);
        Assert.False(isFine);
        Assert.Single(Say(_case.Request with { HasNoAnalyzer = true }, out isFine, out _));
        Assert.True(isFine);
    }

    [Theory]
    [InlineData(false, "DR9999")]
    [InlineData(true, null)]
    public void A_mistake_of_ours_leaves_a_model_without_findings_and_is_nothing_for_an_editor(bool isDesignTime, string? code)
    {
        var memory = new BuildMemory();
        Assert.Throws<InvalidOperationException>(() => memory.Get<int>("lock named.json", () => throw new InvalidOperationException("/home/ann/secret")));
        var said = Say(_case.Request with { LockPath = "named.json", IsDesignTime = isDesignTime }, out var isFine, out _, memory);
        Assert.True(isFine);
        Assert.Equal(code is null ? [] : [code], said.Select(message => message.Code));
        Assert.DoesNotContain(said, message => message.Text.Contains("secret", StringComparison.Ordinal));
        Assert.Equal(["deprisk-model/1", "project\t../../..", "rules\tinfo\tinfo\tinfo\t10"], File.ReadAllLines(_case.Request.ModelPath));
    }

    private static List<BuildMessage> Say(BuildRequest request, out bool isFine, out BuildMessage[] once, BuildMemory? memory = null)
    {
        var said = new List<BuildMessage>();
        var host = new BuildHost(said.Add);
        isFine = host.Run(request, memory ?? new BuildMemory());
        once = [.. host.Once];
        return said;
    }
}

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

    /// <summary>Of a mistake of ours as little as of anything else.</summary>
    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public void An_editor_is_told_nothing(bool isDesignTime, int messages)
    {
        // No reader is asked for such a path.
        var said = Say(_case.Request with { PolicyPath = "\0", IsDesignTime = isDesignTime, IsGate = true, LockPath = _case.Folder.Write("lock.json", BuildCase.Lock) }, out _, out var once);
        Assert.Equal(messages, said.Count + once.Length);
        Assert.Equal("rules\tinfo\tinfo\tinfo\t10", File.ReadAllLines(_case.Request.ModelPath)[^1]);
    }

    private static List<BuildMessage> Say(BuildRequest request, out bool isFine, out BuildMessage[] once)
    {
        var said = new List<BuildMessage>();
        var host = new BuildHost(said.Add);
        isFine = host.Run(request, new BuildMemory());
        once = [.. host.Once];
        return said;
    }
}

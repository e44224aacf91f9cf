using DepRisk.Build;

namespace DepRisk.Tests.Build;

/// <summary>A build does not fail of us; a gate that could not look does.</summary>
public sealed class BuildHostTests
{
    [Theory]
    [InlineData(false, true, "Warning")]
    [InlineData(true, true, "Error")]
    [InlineData(false, false, null)]
    // The target framework that speaks for the project need not be part of a build.
    [InlineData(true, false, "Error")]
    public void A_restore_output_that_nobody_can_read_passes_no_gate(bool isGate, bool isReporting, string? severity)
    {
        using var folder = new TempFolder();
        folder.Write("App/obj/project.assets.json", "{ <<<<<<< ours");
        var (host, messages) = Run(Request(folder, "App/obj/deprisk.model.tsv") with { IsGate = isGate, IsReporting = isReporting }, out var isFine);
        Assert.Equal(severity is null ? [] : [("DR9005", severity)], messages.Select(message => (message.Code, message.Severity.ToString())));
        Assert.Equal(severity is not "Error", isFine);
        Assert.True(host.IsJudged);
    }

    [Theory]
    [InlineData(false, "Warning")]
    [InlineData(true, "Error")]
    public void A_model_that_cannot_be_written_is_a_message_and_no_exception(bool isGate, string severity)
    {
        using var folder = new TempFolder();
        folder.Write("App/obj/project.assets.json", "{}");
        // A folder cannot be made where a file is, whoever asks for it.
        folder.Write("App/obj/Debug", "");
        var (host, messages) = Run(Request(folder, "App/obj/Debug/deprisk.model.tsv") with { IsGate = isGate }, out _);
        Assert.Contains(("DR9004", severity), messages.Select(message => (message.Code, message.Severity.ToString())));
        Assert.False(host.IsJudged);
    }

    [Fact]
    public void What_we_did_not_expect_is_a_message_that_fails_a_gate_alone()
    {
        using var folder = new TempFolder();
        folder.Write("App/obj/project.assets.json", "{}");
        // No reader is asked for such a path.
        var broken = Request(folder, "App/obj/deprisk.model.tsv") with { LockPath = "" };
        foreach (var (isGate, severity) in new[] { (false, "Warning"), (true, "Error") })
        {
            var (host, messages) = Run(broken with { IsGate = isGate }, out _);
            Assert.All(messages.Concat(host.Once), message => Assert.Equal(severity, message.Severity.ToString()));
            Assert.NotEmpty(messages.Concat(host.Once));
        }
    }

    private static BuildRequest Request(TempFolder folder, string model)
    {
        folder.Write("App/App.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />");
        return new BuildRequest(folder["App/App.csproj"], folder["App/obj/project.assets.json"], folder[model]);
    }

    private static (BuildHost Host, List<BuildMessage> Messages) Run(BuildRequest request, out bool isFine)
    {
        var messages = new List<BuildMessage>();
        var host = new BuildHost(messages.Add);
        isFine = host.Run(request, new BuildMemory());
        return (host, messages);
    }
}

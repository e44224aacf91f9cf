using DepRisk.Graph;
using DepRisk.Input;
using DepRisk.Tool.Commands;

namespace DepRisk.Tests.Tool;

public class CommandLineTests
{
    [Theory]
    [InlineData("")]
    [InlineData("scan")]
    [InlineData("sbom")]
    [InlineData("why")]
    [InlineData("find")]
    [InlineData("graph")]
    [InlineData("fetch")]
    [InlineData("completion")]
    public async Task Every_help_ends_with_an_example_that_parses(string command)
    {
        using var run = new ToolRun();
        Assert.Equal(0, await run.RunAsync(command.Length == 0 ? ["--help"] : [command, "--help"]));
        Snapshot.Matches($"help{(command.Length == 0 ? "" : "-" + command)}.txt", run.Output);
        var example = run.Output.TrimEnd().Split('\n')[^1].Split(" >> ")[0];
        Assert.StartsWith("  deprisk ", example, StringComparison.Ordinal);
        await run.RunAsync([.. System.CommandLine.Parsing.CommandLineParser.SplitCommandLine(example).Skip(1)]);
        Assert.DoesNotContain("Help: deprisk", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'scna' is not a command; did you mean scan?", "scna")]
    [InlineData("'--fromat' is not an option of deprisk scan; did you mean --format?", "scan", "--fromat", "json")]
    [InlineData("'--brief' is not an option of deprisk why", "why", "Serilog", "--brief")]
    [InlineData("'b' is one argument too many for deprisk scan", "scan", "a", "b")]
    [InlineData("Argument 'yaml' not recognized. Must be one of: 'text', 'json'", "scan", "--format", "yaml")]
    [InlineData("Required argument missing for command: 'why'.", "why")]
    [InlineData("'<13.0.3' names no package", "find", "<13.0.3")]
    [InlineData("'<new' is not a version to compare with", "find", "Serilog<new")]
    public async Task Wrong_usage_says_what_was_wrong_and_exits_2(string message, params string[] args)
    {
        using var run = new ToolRun();
        Assert.Equal((int)ExitCode.Usage, await run.RunAsync(args));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task Without_a_command_it_shows_the_help_and_exits_2()
    {
        using var run = new ToolRun();
        Assert.Equal((int)ExitCode.Usage, await run.RunAsync());
        Assert.Contains("Commands:", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unreadable_input_exits_3_with_one_line()
    {
        using var run = new ToolRun().With("", () => new InputError(InputErrorCode.Malformed, "obj/project.assets.json", "is not valid JSON", 3, 14));
        Assert.Equal((int)ExitCode.Input, await run.RunAsync("scan"));
        Assert.Equal("obj/project.assets.json(3,14): error DR9005: is not valid JSON\n", run.Error);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task An_internal_error_exits_70_names_no_path_and_says_what_to_report()
    {
        using var run = new ToolRun().With("", () => throw new FormatException("in " + Path.GetTempPath()));
        Assert.Equal((int)ExitCode.Internal, await run.RunAsync("scan"));
        Assert.Contains("DR9999: internal error in deprisk scan: System.FormatException", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        Assert.Equal((int)ExitCode.Internal, await run.RunAsync("scan", "-v", "diag"));
        Assert.Contains("   at ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Path.GetTempPath(), run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancellation_exits_130()
    {
        using var run = new ToolRun().With("", () => throw new OperationCanceledException());
        Assert.Equal(130, await run.RunAsync("scan"));
    }

    [Theory]
    [InlineData("deprisk sc", "scan")]
    [InlineData("deprisk scan --fo", "--format")]
    [InlineData("deprisk graph --format g", "graphml")]
    public async Task Completes_commands_options_and_values(string text, string expected)
    {
        using var run = new ToolRun();
        Assert.Equal(0, await run.RunAsync($"[suggest:{text.Length}]", text));
        Assert.Contains(expected, run.Output.Split('\n', StringSplitOptions.TrimEntries), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("bash", "complete -o default -F _deprisk_complete deprisk")]
    [InlineData("zsh", "compdef _deprisk_complete deprisk")]
    [InlineData("pwsh", "Register-ArgumentCompleter -Native -CommandName deprisk")]
    public async Task Prints_a_completion_script(string shell, string line)
    {
        using var run = new ToolRun();
        Assert.Equal(0, await run.RunAsync("completion", shell));
        Assert.Contains(line, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prints_its_version()
    {
        using var run = new ToolRun();
        Assert.Equal(0, await run.RunAsync("--version"));
        Assert.Matches(@"^\d+\.\d+\.\d+\n$", run.Output);
    }

    [Fact]
    public async Task No_restore_reaches_the_reader()
    {
        using var run = new ToolRun().With("Shop.slnx", TestScope.Shop().Build());
        await run.RunAsync("scan", "Shop.slnx", "--no-restore");
        await run.RunAsync("scan", "Shop.slnx");
        await run.RunAsync("find", "Serilog", "Shop.slnx");
        Assert.Equal([true, false, true], run.Requests.Select(request => request.NoRestore));
    }

    [Fact]
    public void Exit_codes_have_one_precedence()
    {
        ExitCode[] order = [ExitCode.Internal, ExitCode.Usage, ExitCode.Input, ExitCode.VerificationFailed, ExitCode.GateFailed, ExitCode.Partial, ExitCode.Fine];
        for (var i = 0; i < order.Length; i++)
        {
            Assert.All(order[i..], weaker => Assert.Equal(order[i], ExitCodes.Worse(weaker, order[i])));
        }
    }
}

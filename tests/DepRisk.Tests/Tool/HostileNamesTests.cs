using DepRisk.Graph;
using DepRisk.Input;

namespace DepRisk.Tests.Tool;

/// <summary>hostile-inputs.md, rows 43 to 45, on everything that prints.</summary>
public class HostileNamesTests
{
    private static readonly string[] Names =
    [
        "\u001b]0;pwn\u0007", "\u001b]52;c;aGk=\u0007", "\u001b]8;;http://evil.example\u001b\\x", "\u009b31m", "a\r\nb", "a\u2028b", "\u202egnp.exe", "\u2066x", "\u200bx",
        "::error::x", "::set-env name=A::b", "  ::stop-commands::t", "##vso[task.setvariable variable=PATH]x", "##[error]x", "###vso[x]y", "\ud800x",
    ];

    public static TheoryData<string[]> Commands => new(
        ["scan"],
        ["scan", "-v", "d"],
        ["why", "Serilog"],
        ["why", "nothing-like-it"],
        ["find", "Serilog", "."],
        ["find", "Serilog", ".", "--format", "json"],
        ["graph", "--format", "json"],
        ["graph", "--format", "graphml"],
        ["graph", "--format", "dot"],
        ["sbom"]);

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Command_no_terminal_and_no_build_log(string[] args)
    {
        foreach (var name in Names)
        {
            using var run = new ToolRun { IsTerminal = false }.With("", Scope(name));
            run.WriteBom = (_, _) => [new InputError(InputErrorCode.Unexpected, name, name)];
            Assert.NotEqual(70, await run.RunAsync(args));
            AssertHarmless(run.Output);
            AssertHarmless(run.Error);
        }
    }

    [Fact]
    public async Task Command_nothing_when_the_user_types_them()
    {
        foreach (var name in Names)
        {
            using var run = new ToolRun().With("", Scope("x"));
            foreach (var args in new string[][] { [name], ["why", name], ["scan", "--format", name], ["scan", name], ["find", "a<" + name], ["scan", "-f", name] })
            {
                Assert.NotEqual(70, await run.RunAsync(args));
                AssertHarmless(run.Output);
                AssertHarmless(run.Error);
            }
        }
    }

    [Fact]
    public async Task Colour_is_only_what_the_tool_itself_writes()
    {
        using var plain = new ToolRun().With("", Scope("x"));
        using var colored = new ToolRun { IsTerminal = true }.With("", Scope("x"));
        await plain.RunAsync("scan");
        await colored.RunAsync("scan");
        Assert.Contains("\u001b[1m", colored.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', plain.Output);
    }

    private static Scope Scope(string name)
    {
        var scope = new TestScope(name).Project($"src/{name}.csproj", ProjectRole.App, "net10.0", $"Serilog/1.0.0 > {name}x/1.0.0", $"{name}x/2.0.0 > Serilog/1.0.0", "Serilog/1.0.0 > Serilog.Deep/1.0.0");
        scope.Problems.Add(new InputError(InputErrorCode.Unexpected, name, name, 1, 1));
        scope.Problems.Add(new InputError(InputErrorCode.Unexpected, "a.json", name, 1, 1));
        return scope.Build();
    }

    private static void AssertHarmless(string text)
    {
        foreach (var line in text.Split('\n'))
        {
            Assert.DoesNotContain(line, character => char.IsControl(character) || character is '\u2028' or '\u2029' or '\u202e' or '\u2066' or '\u200b');
            Assert.False(line.TrimStart().StartsWith("::", StringComparison.Ordinal), line);
            Assert.DoesNotContain("##vso[", line, StringComparison.Ordinal);
            Assert.DoesNotContain("##[", line, StringComparison.Ordinal);
        }
    }
}

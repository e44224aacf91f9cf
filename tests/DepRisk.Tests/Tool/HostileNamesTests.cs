using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Input;
using DepRisk.Packages.Build;
using DepRisk.Packages.Capabilities;
using DepRisk.Packages.Signatures;
using DepRisk.Tool.Commands;

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
        ["power"],
        ["power", "-v", "d"],
        ["power", "--format", "json"],
        ["what-if", "lose", "Serilog"],
        ["what-if", "lose", "Serilog.Deep", "-v", "d"],
        ["what-if", "compromise", "host:host.example"],
        ["what-if", "compromise", "Serilog", "--format", "json"],
        ["diff", ".", "other"],
        ["diff", "other", "."],
        ["diff", ".", "other", "--format", "json"],
        ["scan", "--format", "json"]);

    public static TheoryData<string[]> Documents => new(
        ["sbom"],
        ["sbom", "--format", "xml"],
        ["sbom", "--spec-version", "1.4"],
        ["sbom", "--format", "xml", "--spec-version", "1.7"]);

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Command_no_terminal_and_no_build_log(string[] args)
    {
        foreach (var name in Names)
        {
            using var run = new ToolRun { IsTerminal = false, ReadEvidence = scope => Evidence(scope, name) }.With("", Scope(name)).With("other", new TestScope(name + "2").Project($"src/{name}2.csproj", ProjectRole.App, "net10.0", $"{name}x/3.0.0", "Serilog/2.0.0").Build());
            Assert.NotEqual(70, await run.RunAsync(args));
            AssertHarmless(run.Output);
            AssertHarmless(run.Error);
        }
    }

    /// <summary>A document keeps what a package calls itself; only control characters and commands of build logs are escaped.</summary>
    [Theory]
    [MemberData(nameof(Documents))]
    public async Task Stay_data_in_documents(string[] args)
    {
        foreach (var name in (string[])[.. Names, "a\n::error::x", "a\r  ::error::x"])
        {
            using var run = new ToolRun { WriteBom = BomWriters.Default, ReadEvidence = scope => Evidence(scope, name) }.With("", Scope("x"));
            Assert.Equal(0, await run.RunAsync([.. args, "--allow-partial"]));
            if (args.Contains("xml", StringComparer.Ordinal))
            {
                using var xml = System.Xml.XmlReader.Create(new StringReader(run.Output));
                while (xml.Read())
                {
                    Assert.NotEqual(System.Xml.XmlNodeType.CDATA, xml.NodeType);
                }
            }
            else
            {
                using var json = System.Text.Json.JsonDocument.Parse(run.Output);
                var owners = json.RootElement.GetProperty("components").EnumerateArray().Where(component => component.TryGetProperty("properties", out _))
                    .SelectMany(component => component.GetProperty("properties").EnumerateArray())
                    .Where(property => property.GetProperty("name").ValueEquals("deprisk:owner"));
                Assert.Contains(owners, owner => name.Replace('\ud800', '\ufffd').Equals(owner.GetProperty("value").GetString(), StringComparison.Ordinal));
            }

            foreach (var line in run.Output.Split('\n'))
            {
                Assert.DoesNotContain(line, character => character is < ' ' or '\u007f' or (>= '\u0080' and < '\u00a0'));
                Assert.False(line.TrimStart().StartsWith("::", StringComparison.Ordinal), line);
                Assert.DoesNotContain("##", line, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task A_very_long_name_widens_no_row()
    {
        using var run = new ToolRun { ReadEvidence = scope => Evidence(scope, new string('x', 100_000)) }.With("", Scope("x"));
        Assert.Equal(0, await run.RunAsync("power", "-v", "d", "--allow-partial"));
        string[] rows = [.. run.Output.Split('\n').Where(line => line.StartsWith("  xxx", StringComparison.Ordinal))];
        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.InRange(row.Length, 1, 300));
    }

    [Fact]
    public async Task Command_nothing_when_the_user_types_them()
    {
        foreach (var name in Names)
        {
            using var run = new ToolRun().With("", Scope("x"));
            foreach (var args in new string[][] { [name], ["why", name], ["what-if", "lose", name], ["what-if", "lose", "owner:" + name], ["what-if", name, "x"], ["diff", name, name], ["scan", "--format", name], ["scan", name], ["find", "a<" + name], ["scan", "-f", name] })
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

    /// <summary>The name in every place that a signature, a nuspec, a build file or IL can put one.</summary>
    private static ScopeEvidence Evidence(Scope scope, string name)
    {
        var certificate = TestEvidence.Signer(name, name) with { Subject = "CN=" + name, Issuer = "CN=" + name, Reason = name };
        var signature = TestEvidence.Signed("x", certificate) with { Owners = [name] };
        var build = TestEvidence.Executing(BuildAssetKind.Task, "build/" + name, name) with { Problems = [name] };
        var evidence = new TestEvidence(scope)
            .With("Serilog", signature, build, "https://host.example/" + name + "/x", name, new AssemblyFacts("lib/" + name, Guid.Empty, 1, [new CapabilityUse(Capability.Net, name, name)], name))
            .With("Serilog.Deep", PackageSignature.Of(SignatureVerdict.Invalid, name), build);
        return evidence.Build();
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

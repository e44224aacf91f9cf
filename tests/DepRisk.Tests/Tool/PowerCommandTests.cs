using System.Text;
using System.Text.Json;
using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Packages;
using DepRisk.Packages.Build;
using DepRisk.Packages.Capabilities;
using DepRisk.Packages.Signatures;

namespace DepRisk.Tests.Tool;

public sealed class PowerCommandTests : IDisposable
{
    private readonly ToolRun _run = new() { ReadEvidence = Evidence };

    public PowerCommandTests() => _run.With("Shop.slnx", TestScope.Shop().Build());

    [Fact]
    public async Task The_page() => Snapshot.Matches("power.txt", await _run.ProtocolAsync("power", "Shop.slnx"));

    [Fact]
    public async Task Json() => Snapshot.Matches("power.json", await IndentedAsync("power"));

    [Fact]
    public async Task Quiet_prints_the_counts_alone()
    {
        Assert.Equal(0, await _run.RunAsync("power", "Shop.slnx", "-v", "q"));
        Assert.Equal(2, _run.Output.TrimEnd('\n').Split('\n').Length);
    }

    [Fact]
    public async Task Json_is_valid_and_names_every_package_that_ships()
    {
        await _run.RunAsync("power", "Shop.slnx", "--format", "json");
        using var json = JsonDocument.Parse(_run.Output);
        Assert.Equal("deprisk-power/1", json.RootElement.GetProperty("schema").GetString());
        Assert.Equal(3, json.RootElement.GetProperty("apps").GetArrayLength());
    }

    [Fact]
    public async Task Facts_stand_in_the_report_of_scan() => Snapshot.Matches("scan-facts.json", await IndentedAsync("scan"));

    public void Dispose() => _run.Dispose();

    /// <summary>One value a line, so that a difference can be read.</summary>
    private async Task<string> IndentedAsync(string command)
    {
        Assert.Equal(0, await _run.RunAsync(command, "Shop.slnx", "--format", "json"));
        using var json = JsonDocument.Parse(_run.Output);
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    internal static ScopeEvidence Evidence(Scope scope) => new TestEvidence(scope)
        .With("Newtonsoft.Json", TestEvidence.Signed("dotnetfoundation jamesnk newtonsoft", TestEvidence.Signer("Json.NET (.NET Foundation)", "Json.NET (.NET Foundation)")), repository: "https://github.com/JamesNK/Newtonsoft.Json")
        .With("Serilog", TestEvidence.Signed("serilog"), repository: "git@github.com:serilog/serilog.git", files: new AssemblyFacts("lib/net8.0/Serilog.dll", Guid.Empty, 120, [new CapabilityUse(Capability.FileSystem, "Serilog.X.Write", "System.IO.File.AppendAllText")]))
        .With("DotNetZip", PackageSignature.Of(SignatureVerdict.Unsigned), feed: "local")
        .With("Import.Core", PackageSignature.Of(SignatureVerdict.Invalid, "the content hash is not the signed one"))
        .With("MinVer", TestEvidence.Signed("adamralph"), TestEvidence.Executing(BuildAssetKind.Task, "build/MinVer.targets", "MinVer"))
        .Bound("Web", "Serilog", 7, ["Web.Api.Log"], "src/Web/Api.cs:12", "src/Web/Program.cs:3")
        .Build();
}

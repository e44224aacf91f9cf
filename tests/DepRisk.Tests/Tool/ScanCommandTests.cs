using System.Text.Json;
using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Input;
using DepRisk.Packages.Capabilities;
using DepRisk.Tests.Rules;
using DepRisk.Tool.Commands;

namespace DepRisk.Tests.Tool;

public class ScanCommandTests
{
    [Fact]
    public async Task Prints_a_page_that_a_person_reads()
    {
        using var run = new ToolRun().With("Shop.slnx", TestScope.Shop().Build());
        Snapshot.Matches("scan.txt", await run.ProtocolAsync("scan", "Shop.slnx"));
    }

    [Theory]
    [InlineData("m", "scan-findings.txt")]
    [InlineData("d", "scan-findings-detailed.txt")]
    public async Task Says_what_everything_rests_on_and_the_way_out(string verbosity, string snapshot)
    {
        using var run = new ToolRun { ReadEvidence = Evidence, Locate = (_, project, _) => [new ReferenceLocation(project.Path, 14, 5, "PackageReference", "1.0.0")] }.With("Shop.slnx", TestScope.Shop().Build());
        Snapshot.Matches(snapshot, await run.ProtocolAsync("scan", "Shop.slnx", "-v", verbosity));
    }

    [Fact]
    public async Task What_the_lock_accepted_is_silent_and_what_gets_worse_is_not()
    {
        using var run = new ToolRun { ReadEvidence = Evidence }.With("", TestScope.Shop().Build());
        Assert.Equal(0, await run.RunAsync("lock"));
        Assert.Equal(0, await run.RunAsync("scan"));
        Assert.DoesNotContain("DotNetZip", run.Output, StringComparison.Ordinal);
        Assert.Contains("0 warnings, 1 accepted", run.Output, StringComparison.Ordinal);

        var path = Path.Combine(run.Folder, "deprisk.lock.json");
        await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path)).Replace("\"conditions\":[\"hidden\",\"inescapable\"]", "\"conditions\":[\"hidden\"]", StringComparison.Ordinal));
        Assert.Equal(0, await run.RunAsync("scan"));
        Assert.Contains("(worse than in the lock)", run.Output, StringComparison.Ordinal);
    }

    private static ScopeEvidence Evidence(Scope scope)
    {
        var evidence = new TestEvidence(scope).With(
            "DotNetZip",
            TestEvidence.Signed("dotnetzip-appveyor-user henrikfeldt"),
            repository: "https://github.com/haf/DotNetZip.Semverd",
            files: RuleRun.Can(Capability.Archive, Capability.FileSystem));
        foreach (var id in (string[])["Serilog", "Reports.Engine", "Import.Core", "Newtonsoft.Json", "Legacy"])
        {
            evidence.With(id, TestEvidence.Signed(id), repository: "https://github.com/a/b", files: RuleRun.Can());
        }

        return evidence.Build();
    }

    [Fact]
    public async Task Adds_a_table_of_projects_with_detailed_verbosity()
    {
        using var run = new ToolRun().With("Shop.slnx", TestScope.Shop().Build());
        Snapshot.Matches("scan-detailed.txt", await run.ProtocolAsync("scan", "Shop.slnx", "-v", "d"));
    }

    [Fact]
    public async Task Says_that_numbers_are_minimums_when_part_of_the_graph_is_missing()
    {
        var shop = TestScope.Shop();
        var problem = new InputError(InputErrorCode.AssetsStale, "src/Web/Web.csproj", "asks for Serilog 4.0.0, restored is 3.1.1; run dotnet restore", 12, 5);
        shop.Problems.AddRange([problem, problem, problem with { Line = 3 }]);
        using var run = new ToolRun().With("", shop.Build());
        Snapshot.Matches("scan-partial.txt", await run.ProtocolAsync("scan"));
        Assert.Equal(0, await run.RunAsync("scan", "--allow-partial"));
    }

    /// <summary>A shared framework that only the app refers to takes the place of what its library still has in its output.</summary>
    [Fact]
    public async Task Counts_what_ships_in_no_app_on_a_line_of_its_own()
    {
        using var run = new ToolRun().With("", new TestScope("Shop.slnx")
            .Project("Web/Web.csproj", ProjectRole.App, "net10.0", "Serilog/3.1.1", "Options/10.0.0:Pruned")
            .Project("Shared/Shared.csproj", ProjectRole.Library, "net10.0", "Options/10.0.0").Build());
        Assert.Equal(0, await run.RunAsync("scan"));
        Assert.Contains("1 package ships: 1 referenced by you, 0 brought in by others\n1 package in the output of libraries alone, shipped by no app\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Counts_libraries_where_there_is_no_app()
    {
        using var run = new ToolRun().With("", new TestScope("Lib.csproj").Project("Lib.csproj", ProjectRole.Library, "net10.0", "A/1.0.0 > B/1.0.0").Build());
        Snapshot.Matches("scan-library.txt", await run.ProtocolAsync("scan"));
    }

    [Fact]
    public async Task Never_claims_that_something_ships_which_nobody_states()
    {
        using var run = new ToolRun().With("", new TestScope("App.csproj").Project("App.csproj", ProjectRole.App, "net10.0", "A/1.0.0:Unknown", "B/1.0.0:Unknown").Build());
        Assert.Equal(0, await run.RunAsync("scan"));
        Assert.Contains("2 packages of which nobody says whether they ship", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("referenced by you", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Writes_the_report_for_machines()
    {
        using var run = new ToolRun().With("Shop.slnx", TestScope.Shop().Build());
        Assert.Equal(0, await run.RunAsync("scan", "Shop.slnx", "--format", "json"));
        using var json = JsonDocument.Parse(run.Output);
        Assert.Equal("deprisk-report/1", json.RootElement.GetProperty("schema").GetString());
        var packages = json.RootElement.GetProperty("packages").EnumerateArray().ToArray();
        var ids = packages.Select(package => package.GetProperty("id").GetString()).ToArray();
        Assert.Equal(ids.Order(StringComparer.OrdinalIgnoreCase), ids, StringComparer.Ordinal);
        Assert.DoesNotContain("xunit", ids, StringComparer.Ordinal);
        var zip = packages.Single(package => package.GetProperty("id").GetString() is "DotNetZip");
        Assert.False(zip.GetProperty("direct").GetBoolean());
        Assert.Equal(3, zip.GetProperty("metrics").GetProperty("reach").GetProperty("apps").GetInt32());
        Assert.Equal(3, zip.GetProperty("metrics").GetProperty("reach").GetProperty("of").GetInt32());
        Assert.Equal(2, zip.GetProperty("metrics").GetProperty("depth").GetInt32());
    }

    [Fact]
    public async Task Writes_the_report_to_a_file_and_the_page_to_the_terminal()
    {
        using var run = new ToolRun().With("Shop.slnx", TestScope.Shop().Build());
        Assert.Equal(0, await run.RunAsync("scan", "Shop.slnx", "-o", "out/risk.json"));
        using var json = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(run.Folder, "out", "risk.json")));
        Assert.StartsWith("Shop.slnx", run.Output, StringComparison.Ordinal);
        Assert.Equal("risk.json", Path.GetFileName(Assert.Single(Directory.GetFiles(Path.Combine(run.Folder, "out")))));
    }

    [Fact]
    public async Task Keeps_to_the_chosen_framework()
    {
        using var run = new ToolRun().With("", TestScope.Shop().Build());
        Assert.Equal(0, await run.RunAsync("scan", "--framework", "net8.0"));
        Assert.StartsWith("Shop.slnx   1 app   net8.0\n", run.Output, StringComparison.Ordinal);
        Assert.Equal(2, await run.RunAsync("scan", "--framework", "net9.0"));
        Assert.Contains("there is net10.0, net8.0", run.Error, StringComparison.Ordinal);
    }
}

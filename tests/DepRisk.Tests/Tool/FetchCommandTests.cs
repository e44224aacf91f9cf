using DepRisk.Graph;
using DepRisk.Packages;
using DepRisk.Packages.Feeds;

namespace DepRisk.Tests.Tool;

/// <summary>What fetch asks and what it does with answers; the feeds themselves are asked in DepRisk.EndToEnd.Tests.</summary>
public sealed class FetchCommandTests
{
    private const string Facts = "deprisk.facts.json";

    [Fact]
    public async Task Asks_for_every_package_once_and_for_no_project_of_ours()
    {
        // A library of ours is also published: its id is no business of a feed.
        using var run = new ToolRun().With("", TestScope.Shop().Project("src/Legacy/Legacy.csproj", ProjectRole.Library, "net10.0").Build());
        FeedRequest? asked = null;
        run.OpenRegistry = () => (request, _, _, _) => Task.FromResult(Answer(asked = request));
        Assert.Equal(0, await run.RunAsync("fetch", "--as-of", "2026-03-04", "--timeout", "7", "--no-download"));
        Assert.Equal(
            ["DotNetZip 1.16.0", "Import.Core 2.0.1", "MinVer 6.0.0", "Newtonsoft.Json 12.0.3", "Newtonsoft.Json 13.0.3", "Reports.Engine 4.2.0", "Serilog 3.1.1", "System.Text.Json 10.0.0", "xunit 2.9.3", "xunit.core 2.9.3"],
            asked!.Packages.Select(package => $"{package.Id} {package.Version}"));
        Assert.Equal((new DateOnly(2026, 3, 4), TimeSpan.FromSeconds(7), false), (asked.AsOf!.Value, asked.Timeout, asked.Downloads));
    }

    [Fact]
    public async Task Says_what_it_found_and_keeps_what_was_known_of_others()
    {
        using var run = new ToolRun().With("Shop.slnx", TestScope.Shop().Build());
        run.OpenRegistry = () => (request, announce, advance, _) =>
        {
            announce("Asking https://feed.example/v3/index.json about 10 packages", 10);
            advance();
            return Task.FromResult(Answer(request));
        };
        await File.WriteAllTextAsync(Path.Combine(run.Folder, Facts), """{"schema":"deprisk-facts/1","packages":[{"id":"Other","version":"1.0.0"}]}""");
        Snapshot.Matches("fetch.txt", await run.ProtocolAsync("fetch", "Shop.slnx"));
        var facts = FetchedFactsReader.Read(Path.Combine(run.Folder, Facts)).Value!;
        Assert.NotNull(facts.Find("Other", "1.0.0"));
        Assert.True(facts.Find("DotNetZip", "1.16.0")!.IsDeprecated);
        Assert.Equal([Facts], Directory.GetFiles(run.Folder).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Without_an_SDK_it_ends_with_2_and_says_what_is_missing()
    {
        using var run = new ToolRun().With("", TestScope.Shop().Build());
        Assert.Equal(2, await run.RunAsync("fetch"));
        Assert.Contains("there is no SDK here that fits", run.Error, StringComparison.Ordinal);
        run.OpenRegistry = () => throw new MissingMethodException();
        Assert.Equal(2, await run.RunAsync("fetch"));
        Assert.Contains("does not fit this version of deprisk (MissingMethodException)", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(run.Folder, Facts)));
    }

    [Fact]
    public async Task Does_not_overwrite_a_file_that_is_no_facts_file_and_asks_nobody_before_it_looked()
    {
        using var run = new ToolRun().With("", TestScope.Shop().Build());
        run.OpenRegistry = () => throw new InvalidOperationException("asked");
        var path = Path.Combine(run.Folder, "package.json");
        await File.WriteAllTextAsync(path, """{"name":"shop"}""");
        Assert.Equal(3, await run.RunAsync("fetch", "-o", "package.json"));
        Assert.StartsWith("package.json(1,15): error DR9006: is no facts file", run.Error, StringComparison.Ordinal);
        Assert.Equal("""{"name":"shop"}""", await File.ReadAllTextAsync(path));
    }

    [Fact]
    public async Task No_feed_at_all_is_an_error_and_a_wrong_configuration_is_wrong_usage()
    {
        using var run = new ToolRun().With("", TestScope.Shop().Build());
        run.OpenRegistry = () => (_, _, _, _) => Task.FromResult(new FeedAnswer([], ["https://feed.example/v3/index.json: no connection (ConnectionError)"], 1, 0, 0));
        Assert.Equal(3, await run.RunAsync("fetch"));
        Assert.Equal("deprisk: https://feed.example/v3/index.json: no connection (ConnectionError)\ndeprisk: no feed could be reached; nothing was written\n", run.Error);
        run.OpenRegistry = () => (_, _, _, _) => Task.FromResult(FeedAnswer.Misconfigured("no feed is configured"));
        Assert.Equal(2, await run.RunAsync("fetch"));
        Assert.Empty(Directory.GetFiles(run.Folder));
    }

    [Fact]
    public async Task Cancelled_it_writes_nothing()
    {
        using var run = new ToolRun().With("", TestScope.Shop().Build());
        run.OpenRegistry = () => (_, _, _, _) => throw new OperationCanceledException();
        Assert.Equal(130, await run.RunAsync("fetch"));
        Assert.Empty(Directory.GetFiles(run.Folder));
    }

    [Theory]
    [InlineData("--as-of", "yesterday")]
    [InlineData("--as-of", "2026-02-30")]
    [InlineData("--timeout", "0")]
    [InlineData("--timeout", "601")]
    public async Task A_wrong_value_is_wrong_usage(string option, string value)
    {
        using var run = new ToolRun().With("", TestScope.Shop().Build());
        Assert.Equal(2, await run.RunAsync("fetch", option, value));
    }

    [Fact]
    public async Task Scan_shows_the_facts_of_the_file_that_it_is_given_and_null_otherwise()
    {
        using var run = new ToolRun().With("", TestScope.Shop().Build());
        run.OpenRegistry = () => (request, _, _, _) => Task.FromResult(Answer(request));
        Assert.Equal(0, await run.RunAsync("fetch"));
        Assert.Equal(0, await run.RunAsync("scan", "--format", "json", "--facts", Facts));
        Assert.Contains("""  "deprecated":true""".Trim(), run.Output, StringComparison.Ordinal);
        Assert.Equal(0, await run.RunAsync("scan", "--format", "json"));
        Assert.Contains("\"fetched\":null", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("deprecated", run.Output, StringComparison.Ordinal);
        Assert.Equal(3, await run.RunAsync("scan", "--facts", "gone.json"));
        Assert.Equal("gone.json: error DR9004: does not exist\n", run.Error);
    }

    private static FeedAnswer Answer(FeedRequest request) => new(
        [
            .. request.Packages.Where(package => package.Id is not "xunit").Select(package => new FetchedPackage(package.Id, package.Version)
            {
                Feed = package.Id is "MinVer" ? null : "https://feed.example/v3/index.json",
                IsDeprecated = package.Id is "DotNetZip",
                IsListed = package.Id is not "Serilog",
                Vulnerabilities = package.Version is "12.0.3" or "1.16.0" ? [new KnownVulnerability("high", "https://feed.example/advisory")] : [],
            }),
        ],
        ["https://feed.example/v3/index.json: it did not answer in time; 1 of the questions to it stay unanswered"],
        1,
        1,
        2);
}

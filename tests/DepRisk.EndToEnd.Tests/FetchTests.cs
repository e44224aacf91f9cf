using System.Text.Json.Nodes;

namespace DepRisk.EndToEnd.Tests;

/// <summary><c>fetch</c> as a process, with the NuGet of the SDK, against feeds that these tests play.</summary>
public sealed class FetchTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Writes_what_the_feed_knows_and_scan_reads_it(bool hasPages)
    {
        using var temp = new TempFolder();
        await using var feed = await FakeFeed.StartAsync(temp, "feed", hasPages);
        Stock(feed);
        var scope = new FeedScope(temp).Configure("", ("feed", feed.Index)).Restore("Alpha 1.0.0", "Beta 2.0.0-rc.1");
        var result = scope.Run("fetch").Ended(0);
        Assert.Contains("  deprecated        Alpha 1.0.0\n  known vulnerable  Alpha 1.0.0\n  unlisted          Beta 2.0.0-rc.1\n", result.Output, StringComparison.Ordinal);
        Assert.Equal($"Asking {feed.Index} about 2 packages", Assert.Single(result.ErrorLines));

        // By hand, from what Stock() says.
        var expected = $$"""
            {"schema":"deprisk-facts/1","packages":[
            {"id":"Alpha","version":"1.0.0","feed":"FEED","asOf":"2026-02-03","listed":true,"published":"2020-01-02T03:04:05Z","deprecated":true,"deprecation":{"reasons":["CriticalBugs","Legacy"],"message":"Use Beta.","alternativeId":"Beta","alternativeRange":"*"},"newest":"2.0.0","newestPublished":"2021-05-06T00:00:00Z","newestOfMajor":"1.2.0","owners":["ada","grace"],"vulnerabilities":[{"severity":"high","url":"https://feed.example/advisory/1"}],"vulnerabilityFeeds":["FEED"]},
            {"id":"Beta","version":"2.0.0-rc.1","feed":"FEED","asOf":"2026-02-03","listed":false,"published":null,"deprecated":false,"deprecation":null,"newest":null,"newestPublished":null,"newestOfMajor":null,"owners":null,"vulnerabilities":[],"vulnerabilityFeeds":["FEED"]}
            ]}

            """;
        Assert.Equal(expected.ReplaceLineEndings("\n"), File.ReadAllText(scope.FactsFile).Replace(feed.Index, "FEED", StringComparison.Ordinal));

        scope.Run("fetch").Ended(0);
        Assert.Equal(expected.ReplaceLineEndings("\n"), File.ReadAllText(scope.FactsFile).Replace(feed.Index, "FEED", StringComparison.Ordinal));

        var before = feed.Requests.Count;
        var report = JsonNode.Parse(scope.Run("scan", "--no-restore", "--facts", "deprisk.facts.json", "--format", "json").Ended(0).Output)!;
        Assert.Equal(["Legacy", "CriticalBugs"], report["packages"]![0]!["fetched"]!["deprecation"]!["reasons"]!.AsArray().Select(reason => reason!.GetValue<string>()).Reverse());
        Assert.Null(JsonNode.Parse(scope.Run("scan", "--no-restore", "--format", "json").Ended(0).Output)!["packages"]![0]!["fetched"]);
        Assert.Equal(before, feed.Requests.Count);
    }

    [Fact]
    public async Task A_day_can_be_given_and_what_was_not_asked_again_stays()
    {
        using var temp = new TempFolder();
        await using var feed = await FakeFeed.StartAsync(temp, "feed");
        Stock(feed);
        var scope = new FeedScope(temp).Configure("", ("feed", feed.Index)).Restore("Alpha 1.0.0", "Beta 2.0.0-rc.1");
        scope.Run("fetch").Ended(0);
        scope.Restore("Alpha 1.0.0").Run("fetch", "--as-of", "2026-03-04").Ended(0);
        Assert.Equal("2026-03-04", scope.Facts("Alpha").GetProperty("asOf").GetString());
        Assert.Equal(FakeFeed.Day, scope.Facts("Beta").GetProperty("asOf").GetString());
        scope.Run("fetch", "--as-of", "yesterday").Ended(2);
    }

    [Fact]
    public async Task Texts_of_a_hostile_feed_end_at_a_limit_and_command_no_terminal()
    {
        using var temp = new TempFolder();
        await using var feed = await FakeFeed.StartAsync(temp, "feed");
        var message = "\u001b[31m::error::\n" + new string('m', 3_999 - 15) + "\U0001F600" + new string('m', 3_000_000);
        feed.Add("Alpha", "1.0.0", owners: [new string('o', 3_000_000)], entry: new JsonObject
        {
            ["deprecation"] = new JsonObject
            {
                ["reasons"] = new JsonArray([.. Enumerable.Range(10, 30).Select(i => JsonValue.Create($"R{i}"))]),
                ["message"] = message,
                ["alternatePackage"] = new JsonObject { ["id"] = new string('a', 101), ["range"] = "*" },
            },
        });
        var scope = new FeedScope(temp).Configure("", ("feed", feed.Index)).Restore("Alpha 1.0.0");
        var result = scope.Run("fetch").Ended(0);
        Assert.DoesNotContain('\u001b', result.Output + string.Concat(result.ErrorLines));
        var (facts, deprecation) = (scope.Facts("Alpha"), scope.Facts("Alpha").GetProperty("deprecation"));
        Assert.Equal((message[..deprecation.GetProperty("message").GetString()!.Length], true), (deprecation.GetProperty("message").GetString(), deprecation.GetProperty("message").GetString()!.Length is 3_999));
        Assert.Equal(16, deprecation.GetProperty("reasons").GetArrayLength());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, deprecation.GetProperty("alternativeId").ValueKind);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, facts.GetProperty("owners").ValueKind);
        scope.Run("scan", "--no-restore", "--facts", "deprisk.facts.json").Ended(0);
    }

    [Fact]
    public async Task Tries_again_after_429_and_500()
    {
        using var temp = new TempFolder();
        await using var feed = await FakeFeed.StartAsync(temp, "feed");
        Stock(feed);
        var scope = new FeedScope(temp).Configure("", ("feed", feed.Index)).Restore("Alpha 1.0.0", "Beta 2.0.0-rc.1");
        feed.Requests.Clear();
        feed.Fault = (context, path, count) =>
        {
            (context.Response.StatusCode, context.Response.Headers.RetryAfter) = path.Contains("/alpha/", StringComparison.Ordinal) ? (429, "1") : (500, "");
            return Task.FromResult(path.StartsWith("/registration/", StringComparison.Ordinal) && count < 2 || ResetTo200(context));
        };
        Assert.Equal($"Asking {feed.Index} about 2 packages", Assert.Single(scope.Run("fetch").Ended(0).ErrorLines));
        Assert.Equal(2, scope.Facts().Count(package => package.GetProperty("feed").GetString() is { }));
        Assert.Equal(3, feed.Requests.Count(path => path is "/registration/alpha/index.json"));
        Assert.Equal(3, feed.Requests.Count(path => path is "/registration/beta/index.json"));

        static bool ResetTo200(Microsoft.AspNetCore.Http.HttpContext context)
        {
            context.Response.StatusCode = 200;
            context.Response.Headers.Remove("Retry-After");
            return false;
        }
    }

    /// <summary>What a feed does not answer stays unknown; the exit code is 0, and what was known before is kept.</summary>
    [Theory]
    [InlineData("hang", "it did not answer in time")]
    [InlineData("malformed", "its answer is malformed")]
    [InlineData("500", "it answered 500 (InternalServerError)")]
    [InlineData("endless wait", "it answered 429 (TooManyRequests)")]
    [InlineData("cut", "no connection (ConnectionReset)")]
    public async Task A_package_without_an_answer_stays_unknown(string fault, string phrase)
    {
        using var temp = new TempFolder();
        await using var feed = await FakeFeed.StartAsync(temp, "feed");
        Stock(feed);
        var scope = new FeedScope(temp).Configure("", ("feed", feed.Index)).Restore("Alpha 1.0.0", "Beta 2.0.0-rc.1");
        feed.Fault = async (context, path, _) =>
        {
            if (path is not "/registration/alpha/index.json")
            {
                return false;
            }

            await FailAsync(context, fault);
            return true;
        };
        var result = scope.Run("fetch", "--timeout", "1").Ended(0);
        Assert.Equal(2, result.ErrorLines.Length);
        Assert.Equal($"deprisk: {feed.Index}: {phrase}; 1 of the questions to it stay unanswered", result.ErrorLines[1]);
        Assert.Equal("Beta", Assert.Single(scope.Facts()).GetProperty("id").GetString());
        Assert.Contains("still unknown     1 package\n", result.Output, StringComparison.Ordinal);

        feed.Fault = null;
        scope.Run("fetch").Ended(0);
        Assert.Equal(2, scope.Facts().Length);
    }

    [Fact]
    public async Task A_feed_that_is_not_there_costs_its_facts_and_none_at_all_is_an_error()
    {
        using var temp = new TempFolder();
        await using var feed = await FakeFeed.StartAsync(temp, "feed");
        Stock(feed);
        string gone;
        await using (var other = await FakeFeed.StartAsync(temp, "gone"))
        {
            gone = other.Index;
        }

        var scope = new FeedScope(temp).Configure("", ("feed", feed.Index)).Restore("Alpha 1.0.0");
        scope.Configure("", ("gone", gone), ("feed", feed.Index));
        var result = scope.Run("fetch", "--timeout", "2").Ended(0);
        Assert.Contains(result.ErrorLines, line => line.StartsWith($"deprisk: {gone}: no connection", StringComparison.Ordinal));
        Assert.Equal(feed.Index, scope.Facts("Alpha").GetProperty("feed").GetString());

        File.Delete(scope.FactsFile);
        var nothing = scope.Configure("", ("gone", gone)).Run("fetch", "--timeout", "2").Ended(3);
        Assert.Contains("no feed could be reached; nothing was written", nothing.ErrorLines[^1], StringComparison.Ordinal);
        Assert.False(File.Exists(scope.FactsFile));

        Assert.Contains("no feed is configured", scope.Configure("").Run("fetch").Ended(2).Error, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(scope.Folder, "nuget.config"), "<configuration><packageSources>");
        var broken = scope.Run("fetch").Ended(2);
        Assert.Contains("a nuget.config cannot be used", broken.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(temp.Root, broken.Error, StringComparison.Ordinal);
    }

    /// <summary>Nobody waits for hours on a feed that answers nothing.</summary>
    [Fact]
    public async Task A_feed_that_fails_again_and_again_is_left_alone()
    {
        const int Packages = 26;
        using var temp = new TempFolder();
        await using var feed = await FakeFeed.StartAsync(temp, "feed");
        string[] names = [.. Enumerable.Range(0, Packages).Select(i => $"Many{(char)('A' + i)}")];
        Array.ForEach(names, name => feed.Add(name, "1.0.0"));
        var scope = new FeedScope(temp).Configure("", ("feed", feed.Index)).Restore([.. names.Select(name => name + " 1.0.0")]);
        feed.Requests.Clear();
        feed.Fault = (context, path, _) =>
        {
            context.Response.StatusCode = path.StartsWith("/registration/", StringComparison.Ordinal) ? 503 : 200;
            return Task.FromResult(context.Response.StatusCode is 503);
        };
        var result = scope.Run("fetch").Ended(0);
        Assert.EndsWith("of the questions to it stay unanswered, and the rest was not asked", result.ErrorLines[^1], StringComparison.Ordinal);
        Assert.InRange(feed.Requests.Where(path => path.StartsWith("/registration/", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).Count(), 5, Packages / 2);
        Assert.Empty(scope.Facts());
    }

    [Fact]
    public async Task Half_an_index_of_vulnerabilities_is_none()
    {
        using var temp = new TempFolder();
        await using var feed = await FakeFeed.StartAsync(temp, "feed");
        Stock(feed);
        var scope = new FeedScope(temp).Configure("", ("feed", feed.Index)).Restore("Alpha 1.0.0");
        feed.Fault = (context, path, _) =>
        {
            context.Response.StatusCode = path is "/vulnerabilities/base.json" ? 404 : 200;
            return Task.FromResult(context.Response.StatusCode is 404);
        };
        Assert.Contains("of its index of vulnerabilities it answered 404 (NotFound)", scope.Run("fetch").Ended(0).Error, StringComparison.Ordinal);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, scope.Facts("Alpha").GetProperty("vulnerabilities").ValueKind);
        Assert.Equal("2.0.0", scope.Facts("Alpha").GetProperty("newest").GetString());
    }

    [InterruptFact]
    public async Task Ctrl_C_ends_it_and_writes_nothing()
    {
        using var temp = new TempFolder();
        await using var feed = await FakeFeed.StartAsync(temp, "feed");
        Stock(feed);
        var scope = new FeedScope(temp).Configure("", ("feed", feed.Index)).Restore("Alpha 1.0.0");
        feed.Fault = async (context, path, _) =>
        {
            if (path.StartsWith("/registration/", StringComparison.Ordinal))
            {
                await FailAsync(context, "hang");
            }

            return path.StartsWith("/registration/", StringComparison.Ordinal);
        };
        var result = TestProcess.Run(InterruptFactAttribute.Command!, scope.Folder, [("NUGET_PACKAGES", null)], ["--preserve-status", "-s", "INT", "8", TestProcess.Dotnet, "exec", Tool.Path, "fetch"]).Ended(130);
        Assert.Equal("deprisk: cancelled, nothing was written", result.ErrorLines[^1]);
        Assert.False(File.Exists(scope.FactsFile));
    }

    [Fact]
    public async Task A_feed_without_https_is_not_asked_unless_the_configuration_allows_it()
    {
        using var temp = new TempFolder();
        await using var feed = await FakeFeed.StartAsync(temp, "feed");
        Stock(feed);
        var scope = new FeedScope(temp).Configure("", ("feed", feed.Index)).Restore("Alpha 1.0.0");
        var config = Path.Combine(scope.Folder, "nuget.config");
        File.WriteAllText(config, File.ReadAllText(config).Replace("allowInsecureConnections=\"true\"", "", StringComparison.Ordinal));
        feed.Requests.Clear();
        Assert.Contains("it uses http, which restore refuses as well", scope.Run("fetch").Ended(3).Error, StringComparison.Ordinal);
        Assert.Empty(feed.Requests);
    }

    [Fact]
    public async Task Downloads_what_is_missing_and_never_another_file_than_the_restored_one()
    {
        using var temp = new TempFolder();
        await using var feed = await FakeFeed.StartAsync(temp, "feed");
        Stock(feed);
        var scope = new FeedScope(temp).Configure("", ("feed", feed.Index)).Restore("Alpha 1.0.0", "Beta 2.0.0-rc.1");
        var folder = Path.Combine(scope.PackagesFolder, "alpha", "1.0.0");
        var restored = Contents(folder);

        Directory.Delete(folder, recursive: true);
        scope.Run("fetch", "--no-restore", "--no-download").Ended(0);
        Assert.False(Directory.Exists(folder));
        Assert.Contains("downloaded        1 package\n", scope.Run("fetch", "--no-restore").Ended(0).Output, StringComparison.Ordinal);
        Assert.Equal(restored, Contents(folder));

        Directory.Delete(folder, recursive: true);
        using (var archive = System.IO.Compression.ZipFile.Open(feed.FileOf("Alpha", "1.0.0"), System.IO.Compression.ZipArchiveMode.Update))
        {
            archive.CreateEntry("build/Alpha.targets");
        }

        var changed = scope.Run("fetch", "--no-restore").Ended(0);
        Assert.Contains($"Alpha 1.0.0: {feed.Index} serves another file than the one that was restored", changed.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder));

        File.Delete(feed.FileOf("Alpha", "1.0.0"));
        Assert.Contains("Alpha 1.0.0: no feed gave its file", scope.Run("fetch", "--no-restore").Ended(0).Error, StringComparison.Ordinal);

        static string[] Contents(string folder) => [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => $"{Path.GetRelativePath(folder, file)} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)))}").Order(StringComparer.Ordinal)];
    }

    private static void Stock(FakeFeed feed)
    {
        feed.Add("Alpha", "1.0.0", owners: ["grace", "ada"], entry: new JsonObject
        {
            ["deprecation"] = new JsonObject
            {
                ["reasons"] = new JsonArray("Legacy", "CriticalBugs"),
                ["message"] = "Use Beta.",
                ["alternatePackage"] = new JsonObject { ["id"] = "Beta", ["range"] = "*" },
            },
        });
        feed.Add("Alpha", "1.2.0").Add("Alpha", "2.0.0", "2021-05-06T00:00:00Z").Add("Alpha", "3.0.0-beta.1");
        feed.Add("Alpha", "1.9.0", "1900-01-01T00:00:00Z", entry: new JsonObject { ["listed"] = false });
        feed.Add("Beta", "2.0.0-rc.1", "1900-01-01T00:00:00Z", entry: new JsonObject { ["listed"] = false });
        feed.Add("Alpha.Extensions", "1.0.0", owners: ["mallory"]);
        feed.Vulnerabilities["alpha"] = new JsonArray(
            new JsonObject { ["url"] = "https://feed.example/advisory/1", ["severity"] = 2, ["versions"] = "(, 1.2.0)" },
            new JsonObject { ["url"] = "https://feed.example/advisory/2", ["severity"] = 3, ["versions"] = "[1.2.0, 2.0.0)" });
    }

    private static async Task FailAsync(Microsoft.AspNetCore.Http.HttpContext context, string fault)
    {
        switch (fault)
        {
            case "hang":
                await Task.WhenAny(Task.Delay(TimeSpan.FromMinutes(1), context.RequestAborted));
                break;
            case "cut":
                context.Abort();
                break;
            case "malformed":
                await Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, "{\"items\": [ {", System.Text.Encoding.UTF8);
                break;
            case "500":
                context.Response.StatusCode = 500;
                break;
            default:
                (context.Response.StatusCode, context.Response.Headers.RetryAfter) = (429, "3600");
                break;
        }
    }
}

/// <summary>A test that needs timeout(1) to send the signal of Ctrl-C; skipped, saying so, where it is not.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class InterruptFactAttribute : FactAttribute
{
    public InterruptFactAttribute() => Skip = Command is null ? "There is no timeout(1) here to send the signal of Ctrl-C with." : null;

    internal static string? Command { get; } = OperatingSystem.IsLinux() ? TestProcess.Find("timeout") : null;
}

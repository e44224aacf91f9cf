using System.Text;
using System.Text.Json;
using DepRisk.Input;
using DepRisk.Packages;
using DepRisk.Packages.Feeds;

namespace DepRisk.Tests.Packages.Feeds;

/// <summary>The facts file: what is written is read again, and whatever else stands in it is an error with its position or no change.</summary>
public sealed class FetchedFactsTests
{
    private static readonly FetchedPackage Everything = new("Alpha", "1.0.0")
    {
        Feed = "https://feed.example/v3/index.json",
        AsOf = new DateOnly(2026, 2, 3),
        IsListed = true,
        Published = new DateTimeOffset(2020, 1, 2, 3, 4, 5, TimeSpan.Zero),
        IsDeprecated = true,
        Deprecation = new PackageDeprecation(["Legacy"], "Use \"Beta\"\n\u001b]0;pwn\u0007 ##vso[x]", "Beta", "*"),
        Newest = "2.0.0",
        NewestPublished = new DateTimeOffset(2021, 1, 1, 0, 0, 0, TimeSpan.Zero),
        NewestOfMajor = "1.2.0",
        Owners = ["ada", "ünïcode"],
        Vulnerabilities = [new KnownVulnerability("high", "https://feed.example/advisory/1")],
        VulnerabilityFeeds = ["https://feed.example/v3/index.json"],
    };

    private static readonly FetchedPackage Nothing = new("Zeta", "1.0.0-beta.2");

    [Fact]
    public void What_is_written_is_read_again_and_written_the_same()
    {
        var bytes = Bytes(FetchedFacts.Of([Nothing, Everything]));
        var read = Read(bytes);
        Assert.Equal(["Alpha", "Zeta"], read.Packages.Select(package => package.Id));
        Assert.Equal(bytes, Bytes(read));
        Assert.Equal(Everything.Published, read.Packages[0].Published);
        Assert.Equal(Everything.Deprecation!.Message, read.Packages[0].Deprecation!.Message);
        Assert.Null(read.Packages[1].Owners);
        Assert.Null(read.Packages[1].Vulnerabilities);
        Assert.Null(read.Packages[1].IsDeprecated);
    }

    /// <summary>Read a second time by another reader: valid JSON, one line a package, in every culture.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    public void The_file_is_the_same_json_in_every_culture(string culture)
    {
        var before = Thread.CurrentThread.CurrentCulture;
        try
        {
            Thread.CurrentThread.CurrentCulture = new System.Globalization.CultureInfo(culture);
            var text = Encoding.UTF8.GetString(Bytes(FetchedFacts.Of([Everything, Nothing])));
            using var json = JsonDocument.Parse(text);
            Assert.Equal("2020-01-02T03:04:05Z", json.RootElement.GetProperty("packages")[0].GetProperty("published").GetString());
            Assert.Equal("2026-02-03", json.RootElement.GetProperty("packages")[0].GetProperty("asOf").GetString());
            Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("packages")[1].GetProperty("listed").ValueKind);
            Assert.Equal(4, text.Count(character => character is '\n'));
            Assert.DoesNotContain('\u001b', text);
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_package_is_found_by_any_spelling_of_its_id_and_no_other_version()
    {
        var facts = FetchedFacts.Of([Everything, Nothing]);
        Assert.Same(Everything, facts.Find("ALPHA", "1.0.0"));
        Assert.Null(facts.Find("Alpha", "1.0.1"));
        Assert.Null(facts.Find("Alpha", null));
        Assert.Null(facts.Find("Gamma", "1.0.0"));
    }

    [Fact]
    public void Newer_facts_take_the_place_of_the_whole_package_and_leave_the_others()
    {
        var newer = new FetchedPackage("alpha", "1.0.0") { AsOf = new DateOnly(2026, 5, 5) };
        var facts = FetchedFacts.Of([Everything, Nothing]).With([newer]);
        Assert.Same(newer, facts.Find("Alpha", "1.0.0"));
        Assert.Same(Nothing, facts.Find("Zeta", "1.0.0-beta.2"));
        Assert.Equal(2, facts.Packages.Length);
    }

    [Theory]
    [InlineData("", InputErrorCode.Malformed, "is empty")]
    [InlineData("null", InputErrorCode.Unexpected, "is null, not an object")]
    [InlineData("[]", InputErrorCode.Unexpected, "is an array, not an object")]
    [InlineData("{}", InputErrorCode.Unexpected, "it has no schema")]
    [InlineData("""{"schema":"deprisk-facts/1"}""", InputErrorCode.Unexpected, "it has no packages")]
    [InlineData("""{"schema":"deprisk-facts/2","packages":[]}""", InputErrorCode.UnsupportedVersion, "this version reads deprisk-facts/1")]
    [InlineData("""{"schema":"deprisk-report/1","packages":[]}""", InputErrorCode.Unexpected, "not deprisk-facts/1")]
    [InlineData("""{"schema":"deprisk-facts/1","packages":[],"packages":[]}""", InputErrorCode.Unexpected, "packages stands twice")]
    [InlineData("""{"schema":"deprisk-facts/1","packages":[{"id":"A"}]}""", InputErrorCode.Unexpected, "without id or version")]
    [InlineData("""{"schema":"deprisk-facts/1","packages":[{"id":"A","version":"1.0.0"},{"id":"a","version":"1.0.0.0"}]}""", InputErrorCode.Unexpected, "names a 1.0.0 twice")]
    [InlineData("""{"schema":"deprisk-facts/1","packages":[{"id":"A","version":"1.0.0","published":"yesterday"}]}""", InputErrorCode.Unexpected, "no date such as")]
    [InlineData("""{"schema":"deprisk-facts/1","packages":[{"id":"A","version":"1.0.0","asOf":"2026-13-01"}]}""", InputErrorCode.Unexpected, "no day such as")]
    [InlineData("""{"schema":"deprisk-facts/1","packages":[{"id":"A","version":"1.0.0","listed":"yes"}]}""", InputErrorCode.Unexpected, "neither true, false nor null")]
    [InlineData("""{"schema":"deprisk-facts/1","packages":[{"id":"A","version":"1.0.0","owners":"ada"}]}""", InputErrorCode.Unexpected, "owners that is no array")]
    [InlineData("""{"schema":"deprisk-facts/1","packages":[{"id":"A","version":"1.0.0","vulnerabilities":[{"severity":"high","url":"javascript:alert(1)"}]}]}""", InputErrorCode.Unexpected, "no http or https address")]
    [InlineData("""{"schema":"deprisk-facts/1","packages":[{"id":"A","version":"1.0.0","vulnerabilities":[{"severity":"huge","url":"https://feed.example/"}]}]}""", InputErrorCode.Unexpected, "'huge'")]
    public void What_is_wrong_is_an_error_that_says_so(string text, InputErrorCode code, string message)
    {
        var error = FetchedFactsReader.Parse("deprisk.facts.json", Encoding.UTF8.GetBytes(text)).Error;
        Assert.NotNull(error);
        Assert.Equal(code, error.Code);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.True(error.Line > 0);
    }

    [Fact]
    public void An_id_that_no_feed_accepts_is_refused()
    {
        var json = $$"""{"schema":"deprisk-facts/1","packages":[{"id":"{{new string('a', 10_000)}}","version":"1.0.0"}]}""";
        Assert.Contains("more than 100 characters", FetchedFactsReader.Parse("f", Encoding.UTF8.GetBytes(json)).Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_costs_no_part_of_a_graph()
    {
        using var temp = new TempFolder();
        var error = FetchedFactsReader.Read(temp["gone.json"]).Error;
        Assert.Equal(InputErrorCode.Unreadable, error!.Code);
        Assert.False(error.IsPartial);
    }

    /// <summary>Fields of a later version are skipped; a feed with a password in its address loses it.</summary>
    [Fact]
    public void Reads_more_than_it_knows_and_keeps_no_password()
    {
        var facts = Read("""{"later":{"a":[1]},"schema":"deprisk-facts/1","packages":[{"id":"A","version":"1.0.0","later":[{}],"feed":"https://user:canary@feed.example/index.json"}]}"""u8.ToArray());
        Assert.Equal("https://feed.example/index.json", facts.Find("A", "1.0.0")!.Feed);
    }

    [Fact]
    public void Cut_off_at_any_byte_it_is_an_error_and_never_an_exception()
    {
        var bytes = Bytes(FetchedFacts.Of([Everything, Nothing]));
        for (var length = 0; length < bytes.Length - 2; length++)
        {
            Assert.NotNull(FetchedFactsReader.Parse("f", bytes.AsMemory(0, length)).Error);
        }
    }

    [Fact]
    public void Any_changed_byte_gives_facts_or_an_error()
    {
        var bytes = Bytes(FetchedFacts.Of([Everything, Nothing]));
        var random = new Random(7);
        for (var i = 0; i < 3_000; i++)
        {
            var mutated = bytes.ToArray();
            mutated[random.Next(mutated.Length)] = (byte)random.Next(256);
            var result = FetchedFactsReader.Parse("f", mutated);
            Assert.True(result.Value is not null ^ result.Error is not null);
        }
    }

    private static byte[] Bytes(FetchedFacts facts)
    {
        using var stream = new MemoryStream();
        FetchedFactsWriter.Write(facts, stream);
        return stream.ToArray();
    }

    private static FetchedFacts Read(byte[] bytes)
    {
        var result = FetchedFactsReader.Parse("deprisk.facts.json", bytes);
        Assert.True(result.Succeeded(out var facts, out var error), error?.Message);
        return facts;
    }
}

using System.Text;
using System.Text.Json;
using DepRisk.Input;
using DepRisk.Restore;

namespace DepRisk.Tests.Restore;

public sealed class LockFileReaderTests
{
    private const string Small = """
        {
          "version": 1,
          "dependencies": {
            "net8.0": {
              "Serilog": { "type": "Direct", "requested": "[3.1.1, )", "resolved": "3.1.1", "contentHash": "P6G4/4Kt9bT635bhuwdXlJ2SCqqn2nhh4gqFqQueCOr9bK/e7W9ll/IoX1Ter948cV2Z/5+5v8pAfJYUISY03A==" }
            }
          }
        }
        """;

    // The only one of the corpus that is not a lock file at all: its root is a JSON string.
    private static readonly string[] NoLockFiles = ["lock-odd/anchore+syft/syft/pkg/cataloger/dotnet/testdata/glob-paths/src/packages.lock.json"];

    internal static Result<LockFile> Parse(string json) => LockFileReader.Parse("packages.lock.json", Encoding.UTF8.GetBytes(json));

    [CorpusFact]
    public void Reads_every_lock_file_of_the_corpus_with_the_counts_of_another_parser()
    {
        List<string> failed = [];
        foreach (var path in CorpusFiles())
        {
            if (!LockFileReader.Read(path).Succeeded(out var file, out var error))
            {
                Assert.Equal(InputErrorCode.Unexpected, error.Code);
                failed.Add(Corpus.Name(path));
                continue;
            }

            Assert.Empty(file.Problems);
            Assert.Equal(Count(path), (file.Targets.Length, file.Targets.Sum(target => target.Entries.Length), file.Targets.Sum(target => target.Entries.Sum(entry => entry.Dependencies.Length))));
        }

        Assert.Equal(NoLockFiles, failed, StringComparer.Ordinal);
    }

    [Fact]
    public void Row_37_reads_ranges_and_all_entry_types()
    {
        var entries = Parse("""
            { "version": 2, "dependencies": { "net8.0": {
              "A": { "type": "Direct", "requested": "[1.2.3, )", "resolved": "1.2.3", "contentHash": "aa", "dependencies": { "B": "1.0.0" } },
              "B": { "type": "Transitive", "resolved": "1.0.0", "contentHash": "bb" },
              "C": { "type": "CentralTransitive", "requested": "[1.2.3, 1.2.3]", "resolved": "1.2.3", "contentHash": "cc" },
              "d": { "type": "Project", "dependencies": { "C": "[1.2.3, 1.2.3]" } } } } }
            """).Value!.Targets[0].Entries;

        Assert.Equal([LockEntryType.Direct, LockEntryType.Transitive, LockEntryType.CentralTransitive, LockEntryType.Project], entries.Select(entry => entry.Type));
        Assert.Equal(["[1.2.3, )", null, "[1.2.3, 1.2.3]", null], entries.Select(entry => entry.Requested), StringComparer.Ordinal);
        Assert.Equal(new LibraryDependency("B", "1.0.0"), Assert.Single(entries[0].Dependencies));
        Assert.Null(entries[3].Resolved);
    }

    [Theory]
    [InlineData("packages.win-x64.lock.json")]
    [InlineData("packages.lock.JSON")]
    [InlineData("packages.Shop.lock.json")]
    public void Row_38_reads_lock_files_of_any_name(string name)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory().FullName, name);
        File.WriteAllText(path, Small);

        Assert.Single(LockFileReader.Read(path).Value!.Targets);
    }

    [Fact]
    public void Row_42_reads_a_byte_order_mark_CRLF_and_no_final_newline_alike()
    {
        var windows = "\uFEFF" + Small.ReplaceLineEndings("\r\n").TrimEnd();

        var expected = Parse(Small.ReplaceLineEndings("\n") + "\n").Value!.Targets[0].Entries[0];
        var actual = Parse(windows).Value!.Targets[0].Entries[0];

        Assert.Equal((expected.Id, expected.Resolved, expected.ContentHash), (actual.Id, actual.Resolved, actual.ContentHash));
    }

    [Fact]
    public void Row_42_says_where_an_unknown_framework_is_and_reads_the_other_targets()
    {
        var file = Parse("""
            { "version": 1, "dependencies": {
                "net8.0": {},
                "klingon1.0": { "A": { "type": "Direct", "resolved": "1.0.0" } },
                ".NETStandard,Version=v2.0": {} } }
            """).Value!;

        var problem = Assert.Single(file.Problems);
        Assert.Equal((InputErrorCode.Unexpected, "packages.lock.json", 3L, 5L), (problem.Code, problem.Path, problem.Line, problem.Column));
        Assert.True(problem.IsPartial);
        Assert.Contains("klingon1.0", problem.Message, StringComparison.Ordinal);
        Assert.Equal([".NETStandard,Version=v2.0", "net8.0"], file.Targets.Select(target => target.Name), StringComparer.Ordinal);
    }

    [Fact]
    public void Reads_version_3_which_is_keyed_by_alias()
    {
        // As SDK 10.0.401 writes it for two aliases of one framework.
        var file = Parse("""
            { "version": 3,
              "net10.0": { "framework": "net10.0", "dependencies": { "A": { "type": "Direct", "requested": "[1.0.0, )", "resolved": "1.0.0", "contentHash": "aa" } } },
              "linux": { "framework": "net10.0", "dependencies": {} },
              "linux/linux-x64": { "framework": "net10.0", "dependencies": {} } }
            """).Value!;

        Assert.Equal(["linux", "linux/linux-x64", "net10.0"], file.Targets.Select(target => target.Name), StringComparer.Ordinal);
        Assert.Equal(["net10.0", "net10.0", "net10.0"], file.Targets.Select(target => target.Framework), StringComparer.Ordinal);
        Assert.Equal("linux-x64", file.Targets[1].RuntimeIdentifier);
        Assert.Single(file.Targets[2].Entries);
    }

    [Theory]
    [InlineData("", InputErrorCode.Malformed, "empty")]
    [InlineData("null", InputErrorCode.Unexpected, "null")]
    [InlineData("[]", InputErrorCode.Unexpected, "an array")]
    [InlineData("\"bogus\"", InputErrorCode.Unexpected, "a string")]
    [InlineData("{}", InputErrorCode.Unexpected, "no version")]
    [InlineData("{ \"version\": 2 }", InputErrorCode.Unexpected, "no dependencies")]
    [InlineData("{ \"version\": 9 }", InputErrorCode.UnsupportedVersion, "1, 2 and 3")]
    [InlineData("{ \"version\": 1e400 }", InputErrorCode.UnsupportedVersion, "1, 2 and 3")]
    [InlineData("{ \"version\": \"2\" }", InputErrorCode.Unexpected, "not a number")]
    [InlineData("{ \"net8.0\": {}, \"version\": 3 }", InputErrorCode.Unexpected, "behind")]
    [InlineData("{ \"version\": 1, \"dependencies\": [] }", InputErrorCode.Unexpected, "not an object")]
    [InlineData("{ \"version\": 1, \"dependencies\": { \"net8.0\": { \"A\": {} } } }", InputErrorCode.Unexpected, "'A' has no type")]
    [InlineData("{ \"version\": 1, \"dependencies\": { \"net8.0\": { \"A\": { \"type\": \"Direct\" } } } }", InputErrorCode.Unexpected, "no resolved version")]
    [InlineData("{ \"version\": 1, \"dependencies\": { \"net8.0\": { \"A\": { \"type\": \"Odd\" } } } }", InputErrorCode.Unexpected, "'Odd'")]
    [InlineData("{ \"version\": 1, \"dependencies\": { \"net8.0\": {}, \"net8.0\": {} } }", InputErrorCode.Unexpected, "twice")]
    [InlineData("{ \"version\": 1, \"dependencies\": { \"net8.0\": { \"a\": { \"type\": \"Project\" }, \"A\": { \"type\": \"Project\" } } } }", InputErrorCode.Unexpected, "twice")]
    [InlineData("{ \"version\": 1, // comment\n }", InputErrorCode.Malformed, "not valid JSON")]
    [InlineData("{ \"version\": 1, \"dependencies\": { \"\\ud800\": {} } }", InputErrorCode.Malformed, "Unicode")]
    public void Refuses_what_is_no_lock_file_in_one_line_with_a_position(string json, InputErrorCode code, string words)
    {
        var error = Parse(json).Error!;

        Assert.Equal(code, error.Code);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.True(error.Line > 0 && error.Column > 0);
    }

    [Fact]
    public void Refuses_a_package_id_beyond_the_limit_of_NuGet()
    {
        var json = Small.Replace("Serilog", new string('a', 10_000), StringComparison.Ordinal);

        var error = Parse(json).Error!;

        Assert.Equal(InputErrorCode.LimitExceeded, error.Code);
        Assert.Contains("100", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_deep_nesting_by_the_name_of_the_limit() =>
        Assert.Equal(InputErrorCode.LimitExceeded, Parse("{ \"version\": 1, \"x\": " + new string('[', 100_000)).Error!.Code);

    [CorpusFact]
    public void Refuses_a_real_file_cut_off_at_any_byte()
    {
        var bytes = File.ReadAllBytes(CorpusFiles().First(path => new FileInfo(path).Length is > 6_000 and < 10_000));
        var end = Array.LastIndexOf(bytes, (byte)'}');
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Equal(length > end, LockFileReader.Parse("cut", bytes.AsMemory(0, length)).Value is not null);
        }
    }

    [CorpusFact]
    public void Never_throws_for_mutations_of_real_files()
    {
        var files = CorpusFiles().Where(path => new FileInfo(path).Length is > 1_000 and < 40_000).Where((_, index) => index % 30 is 0).Take(10).ToList();
        Assert.Equal(10, files.Count);
        foreach (var path in files)
        {
            foreach (var bytes in Mutations.Of(File.ReadAllBytes(path), seed: 34, count: 100))
            {
                var result = LockFileReader.Parse("mutated", bytes);
                Assert.True(result.Value is null ^ result.Error is null);
                if (result.Value is { } file)
                {
                    LockFileGraphTests.Targets(file);
                }
            }
        }
    }

    internal static IEnumerable<string> CorpusFiles() => Corpus.Files("lock", "*.json").Concat(Corpus.Files("lock-odd", "*.json"));

    private static (int Targets, int Entries, int Dependencies) Count(string path)
    {
        using var document = JsonDocument.Parse(InputFile.WithoutBom(File.ReadAllBytes(path)));
        var targets = document.RootElement.GetProperty("dependencies").EnumerateObject().ToList();
        var entries = targets.SelectMany(target => target.Value.EnumerateObject()).ToList();
        return (targets.Count, entries.Count, entries.Sum(entry => entry.Value.TryGetProperty("dependencies", out var all) ? all.EnumerateObject().Count() : 0));
    }
}

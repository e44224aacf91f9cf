using System.Text;
using DepRisk.Input;
using DepRisk.Lock;

namespace DepRisk.Tests.Lock;

public class LockReaderTests
{
    private static readonly DepRiskLock Sample = new(
        ["src/Admin/Admin.csproj", "src/Web/Web.csproj"],
        [new LockedProject("src/Shared/Shared.csproj", ["src/Admin/Admin.csproj", "src/Web/Web.csproj"]), new LockedProject("src/Ünï/Lib.csproj", ["src/Web/Web.csproj"]) { References = ["Contoso.Json", "zip"] }],
        [
            new LockedPackage("Contoso.Json", "9.0.1", null, null, null, null, null, null, ["src/Web/Web.csproj"]),
            new LockedPackage("contoso.json", "13.0.3", "verified", ["ann", "bob"], "Ann \"Ltd\"", ["net", "emit"], new string('a', 64), "MIT", ["src/Admin/Admin.csproj", "src/Web/Web.csproj"]),
            new LockedPackage("Zip", "1.0.0", "unsigned", null, null, [], null, null, []),
        ],
        [
            new LockedFinding("DR1001", "Zip", ["hidden", "inescapable"], ["src/Admin/Admin.csproj", "src/Web/Web.csproj"]),
            new LockedFinding("DR1006", "nuget.config", [], []),
        ],
        [new AcceptedFinding("DR1001", "Zip", new DateOnly(2027, 1, 31), "goes with release 7")]);

    [Fact]
    public void What_is_written_is_read_again()
    {
        var text = Write(Sample);
        var read = Read(text);
        Assert.Equivalent(Sample, read, strict: true);
        Assert.Equal(text, Write(read));
    }

    [Fact]
    public void Is_one_line_a_package_sorted_and_small() => Snapshot.Matches("deprisk.lock.json", Write(Sample));

    [Fact]
    public void The_example_of_its_page_is_what_would_be_written()
    {
        var page = File.ReadAllText(Path.Combine(PolicySchemaTests.Docs(), "lock.md")).ReplaceLineEndings("\n");
        var example = page.Split("```json\n")[1].Split("```")[0];
        Assert.Equal(example, Write(Read(example)));
    }

    [Fact]
    public void What_nobody_sees_is_written_so_that_one_sees_it()
    {
        var hostile = Sample with { Packages = [Sample.Packages[1] with { Certificate = "Contoso\u202eLtd\u200b Ü \U0001F600" }] };
        var text = Write(hostile);
        Assert.Contains("\"Contoso\\u202eLtd\\u200b Ü ", text, StringComparison.Ordinal);
        Assert.Equal(hostile.Packages[0].Certificate, Read(text).Packages[0].Certificate);
    }

    [Fact]
    public void Lines_in_another_order_are_the_same_lock()
    {
        var lines = Write(Sample).Split('\n');
        var packages = Enumerable.Range(0, lines.Length).Where(i => lines[i].Contains("\"version\"", StringComparison.Ordinal)).ToArray();
        (lines[packages[0]], lines[packages[1]]) = (lines[packages[1]], lines[packages[0]]);
        Assert.Equal(Write(Sample), Write(Read(string.Join('\n', lines))));
    }

    [Theory]
    [InlineData("\"apps\": [", "\"aps\": [", "unknown field aps", 3)]
    [InlineData("\"id\":\"Zip\"", "\"id\":\"Zip\",\"owner\":\"x\"", "unknown field owner", 14)]
    [InlineData("deprisk-lock/1", "deprisk-lock/2", "reads deprisk-lock/1", 2)]
    [InlineData("\"until\":\"2027-01-31\"", "\"until\":\"31.1.2027\"", "write it as 2027-01-31", 21)]
    [InlineData("\"version\":\"9.0.1\"", "\"version\":\"13.0.3\"", "has the package contoso.json 13.0.3 twice", 0)]
    [InlineData("\"src/Web/Web.csproj\"]},\n    {\"id\":\"contoso", "\"src/Gone.csproj\"]},\n    {\"id\":\"contoso", "src/Gone.csproj, which is not among its apps", 0)]
    [InlineData("\"apps\":\"*\"", "\"apps\":\"all\"", "neither a list nor", 8)]
    [InlineData("{\n  \"schema\"", "<<<<<<< HEAD\n{\n  \"schema\"", "conflict that nobody resolved", 1)]
    [InlineData("    {\"id\":\"Zip\"", "<<<<<<< HEAD\n    {\"id\":\"Zip\"", "conflict that nobody resolved", 14)]
    [InlineData(",\"reason\":\"goes with release 7\"", "", "without rule, subject, until or reason", 21)]
    [InlineData("{\"rule\":\"DR1006\",\"subject\":\"nuget.config\"", "{\"rule\":\"DR1006\"", "finding without rule or subject", 18)]
    [InlineData("\"conditions\":[\"hidden\"", "\"conditons\":[\"hidden\"", "finding with the unknown field conditons", 17)]
    [InlineData("\"DR1006\",\"subject\":\"nuget.config\"", "\"DR1001\",\"subject\":\"Zip\"", "the finding DR1001 Zip twice", 0)]
    [InlineData("{\"path\":\"src/Shared", "{\"path\":\"/src/Shared", "a path in path that is not relative to it", 8)]
    [InlineData("\"Zip\",\"version\":\"1.0.0\"", "\"Zip\"", "a package without id or version", 14)]
    [InlineData("\"signature\":\"unsigned\"", "\"signature\":\"unsignd\"", "the signature unsignd; it knows verified, unsigned, invalid", 14)]
    [InlineData("\"signature\":\"unsigned\"", "\"signature\":\"unsigned\",\"capabilities\":[\"archiv\"]", "the capability archiv; it knows net, process,", 14)]
    public void What_a_merge_can_spoil_is_an_error_with_its_line(string from, string to, string message, int line)
    {
        var text = Write(Sample);
        Assert.Contains(from, text, StringComparison.Ordinal);
        var error = LockReader.Parse("deprisk.lock.json", Encoding.UTF8.GetBytes(text.Replace(from, to, StringComparison.Ordinal))).Error!;
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        if (line > 0)
        {
            Assert.Equal(line, error.Line);
        }
    }

    [Fact]
    public void Every_cut_is_an_error()
    {
        var bytes = Encoding.UTF8.GetBytes(Write(Sample).TrimEnd());
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.NotNull(LockReader.Parse("x", bytes.AsMemory(0, length)).Error);
        }
    }

    [Fact]
    public void Mutations_are_read_or_refused_and_never_thrown()
    {
        foreach (var bytes in Mutations.Of(Encoding.UTF8.GetBytes(Write(Sample)), seed: 1, count: 5000))
        {
            if (LockReader.Parse("x", bytes).Succeeded(out var state, out var error))
            {
                // What was read is a lock: written and read again it is the same.
                var text = Write(state);
                Assert.Equal(text, Write(Read(text)));
                LockPaths.Rebase(state, Path.GetFullPath("a/b"), Path.GetFullPath("c"));
                LockDifference.Of(Sample, state);
            }
            else
            {
                Assert.Equal("x", error.Path);
            }
        }
    }

    internal static DepRiskLock Read(string text) => LockReader.Parse("deprisk.lock.json", Encoding.UTF8.GetBytes(text)).Value!;

    internal static string Write(DepRiskLock value)
    {
        using var stream = new MemoryStream();
        LockWriter.Write(value, stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}

using System.Text;
using DepRisk.Input;
using DepRisk.Lock;

namespace DepRisk.Tests.Lock;

public class LockReaderTests
{
    private static readonly DepRiskLock Sample = new(
        ["src/Admin/Admin.csproj", "src/Web/Web.csproj"],
        [new LockedProject("src/Shared/Shared.csproj", ["src/Admin/Admin.csproj", "src/Web/Web.csproj"]), new LockedProject("src/Ünï/Lib.csproj", ["src/Web/Web.csproj"])],
        [
            new LockedPackage("Contoso.Json", "9.0.1", null, null, null, null, null, null, ["src/Web/Web.csproj"]),
            new LockedPackage("contoso.json", "13.0.3", "verified", ["ann", "bob"], "Ann \"Ltd\"", ["net", "emit"], new string('a', 64), "MIT", ["src/Admin/Admin.csproj", "src/Web/Web.csproj"]),
            new LockedPackage("Zip", "1.0.0", "unsigned", null, null, [], null, null, []),
        ],
        [],
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
    [InlineData("\"until\":\"2027-01-31\"", "\"until\":\"31.1.2027\"", "write it as 2027-01-31", 17)]
    [InlineData("\"version\":\"9.0.1\"", "\"version\":\"13.0.3\"", "twice", 0)]
    [InlineData("\"src/Web/Web.csproj\"]},\n    {\"id\":\"contoso", "\"src/Gone.csproj\"]},\n    {\"id\":\"contoso", "src/Gone.csproj, which is not among its apps", 0)]
    [InlineData("\"apps\":\"*\"", "\"apps\":\"all\"", "neither a list nor", 8)]
    [InlineData("    {\"id\":\"Zip\"", "<<<<<<< HEAD\n    {\"id\":\"Zip\"", "conflict that nobody resolved", 14)]
    [InlineData(",\"reason\":\"goes with release 7\"", "", "without rule, subject, until or reason", 17)]
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
        var original = Encoding.UTF8.GetBytes(Write(Sample));
        var random = new Random(1);
        for (var i = 0; i < 3000; i++)
        {
            var bytes = (byte[])original.Clone();
            for (var n = random.Next(1, 4); n > 0; n--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            var result = LockReader.Parse("x", bytes);
            Assert.True(result.Value is not null ^ result.Error is not null);
        }
    }

    private static DepRiskLock Read(string text) => LockReader.Parse("deprisk.lock.json", Encoding.UTF8.GetBytes(text)).Value!;

    private static string Write(DepRiskLock value)
    {
        using var stream = new MemoryStream();
        LockWriter.Write(value, stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}

using DepRisk.Build;

namespace DepRisk.Tests.Build;

public sealed class StableFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Equal_bytes_keep_their_time_and_others_take_their_place()
    {
        var path = _folder["obj/Debug/a.tsv"];
        Assert.True(StableFile.Write(path, "one"u8));
        var past = new DateTime(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(path, past);
        Assert.False(StableFile.Write(path, "one"u8));
        Assert.Equal(past, File.GetLastWriteTimeUtc(path));
        Assert.True(StableFile.Write(path, "two"u8));
        Assert.NotEqual(past, File.GetLastWriteTimeUtc(path));
        Assert.Equal("two", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(_folder["obj/Debug"]));
    }

    [Fact]
    public void What_cannot_be_written_leaves_nothing_behind()
    {
        Directory.CreateDirectory(_folder["obj/a.tsv"]);
        Assert.ThrowsAny<SystemException>(() => StableFile.Write(_folder["obj/a.tsv"], "one"u8));
        Assert.Empty(Directory.GetFiles(_folder["obj"]));
    }
}

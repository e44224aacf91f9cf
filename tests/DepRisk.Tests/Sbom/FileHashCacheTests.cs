using System.Security.Cryptography;
using DepRisk.Sbom;

namespace DepRisk.Tests.Sbom;

public sealed class FileHashCacheTests : IDisposable
{
    private readonly SampleScope _sample = new();
    private readonly string _cache;
    private readonly string _dll;

    public FileHashCacheTests()
    {
        _cache = Path.Combine(_sample.Root, "cache");
        _dll = Path.Combine(_sample.Packages, "contoso.log", "3.1.1", "lib", "netstandard2.0", "Contoso.Log.dll");
    }

    public void Dispose() => _sample.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Writes_the_same_bytes_cold_warm_and_without(bool sha256)
    {
        var without = Write(sha256, cache: false);
        Assert.Equal(without, Write(sha256));
        Assert.NotEmpty(Directory.GetFiles(_cache, "*.tsv"));
        Assert.Empty(Directory.GetFiles(_cache, "*.tmp"));
        Assert.Equal(without, Write(sha256));
    }

    [Fact]
    public void Is_what_a_warm_run_reads()
    {
        Write();
        foreach (var file in Directory.GetFiles(_cache))
        {
            var hash = Convert.ToHexStringLower(SHA512.HashData(File.ReadAllBytes(_dll)));
            File.WriteAllText(file, File.ReadAllText(file).Replace(hash, new string('a', 128), StringComparison.Ordinal));
        }

        Assert.Contains(new string('a', 128), System.Text.Encoding.UTF8.GetString(Write()), StringComparison.Ordinal);
    }

    [Fact]
    public void Is_not_believed_when_the_file_has_changed()
    {
        Write();
        File.WriteAllText(_dll, "another content");
        Assert.Equal(Write(cache: false), Write());
        var time = File.GetLastWriteTimeUtc(_dll);
        File.WriteAllText(_dll, "another CONTENT");
        File.SetLastWriteTimeUtc(_dll, time.AddSeconds(1));
        Assert.Equal(Write(cache: false), Write());
    }

    [Fact]
    public void Has_no_SHA_256_where_none_was_asked_for_and_then_computes_it()
    {
        Write(sha256: false);
        Assert.Equal(Write(sha256: true, cache: false), Write(sha256: true));
    }

    [Theory]
    [InlineData("")]
    [InlineData("something else")]
    [InlineData("\0\u0001\n\t\t\t\t\n")]
    [InlineData("deprisk-file-hashes/2\tx\n")]
    public void Is_as_good_as_none_when_it_holds_something_else(string content)
    {
        var expected = Write();
        foreach (var file in Directory.GetFiles(_cache))
        {
            File.WriteAllText(file, content);
        }

        Assert.Equal(expected, Write());
    }

    [Fact]
    public void Survives_being_cut_anywhere()
    {
        var expected = Write();
        var file = Directory.GetFiles(_cache).OrderByDescending(path => new FileInfo(path).Length).First();
        var text = File.ReadAllText(file);
        for (var length = 0; length < text.Length; length += 37)
        {
            File.WriteAllText(file, text[..length]);
            Assert.Equal(expected, Write());
        }
    }

    [Fact]
    public void Costs_nothing_but_time_when_it_cannot_be_written()
    {
        File.WriteAllText(_cache, "a file where the folder should be");
        Assert.Equal(Write(cache: false), Write());
    }

    private byte[] Write(bool sha256 = false, bool cache = true)
    {
        var builder = new BomBuilder(_sample.Scope(), new BomOptions(Sha256: sha256) { HashCacheFolder = cache ? _cache : null });
        return new CycloneDxJsonWriter(SpecVersion.V1_6).Write(builder.Merge(builder.Delivered)).ToArray();
    }
}

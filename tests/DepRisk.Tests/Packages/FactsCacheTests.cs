using System.Collections.Immutable;
using DepRisk.Packages;
using DepRisk.Packages.Build;
using DepRisk.Packages.Capabilities;
using DepRisk.Packages.Signatures;

namespace DepRisk.Tests.Packages;

public sealed class FactsCacheTests : IDisposable
{
    private static readonly DateTime Past = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly TempFolder _folder = new();
    private readonly FactsKey _key;

    public FactsCacheTests() => _key = new FactsKey("Contoso.Json", "1.0.0", "hash==", _folder["package"], "trust");

    private FactsCache Cache => new(new CacheEntries(_folder["cache"]));

    [Fact]
    public void What_was_stored_is_found_with_every_fact()
    {
        var stamp = Package();
        Cache.Store(_key, stamp, Facts);
        var found = Cache.Find(_key, stamp);
        Assert.NotNull(found);
        Assert.Equivalent(Facts, found, strict: true);
        Assert.Equal(Facts.Signature.Author, found.Signature.Author);
        Assert.Equal(Facts.Signature.Repository, found.Signature.Repository);
        Assert.Equal<BuildAsset>(Facts.Build.Assets, found.Build.Assets);
        Assert.Equal<CapabilityUse>(Facts.Files[0].Present, found.Files[0].Present);
    }

    [Theory]
    [InlineData("Contoso.Xml", "1.0.0", "hash==", "package", "trust")]
    [InlineData("Contoso.Json", "1.0.1", "hash==", "package", "trust")]
    [InlineData("Contoso.Json", "1.0.0", "other==", "package", "trust")]
    [InlineData("Contoso.Json", "1.0.0", "hash==", "elsewhere", "trust")]
    [InlineData("Contoso.Json", "1.0.0", "hash==", "package", "distrust")]
    public void Facts_never_serve_another_key(string id, string version, string hash, string folder, string trust)
    {
        var stamp = Package();
        Cache.Store(_key, stamp, Facts);
        Assert.Null(Cache.Find(new FactsKey(id, version, hash, _folder[folder], trust), stamp));
    }

    [Fact]
    public void An_entry_under_the_name_of_another_key_is_not_believed()
    {
        var stamp = Package();
        var other = _key with { ContentHash = "other==" };
        Cache.Store(_key, stamp, Facts);
        var theirs = Entry();
        Cache.Store(other, stamp, Facts);
        var ours = Entries().Single(path => !path.Equals(theirs, StringComparison.Ordinal));
        File.Copy(theirs, ours, overwrite: true);
        Assert.Null(Cache.Find(other, stamp));
    }

    [Fact]
    public void A_file_of_the_package_that_changes_in_length_or_time_ends_the_entry()
    {
        var stamp = Package();
        Cache.Store(_key, stamp, Facts);
        File.SetLastWriteTimeUtc(_folder["package/lib/a.dll"], Past.AddSeconds(1));
        Assert.Null(Cache.Find(_key, FolderStamp.Of(_folder["package"])!.Value));

        File.WriteAllText(_folder["package/lib/a.dll"], "longer than before");
        File.SetLastWriteTimeUtc(_folder["package/lib/a.dll"], Past);
        Assert.Null(Cache.Find(_key, FolderStamp.Of(_folder["package"])!.Value));

        File.WriteAllText(_folder["package/lib/a.dll"], "assembly");
        File.SetLastWriteTimeUtc(_folder["package/lib/a.dll"], Past);
        Assert.NotNull(Cache.Find(_key, FolderStamp.Of(_folder["package"])!.Value));
    }

    [Fact]
    public void A_file_that_is_renamed_or_added_ends_the_entry()
    {
        var before = Package();
        File.Move(_folder["package/lib/a.dll"], _folder["package/lib/b.dll"]);
        Assert.NotEqual(before, FolderStamp.Of(_folder["package"]));
        File.Move(_folder["package/lib/b.dll"], _folder["package/lib/a.dll"]);
        Assert.Equal(before, FolderStamp.Of(_folder["package"]));
        _folder.Write("package/tools/init.ps1", "");
        Assert.NotEqual(before, FolderStamp.Of(_folder["package"]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_links_lead_to_is_read_again(bool isFolder)
    {
        Package();
        var (target, link) = (_folder["target"], Path.Combine(_folder["package"], "link"));
        if (OperatingSystem.IsWindows())
        {
            // Only some of its users may create links.
            return;
        }

        _ = isFolder ? Directory.CreateSymbolicLink(link, Directory.CreateDirectory(target).FullName) : File.CreateSymbolicLink(link, _folder.Write("target", "1"));
        var stamp = FolderStamp.Of(_folder["package"])!.Value;
        Cache.Store(_key, stamp, Facts);
        Assert.Null(Cache.Find(_key, stamp));
    }

    [Fact]
    public void What_a_killed_process_left_is_no_entry_and_does_not_stay()
    {
        var stamp = Package();
        Cache.Store(_key, stamp, Facts);
        var (old, fresh) = (Entry() + ".old", Entry() + ".new");
        File.Copy(Entry(), old);
        File.SetLastWriteTimeUtc(old, Past);
        File.WriteAllText(fresh, "what another process writes now");
        Cache.Store(_key, stamp, Facts);
        Assert.NotNull(Cache.Find(_key, stamp));
        Assert.Equal((2, true, false), (Entries().Length, File.Exists(fresh), File.Exists(old)));
    }

    [Fact]
    public void A_package_that_was_written_after_the_entry_is_read_again()
    {
        // Within one tick of the file system's clock, a second write leaves no trace in the listing.
        var stamp = Package(DateTime.MaxValue.AddYears(-1000));
        Cache.Store(_key, stamp, Facts);
        Assert.Null(Cache.Find(_key, stamp));
    }

    [Fact]
    public void Every_cut_and_every_changed_byte_of_an_entry_counts_as_absent()
    {
        var stamp = Package();
        Cache.Store(_key, stamp, Facts);
        var path = Entry();
        var good = File.ReadAllBytes(path);
        for (var length = 0; length < good.Length; length += 7)
        {
            File.WriteAllBytes(path, good[..length]);
            Assert.Null(Cache.Find(_key, stamp));
        }

        for (var i = 0; i < good.Length; i += 3)
        {
            var bad = (byte[])good.Clone();
            bad[i] ^= 0x10;
            File.WriteAllBytes(path, bad);
            Assert.Null(Cache.Find(_key, stamp));
        }

        File.WriteAllBytes(path, good);
        Assert.NotNull(Cache.Find(_key, stamp));
    }

    [Fact]
    public void Writers_and_readers_at_once_see_a_whole_entry_or_none()
    {
        var stamp = Package();
        Cache.Store(_key, stamp, Facts);
        Parallel.For(0, 200, i =>
        {
            // Each stands for a process of its own: they share the folder and nothing else.
            var cache = new FactsCache(new CacheEntries(_folder["cache"]));
            if (i % 2 is 0)
            {
                cache.Store(_key, stamp, Facts);
            }
            else
            {
                Assert.Equivalent(Facts, cache.Find(_key, stamp), strict: true);
            }
        });
        Assert.Single(Entries());
    }

    [Fact]
    public void A_cache_that_cannot_be_written_is_no_error()
    {
        var stamp = Package();
        _folder.Write("cache", "a file where the folder should be");
        Cache.Store(_key, stamp, Facts);
        Assert.Null(Cache.Find(_key, stamp));
        FactsCache.None.Store(_key, stamp, Facts);
        Assert.Null(FactsCache.None.Find(_key, stamp));
    }

    [Fact]
    public void Ids_and_versions_cannot_name_a_file_outside_of_the_cache()
    {
        var stamp = Package();
        var hostile = _key with { Id = "../../../evil", Version = "/etc/1.0" };
        Cache.Store(hostile, stamp, Facts);
        Assert.NotNull(Cache.Find(hostile, stamp));
        Assert.Single(Entries());
        Assert.Empty(Directory.EnumerateFiles(_folder.Root, "*evil*", SearchOption.AllDirectories));
    }

    [Fact]
    public void Facts_of_files_are_selected_by_path_or_not_at_all()
    {
        Assert.Equal(["lib/a.dll"], Facts.Select(["lib/a.dll"])!.Value.Select(file => file.Path));
        Assert.Equal(["lib/a.dll", "lib/z.so"], Facts.Select(["lib/a.dll", "lib/z.so"])!.Value.Select(file => file.Path));
        Assert.Empty(Facts.Select([])!.Value);
        Assert.Null(Facts.Select(["lib/a.dll", "lib/b.dll"]));
    }

    public void Dispose() => _folder.Dispose();

    private static CachedFacts Facts { get; } = new(
        new PackageSignature(
            SignatureVerdict.Verified, null, ["ann", "böb"],
            new PackageSigner(SignatureVerdict.Unknown, "no trusted roots", "CN=Ann", "Ann", null, "CN=CA", "00ff", null, null),
            new PackageSigner(SignatureVerdict.Verified, null, "CN=Repo, O=Repo", "Repo", "Repo", "CN=CA", "ff00", new DateTimeOffset(2021, 2, 3, 4, 5, 6, TimeSpan.Zero), "https://feed.example/v3/index.json")),
        new BuildPower([new BuildAsset(BuildAssetKind.Exec, "build/a.targets", "rm -rf /", 12, true), new BuildAsset(BuildAssetKind.Imported, "build/a.props", null, 0, false)], "abc", ["imports $(X)"]),
        [
            new AssemblyFacts("lib/a.dll", new Guid("00112233-4455-6677-8899-aabbccddeeff"), 12, [new CapabilityUse(Capability.Net, "A.B.C", "System.Net.Sockets.Socket.Connect")]),
            new AssemblyFacts("lib/z.so", Guid.Empty, 0, [], "is cut off"),
        ]);

    private FolderStamp Package(DateTime? time = null)
    {
        _folder.Write("package/contoso.json.nuspec", "<package/>");
        _folder.Write("package/lib/a.dll", "assembly");
        foreach (var file in Directory.EnumerateFiles(_folder["package"], "*", SearchOption.AllDirectories))
        {
            File.SetLastWriteTimeUtc(file, time ?? Past);
        }

        return FolderStamp.Of(_folder["package"])!.Value;
    }

    private string[] Entries() => Directory.GetFiles(_folder["cache"], "*", SearchOption.AllDirectories);

    private string Entry() => Entries().Single();
}

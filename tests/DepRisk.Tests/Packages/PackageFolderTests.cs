using System.IO.Compression;
using System.Security.Cryptography;
using DepRisk.Packages;
using DepRisk.Packages.Feeds;

namespace DepRisk.Tests.Packages;

public sealed class PackageFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("deprisk-package-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Knows_nothing_of_a_missing_folder()
    {
        Assert.Same(PackageFolder.Unknown, PackageFolder.Read(null, "A", "1.0.0"));
        Assert.Same(PackageFolder.Unknown, PackageFolder.Read(Path.Combine(_folder, "none"), "A", "1.0.0"));
    }

    [Fact]
    public void Knows_nothing_of_missing_files_and_calls_it_no_problem()
    {
        var facts = PackageFolder.Read(_folder, "A", "1.0.0");
        Assert.Equal((null, null, null, null), (facts.Nuspec, facts.Sha512, facts.ContentHash, facts.Feed));
        Assert.Empty(facts.Problems);
    }

    [Fact]
    public void Reads_what_lies_there()
    {
        var hash = SHA512.HashData("nupkg"u8);
        Write("a.b.nuspec", "<package><metadata><authors>Ann</authors></metadata></package>");
        Write("a.b.1.0.0-rc.1.nupkg.sha512", Convert.ToBase64String(hash) + "\n");
        Write(".nupkg.metadata", """{"version":2,"other":{"source":"no"},"contentHash":"abc==","source":"https://u:p@feed.example/v3/index.json?key=1"}""");
        var facts = PackageFolder.Read(_folder, "A.B", "1.0.0-RC.1");
        Assert.Equal("Ann", facts.Nuspec!.Authors);
        Assert.Equal(Convert.ToHexStringLower(hash), facts.Sha512);
        Assert.Equal(("abc==", "https://feed.example/v3/index.json"), (facts.ContentHash, facts.Feed));
        Assert.Empty(facts.Problems);
    }

    [Fact]
    public void Names_each_file_that_it_cannot_understand_without_its_folder()
    {
        Write("a.nuspec", "<package>");
        Write("a.1.0.0.nupkg.sha512", "YWJj");
        Write(".nupkg.metadata", "[]");
        var facts = PackageFolder.Read(_folder, "A", "1.0.0");
        Assert.Equal((null, null, null, null), (facts.Nuspec, facts.Sha512, facts.ContentHash, facts.Feed));
        Assert.Equal([".nupkg.metadata", "a.1.0.0.nupkg.sha512", "a.nuspec"], facts.Problems.Select(problem => problem.Path).Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.All(facts.Problems, problem => Assert.False(problem.IsPartial));
    }

    [Fact]
    public void Reads_nothing_beside_the_folder()
    {
        Write("secret.nuspec", "<package><metadata><authors>secret</authors></metadata></package>");
        var inner = Directory.CreateDirectory(Path.Combine(_folder, "inner")).FullName;
        Assert.Null(PackageFolder.Read(inner, "../secret", "1.0.0").Nuspec);
    }

    [Theory]
    [InlineData("https://feed.example/v3/index.json", "https://feed.example/v3/index.json")]
    [InlineData("https://user:secret@feed.example:8443/v3/index.json?token=secret#secret", "https://feed.example:8443/v3/index.json")]
    [InlineData("https://feed.example/F/team/auth/secret-token/api/v3/index.json", "https://feed.example/F/team/auth/redacted/api/v3/index.json")]
    [InlineData("/home/alice/feed", "local")]
    [InlineData("C:\\Users\\alice\\feed", "local")]
    [InlineData("\\\\server\\share\\feed", "local")]
    [InlineData("file:///home/alice/feed", "local")]
    [InlineData("../feed", "local")]
    public void Prints_a_feed_without_what_nobody_else_may_see(string source, string expected) =>
        Assert.Equal(expected, FeedAddress.Printable(source));

    [Theory]
    [InlineData("https://example.test/r", "https://example.test/r")]
    [InlineData("https://u:p@example.test/r?x=1", "https://example.test/r?x=1")]
    [InlineData("git@example.test:owner/name.git", "ssh://example.test/owner/name.git")]
    [InlineData("git://example.test/r.git", "git://example.test/r.git")]
    [InlineData("https://example.test/a b", "https://example.test/a%20b")]
    [InlineData("javascript:alert(1)", null)]
    [InlineData("file:///etc/passwd", null)]
    [InlineData("not a link", null)]
    [InlineData(null, null)]
    public void Prints_a_link_only_where_a_reader_could_follow_it(string? link, string? expected) =>
        Assert.Equal(expected, FeedAddress.Link(link));

    [Theory]
    [InlineData("https://packages.nuget.org/v3/index.json", "https://packages.nuget.org/v3-flatcontainer/a.b/1.0.0-rc/a.b.1.0.0-rc.nupkg")]
    [InlineData("https://nuget.org.feed.example/v3/index.json", null)]
    [InlineData("https://packages.nuget.org/api/v2", null)]
    [InlineData("local", null)]
    [InlineData(null, null)]
    public void Knows_the_address_of_a_file_on_the_public_feed_alone(string? feed, string? expected) =>
        Assert.Equal(expected, FeedAddress.FlatContainer(feed, "A.B", "1.0.0-RC"));

    /// <summary>cases.md, row 25: the hash in .nupkg.sha512 is that of the file, the content hash never is.</summary>
    [MachinePackagesFact]
    public void Gives_the_hash_of_the_very_file_for_every_package_of_this_machine()
    {
        var count = 0;
        foreach (var nupkg in Directory.EnumerateFiles(MachinePackages.Root!, "*.nupkg", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var folder = Path.GetDirectoryName(nupkg)!;
            var (id, version) = (Path.GetFileName(Path.GetDirectoryName(folder)!), Path.GetFileName(folder));
            if (!string.Equals(Path.GetFileName(nupkg), $"{id}.{version}.nupkg", StringComparison.Ordinal) || !File.Exists(nupkg + ".sha512"))
            {
                continue;
            }

            var facts = PackageFolder.Read(folder, id, version);
            using var stream = File.OpenRead(nupkg);
            Assert.Equal(Convert.ToHexStringLower(SHA512.HashData(stream)), facts.Sha512);
            // The content is the file without its signature.
            stream.Position = 0;
            var isSigned = new ZipArchive(stream).GetEntry(".signature.p7s") is not null;
            Assert.NotEqual(isSigned, string.Equals(facts.Sha512, facts.ContentHash is { } hash ? Convert.ToHexStringLower(Convert.FromBase64String(hash)) : null, StringComparison.Ordinal));
            Assert.NotNull(facts.Nuspec?.Authors);
            Assert.Empty(facts.Problems);
            count++;
        }

        Assert.True(count > 0, "no package was compared");
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);
}

/// <summary>The global packages folder of whoever runs the tests.</summary>
public static class MachinePackages
{
    public static string? Root { get; } = Find();

    private static string? Find()
    {
        var folder = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } given
            ? given
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        return Directory.Exists(folder) ? folder : null;
    }
}

[AttributeUsage(AttributeTargets.Method)]
public sealed class MachinePackagesFactAttribute : FactAttribute
{
    public MachinePackagesFactAttribute() => Skip = MachinePackages.Root is null ? "This machine has no NuGet global packages folder." : null;
}

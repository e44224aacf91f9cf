using System.IO.Compression;
using System.Text;

namespace DepRisk.EndToEnd.Tests.Build;

/// <summary>What the package DepRisk holds, and what it says of itself.</summary>
public sealed class PackageTests
{
    private static readonly string[] Entries =
    [
        "DepRisk.nuspec",
        "README.md",
        "[Content_Types].xml",
        "_rels/.rels",
        "analyzers/dotnet/roslyn4.8/cs/DepRisk.Analyzer.dll",
        "analyzers/dotnet/roslyn4.8/vb/DepRisk.Analyzer.dll",
        "build/DepRisk.Once.proj",
        "build/DepRisk.Sbom.targets",
        "build/DepRisk.props",
        "build/DepRisk.targets",
        "buildMultiTargeting/DepRisk.props",
        "buildMultiTargeting/DepRisk.targets",
        "package/services/metadata/core-properties/nuget.psmdcp",
        "tools/net10.0/DepRisk.Build.deps.json",
        "tools/net10.0/DepRisk.Build.dll",
        "tools/net10.0/DepRisk.Build.runtimeconfig.json",
        "tools/net10.0/DepRisk.Core.dll",
        "tools/net10.0/NuGet.Versioning.dll",
        "tools/net10.0/System.Security.Cryptography.Pkcs.dll",
        "tools/net10.0/runtimes/win/lib/net10.0/System.Security.Cryptography.Pkcs.dll",
    ];

    [Fact]
    public void The_package_holds_exactly_this()
    {
        using var package = ZipFile.OpenRead(BuiltPackage.Shared.Path);
        Assert.Equal(Entries, package.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal));
        Assert.All(package.Entries, entry => Assert.NotEqual(0, entry.Length));
    }

    [Fact]
    public void It_is_a_development_dependency_that_depends_on_nothing()
    {
        using var package = ZipFile.OpenRead(BuiltPackage.Shared.Path);
        var nuspec = Encoding.UTF8.GetString(Content(package.GetEntry("DepRisk.nuspec")!));
        Assert.Equal(
            [
                "<id>DepRisk</id>", $"<version>{BuiltPackage.Version}</version>", "<authors>DepRisk contributors</authors>", "<developmentDependency>true</developmentDependency>",
                "<license type=\"expression\">MIT</license>", "<readme>README.md</readme>", "<copyright>Copyright (c) DepRisk contributors</copyright>",
            ],
            nuspec.Split('\n').Select(line => line.Trim()).Where(line => line.StartsWith('<') && line.EndsWith('>') && line.Contains("</", StringComparison.Ordinal))
                .Where(line => !line.StartsWith("<description", StringComparison.Ordinal) && !line.StartsWith("<tags", StringComparison.Ordinal) && !line.StartsWith("<licenseUrl", StringComparison.Ordinal) && line[1] is not '/'));
        Assert.DoesNotContain("<dependenc", nuspec, StringComparison.Ordinal);
    }

    [Fact]
    public void No_entry_knows_where_it_was_built()
    {
        // Symbols, sources and outputs would be named by the folder of the copy that it was packed from, or by the user's packages.
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        string[] places = [BuiltPackage.Shared.RepositoryCopy, Repository.Root, .. home.Length > 1 ? new[] { home + Path.DirectorySeparatorChar } : []];
        using var package = ZipFile.OpenRead(BuiltPackage.Shared.Path);
        foreach (var entry in package.Entries)
        {
            var content = Content(entry);
            Assert.All(places, place => Assert.True(
                content.AsSpan().IndexOf(Encoding.UTF8.GetBytes(place)) < 0 && content.AsSpan().IndexOf(Encoding.Unicode.GetBytes(place)) < 0, $"{entry.FullName} names {place}"));
        }
    }

    [Fact]
    public void Packed_again_in_another_folder_it_is_the_same_bytes()
    {
        using var temp = new TempFolder();
        Repository.Copy(temp["an other place"]);
        BuiltPackage.Pack(temp["an other place"], temp["feed"]);
        using var first = ZipFile.OpenRead(BuiltPackage.Shared.Path);
        using var second = ZipFile.OpenRead(temp[$"feed/DepRisk.{BuiltPackage.Version}.nupkg"]);

        // The entries first: they say which one differs.
        Assert.Equal(first.Entries.Select(Described), second.Entries.Select(Described));
        Assert.Equal(File.ReadAllBytes(BuiltPackage.Shared.Path), File.ReadAllBytes(temp[$"feed/DepRisk.{BuiltPackage.Version}.nupkg"]));
    }

    [Fact]
    public void A_package_without_its_files_is_not_packed()
    {
        using var temp = new TempFolder();
        Repository.Copy(temp["unbuilt"]);
        TestProcess.RunDotnet(temp["unbuilt"], "restore", "src/DepRisk.Build", "-v:quiet", "-tl:off", "-p:NuGetAudit=false").Ended(0);
        var packed = TestProcess.Run(TestProcess.Dotnet, temp["unbuilt"], [("CI", null)], ["pack", "src/DepRisk.Build", "--no-build", "-o", temp["feed"], "-v:quiet", "-tl:off", "-nologo"]);
        Assert.NotEqual(0, packed.Code);
        Assert.False(File.Exists(temp[$"feed/DepRisk.{BuiltPackage.Version}.nupkg"]));
    }

    private static string Described(ZipArchiveEntry entry) => $"{entry.FullName} {entry.Length} {entry.Crc32:x8} {entry.LastWriteTime.DateTime:s}";

    private static byte[] Content(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}

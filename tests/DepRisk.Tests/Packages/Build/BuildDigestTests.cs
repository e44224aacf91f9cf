using System.Security.Cryptography;
using System.Text;
using DepRisk.Packages;

namespace DepRisk.Tests.Packages.Build;

public sealed class BuildDigestTests
{
    private static readonly string[] Executing =
    [
        "build/My.Package.props", "build/My.Package.targets", "build/more.targets", "tasks/T.dll", "tasks/Dependency.dll", "tasks/de/Dependency.dll", "tasks/T.dll.config",
        "tools/linux/protoc", "tools/run.cmd", "analyzers/dotnet/cs/A.dll", "analyzers/dotnet/cs/B.dll", "tools/install.ps1", "lib/net8.0/T2.dll", "lib/net8.0/Beside.dll", "scripts/data.bin",
    ];

    private static readonly string[] Idle =
    [
        "README.md", "my.package.nuspec", "lib/net472/My.Package.dll", "lib/net8.0/T2.xml", "ref/net8.0/My.Package.dll", "runtimes/linux-x64/native/a.so", "icon.png", "tasks/T.pdb",
        "tasks/readme.txt", "docs/page.md", "LICENSE", ".signature.p7s", ".nupkg.metadata", "my.package.1.0.0.nupkg", "contentFiles/any/any/a.cs",
    ];

    [Fact]
    public void It_changes_with_every_file_that_can_run_and_with_no_other()
    {
        using var package = Everything();
        var before = package.Read().Digest;
        Assert.NotNull(before);
        foreach (var (path, runs) in Executing.Select(path => (path, true)).Concat(Idle.Select(path => (path, false))))
        {
            var file = Path.Combine(package.Root, path);
            var bytes = File.ReadAllBytes(file);

            // A line end at the end changes no meaning and still is another file.
            File.WriteAllBytes(file, [.. bytes, (byte)'\n']);
            Assert.True(package.Read().Digest is { } digest && digest.Equals(before, StringComparison.Ordinal) != runs, path);
            File.WriteAllBytes(file, bytes);
        }

        Assert.Equal(before, package.Read().Digest);
    }

    [Fact]
    public void Every_byte_of_a_file_that_runs_counts()
    {
        using var package = Everything();
        var digests = new HashSet<string>(StringComparer.Ordinal) { package.Read().Digest! };
        var file = Path.Combine(package.Root, "tools/run.cmd");
        var bytes = File.ReadAllBytes(file);
        for (var i = 0; i < bytes.Length; i++)
        {
            var changed = (byte[])bytes.Clone();
            changed[i] ^= 1;
            File.WriteAllBytes(file, changed);
            Assert.True(digests.Add(package.Read().Digest!), $"byte {i}");
        }
    }

    [Fact]
    public void A_renamed_file_and_a_new_one_change_it()
    {
        using var package = Everything();
        var before = package.Read().Digest;
        File.Move(Path.Combine(package.Root, "tools/run.cmd"), Path.Combine(package.Root, "tools/run2.cmd"));
        var renamed = package.Read().Digest;
        package.With("tools/empty.cmd", "");
        Assert.Equal(3, new[] { before, renamed, package.Read().Digest }.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void It_is_the_same_in_another_folder_and_as_a_second_computation_says()
    {
        using var first = Everything();
        using var second = Everything();
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var path in Executing.Order(StringComparer.Ordinal))
        {
            all.AppendData([.. Encoding.UTF8.GetBytes(path), 0, .. SHA256.HashData(File.ReadAllBytes(Path.Combine(first.Root, path)))]);
        }

        Assert.Equal(Convert.ToHexStringLower(all.GetHashAndReset()), first.Read().Digest);
        Assert.Equal(first.Read().Digest, second.Read().Digest);
    }

    [Fact]
    public void There_is_none_where_nothing_runs()
    {
        using var package = new BuildPackage();
        package.WithProject("build/My.Package.targets", "").WithLibrary("build/a.dll", "tools/b.dll").With("tools/other.ps1", "");
        Assert.Null(package.Read().Digest);
        Assert.NotEmpty(package.Read().Assets);
    }

    private static BuildPackage Everything()
    {
        var package = new BuildPackage();
        foreach (var path in Executing.Concat(Idle))
        {
            package.With(path, "content of " + path);
        }

        return package.WithLibrary("tasks/T.dll", "analyzers/dotnet/cs/A.dll", "lib/net8.0/T2.dll")
            .WithProject("build/My.Package.props", "")
            .WithProject("build/My.Package.targets", "<Import Project='more.targets' /><UsingTask TaskName='A' AssemblyFile='../tasks/T.dll' /><UsingTask TaskName='B' AssemblyFile='../lib/net8.0/T2.dll' />")
            .WithProject("build/more.targets", "<Target Name='T'><Exec Command='x' /></Target>");
    }
}

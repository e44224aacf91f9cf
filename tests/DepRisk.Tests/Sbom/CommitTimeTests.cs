using System.Diagnostics;
using System.Globalization;
using DepRisk.Sbom;

namespace DepRisk.Tests.Sbom;

public sealed class CommitTimeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("deprisk-git-").FullName;

    public void Dispose()
    {
        // git makes its objects read-only, which stops a recursive delete on Windows.
        foreach (var file in Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories))
        {
            File.SetAttributes(file, FileAttributes.Normal);
        }

        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Reads_a_loose_commit()
    {
        Commits(_folder, 1);
        Assert.Equal(GitSays(_folder), Ours(_folder));
    }

    [Theory]
    [InlineData("sha1")]
    [InlineData("sha256")]
    public void Reads_a_packed_commit_and_packed_refs(string format)
    {
        Git(_folder, "init", "-q", "-b", "main", "--object-format=" + format);
        Commits(_folder, 40, init: false);
        Git(_folder, "gc", "-q", "--aggressive", "--prune=now");
        Assert.Empty(Directory.GetFiles(Path.Combine(_folder, ".git", "refs", "heads")));
        Assert.Equal(GitSays(_folder), Ours(_folder));
    }

    [Fact]
    public void Reads_every_commit_of_a_pack_whatever_delta_it_is_stored_as()
    {
        // Long, nearly equal messages make git store commits as deltas of each other.
        Commits(_folder, 40, message: string.Concat(Enumerable.Repeat("one and the same long line of text\n", 60)));
        foreach (var offsets in new[] { "true", "false" })
        {
            Git(_folder, "-c", "repack.useDeltaBaseOffset=" + offsets, "repack", "-a", "-d", "-f", "-q", "--depth=30", "--window=50");
            Git(_folder, "prune-packed");
            var deltas = Git(_folder, "verify-pack", "-v", Directory.GetFiles(Path.Combine(_folder, ".git", "objects", "pack"), "*.idx")[0])
                .Split('\n').Count(line => line.Contains(" commit ", StringComparison.Ordinal) && line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length is 7);
            Assert.True(deltas > 5, $"only {deltas} commits became deltas, so this test tests nothing");
            foreach (var line in Git(_folder, "log", "--format=%H %ct").Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                var parts = line.Split(' ');
                File.WriteAllText(Path.Combine(_folder, ".git", "HEAD"), parts[0] + "\n");
                Assert.Equal(long.Parse(parts[1], CultureInfo.InvariantCulture), Ours(_folder));
            }

            File.WriteAllText(Path.Combine(_folder, ".git", "HEAD"), "ref: refs/heads/main\n");
        }
    }

    [Fact]
    public void Reads_a_linked_worktree_and_a_folder_deep_inside()
    {
        var main = Path.Combine(_folder, "main");
        Directory.CreateDirectory(main);
        Commits(main, 2);
        Git(main, "worktree", "add", "-q", "-b", "side", "../side");
        var side = Path.Combine(_folder, "side");
        Commits(side, 1, init: false, from: 5000);
        var deep = Directory.CreateDirectory(Path.Combine(side, "src", "App")).FullName;
        Assert.NotEqual(GitSays(main), GitSays(side));
        Assert.Equal(GitSays(side), Ours(deep));
        Git(main, "gc", "-q");
        Assert.Equal(GitSays(side), Ours(deep));
    }

    [Fact]
    public void Reads_through_alternates()
    {
        var main = Path.Combine(_folder, "main");
        Directory.CreateDirectory(main);
        Commits(main, 3);
        Git(_folder, "clone", "-q", "--shared", "main", "copy");
        Assert.Equal(GitSays(main), Ours(Path.Combine(_folder, "copy")));
    }

    [Fact]
    public void Prefers_SOURCE_DATE_EPOCH()
    {
        Commits(_folder, 1);
        Assert.Equal(1_700_000_000, CommitTime.Find(_folder, "1700000000").Value!.Time!.Value.ToUnixTimeSeconds());
    }

    [Theory]
    [InlineData("yesterday")]
    [InlineData("-1")]
    [InlineData("1e9")]
    [InlineData("99999999999999999999")]
    public void Says_what_is_wrong_with_SOURCE_DATE_EPOCH(string value)
    {
        var error = CommitTime.Find(_folder, value).Error;
        Assert.Contains(value, error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Knows_no_time_without_a_commit()
    {
        Assert.Null(CommitTime.Find(_folder, null).Value!.Time);
        Git(_folder, "init", "-q", "-b", "main");
        Assert.Null(CommitTime.Find(_folder, null).Value!.Time);
    }

    [Fact]
    public void Survives_a_pack_that_is_cut_anywhere()
    {
        Commits(_folder, 3);
        Git(_folder, "gc", "-q");
        foreach (var file in Directory.GetFiles(Path.Combine(_folder, ".git", "objects", "pack")))
        {
            var bytes = File.ReadAllBytes(file);
            File.SetAttributes(file, FileAttributes.Normal);
            for (var length = 0; length < bytes.Length; length += 7)
            {
                File.WriteAllBytes(file, bytes[..length]);
                var found = CommitTime.Find(_folder, null);
                Assert.Null(found.Error);
            }

            File.WriteAllBytes(file, bytes);
        }

        Assert.NotNull(CommitTime.Find(_folder, null).Value!.Time);
    }

    private static long? Ours(string folder) => CommitTime.Find(folder, null).Value!.Time?.ToUnixTimeSeconds();

    private static long GitSays(string folder) => long.Parse(Git(folder, "log", "-1", "--format=%ct").Trim(), CultureInfo.InvariantCulture);

    private static void Commits(string folder, int count, bool init = true, int from = 1000, string message = "message")
    {
        if (init)
        {
            Git(folder, "init", "-q", "-b", "main");
        }

        for (var i = 0; i < count; i++)
        {
            Git(folder, (1_600_000_000 + from + (i * 61)).ToString(CultureInfo.InvariantCulture), ["commit", "-q", "--allow-empty", "-m", $"{i} {message}"]);
        }
    }

    private static string Git(string folder, params string[] arguments) => Git(folder, null, arguments);

    private static string Git(string folder, string? date, string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["GIT_CONFIG_GLOBAL"] = Path.Combine(folder, "none");
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        foreach (var who in new[] { "AUTHOR", "COMMITTER" })
        {
            start.Environment[$"GIT_{who}_NAME"] = "A > B";
            start.Environment[$"GIT_{who}_EMAIL"] = "a@feed.example";
            start.Environment[$"GIT_{who}_DATE"] = (date ?? "1600000000") + " +0530";
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode is 0, $"git {string.Join(' ', arguments)}: {error.Result}");
        return output;
    }
}

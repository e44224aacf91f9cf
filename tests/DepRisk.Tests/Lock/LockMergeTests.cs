using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using DepRisk.Lock;

namespace DepRisk.Tests.Lock;

/// <summary>What the format is for: git merges what two branches did to it, and where it cannot, nobody overlooks that.</summary>
public sealed class LockMergeTests : IDisposable
{
    private static readonly DepRiskLock Base = State("B", "D", "F", "H", "J");

    private readonly string _folder = Directory.CreateTempSubdirectory("deprisk-merge-").FullName;

    [Fact]
    public void Packages_that_two_branches_add_in_different_places_merge()
    {
        var (code, text) = Merge(State("A", "B", "D", "F", "H", "J"), State("B", "D", "F", "H", "I", "J"));
        Assert.Equal(0, code);
        Assert.Equal(LockReaderTests.Write(State("A", "B", "D", "F", "H", "I", "J")), text);
    }

    [Fact]
    public void An_upgrade_and_a_new_app_merge()
    {
        var upgraded = Base with { Packages = Base.Packages.SetItem(1, Base.Packages[1] with { Version = "2.0.0" }) };
        var widened = WithApp(Base);
        var (code, text) = Merge(upgraded, widened);
        Assert.Equal(0, code);
        var merged = LockReaderTests.Read(text);
        Assert.Equal("2.0.0", merged.Packages[1].Version);
        // What reaches every app does so with the new one as well.
        Assert.All(merged.Packages, package => Assert.Equal(merged.Apps, package.Apps));
        Assert.Equal(2, merged.Apps.Length);
    }

    [Fact]
    public void Two_upgrades_of_one_package_are_a_conflict_that_the_reader_names()
    {
        var (code, text) = Merge(
            Base with { Packages = Base.Packages.SetItem(2, Base.Packages[2] with { Version = "2.0.0" }) },
            Base with { Packages = Base.Packages.SetItem(2, Base.Packages[2] with { Version = "3.0.0" }) });
        Assert.Equal(1, code);
        var error = LockReader.Parse("deprisk.lock.json", Encoding.UTF8.GetBytes(text)).Error!;
        Assert.Contains("conflict that nobody resolved", error.Message, StringComparison.Ordinal);
        Assert.Equal(Array.IndexOf(text.Split('\n'), "<<<<<<< ours") + 1, error.Line);
    }

    /// <summary>Over all pairs of one added package each: git merges to the state of both, or says that it cannot.</summary>
    [Fact]
    public void A_merge_is_right_or_a_conflict()
    {
        string[] added = ["A", "C", "E", "G", "I", "K"];
        var conflicts = new List<string>();
        foreach (var ours in added)
        {
            foreach (var theirs in added.Where(id => !id.Equals(ours, StringComparison.Ordinal)))
            {
                var (code, text) = Merge(With(ours), With(theirs));
                if (code is 0)
                {
                    Assert.Equal(LockReaderTests.Write(With(ours, theirs)), text);
                }
                else
                {
                    conflicts.Add(ours + theirs);
                    Assert.NotNull(LockReader.Parse("deprisk.lock.json", Encoding.UTF8.GetBytes(text)).Error);
                }
            }
        }

        // What comes behind the last line gives that a comma, so that the line before it has a neighbour that changed.
        Assert.Equal(["IK", "KI"], conflicts);

        static DepRiskLock With(params string[] ids) => State([.. Base.Packages.Select(package => package.Id).Concat(ids).Order(StringComparer.Ordinal)]);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private (int Code, string Text) Merge(DepRiskLock ours, DepRiskLock theirs)
    {
        foreach (var (name, state) in new[] { ("base", Base), ("ours", ours), ("theirs", theirs) })
        {
            File.WriteAllText(Path.Combine(_folder, name), LockReaderTests.Write(state));
        }

        using var git = Process.Start(new ProcessStartInfo("git", ["merge-file", "-p", "ours", "base", "theirs"]) { WorkingDirectory = _folder, RedirectStandardOutput = true, UseShellExecute = false })!;
        var text = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        return (git.ExitCode, text);
    }

    private static DepRiskLock WithApp(DepRiskLock state)
    {
        ImmutableArray<string> apps = ["Admin.csproj", "Web.csproj"];
        return state with { Apps = apps, Packages = [.. state.Packages.Select(package => package with { Apps = apps })] };
    }

    private static DepRiskLock State(params string[] ids) => new(
        ["Web.csproj"], [new LockedProject("Web.csproj", ["Web.csproj"])], [.. ids.Select(id => new LockedPackage(id, "1.0.0", "verified", ["ann"], null, [], null, "MIT", ["Web.csproj"]))], [], []);
}

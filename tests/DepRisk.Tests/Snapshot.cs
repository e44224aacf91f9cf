using System.Runtime.CompilerServices;
using System.Text;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace DepRisk.Tests;

/// <summary>
/// Compares text with a file beside the test, <c>Snapshots/NAME</c>. Set DEPRISK_UPDATE_SNAPSHOTS=1 to write what the test
/// produced, and read the difference in git before committing it.
/// </summary>
public static class Snapshot
{
    public static void Matches(string name, string actual, [CallerFilePath] string testFile = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(testFile)!, "Snapshots", name);
        if (Environment.GetEnvironmentVariable("DEPRISK_UPDATE_SNAPSHOTS") is "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
            return;
        }

        Assert.True(File.Exists(path), $"There is no snapshot {name} yet; run once with DEPRISK_UPDATE_SNAPSHOTS=1 and read what it wrote.");
        var expected = File.ReadAllText(path);
        if (!string.Equals(expected, actual, StringComparison.Ordinal))
        {
            Assert.Fail($"{name} differs:\n{Difference(expected, actual)}");
        }
    }

    private static string Difference(string expected, string actual)
    {
        var text = new StringBuilder();
        foreach (var line in new InlineDiffBuilder(new DiffPlex.Differ()).BuildDiffModel(expected, actual).Lines.Where(line => line.Type is not ChangeType.Unchanged).Take(60))
        {
            text.Append(line.Type is ChangeType.Inserted ? "+ " : "- ").Append(line.Text).Append('\n');
        }

        return text.ToString();
    }
}

using DepRisk.Restore;

namespace DepRisk.Tests.Restore;

public sealed class LockFileCacheTests
{
    [Fact]
    public void Row_41_parses_equal_bytes_once_and_still_names_each_file()
    {
        const string json = """{ "version": 1, "dependencies": { "net8.0": { "A": { "type": "Direct", "resolved": "1.0.0" } }, "klingon1.0": {} } }""";
        var folder = Directory.CreateTempSubdirectory().FullName;
        var paths = new List<string> { Path.Combine(folder, "a.lock.json"), Path.Combine(folder, "b.lock.json") };
        paths.ForEach(path => File.WriteAllText(path, json));
        var cache = new LockFileCache();

        var files = paths.ConvertAll(path => cache.Read(path).Value!);

        Assert.Equal(1, cache.Count);
        Assert.Same(files[0].Targets[0], files[1].Targets[0]);
        Assert.Equal(paths, files.Select(file => file.Path), StringComparer.Ordinal);
        Assert.Equal(paths, files.SelectMany(file => file.Problems).Select(problem => problem.Path), StringComparer.Ordinal);
    }

    [Fact]
    public void Does_not_keep_errors()
    {
        var cache = new LockFileCache();

        Assert.NotNull(cache.Read(Path.Combine(Path.GetTempPath(), "no such", "packages.lock.json")).Error);
        Assert.Equal(0, cache.Count);
    }
}

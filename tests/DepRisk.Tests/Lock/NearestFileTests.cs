using DepRisk.Lock;

namespace DepRisk.Tests.Lock;

public sealed class NearestFileTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("deprisk-nearest-").FullName;

    [Fact]
    public void Is_the_one_in_the_folder_then_the_nearest_above_up_to_the_repository()
    {
        var scope = Path.Combine(_root, "repository", "src", "Web");
        Directory.CreateDirectory(scope);
        Directory.CreateDirectory(Path.Combine(_root, "repository", ".git"));
        var beyond = Write(_root);
        Assert.Null(NearestFile.Find(scope, "deprisk.json"));
        var top = Write(Path.Combine(_root, "repository"));
        Assert.Equal(top, NearestFile.Find(scope, "deprisk.json"));
        var own = Write(scope);
        Assert.Equal(own, NearestFile.Find(scope, "deprisk.json"));
        Directory.Delete(Path.Combine(_root, "repository", ".git"));
        File.Delete(own);
        File.Delete(top);
        Assert.Equal(beyond, NearestFile.Find(scope, "deprisk.json"));
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static string Write(string folder)
    {
        var path = Path.Combine(folder, "deprisk.json");
        File.WriteAllText(path, "{}");
        return path;
    }
}

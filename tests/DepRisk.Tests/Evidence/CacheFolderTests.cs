using DepRisk.Evidence;

namespace DepRisk.Tests.Evidence;

public sealed class CacheFolderTests
{
    private static readonly string Home = Path.Combine(Path.GetPathRoot(AppContext.BaseDirectory)!, "home", "ann");

    [Fact]
    public void The_users_own_folder_of_each_system_unless_a_variable_names_one()
    {
        Assert.Equal(Path.Combine(Home, "own"), Find("", ("DEPRISK_CACHE", Path.Combine(Home, "own")), ("HOME", Home)));
        Assert.Equal(Path.Combine(Home, ".cache", "deprisk"), Find("", ("HOME", Home)));
        Assert.Equal(Path.Combine(Home, "xdg", "deprisk"), Find("", ("HOME", Home), ("XDG_CACHE_HOME", Path.Combine(Home, "xdg"))));
        Assert.Equal(Path.Combine(Home, ".cache", "deprisk"), Find("", ("HOME", Home), ("XDG_CACHE_HOME", "relative")));
        Assert.Equal(Path.Combine(Home, "Library", "Caches", "deprisk"), Find("mac", ("HOME", Home), ("XDG_CACHE_HOME", Path.Combine(Home, "xdg"))));
        Assert.Equal(Path.Combine(Home, "local", "deprisk"), Find("windows", ("LOCALAPPDATA", Path.Combine(Home, "local"))));
    }

    [Fact]
    public void No_folder_where_no_variable_says_where_the_users_is()
    {
        Assert.Null(Find(""));
        Assert.Null(Find("mac"));
        Assert.Null(Find("windows", ("HOME", Home)));
    }

    private static string? Find(string system, params (string Name, string Value)[] environment) => CacheFolder.Find(
        name => environment.FirstOrDefault(variable => variable.Name.Equals(name, StringComparison.Ordinal)).Value, system is "windows", system is "mac");
}

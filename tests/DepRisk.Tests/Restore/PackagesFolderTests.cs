using DepRisk.Input;
using DepRisk.Restore;

namespace DepRisk.Tests.Restore;

public sealed class PackagesFolderTests
{
    private readonly string _root = Directory.CreateTempSubdirectory().FullName;

    private static readonly PackagesConfigFile NoFile = new("packages.config", []);

    private string Make(string folder) => Directory.CreateDirectory(Path.Combine(_root, folder)).FullName;

    private PackagesConfigFile Project(string folder)
    {
        Make(".git");
        return NoFile with { Path = Path.Combine(Make(folder), "packages.config"), Packages = [new PackagesConfigEntry("Moq", "4.1.0", "net45", false, null)] };
    }

    [Theory]
    [InlineData("Moq.4.1.0", "moq", "4.1.0")]
    [InlineData("EnyimMemcached.2.12", "EnyimMemcached", "2.12")]
    [InlineData("A.1.0.0", "A", "1.0")]
    [InlineData("newtonsoft.json/13.0.3-beta1", "Newtonsoft.Json", "13.0.3-Beta1")]
    public void Finds_a_package_in_either_layout(string folder, string id, string version)
    {
        var path = Make(folder);

        Assert.Equal(path, PackagesFolder.Open(_root)!.Find(id, version));
    }

    [Theory]
    [InlineData("a", "..")]
    [InlineData("a", "../b/1.0")]
    [InlineData("../a", "1.0")]
    public void Never_leaves_the_folder(string id, string version)
    {
        Make("a/1.0");
        Make("b/1.0");

        Assert.Null(PackagesFolder.Open(_root)!.Find(id, version));
    }

    [Fact]
    public void Goes_up_to_the_packages_folder_that_holds_one_of_the_packages()
    {
        var file = Project("src/App");
        Make("src/packages/left-pad");
        var package = Make("packages/Moq.4.1.0");

        Assert.Equal(Path.GetDirectoryName(package), PackagesFolder.Above(file, [])!.Path);
    }

    [Fact]
    public void Honours_repositoryPath()
    {
        var file = Project("src/App");
        var package = Make("lib/nuget/Moq.4.1.0");
        File.WriteAllText(Path.Combine(_root, "src", "NuGet.Config"), """<configuration><config><add key="repositorypath" value="..\lib\nuget" /></config></configuration>""");

        Assert.Equal(Path.GetDirectoryName(package), PackagesFolder.Above(file, [])!.Path);
    }

    [Fact]
    public void Says_that_a_configuration_cannot_be_read()
    {
        var file = Project("App");
        File.WriteAllText(Path.Combine(_root, "NuGet.Config"), "<configuration>");
        List<InputError> problems = [];

        Assert.Null(PackagesFolder.Above(file, problems));
        Assert.Equal((InputErrorCode.Malformed, false), (problems[0].Code, problems[0].IsPartial));
    }

    [Fact]
    public void Is_nothing_where_there_is_no_folder() => Assert.Null(PackagesFolder.Open(Path.Combine(_root, "none")));
}

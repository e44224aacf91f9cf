using System.IO.Compression;
using System.Text;
using DepRisk.Input;
using DepRisk.Packages;
using DepRisk.Restore;

namespace DepRisk.Tests.Restore;

public sealed class NuspecDependenciesTests
{
    internal const string Groups = """
        <?xml version="1.0"?>
        <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
          <metadata>
            <id>A</id>
            <dependencies>
              <group><dependency id="Old" version="1.0" /></group>
              <group targetFramework=".NETFramework4.5"><dependency id="B" version="[1.0, 2.0)" /><dependency id="C" /></group>
              <group targetFramework=".NETStandard2.0" />
              <group targetFramework="klingon1.0"><dependency id="K" /></group>
            </dependencies>
          </metadata>
        </package>
        """;

    private static Result<NuspecDependencies> Parse(string xml) => NuspecDependencies.Parse("A.nuspec", Encoding.UTF8.GetBytes(xml));

    [Theory]
    [InlineData("net472", "B,C")]
    [InlineData("net40", "Old")]
    [InlineData("netcoreapp3.1", "")]
    [InlineData(null, "Old")]
    public void Gives_the_group_nearest_to_the_framework(string? framework, string expected)
    {
        var group = Parse(Groups).Value!.Nearest(framework is null ? null : FrameworkName.Parse(framework))!;

        Assert.Equal(expected, string.Join(',', group.Dependencies.Select(dependency => dependency.Id)));
    }

    [Fact]
    public void Gives_none_where_no_group_fits() => Assert.Null(
        Parse("<package><metadata><dependencies><group targetFramework='net45' /></dependencies></metadata></package>").Value!.Nearest(FrameworkName.Parse("net40")));

    [Theory]
    [InlineData("<package><metadata><dependencies><dependency id='X' version='1.0' /></dependencies></metadata></package>", 1)]
    [InlineData("<package><metadata><dependencies /></metadata></package>", 0)]
    [InlineData("<package><metadata /></package>", 0)]
    public void Takes_a_list_without_groups_as_one_for_any_framework(string xml, int count) =>
        Assert.Equal(count, Parse(xml).Value!.Nearest(FrameworkName.Parse("net20"))!.Dependencies.Length);

    [Theory]
    [InlineData("<project />", InputErrorCode.Unexpected)]
    [InlineData("<package><metadata><dependencies><dependency version='1' /></dependencies></metadata></package>", InputErrorCode.Unexpected)]
    [InlineData("<!DOCTYPE p><package />", InputErrorCode.Malformed)]
    [InlineData("<package>", InputErrorCode.Malformed)]
    public void Refuses_what_is_no_nuspec(string xml, InputErrorCode code) => Assert.Equal(code, Parse(xml).Error!.Code);

    [Fact]
    public void Reads_the_nuspec_in_the_root_of_a_package()
    {
        var path = Package(("lib/evil.nuspec", "<nonsense"), ("A.nuspec", Groups));

        Assert.Equal(4, NuspecDependencies.ReadPackage(path).Value!.Groups.Length);
    }

    [Fact]
    public void Refuses_a_package_without_nuspec_and_a_file_that_is_no_package()
    {
        var noPackage = Path.Combine(Directory.CreateTempSubdirectory().FullName, "a.nupkg");
        File.WriteAllText(noPackage, "PK but no more");

        Assert.Equal(InputErrorCode.Unexpected, NuspecDependencies.ReadPackage(Package(("readme.md", ""))).Error!.Code);
        Assert.Equal(InputErrorCode.Unreadable, NuspecDependencies.ReadPackage(noPackage).Error!.Code);
    }

    [Fact]
    public void Refuses_a_nuspec_that_unpacks_beyond_the_limit() =>
        Assert.Equal(InputErrorCode.LimitExceeded, NuspecDependencies.ReadPackage(Package(("A.nuspec", "<package>" + new string(' ', 20_000_000)))).Error!.Code);

    private static string Package(params (string Name, string Content)[] entries)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "a.1.0.0.nupkg");
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var (name, content) in entries)
        {
            using var writer = new StreamWriter(zip.CreateEntry(name).Open());
            writer.Write(content);
        }

        return path;
    }
}

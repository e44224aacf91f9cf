using System.Text;
using System.Xml;
using DepRisk.Input;
using DepRisk.Restore;

namespace DepRisk.Tests.Restore;

public sealed class PackagesConfigReaderTests
{
    internal static Result<PackagesConfigFile> Parse(string xml) => PackagesConfigReader.Parse("packages.config", Encoding.UTF8.GetBytes(xml));

    [CorpusFact]
    public void Reads_every_file_of_the_corpus_with_the_entries_of_another_reader()
    {
        var files = Corpus.Files("packages-config", "packages.config");
        Assert.Equal(17, files.Count);
        foreach (var path in files)
        {
            List<string> expected = [];
            using (var reader = XmlReader.Create(path))
            {
                while (reader.ReadToFollowing("package"))
                {
                    expected.Add($"{reader.GetAttribute("id")} {reader.GetAttribute("version")} {reader.GetAttribute("targetFramework")} {reader.GetAttribute("developmentDependency") is "true"}");
                }
            }

            var file = PackagesConfigReader.Read(path).Value!;

            Assert.Equal(expected, file.Packages.Select(package => $"{package.Id} {package.Version} {package.TargetFramework} {package.DevelopmentDependency}"), StringComparer.Ordinal);
        }
    }

    [Fact]
    public void Reads_all_that_an_entry_says()
    {
        var file = Parse("""
            <?xml version="1.0" encoding="utf-8"?>
            <!-- a comment -->
            <packages>
              <package id="A" version="1.0" targetFramework="net45" developmentDependency="TRUE" allowedVersions="[1,2)" />
              <package id="B" version="2.0.0.602"></package>
            </packages>
            """).Value!;

        Assert.Equal(
            [new PackagesConfigEntry("A", "1.0", "net45", true, "[1,2)"), new PackagesConfigEntry("B", "2.0.0.602", null, false, null)],
            file.Packages.AsEnumerable());
    }

    [Theory]
    [InlineData("", InputErrorCode.Malformed)]
    [InlineData("<packages>", InputErrorCode.Malformed)]
    [InlineData("{}", InputErrorCode.Malformed)]
    [InlineData("<configuration />", InputErrorCode.Unexpected)]
    [InlineData("<packages><package version='1.0' /></packages>", InputErrorCode.Unexpected)]
    [InlineData("<packages><package id='A' version='' /></packages>", InputErrorCode.Unexpected)]
    [InlineData("<packages><package id='A' version='1' /><package id='a' version='1' /></packages>", InputErrorCode.Unexpected)]
    [InlineData("<!DOCTYPE packages [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><packages>&x;</packages>", InputErrorCode.Malformed)]
    public void Refuses_what_is_no_packages_config_with_a_position(string xml, InputErrorCode code)
    {
        var error = Parse(xml).Error!;

        Assert.Equal(code, error.Code);
        Assert.DoesNotContain('\n', error.Message);
        Assert.DoesNotContain("root:", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_package_id_beyond_the_limit_of_NuGet() =>
        Assert.Equal(InputErrorCode.LimitExceeded, Parse($"<packages><package id='{new string('a', 10_000)}' version='1' /></packages>").Error!.Code);

    [CorpusFact]
    public void Never_throws_for_mutations_of_real_files()
    {
        foreach (var path in Corpus.Files("packages-config", "packages.config"))
        {
            var whole = File.ReadAllBytes(path);
            foreach (var bytes in Mutations.Of(whole, seed: 40, count: 60).Concat(Enumerable.Range(0, whole.Length).Select(length => whole[..length])))
            {
                var result = PackagesConfigReader.Parse("mutated", bytes);
                Assert.True(result.Value is null ^ result.Error is null);
                if (result.Value is { } file)
                {
                    PackagesConfigGraphTests.Target(file, folder: null);
                }
            }
        }
    }
}

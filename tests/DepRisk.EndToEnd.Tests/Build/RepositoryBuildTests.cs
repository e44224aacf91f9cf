namespace DepRisk.EndToEnd.Tests.Build;

/// <summary>This repository takes its own medicine: one line installs the package for all of its projects.</summary>
public sealed class RepositoryBuildTests
{
    [Fact]
    public void A_copy_of_this_repository_builds_with_its_own_package()
    {
        using var folder = new BuildFolder(isAlone: false);
        Repository.Copy(folder["copy"]);
        Insert(folder, "copy/Directory.Build.props", """<ItemGroup><PackageReference Include="DepRisk" PrivateAssets="all" /></ItemGroup>""");
        Insert(folder, "copy/Directory.Packages.props", $"""<ItemGroup><PackageVersion Include="DepRisk" Version="{BuiltPackage.Version}" /></ItemGroup>""");
        // A package cannot refer to itself (NU1108).
        folder.Write("copy/src/DepRisk.Build/DepRisk.Build.csproj", File.ReadAllText(folder["copy/src/DepRisk.Build/DepRisk.Build.csproj"]).Replace("<PackageId>DepRisk</PackageId>", "<PackageId>DepRisk.Copy</PackageId>", StringComparison.Ordinal));

        var build = folder.Build("copy/DepRisk.sln").Ended(0);
        Assert.Empty(build.Errors);
        foreach (var project in new[] { "src/DepRisk.Core", "src/DepRisk.Tool", "src/DepRisk.Build", "tests/DepRisk.Tests" })
        {
            Assert.True(File.Exists(folder[$"copy/{project}/obj/Debug/net10.0/deprisk.model.tsv"]), project);
        }

        // There is no lock: the apps of this repository show what the tool says of them, and its libraries and tests nothing.
        Assert.All(build.Warnings, warning => Assert.Matches("^copy/(src/DepRisk.(Tool|Build)|tests/DepRisk.Benchmarks)/|^copy/Directory", warning.File));
        Assert.All(build.Warnings, warning => Assert.StartsWith("DR1", warning.Code, StringComparison.Ordinal));
    }

    private static void Insert(BuildFolder folder, string file, string items)
    {
        var text = File.ReadAllText(folder[file]);
        folder.Write(file, text[..text.LastIndexOf("</Project>", StringComparison.Ordinal)] + items + "\n</Project>\n");
    }
}

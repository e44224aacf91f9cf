namespace DepRisk.EndToEnd.Tests.Build;

/// <summary>This repository takes its own medicine: one line installs the package for all of its projects.</summary>
public sealed class RepositoryBuildTests
{
    [Fact]
    public void A_copy_of_this_repository_builds_with_its_own_package()
    {
        using var folder = new BuildFolder { Packages = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()) };
        try
        {
            Repository.Copy(folder["copy"]);
            folder.Write("copy/nuget.config", $"""<configuration><packageSources><add key="test" value="{BuiltPackage.Shared.Feed}" /></packageSources></configuration>""");
            var props = File.ReadAllText(folder["copy/Directory.Build.props"]);
            folder.Write("copy/Directory.Build.props", props.Replace("</Project>", BuildFolder.Install.Replace($" Version=\"{BuiltPackage.Version}\"", "", StringComparison.Ordinal) + "</Project>", StringComparison.Ordinal));
            var versions = File.ReadAllText(folder["copy/Directory.Packages.props"]);
            folder.Write("copy/Directory.Packages.props", versions.Replace("</Project>", $"""<ItemGroup><PackageVersion Include="DepRisk" Version="{BuiltPackage.Version}" /></ItemGroup></Project>""", StringComparison.Ordinal));

            // The packages of the user are read where they are; what is new goes to a folder of its own.
            var users = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
            var build = folder.Build("copy/DepRisk.sln", $"-p:RestoreFallbackFolders={users}", "-p:NuGetAudit=false").Ended(0);
            Assert.Empty(build.Errors);
            Assert.All(build.Warnings, warning => Assert.StartsWith("DR1", warning.Code, StringComparison.Ordinal));
            Assert.True(File.Exists(folder["copy/src/DepRisk.Core/obj/Debug/net10.0/deprisk.model.tsv"]));
            Assert.True(Directory.Exists(Path.Combine(folder.Packages, "deprisk", BuiltPackage.Version)));

            // The tool is an app, and what it shows is what the tool says of itself.
            Assert.All(build.Warnings, warning => Assert.StartsWith("copy/", warning.File, StringComparison.Ordinal));
        }
        finally
        {
            if (Directory.Exists(folder.Packages))
            {
                Directory.Delete(folder.Packages, recursive: true);
            }
        }
    }
}

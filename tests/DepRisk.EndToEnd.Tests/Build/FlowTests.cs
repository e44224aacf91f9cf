using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace DepRisk.EndToEnd.Tests.Build;

/// <summary>Whoever refers to a project that uses the package does not get it.</summary>
public sealed class FlowTests
{
    /// <summary>Without PrivateAssets NuGet writes the name down as a dependency, and leaves out all that the package has: targets and analyzers.</summary>
    [Theory]
    [InlineData("PrivateAssets=\"all\"", false)]
    [InlineData("", true)]
    public void A_reference_to_the_project_or_to_its_package_brings_nothing_of_it(string attribute, bool isNamed)
    {
        using var folder = new BuildFolder();
        folder.Project("Lib/Lib.csproj", "<Version>3.0.0</Version><IsPackable>true</IsPackable>");
        var lib = File.ReadAllText(folder["Lib/Lib.csproj"]);
        folder.Write("Lib/Lib.csproj", lib.Replace("</Project>", $"""<ItemGroup><PackageReference Include="DepRisk" Version="{BuiltPackage.Version}" {attribute} /></ItemGroup></Project>""", StringComparison.Ordinal));
        folder.Project("App/App.csproj", "<OutputType>Exe</OutputType><UseAppHost>false</UseAppHost>", ["../Lib/Lib.csproj", .. ShopFolder.Hidden]);
        var build = folder.Build("App/App.csproj").Ended(0);
        Assert.Empty(build.Warnings);
        Assert.True(File.Exists(folder["Lib/obj/Debug/net10.0/deprisk.model.tsv"]));
        Assert.Equal([], Uses(folder, "App/App.csproj"));

        folder.Run("pack", "Lib/Lib.csproj", "-o", folder["feed"]).Ended(0);
        using (var package = ZipFile.OpenRead(folder["feed/Lib.3.0.0.nupkg"]))
        {
            using var reader = new StreamReader(package.GetEntry("Lib.nuspec")!.Open(), Encoding.UTF8);
            var lines = reader.ReadToEnd().Split('\n').Where(line => line.Contains("DepRisk", StringComparison.Ordinal)).Select(line => line.Trim());
            Assert.Equal(isNamed ? [$"<dependency id=\"DepRisk\" version=\"{BuiltPackage.Version}\" exclude=\"Build,Analyzers\" />"] : [], lines);
        }

        folder.Write("Consumer/nuget.config", $"""<configuration><packageSources><add key="lib" value="{folder["feed"]}" /></packageSources></configuration>""");
        folder.Project("Consumer/Consumer.csproj", $"<OutputType>Exe</OutputType><UseAppHost>false</UseAppHost><RestorePackagesPath>{folder["consumed"]}</RestorePackagesPath>", "Lib 3.0.0");
        folder.Build("Consumer/Consumer.csproj").Ended(0);
        Assert.Equal([], Uses(folder, "Consumer/Consumer.csproj"));
        Assert.DoesNotContain(folder.Files(), file => file.StartsWith("Consumer/", StringComparison.Ordinal) && Path.GetFileName(file).StartsWith("deprisk", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>What of the package a project evaluates: its properties and its analyzer.</summary>
    private static string[] Uses(BuildFolder folder, string project)
    {
        using var json = JsonDocument.Parse(folder.Dotnet("msbuild", project, "-nologo", "-t:ResolvePackageAssets", "-getProperty:DepRiskTool", "-getProperty:DepRiskModelFile", "-getItem:Analyzer").Ended(0).Output);
        var properties = json.RootElement.GetProperty("Properties").EnumerateObject().Where(property => property.Value.GetString()!.Length > 0).Select(property => property.Name);
        var analyzers = json.RootElement.GetProperty("Items").GetProperty("Analyzer").EnumerateArray()
            .Select(item => item.GetProperty("Filename").GetString()!).Where(name => name.StartsWith("DepRisk", StringComparison.Ordinal));
        return [.. properties, .. analyzers];
    }
}

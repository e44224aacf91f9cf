using System.Text;

namespace DepRisk.EndToEnd.Tests.Build;

/// <summary>DepRiskSbom=true: the document beside the assembly.</summary>
public sealed class SbomBuildTests
{
    private const string App = "App/App.csproj";
    private const string Document = "App/bin/Debug/net10.0/App.cdx.json";

    [Fact]
    public void A_build_writes_what_the_tool_writes_of_the_same_project()
    {
        using var folder = SbomFolder.WithApp();
        var build = folder.Build(App).Ended(0);
        Assert.Empty(build.Errors);
        Assert.Contains("Task \"DepRiskSbom\"", build.Replay, StringComparison.Ordinal);
        folder.Deprisk("sbom", App, "--no-restore", "-o", "tool.json").Ended(0);
        Assert.Equal(File.ReadAllText(folder["tool.json"]), Encoding.UTF8.GetString(folder.Sbom(Document)));
        folder.Deprisk("sbom", "Lib/Lib.csproj", "--no-restore", "-o", "lib.json").Ended(0);
        Assert.Equal(File.ReadAllText(folder["lib.json"]), Encoding.UTF8.GetString(folder.Sbom("Lib/bin/Debug/net10.0/Lib.cdx.json")));

        // What ships is what lies there, and where our code uses it is known, although nothing was built before.
        Assert.Equal(folder.CodeFilesIn("App/bin", "App.dll", "Lib.dll"), SbomFolder.CodeFiles(folder.Sbom(Document)));
        Assert.Contains("\"location\": \"Code.cs\"", Encoding.UTF8.GetString(folder.Sbom(Document)), StringComparison.Ordinal);

        // An app's folder is not where the documents of its libraries gather.
        Assert.Equal(["App/bin/Debug/net10.0/App.cdx.json"], folder.Files().Where(file => file.StartsWith("App/bin/", StringComparison.Ordinal) && file.Contains(".cdx.", StringComparison.Ordinal)));
    }

    [Fact]
    public void Options_are_properties_and_another_process_writes_the_same()
    {
        using var folder = SbomFolder.WithApp("ein Ordner für Bücher, 本");
        folder.Write("App/Directory.Build.props", $"""
            <Project>
              <Import Project="../Directory.Build.props" />
              <PropertyGroup>
                <DepRiskSbomFile>app.xml</DepRiskSbomFile>
                <DepRiskSbomVersion>1.5</DepRiskSbomVersion>
                <DepRiskSbomManufacturer>Bücher; 100% Ltd (x) * 'y'</DepRiskSbomManufacturer>
                <DepRiskSbomManufacturerUrl>https://shop.example</DepRiskSbomManufacturerUrl>
                <DepRiskSbomAuthor>Ann &lt;ann@shop.example&gt;</DepRiskSbomAuthor>
                <DepRiskSbomSha256>true</DepRiskSbomSha256>
              </PropertyGroup>
            </Project>
            """);
        folder.Build(App).Ended(0);
        var inside = folder.Sbom("App/bin/Debug/net10.0/app.xml");
        folder.Deprisk("sbom", App, "--no-restore", "-o", "tool.xml", "--spec-version", "1.5", "--manufacturer", "Bücher; 100% Ltd (x) * 'y'", "--manufacturer-url", "https://shop.example", "--author", "Ann <ann@shop.example>", "--sha256").Ended(0);
        Assert.Equal(File.ReadAllText(folder["tool.xml"]), Encoding.UTF8.GetString(inside));

        folder.Run("clean", App).Ended(0);
        Assert.DoesNotContain(folder.Files(), file => file.EndsWith("app.xml", StringComparison.Ordinal) && !file.StartsWith("tool", StringComparison.Ordinal));
        Assert.DoesNotContain(folder.Files(), file => file.Contains("/deprisk.sbom/", StringComparison.Ordinal) && file.StartsWith("App/", StringComparison.Ordinal));
        var outside = folder.Build(App, "--no-restore", "-p:DepRiskOutOfProcess=true").Ended(0);
        Assert.DoesNotContain("Task \"DepRiskSbom\"", outside.Replay, StringComparison.Ordinal);
        Assert.Equal(inside, folder.Sbom("App/bin/Debug/net10.0/app.xml"));
    }

    [Fact]
    public void A_host_that_cannot_write_it_fails_the_build_and_says_what_is_missing()
    {
        using var folder = SbomFolder.WithApp();
        var build = folder.Build(App, "-p:DepRiskOutOfProcess=true", "-p:DepRiskDotnet=nothing-of-this-name").Ended(1);
        Assert.Equal(["DR9014"], build.Errors.Select(error => error.Code).Distinct(StringComparer.Ordinal));
        Assert.False(File.Exists(folder[Document]));
    }

    [Fact]
    public void Nothing_changed_writes_nothing_and_what_decides_is_noticed()
    {
        using var folder = SbomFolder.WithApp();
        folder.Build(App).Ended(0);
        var (first, written) = (folder.Sbom(Document), File.GetLastWriteTimeUtc(folder[Document]));
        var second = folder.Build(App).Ended(0);
        Assert.True(second.Skipped("_DepRiskSbomBuildWrite"));
        Assert.DoesNotContain("Task \"DepRiskSbom\"", second.Replay, StringComparison.Ordinal);
        Assert.False(second.Compiled);
        Assert.Equal(written, File.GetLastWriteTimeUtc(folder[Document]));

        // A touched but equal input is looked at, and the document keeps its time.
        File.SetLastWriteTimeUtc(folder["App/obj/project.assets.json"], File.GetLastWriteTimeUtc(folder["App/obj/project.assets.json"]).AddMinutes(1));
        Assert.Contains("Task \"DepRiskSbom\"", folder.Build(App, "--no-restore").Ended(0).Replay, StringComparison.Ordinal);
        Assert.Equal((Convert.ToHexString(first), written), (Convert.ToHexString(folder.Sbom(Document)), File.GetLastWriteTimeUtc(folder[Document])));

        folder.Build(App, "--no-restore", "-p:SOURCE_DATE_EPOCH=1700000000").Ended(0);
        Assert.Contains("\"timestamp\": \"2023-11-14T22:13:20Z\"", Encoding.UTF8.GetString(folder.Sbom(Document)), StringComparison.Ordinal);
        folder.Build(App, "--no-restore").Ended(0);
        Assert.Equal(first, folder.Sbom(Document));
    }

    [Fact]
    public void Two_folders_give_the_same_bytes_whatever_was_built_before()
    {
        using var one = SbomFolder.WithApp("one");
        using var two = SbomFolder.WithApp("another place, höher");
        one.Build(App).Ended(0);
        one.Write("App/More.cs", "class More { object It = new Motor.Engine(); }\n");
        two.Write("App/More.cs", "class More { object It = new Motor.Engine(); }\n");
        foreach (var folder in new[] { one, two })
        {
            folder.Build(App, "-c", "Release").Ended(0);
        }

        Assert.Equal(one.Sbom("App/bin/Release/net10.0/App.cdx.json"), two.Sbom("App/bin/Release/net10.0/App.cdx.json"));
        Assert.Contains("More.cs", Encoding.UTF8.GetString(two.Sbom("App/bin/Release/net10.0/App.cdx.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_target_framework_has_its_document()
    {
        using var folder = SbomFolder.Create();
        folder.Project("Lib/Lib.csproj", "<TargetFrameworks>net10.0;netstandard2.0</TargetFrameworks><UseAppHost>false</UseAppHost>", "Gear 1.0.0");
        folder.Build("Lib/Lib.csproj").Ended(0);
        foreach (var framework in new[] { "net10.0", "netstandard2.0" })
        {
            folder.Deprisk("sbom", "Lib/Lib.csproj", "--no-restore", "--framework", framework, "-o", framework + ".json").Ended(0);
            Assert.Equal(File.ReadAllText(folder[framework + ".json"]), Encoding.UTF8.GetString(folder.Sbom($"Lib/bin/Debug/{framework}/Lib.cdx.json")));
        }

        Assert.Empty(folder.Scopes("Lib/bin/Debug/net10.0/Lib.cdx.json", "NETStandard.Library"));
        Assert.Single(folder.Scopes("Lib/bin/Debug/netstandard2.0/Lib.cdx.json", "pkg:nuget/NETStandard.Library"));
    }

    [Theory]
    [InlineData("-p:DepRiskSbomVersion=2.0", "DepRiskSbomVersion")]
    [InlineData("-p:DepRiskSbomFile=app.txt", "DepRiskSbomFile")]
    [InlineData("-p:DepRiskSbomManufacturerUrl=shop", "DepRiskSbomManufacturerUrl")]
    [InlineData("-p:SOURCE_DATE_EPOCH=today", "SOURCE_DATE_EPOCH")]
    public void What_cannot_be_written_fails_the_build_every_time(string property, string named)
    {
        using var folder = SbomFolder.Create();
        folder.Project(App, "<OutputType>Exe</OutputType><UseAppHost>false</UseAppHost>", "Plain 1.0.0");
        var error = Assert.Single(folder.Build(App, property).Ended(1).Errors);
        Assert.Equal("DR9006", error.Code);
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
        var outside = Assert.Single(folder.Build(App, "--no-restore", property, "-p:DepRiskOutOfProcess=true").Ended(1).Errors);
        Assert.Equal((error.Code, error.Message), (outside.Code, outside.Message));
        Assert.DoesNotContain(folder.Files(), file => file.Contains(".cdx.", StringComparison.Ordinal));
        Assert.Empty(folder.Build(App, "--no-restore").Ended(0).Errors);
    }

    [Fact]
    public void Nothing_is_written_for_tests_for_editors_and_where_nobody_asks()
    {
        using var folder = SbomFolder.Create();
        folder.Project("Tests/Tests.csproj", "<IsTestProject>true</IsTestProject>", "Plain 1.0.0");
        folder.Project(App, "<OutputType>Exe</OutputType><UseAppHost>false</UseAppHost>", "Plain 1.0.0");
        folder.Build("Tests/Tests.csproj").Ended(0);
        folder.Build(App, "-p:DepRiskSbom=false").Ended(0);
        folder.Run("msbuild", App, "-t:Compile", "-p:DesignTimeBuild=true", "-p:SkipCompilerExecution=true", "-p:ProvideCommandLineArgs=true").Ended(0);
        Assert.DoesNotContain(folder.Files(), file => file.Contains("sbom", StringComparison.Ordinal) || file.Contains(".cdx.", StringComparison.Ordinal));
    }
}

using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;

namespace DepRisk.EndToEnd.Tests.Build;

/// <summary>The document of what is delivered: with `dotnet publish`, and in a package. Rows 10, 18 and 19 of the list of correctness cases.</summary>
public sealed class SbomPublishTests
{
    private const string App = "App/App.csproj";
    private const string Exe = "<OutputType>Exe</OutputType><UseAppHost>false</UseAppHost>";

    [Fact]
    public void Row_10_The_document_of_a_publish_leaves_out_what_publish_leaves_out()
    {
        using var folder = SbomFolder.Create(pack: feed =>
        {
            feed.Pack("Case10.Lib", "1.0.0").Pack("Case10.Below", "1.0.0").Pack("Case10.Said", "1.0.0").Pack("Case10.Shared", "1.0.0", dependencies: On("Case10.Both 1.0.0")).Pack("Case10.Both", "1.0.0");
            feed.Pack("Case10.Yaml", "16.3.0", dependencies: On("Case10.Below 1.0.0", "Case10.Both 1.0.0")).Pack("Case10.Kept", "1.0.0");
        });
        folder.Project(App, Exe, "Case10.Shared 1.0.0");
        folder.Write(App, File.ReadAllText(folder[App]).Replace(
            "</ItemGroup>",
            """
              <PackageReference Include="Case10.Lib" Version="1.0.0" />
              <PackageReference Include="Case10.Yaml" Version="16.3.0" PrivateAssets="all" IncludeAssets="runtime" />
              <PackageReference Include="Case10.Kept" Version="1.0.0" PrivateAssets="all" IncludeAssets="runtime" Publish="true" />
              <PackageReference Include="Case10.Said" Version="1.0.0" Publish="false" />
            </ItemGroup>
            """,
            StringComparison.Ordinal));
        folder.Run("publish", App, "-o", folder["out"]).Ended(0);
        var built = folder.Sbom("App/bin/Release/net10.0/App.cdx.json");
        var published = folder.Sbom("out/App.cdx.json");

        Assert.Equal(["Case10.Both.dll", "Case10.Kept.dll", "Case10.Lib.dll", "Case10.Shared.dll"], folder.CodeFilesIn("out", "App.dll"));
        Assert.Equal(folder.CodeFilesIn("out", "App.dll"), SbomFolder.CodeFiles(published));
        Assert.Equal(folder.CodeFilesIn("App/bin/Release/net10.0", "App.dll"), SbomFolder.CodeFiles(built));
        Assert.Contains("Case10.Yaml.dll", SbomFolder.CodeFiles(built));
        Assert.Empty(folder.Scopes("out/App.cdx.json", "Case10.Yaml"));
        Assert.Contains("\"deprisk:publish\"", Encoding.UTF8.GetString(built), StringComparison.Ordinal);
        Assert.DoesNotContain("\"deprisk:publish\"", Encoding.UTF8.GetString(published), StringComparison.Ordinal);
    }

    [Fact]
    public void The_tool_writes_the_document_of_a_publish_too()
    {
        using var folder = SbomFolder.WithApp();
        folder.Write(App, File.ReadAllText(folder[App]).Replace("Include=\"Import\"", "PrivateAssets=\"all\" Include=\"Import\"", StringComparison.Ordinal));
        folder.Run("publish", App, "-c", "Debug", "-o", folder["out"]).Ended(0);
        folder.Deprisk("sbom", App, "--no-restore", "--published", "-o", "tool.json").Ended(0);
        Assert.Equal(File.ReadAllText(folder["tool.json"]), Encoding.UTF8.GetString(folder.Sbom("out/App.cdx.json")));
        Assert.DoesNotContain("Import.dll", folder.CodeFilesIn("out", "App.dll", "Lib.dll"));
        Assert.Equal(folder.CodeFilesIn("out", "App.dll", "Lib.dll"), SbomFolder.CodeFiles(folder.Sbom("out/App.cdx.json")));

        // Nothing is built, and another process writes it; bytes are the same, and so is the second time, when there is nothing to do.
        File.Delete(folder["out/App.cdx.json"]);
        folder.Run("publish", App, "-c", "Debug", "--no-build", "-p:DepRiskOutOfProcess=true", "-p:DepRiskSbomAuthor=Ann", "-o", folder["out"]).Ended(0);
        Assert.Contains("Ann", Encoding.UTF8.GetString(folder.Sbom("out/App.cdx.json")), StringComparison.Ordinal);
        folder.Run("publish", App, "-c", "Debug", "--no-build", "-o", folder["out"]).Ended(0);
        Assert.Equal(File.ReadAllText(folder["tool.json"]), Encoding.UTF8.GetString(folder.Sbom("out/App.cdx.json")));
        Assert.True(folder.Run("publish", App, "-c", "Debug", "--no-build", "-o", folder["out"]).Ended(0).Skipped("_DepRiskSbomPublishWrite"));
    }

    [Fact]
    public void Row_18_Publishing_for_a_runtime_identifier_writes_the_document_of_its_target()
    {
        using var folder = SbomFolder.Create(pack: feed => feed
            .Pack("runtime.linux-x64.Case18.Compiler", "1.0.0", ["runtimes/linux-x64/native/case18.so"])
            .Pack("Case18.Compiler", "1.0.0", runtimeJson: """{"runtimes":{"linux-x64":{"Case18.Compiler":{"runtime.linux-x64.Case18.Compiler":"1.0.0"}}}}"""));
        folder.Project(App, Exe + "<RuntimeIdentifiers>linux-x64</RuntimeIdentifiers><EnableRuntimePackDownload>false</EnableRuntimePackDownload><GenerateRuntimeConfigurationFiles>true</GenerateRuntimeConfigurationFiles>", "Case18.Compiler 1.0.0");
        folder.Build(App).Ended(0);
        Assert.Equal(["Case18.Compiler/1.0.0 required"], folder.Scopes("App/bin/Debug/net10.0/App.cdx.json", "Case18"));

        folder.Run("publish", App, "-r", "linux-x64", "--no-self-contained", "-o", folder["out"]).Ended(0);
        Assert.Equal(["Case18.Compiler/1.0.0 required", "runtime.linux-x64.Case18.Compiler/1.0.0 required"], folder.Scopes("out/App.cdx.json", "Case18"));
        Assert.Equal(["Case18.Compiler.dll", "case18.so"], folder.CodeFilesIn("out", "App.dll"));
        Assert.Equal(folder.CodeFilesIn("out", "App.dll"), SbomFolder.CodeFiles(folder.Sbom("out/App.cdx.json")));

        folder.Run("publish", App, "-o", folder["portable"]).Ended(0);
        Assert.Equal(["Case18.Compiler/1.0.0 required"], folder.Scopes("portable/App.cdx.json", "Case18"));
    }

    [RuntimePackFact]
    public void Row_19_A_self_contained_app_carries_its_runtime_and_a_single_file_keeps_the_document_outside()
    {
        using var folder = SbomFolder.Create();
        folder.Project(App, "<OutputType>Exe</OutputType>", "Plain 1.0.0");
        var runtime = RuntimeInformation.RuntimeIdentifier;
        var pack = $"Microsoft.NETCore.App.Runtime.{runtime}/{Environment.Version}";
        folder.Run("publish", App, "-r", runtime, "--self-contained", "-o", folder["out"]).Ended(0);
        Assert.Equal([pack + " required"], folder.Scopes("out/App.cdx.json", "Microsoft.NETCore.App.Runtime"));
        Assert.True(File.Exists(folder["out/System.Private.CoreLib.dll"]));

        folder.Run("publish", App, "-r", runtime, "--no-self-contained", "-o", folder["framework"]).Ended(0);
        Assert.DoesNotContain(pack + " required", folder.Scopes("framework/App.cdx.json", "Microsoft.NETCore.App"));
        Assert.False(File.Exists(folder["framework/System.Private.CoreLib.dll"]));

        folder.Run("publish", App, "-r", runtime, "--self-contained", "-p:PublishSingleFile=true", "-p:EnableSingleFileAnalyzer=false", "-p:DebugType=none", "-o", folder["single"]).Ended(0);
        Assert.Contains("App.cdx.json", Directory.GetFiles(folder["single"]).Select(Path.GetFileName));
        Assert.DoesNotContain("Plain.dll", folder.CodeFilesIn("single"));
        Assert.Equal([pack + " required"], folder.Scopes("single/App.cdx.json", "Microsoft.NETCore.App.Runtime"));
        // The bundle lists the names of what it holds.
        var bundle = File.ReadAllBytes(folder["single/App" + (OperatingSystem.IsWindows() ? ".exe" : "")]);
        Assert.True(bundle.AsSpan().IndexOf("Plain.dll"u8) >= 0);
        Assert.True(bundle.AsSpan().IndexOf("App.cdx.json"u8) < 0);
    }

    [Fact]
    public void A_package_holds_the_document_of_each_target_framework()
    {
        using var folder = SbomFolder.Create();
        folder.Project("Lib/Lib.csproj", "<TargetFrameworks>net10.0;netstandard2.0</TargetFrameworks>", "Gear 1.0.0");
        folder.Run("pack", "Lib/Lib.csproj", "-o", folder["out"]).Ended(0);
        using (var package = ZipFile.OpenRead(folder["out/Lib.1.0.0.nupkg"]))
        {
            Assert.Equal(
                ["sbom/net10.0/Lib.cdx.json", "sbom/netstandard2.0/Lib.cdx.json"],
                package.Entries.Select(entry => entry.FullName).Where(name => name.Contains(".cdx.", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
            package.GetEntry("sbom/net10.0/Lib.cdx.json")!.ExtractToFile(folder["packed.json"]);
        }

        folder.Deprisk("sbom", "Lib/Lib.csproj", "--no-restore", "--published", "--framework", "net10.0", "-o", "tool.json").Ended(0);
        Assert.Equal(File.ReadAllText(folder["tool.json"]), Encoding.UTF8.GetString(folder.Sbom("packed.json")));

        // A package that is packed without the switch has none, also where an earlier one left documents.
        folder.Run("pack", "Lib/Lib.csproj", "-o", folder["without"], "-p:DepRiskSbom=false").Ended(0);
        using var without = ZipFile.OpenRead(folder["without/Lib.1.0.0.nupkg"]);
        Assert.DoesNotContain(without.Entries, entry => entry.FullName.StartsWith("sbom/", StringComparison.Ordinal));
    }

    private static Dictionary<string, string[]> On(params string[] dependencies) => new(StringComparer.Ordinal) { [""] = dependencies };
}

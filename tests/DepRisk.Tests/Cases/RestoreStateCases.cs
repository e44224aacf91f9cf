using System.Security.Cryptography;
using System.Text;
using DepRisk.Graph;
using DepRisk.Input;
using DepRisk.Restore;
using DepRisk.Sbom;
using DepRisk.Tool;
using DepRisk.Tool.Rendering;

namespace DepRisk.Tests.Cases;

/// <summary>Rows 23 to 25 and 27 to 29: where the restore outputs are, whether they are true, and what their hashes mean.</summary>
[Collection(CasesCollection.Name)]
public sealed class RestoreStateCases(RestoredCases cases)
{
    private const string OnLib = "<PackageReference Include='CaseState.Lib' Version='1.0.0' />";

    internal static void Lay(TempFolder folder, LocalFeed feed)
    {
        feed.Pack("CaseState.Lib", "1.0.0").Pack("CaseState.Other", "1.0.0");
        LayPackagesConfig(folder, feed);

        foreach (var name in new[] { "Same", "Alias", "Other" })
        {
            folder.Write($"Row24/{name}/{name}.csproj", RestoredCases.Project(
                OnLib, "net10.0;netstandard2.0", "<OutputType Condition=\"'$(TargetFramework)' == 'net10.0'\">Exe</OutputType><RestorePackagesWithLockFile>true</RestorePackagesWithLockFile>"));
        }

        folder.Write("Row27/Artifacts/Directory.Build.props", "<Project><PropertyGroup><UseArtifactsOutput>true</UseArtifactsOutput></PropertyGroup></Project>");
        folder.Write("Row27/Artifacts/A/A.csproj", RestoredCases.Project(OnLib));
        folder.Write("Row27/Base/Directory.Build.props", "<Project><PropertyGroup><BaseIntermediateOutputPath>$(MSBuildThisFileDirectory)out/$(MSBuildProjectName)/</BaseIntermediateOutputPath></PropertyGroup></Project>");
        folder.Write("Row27/Base/A/A.csproj", RestoredCases.Project(OnLib));
        folder.Write("Row27/Base/B/B.csproj", RestoredCases.Project("<PackageReference Include='CaseState.Other' Version='1.0.0' />"));
        folder.Write("Row27/Extensions/Directory.Build.props", "<Project><PropertyGroup><MSBuildProjectExtensionsPath>$(MSBuildThisFileDirectory)ext/$(MSBuildProjectName)/</MSBuildProjectExtensionsPath></PropertyGroup></Project>");
        folder.Write("Row27/Extensions/A/A.csproj", RestoredCases.Project(OnLib));

        folder.Write("Row28/Removed/A.csproj", RestoredCases.Project(OnLib));
        folder.Write("Row28/Conditional/A.csproj", RestoredCases.Project(
            OnLib + "<PackageReference Include='CaseState.Other' Version='1.0.0' Condition=\"'$(Configuration)' == 'Release'\" />"));

        foreach (var name in new[] { "Plain", "Static" })
        {
            folder.Write($"Row29/{name}/A.csproj", RestoredCases.Project(OnLib, "net10.0;netstandard2.0"));
        }
    }

    /// <summary>What happens to the projects after they were restored.</summary>
    internal static void Change(RestoredCases cases)
    {
        cases.Write("Row23/Legacy/Legacy.csproj", """
            <Project xmlns="http://schemas.microsoft.com/developer/msbuild/2003">
              <PropertyGroup><TargetFrameworkVersion>v4.7.2</TargetFrameworkVersion></PropertyGroup>
            </Project>
            """);
        Rewrite(cases, "Row24/Other/packages.lock.json", "\"resolved\": \"1.0.0\"", "\"resolved\": \"0.9.0\"");
        Rewrite(cases, "Row24/Alias/packages.lock.json", "\".NETStandard,Version=v2.0\"", "\"netstandard2.0\"");
        cases.Write("Row28/Removed/A.csproj", RestoredCases.Project(""));
        Directory.Delete(cases["Row29/Static/obj"], recursive: true);
        RestoredCases.Restored(cases.Restore("Row29/Static/A.csproj", null, "-p:RestoreUseStaticGraphEvaluation=true"));
    }

    [Theory]
    [InlineData("Legacy", "Case23.Base 2.0.0|Case23.Old 1.0.0")]
    [InlineData("Both", "Case23.Base 2.0.0|Case23.New 1.0.0|Case23.Old 1.0.0")]
    public void Row_23_Both_kinds_of_references_contribute_and_inferred_edges_say_so(string project, string packages)
    {
        var scope = cases.Read("Row23");
        var targets = scope.Project(project).Targets;
        Assert.Equal(packages.Split('|'), targets.SelectMany(target => target.Packages()).Order(StringComparer.Ordinal), StringComparer.Ordinal);

        var inferred = Assert.Single(targets, target => target.Graph.EdgeSource is EdgeSource.Inferred);
        Assert.Equal(
            ["Case23.Old 1.0.0 > Case23.Base 2.0.0", "project > Case23.Base 2.0.0", "project > Case23.Old 1.0.0"],
            inferred.Edges(), StringComparer.Ordinal);
        var bom = scope.Bom(project);
        Assert.Equal(["inferred"], bom.Primary.Values("deprisk:edges"), StringComparer.Ordinal);
        Assert.Equal(["pkg:nuget/Case23.Base@2.0.0"], bom.DependsOn("pkg:nuget/Case23.Old@1.0.0"), StringComparer.Ordinal);
        Assert.Contains("pkg:nuget/Case23.Old@1.0.0", bom.Composition(BomAggregate.Unknown), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("Same")]
    [InlineData("Alias")]
    public void Row_24_A_lock_file_that_agrees_is_no_problem_in_either_spelling(string name) =>
        Assert.Empty(cases.Read("Row24/" + name).Problems);

    [Fact]
    public async Task Row_24_A_lock_file_that_disagrees_makes_the_document_incomplete_and_the_exit_code_5()
    {
        var scope = cases.Read("Row24/Other");
        Assert.Equal([InputErrorCode.LockMismatch], scope.Problems);
        Assert.Matches("CaseState.Lib 0.9.0 is locked for [^ ]+, 1.0.0 was restored", scope.Scope.Problems[0].Message);
        Assert.Equal(["project:Other.csproj"], scope.Bom().Composition(BomAggregate.Incomplete), StringComparer.Ordinal);

        Assert.Equal(5, await Sbom("Row24/Other"));
        Assert.Equal(0, await Sbom("Row24/Same"));
    }

    [Fact]
    public void Row_25_A_hash_verifies_the_file_and_the_content_hash_is_only_a_property()
    {
        var scope = cases.Read("Row05");
        var serilog = scope.Bom().Component("pkg:nuget/Serilog@3.1.1");
        var component = scope.Only.Net10().Node("Serilog").Component;
        var file = SHA512.HashData(File.ReadAllBytes(Path.Combine(scope.Scope.Packages[component].Folder!, "serilog.3.1.1.nupkg")));
        var content = CaseReading.Json(cases["Row05/obj/project.assets.json"]).GetProperty("libraries").GetProperty("Serilog/3.1.1").GetProperty("sha512").GetString()!;

        // The file carries the repository's signature and the content hash leaves it out.
        Assert.NotEqual(Convert.ToBase64String(file), content);
        var expected = new BomHash("SHA-512", Convert.ToHexStringLower(file));
        Assert.Equal([expected], serilog.Hashes.AsEnumerable());
        Assert.Equal(expected, serilog.References.Single(reference => reference.Type is "distribution").Hash);
        Assert.Equal([content], serilog.Values("deprisk:nuget:contentHash"), StringComparer.Ordinal);
    }

    [Fact(Skip = "waits for the issue Gates and reports")]
    public void Row_25_Verify_compares_the_hash_with_the_file() => Assert.Fail("deprisk verify");

    [Theory]
    [InlineData("Artifacts", "artifacts/obj/A")]
    [InlineData("Base", "out/A")]
    [InlineData("Extensions", "ext/A")]
    public void Row_27_The_assets_file_is_found_wherever_the_project_puts_it(string name, string obj)
    {
        Assert.True(File.Exists(cases[$"Row27/{name}/{obj}/project.assets.json"]));
        Assert.False(Directory.Exists(cases[$"Row27/{name}/A/obj"]) && File.Exists(cases[$"Row27/{name}/A/obj/project.assets.json"]));

        var scope = cases.Read("Row27/" + name);

        Assert.Equal(["project > CaseState.Lib 1.0.0"], scope.Project("A").Net10().Edges(), StringComparer.Ordinal);
        Assert.Empty(scope.Problems);
    }

    [Fact]
    public void Row_27_Projects_that_share_a_place_keep_their_own()
    {
        var scope = cases.Read("Row27/Base");

        Assert.Equal(["CaseState.Other 1.0.0"], scope.Project("B").Net10().Packages(), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Row_28_A_reference_removed_after_the_restore_makes_the_document_incomplete()
    {
        var scope = cases.Read("Row28/Removed");

        Assert.Equal([InputErrorCode.AssetsStale], scope.Problems);
        Assert.Contains("no longer refers to CaseState.Lib", scope.Scope.Problems[0].Message, StringComparison.Ordinal);
        Assert.Equal(["project:A.csproj"], scope.Bom().Composition(BomAggregate.Incomplete), StringComparer.Ordinal);
        Assert.Equal(5, await Sbom("Row28/Removed"));
    }

    /// <summary>The configuration of the restore is recorded nowhere, so that nothing can be claimed.</summary>
    [Fact]
    public void Row_28_A_reference_of_another_configuration_is_no_stale_restore()
    {
        var scope = cases.Read("Row28/Conditional");

        Assert.Empty(scope.Problems);
        Assert.Equal(["CaseState.Lib 1.0.0"], scope.Only.Net10().Packages(), StringComparer.Ordinal);
    }

    [Fact]
    public void Row_29_A_static_graph_restore_gives_the_same_document()
    {
        Assert.Equal(Text(cases.Read("Row29/Plain").Bom()), Text(cases.Read("Row29/Static").Bom()));
    }

    [Fact]
    public void Row_29_Audit_messages_of_the_restore_change_nothing()
    {
        const string Log = """{"code":"NU1903","level":"Warning","message":"Package 'Lib' 1.0.0 has a known high severity vulnerability","libraryId":"Lib","targetGraphs":["net10.0"]}""";
        var texts = new List<string>();
        foreach (var logs in new[] { "", Log })
        {
            using var folder = HandWritten.Assets(
                """{"Lib/1.0.0":{"type":"package","runtime":{"lib/net8.0/Lib.dll":{} } } }""", """{"framework":"net10.0","dependencies":{"Lib":{"target":"Package","version":"[1.0.0, )"} } }""", logs: logs);
            var scope = CaseScope.Read(folder.Root);
            Assert.Empty(scope.Problems);
            texts.Add(Text(scope.Bom()));
        }

        Assert.Equal(texts[0], texts[1]);
    }

    private static void LayPackagesConfig(TempFolder folder, LocalFeed feed)
    {
        feed.Pack("Case23.New", "1.0.0").Pack("Case23.Base", "2.0.0");
        feed.Pack("Case23.Old", "1.0.0", dependencies: new(StringComparer.Ordinal) { ["net40"] = ["Case23.Gone 9.9.0"], ["net45"] = ["Case23.Base 2.0.0"] });
        foreach (var name in new[] { "Case23.Old.1.0.0", "Case23.Base.2.0.0" })
        {
            var package = Path.Combine(feed.Folder, name + ".nupkg");
            System.IO.Compression.ZipFile.ExtractToDirectory(package, folder[$"Row23/packages/{name}"]);
            File.Copy(package, folder[$"Row23/packages/{name}/{name}.nupkg"]);
        }

        const string Config = "<packages><package id='Case23.Old' version='1.0.0' targetFramework='net472' /><package id='Case23.Base' version='2.0.0' targetFramework='net472' /></packages>";
        folder.Write("Row23/Both/Both.csproj", RestoredCases.Project("<PackageReference Include='Case23.New' Version='1.0.0' />"));
        folder.Write("Row23/Both/packages.config", Config);
        folder.Write("Row23/Legacy/packages.config", Config);
    }

    private static void Rewrite(RestoredCases cases, string file, string text, string by)
    {
        var before = File.ReadAllText(cases[file]);
        Assert.Contains(text, before, StringComparison.Ordinal);
        cases.Write(file, before.Replace(text, by, StringComparison.Ordinal));
    }

    private static string Text(Bom bom) => Encoding.UTF8.GetString(new CycloneDxJsonWriter(SpecVersion.V1_6).Write(bom).Span);

    // The tool itself, in this process and without a child process.
    private async Task<int> Sbom(string path)
    {
        using var output = new MemoryStream();
        await using var error = new StringWriter();
        using var terminal = new Terminal(output, error);
        return await Deprisk.RunAsync(["sbom", cases[path], "--no-restore"], Seams.OfProcess(terminal));
    }
}

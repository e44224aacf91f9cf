using DepRisk.Input;
using DepRisk.Restore;

namespace DepRisk.Tests.Restore;

public sealed class FailedRestoreTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_failed_restore_is_partial_and_names_codes_and_packages_but_no_path()
    {
        var error = Assert.Single(FailedRestore.Check("A.csproj", With(
            new AssetsLog("NU1301", "Error", null, "The local source '/home/ann/feed' doesn't exist.", []),
            new AssetsLog("NU1101", "Error", "Gone", "Unable to find package Gone.", ["net10.0"]),
            new AssetsLog("NU1301", "Error", null, "Unable to load https://ann:secret@feed.example/index.json", []))));

        Assert.Equal(
            (InputErrorCode.AssetsMissing, true, "has a restore output of a restore that failed (NU1101 for Gone, NU1301); 'dotnet restore' says why"),
            (error.Code, error.IsPartial, error.Message));
    }

    [Theory]
    [InlineData("NU1603", "Warning")]
    [InlineData("NU1605", "Error")]
    [InlineData("NU1903", "Error")]
    public void A_warning_is_none_also_where_the_project_calls_it_an_error(string code, string level) =>
        Assert.Empty(FailedRestore.Check("A.csproj", With(new AssetsLog(code, level, "Lib", "...", []))));

    /// <summary>What NuGet writes where it cannot even read the project: no empty SBOM may come of that.</summary>
    [Fact]
    public void Without_any_target_there_is_no_scope()
    {
        var project = _folder.Write("A.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><ItemGroup><PackageReference Include=\"Lib\" Version=\"1.0.0\" /></ItemGroup></Project>");
        _folder.Write("obj/project.assets.json", $$"""
            {"version":3,"targets":{},"libraries":{},"projectFileDependencyGroups":{},"packageFolders":{"":{} },
             "project":{"restore":{"projectUniqueName":"{{Json(project)}}","projectPath":"{{Json(project)}}","packagesPath":"","outputPath":"obj","projectStyle":"PackageReference"} },
             "logs":[{"code":"NU1105","level":"Error","message":"Unable to read project information for 'A': Invalid framework identifier ''."}]}
            """);

        Assert.True(ScopeDiscovery.Discover(_folder.Root).Succeeded(out var discovered, out _));
        Assert.False(ScopeReader.Read(discovered).Succeeded(out _, out var error));
        Assert.Contains("restore that failed (NU1105)", error.Message, StringComparison.Ordinal);
    }

    private static AssetsFile With(params AssetsLog[] logs) => FakeAssets.Of("A.csproj", isCentral: false, FakeAssets.Net10([])) with { Logs = [.. logs] };

    private static string Json(string path) => path.Replace("\\", "\\\\", StringComparison.Ordinal);
}

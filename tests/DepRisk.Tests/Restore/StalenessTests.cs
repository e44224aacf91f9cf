using System.Collections.Immutable;
using DepRisk.Input;
using DepRisk.Restore;

namespace DepRisk.Tests.Restore;

public sealed class StalenessTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("<PackageReference Include='serilog' Version='3.1.1' />")]
    [InlineData("<PackageReference Include='Serilog' Version='[3.1.1, )' />")]
    [InlineData("<PackageReference Include='Serilog' Version='3.1.1.0' />")]
    [InlineData("<PackageReference Include='Serilog' Version='3.*' />")]
    [InlineData("<PackageReference Include='Serilog' Version='3.0.0' Condition='false' />")]
    [InlineData("<PackageReference Include='Serilog' Version='3.0.0' /><PackageReference Update='Serilog' Version='3.1.1' />")]
    [InlineData("<PackageReference Include='Serilog' Version='3.0.0' /><PackageReference Update='@(PackageReference)' Version='3.1.1' />")]
    [InlineData("<PackageReference Include='Serilog' Version='$(Unknown)' />")]
    [InlineData("<PackageReference Include='Serilog' Version='3.1.1' /><PackageReference Include='Gone' Version='1.0' /><PackageReference Remove='Gone' />")]
    [InlineData("<PackageReference Include='Serilog' Version='3.1.1' /><PackageReference Include='Maybe' Version='1.0' Condition='false' />")]
    [InlineData("<PackageReference Include='@(MyPackages)' />")]
    public void Claims_nothing_where_the_files_agree_or_only_evaluation_can_tell(string items) =>
        Assert.Empty(Check($"<ItemGroup>{items}</ItemGroup>", FakeAssets.Reference("Serilog", "[3.1.1, )"), FakeAssets.Reference("Microsoft.NET.ILLink.Tasks", "[10.0.0, )", isAuto: true)));

    [Theory]
    [InlineData("<PackageReference Include='Serilog' Version='3.1.0' />", "A.csproj asks for Serilog 3.1.0, but the restore was asked for [3.1.1, )")]
    [InlineData("<PackageReference Include='Serilog' Version='[3.1.1]' />", "A.csproj asks for Serilog [3.1.1], but the restore was asked for [3.1.1, )")]
    [InlineData("<PackageReference Include='Serilog' Version='3.1.1' /><PackageReference Include='New' Version='1.0' />", "A.csproj refers to New, which was not part of the restore")]
    [InlineData("", "A.csproj no longer refers to Serilog, which was part of the restore")]
    public void Says_what_changed_since_the_restore(string items, string message)
    {
        var error = Assert.Single(Check($"<ItemGroup>{items}</ItemGroup>", FakeAssets.Reference("Serilog", "[3.1.1, )")));

        Assert.Equal((InputErrorCode.AssetsStale, message + "; run 'dotnet restore'", true), (error.Code, error.Message, error.IsPartial));
    }

    [Theory]
    [InlineData("<Import Project='$(Somewhere)/x.props' />")]
    [InlineData("<Import Project='there.props' Condition=\"'$(X)' == '1'\" />")]
    [InlineData("<Sdk Name='Aspire.AppHost.Sdk' Version='9.0.0' />")]
    public void Never_claims_a_removal_where_a_file_is_unknown(string import)
    {
        _folder.Write("there.props", "<Project />");

        Assert.Empty(Check(import, FakeAssets.Reference("Serilog", "[3.1.1, )")));
    }

    [Fact]
    public void Compares_central_versions_and_overrides()
    {
        _folder.Write(
            "Directory.Packages.props",
            "<Project><ItemGroup><PackageVersion Include='Serilog' Version='3.1.1' /><PackageVersion Include='NLog' Version='6.0.0' /><GlobalPackageReference Include='Analyzer' Version='2.0.0' /></ItemGroup></Project>");
        var project = _folder.Write(
            "A.csproj", "<Project Sdk='Microsoft.NET.Sdk'><ItemGroup><PackageReference Include='Serilog' /><PackageReference Include='NLog' VersionOverride='6.2.0' /></ItemGroup></Project>");

        var agrees = FakeAssets.Net10([FakeAssets.Reference("Serilog", "[3.1.1, )"), FakeAssets.Reference("NLog", "[6.2.0, )"), FakeAssets.Reference("Analyzer", "[2.0.0, )")]);
        var differs = FakeAssets.Net10([FakeAssets.Reference("Serilog", "[3.1.0, )"), FakeAssets.Reference("NLog", "[6.0.0, )")]);

        Assert.Empty(Check(project, FakeAssets.Of(project, true, agrees)));
        Assert.Equal(
            ["A.csproj asks for NLog 6.2.0", "A.csproj asks for Serilog 3.1.1", "A.csproj refers to Analyzer"],
            Check(project, FakeAssets.Of(project, true, differs)).Select(error => error.Message.Split(',')[0]).Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Fact]
    public void A_reference_for_one_framework_is_enough_and_another_version_in_one_is_not()
    {
        var project = _folder.Write("A.csproj", "<Project Sdk='Microsoft.NET.Sdk'><ItemGroup><PackageReference Include='Serilog' Version='3.1.1' /></ItemGroup></Project>");
        var with = FakeAssets.Net10([FakeAssets.Reference("Serilog", "[3.1.1, )")]);
        var without = FakeAssets.Framework("net8.0", "net8.0", []);
        var other = FakeAssets.Framework("net8.0", "net8.0", [FakeAssets.Reference("Serilog", "[2.0.0, )")]);

        Assert.Empty(Check(project, FakeAssets.Of(project, false, with, without)));
        Assert.Single(Check(project, FakeAssets.Of(project, false, with, other)));
    }

    [Fact]
    public void Compares_project_references_by_their_place_beside_the_project()
    {
        _folder.Write("L/L.csproj", "<Project Sdk='Microsoft.NET.Sdk' />");
        _folder.Write("Old/Old.csproj", "<Project xmlns='http://schemas.microsoft.com/developer/msbuild/2003' />");
        var project = _folder.Write(
            "A/A.csproj",
            "<Project Sdk='Microsoft.NET.Sdk'>\n<ItemGroup>\n<ProjectReference Include='..\\L\\L.csproj' />\n<ProjectReference Include='../Old/Old.csproj' /><ProjectReference Include='../G/G.csproj' ReferenceOutputAssembly='false' /></ItemGroup></Project>");

        Assert.Empty(Check(project, FakeAssets.Of(@"C:\src\A\A.csproj", false, FakeAssets.Net10([], @"C:\src\L\L.csproj"))));

        var errors = Check(project, FakeAssets.Of("/src/A/A.csproj", false, FakeAssets.Net10([], "/src/M/M.csproj")));
        Assert.Equal(
            [("A.csproj refers to ../L/L.csproj", 3L), ("A.csproj no longer refers to ../M/M.csproj", 0L)],
            errors.Select(error => (error.Message.Split(',')[0], error.Line)));
    }

    private ImmutableArray<InputError> Check(string body, params ImmutableArray<AssetsReference> references)
    {
        var project = _folder.Write("A.csproj", $"<Project Sdk='Microsoft.NET.Sdk'>{body}</Project>");
        return Check(project, FakeAssets.Of(project, false, FakeAssets.Net10(references)));
    }

    private static ImmutableArray<InputError> Check(string project, AssetsFile assets) =>
        Staleness.Check(ProjectSources.Read(project, new ProjectFileTable()), assets);
}

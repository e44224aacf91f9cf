using System.Collections.Immutable;
using DepRisk.Graph;
using DepRisk.Restore;

namespace DepRisk.Tests.Restore;

public sealed class ProjectRolesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("<PropertyGroup><OutputType>Exe</OutputType></PropertyGroup>", ProjectRole.App, "OutputType Exe in A.csproj")]
    [InlineData("<PropertyGroup><OutputType>Library</OutputType></PropertyGroup>", ProjectRole.Library, "User refers to it")]
    [InlineData("<PropertyGroup><PackAsTool>true</PackAsTool></PropertyGroup>", ProjectRole.App, "PackAsTool in A.csproj")]
    [InlineData("<PropertyGroup><IsPackable>true</IsPackable></PropertyGroup>", ProjectRole.App, "IsPackable in A.csproj")]
    [InlineData("<PropertyGroup><IsPackable>false</IsPackable></PropertyGroup>", ProjectRole.Library, "User refers to it")]
    [InlineData("<PropertyGroup><GeneratePackageOnBuild>true</GeneratePackageOnBuild></PropertyGroup>", ProjectRole.App, "GeneratePackageOnBuild in A.csproj")]
    [InlineData("<PropertyGroup><AzureFunctionsVersion>v4</AzureFunctionsVersion></PropertyGroup>", ProjectRole.App, "AzureFunctionsVersion in A.csproj")]
    [InlineData("<PropertyGroup><DepRiskApp>true</DepRiskApp><IsTestProject>true</IsTestProject></PropertyGroup>", ProjectRole.App, "DepRiskApp true in A.csproj")]
    [InlineData("<PropertyGroup><DepRiskApp>false</DepRiskApp><OutputType>Exe</OutputType></PropertyGroup>", ProjectRole.Library, "DepRiskApp false in A.csproj")]
    [InlineData("<PropertyGroup><IsTestProject>true</IsTestProject><OutputType>Exe</OutputType></PropertyGroup>", ProjectRole.Test, "IsTestProject in A.csproj")]
    [InlineData("<ItemGroup><PackageReference Include='Microsoft.NET.Test.Sdk' /></ItemGroup>", ProjectRole.Test, "references Microsoft.NET.Test.Sdk")]
    [InlineData("<Sdk Name='MSTest.Sdk' Version='3.6.0' />", ProjectRole.Test, "uses MSTest.Sdk")]
    [InlineData("<Sdk Name='Microsoft.NET.Sdk.Web' />", ProjectRole.App, "uses Microsoft.NET.Sdk.Web")]
    [InlineData("<Sdk Name='Microsoft.NET.Sdk.Web' /><PropertyGroup><OutputType>Library</OutputType></PropertyGroup>", ProjectRole.Library, "User refers to it")]
    [InlineData("", ProjectRole.Library, "User refers to it")]
    public void Decides_by_what_the_project_says(string body, ProjectRole role, string reason)
    {
        _folder.Write("User/User.csproj", "<Project Sdk='Microsoft.NET.Sdk'><ItemGroup><ProjectReference Include='..\\A\\A.csproj' /></ItemGroup></Project>");
        _folder.Write("A/A.csproj", $"<Project Sdk='Microsoft.NET.Sdk'>{body}</Project>");

        Assert.Equal(new DecidedRole(role, reason), Decide().Roles[0]);
    }

    /// <summary>The SDK would pack every class library: only what somebody wrote counts.</summary>
    [Theory]
    [InlineData("", false)]
    [InlineData("<IsPackable>true</IsPackable>", true)]
    [InlineData("<GeneratePackageOnBuild>true</GeneratePackageOnBuild>", true)]
    [InlineData("<PackageId>A</PackageId>", true)]
    [InlineData("<PackageId>Company.$(MSBuildProjectName)</PackageId>", true)]
    [InlineData("<PackageId>A</PackageId><IsPackable>false</IsPackable>", false)]
    [InlineData("<PackAsTool>true</PackAsTool><PackageId>A</PackageId>", false)]
    [InlineData("<IsPackable>true</IsPackable><IsTestProject>true</IsTestProject>", false)]
    public void A_project_is_packable_that_says_so(string properties, bool expected)
    {
        _folder.Write("A/A.csproj", $"<Project Sdk='Microsoft.NET.Sdk'><PropertyGroup>{properties}</PropertyGroup></Project>");

        Assert.Equal(expected, Assert.Single(Decide().Packable));
    }

    [Fact]
    public void A_package_id_for_all_projects_makes_none_packable()
    {
        _folder.Write("Directory.Build.props", "<Project><PropertyGroup><PackageId>Company.$(MSBuildProjectName)</PackageId></PropertyGroup></Project>");
        _folder.Write("A/A.csproj", "<Project Sdk='Microsoft.NET.Sdk' />");

        Assert.False(Assert.Single(Decide().Packable));
    }

    /// <summary>cases.md row 22: the reference comes from a shared file and only the restore knows it.</summary>
    [Fact]
    public void A_test_sdk_that_only_the_restore_shows_makes_a_test()
    {
        var project = _folder.Write("A/A.csproj", "<Project Sdk='Microsoft.NET.Sdk' />");
        var assets = FakeAssets.Of(project, false, FakeAssets.Net10([FakeAssets.Reference("Microsoft.NET.Test.Sdk", "[18.0.1, )")]));

        Assert.Equal(new DecidedRole(ProjectRole.Test, "references Microsoft.NET.Test.Sdk"), Decide(_ => assets).Roles[0]);
    }

    [Fact]
    public void A_project_that_only_tests_refer_to_is_an_app_and_so_is_one_that_nobody_refers_to()
    {
        _folder.Write("A/A.csproj", "<Project Sdk='Microsoft.NET.Sdk' />");
        _folder.Write("T/T.csproj", "<Project Sdk='MSTest.Sdk/3.6.0'><ItemGroup><ProjectReference Include='../A/A.csproj' /></ItemGroup></Project>");

        Assert.Equal([new(ProjectRole.App, "no project refers to it"), new(ProjectRole.Test, "uses MSTest.Sdk")], Decide().Roles.AsEnumerable());
    }

    [Fact]
    public void References_of_a_tree_that_has_moved_still_count()
    {
        _folder.Write("A/A.csproj", "<Project Sdk='Microsoft.NET.Sdk' />");
        _folder.Write("B/B.csproj", "<Project Sdk='Microsoft.NET.Sdk' />");

        var roles = Decide(name => name is "A"
            ? FakeAssets.Of("/src/A/A.csproj", false, FakeAssets.Net10([]))
            : FakeAssets.Of("/src/B/B.csproj", false, FakeAssets.Net10([], "/src/A/A.csproj"))).Roles;

        Assert.Equal([new(ProjectRole.Library, "B refers to it"), new(ProjectRole.App, "no project refers to it")], roles.AsEnumerable());
    }

    [Theory]
    [InlineData("<PropertyGroup><OutputType Condition=\"'$(X)' == '1'\">Exe</OutputType></PropertyGroup>")]
    [InlineData("<PropertyGroup><OutputType>$(Kind)</OutputType></PropertyGroup>")]
    [InlineData("<PropertyGroup><OutputType>Exe</OutputType><IsTestProject Condition=\"$(MSBuildProjectName.EndsWith('Tests'))\">true</IsTestProject></PropertyGroup>")]
    public void What_only_evaluation_can_tell_is_left_to_the_host(string body)
    {
        var project = _folder.Write("A/A.csproj", $"<Project Sdk='Microsoft.NET.Sdk'>{body}</Project>");
        Assert.Equal([project], Decide().Undecided.AsEnumerable(), StringComparer.Ordinal);

        var asked = new List<string>();
        var decisions = Decide(evaluate: (paths, properties) =>
        {
            asked.AddRange(paths);
            Assert.Contains("IsTestProject", properties, StringComparer.Ordinal);
            return new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal)
            {
                [project] = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["IsTestProject"] = "true", ["OutputType"] = "Exe" },
            };
        });

        Assert.Equal([project], asked, StringComparer.Ordinal);
        Assert.Empty(decisions.Undecided);
        Assert.Equal(new DecidedRole(ProjectRole.Test, "IsTestProject as evaluated"), decisions.Roles[0]);
    }

    [Fact]
    public void Takes_the_nearest_shared_file_and_a_default_only_where_nothing_precedes_it()
    {
        _folder.Write("Directory.Build.props", "<Project><PropertyGroup><OutputType>Exe</OutputType></PropertyGroup></Project>");
        _folder.Write("A/Directory.Build.props", "<Project><PropertyGroup><IsTestProject Condition=\"'$(IsTestProject)' == ''\">true</IsTestProject></PropertyGroup></Project>");
        _folder.Write("A/A.csproj", "<Project Sdk='Microsoft.NET.Sdk'><PropertyGroup><IsTestProject>false</IsTestProject></PropertyGroup></Project>");
        _folder.Write("A/B/B.csproj", "<Project Sdk='Microsoft.NET.Sdk' />");

        Assert.Equal([new(ProjectRole.App, "no project refers to it"), new(ProjectRole.Test, "IsTestProject in Directory.Build.props")], Decide().Roles.AsEnumerable());
    }

    [Fact]
    public void What_the_build_wrote_down_comes_before_the_files()
    {
        var project = _folder.Write("A/A.csproj", "<Project Sdk='Microsoft.NET.Sdk'><PropertyGroup><OutputType>$(Kind)</OutputType></PropertyGroup></Project>");
        _folder.Write("A/obj/project.assets.json", "{}");
        _folder.Write("A/obj/deprisk.project.tsv", "IsTestProject\tfalse\nOutputType\tWinExe\n");

        Assert.Equal(new DecidedRole(ProjectRole.App, "OutputType WinExe as built"), Decide().Roles[0]);
        Assert.Empty(Decide().Undecided);

        _folder.Write("A/obj/deprisk.project.tsv", "OutputType\tWinExe\nbroken\n");
        Assert.Equal(2, Assert.Single(Decide().Problems).Line);
        Assert.Equal([project], Decide().Undecided.AsEnumerable(), StringComparer.Ordinal);
    }

    [Fact]
    public void A_test_project_of_the_older_kind_is_known_by_its_type()
    {
        _folder.Write(
            "A/A.csproj",
            "<Project xmlns='http://schemas.microsoft.com/developer/msbuild/2003'><PropertyGroup><ProjectTypeGuids>{3AC096D0-A1C2-E12C-1390-A8335801FDAB};{FAE04EC0-301F-11D3-BF4B-00C04F79EFBC}</ProjectTypeGuids></PropertyGroup></Project>");

        Assert.Equal(ProjectRole.Test, Decide().Roles[0].Role);
    }

    private RoleDecisions Decide(Func<string, AssetsFile?>? assets = null, EvaluateProjects? evaluate = null)
    {
        var scope = ScopeDiscovery.Discover(_folder.Root, []).Value!;
        return ProjectRoles.Decide([.. scope.Projects.Select(project => new RoleInput(project, assets?.Invoke(project.Name), []))], evaluate);
    }
}

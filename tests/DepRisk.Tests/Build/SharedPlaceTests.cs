using DepRisk.Build;
using DepRisk.Lock;
using DepRisk.Restore;
using DepRisk.Rules;

namespace DepRisk.Tests.Build;

public sealed class SharedPlaceTests : IDisposable
{
    private const string Reference = """<PackageReference Include="Gear" Version="1.0.0" />""";

    private readonly TempFolder _folder = new();

    public SharedPlaceTests()
    {
        Props("Directory.Build.props", Reference);
        Props("a/A.csproj", "");
        Props("b/B.csproj", "");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_reference_of_its_own_is_the_place_whoever_else_there_is()
    {
        Props("b/B.csproj", """<PackageReference Include="Own" Version="1.0.0" />""");
        Assert.Equal(new FindingPlace(_folder["b/B.csproj"], 2, 3), Of("b/B.csproj", "own", Lock("a/A.csproj", "b/B.csproj")));
    }

    [Fact]
    public void A_line_of_a_shared_file_is_the_first_project_s_below_it()
    {
        var state = Lock("a/A.csproj", "b/B.csproj");
        Assert.Equal(new FindingPlace(_folder["Directory.Build.props"], 2, 3), Of("a/A.csproj", "Gear", state));
        Assert.Null(Of("b/B.csproj", "Gear", state));
        Assert.NotNull(Of("b/B.csproj", "Gear", null));
    }

    [Theory]
    [InlineData("Directory.Packages.props", """<GlobalPackageReference Include="Global" Version="1.0.0" />""", true)]
    [InlineData("Directory.Build.targets", """<PackageReference Include="Global" Version="1.0.0" />""", true)]
    [InlineData("Directory.Build.targets", """<PackageReference Include="Global" Version="1.0.0" Condition="'$(A)' == 'b'" />""", false)]
    public void Three_kinds_of_files_are_shared_where_no_condition_says_who_takes_the_line(string name, string line, bool isShared)
    {
        Props(name, line, "<PropertyGroup><ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally></PropertyGroup>");
        var place = Of("b/B.csproj", "Global", Lock("a/A.csproj", "b/B.csproj"));
        Assert.Equal(isShared ? null : _folder[name], place?.File);
        Assert.Equal(_folder[name], Of("a/A.csproj", "Global", Lock("a/A.csproj", "b/B.csproj"))?.File);
    }

    /// <summary>Nobody knows who imports it.</summary>
    [Fact]
    public void A_file_that_a_project_imports_itself_is_each_project_s()
    {
        Props("shared.props", """<PackageReference Include="Imported" Version="1.0.0" />""");
        foreach (var project in new[] { "a/A.csproj", "b/B.csproj" })
        {
            Props(project, "", """<Import Project="../shared.props" />""");
            Assert.Equal(_folder["shared.props"], Of(project, "Imported", Lock("a/A.csproj", "b/B.csproj"))?.File);
        }
    }

    [Fact]
    public void A_project_that_is_gone_or_has_a_nearer_file_or_lies_elsewhere_speaks_for_nobody()
    {
        Props("nearer/Directory.Build.props", "");
        Props("nearer/C.csproj", "");
        foreach (var first in new[] { "gone/G.csproj", "nearer/C.csproj", "../E.csproj" })
        {
            Assert.NotNull(Of("b/B.csproj", "Gear", Lock(first, "b/B.csproj")));
        }
    }

    [Fact]
    public void A_project_that_the_lock_does_not_know_leaves_a_shared_line_to_those_that_it_knows()
    {
        Assert.Null(Of("b/B.csproj", "Gear", Lock("a/A.csproj")));
        Assert.NotNull(Of("b/B.csproj", "Gear", Lock()));
    }

    [Fact]
    public void What_stands_on_no_line_is_said_of_its_file()
    {
        Assert.Equal(new FindingPlace(_folder["a/A.csproj"], 0, 0), Of("a/A.csproj", "Unknown", null));
        Assert.Equal(new FindingPlace(_folder["gone/G.csproj"], 0, 0), Of("gone/G.csproj", "Gear", null));
        Assert.Equal(new FindingPlace(_folder["nuget.config"], 3, 5), FindingPlace.Of(new FindingHome("nuget.config", null, 3, 5), _folder.Root, "a/A.csproj", null, new ProjectFileTable()));
    }

    private FindingPlace? Of(string project, string reference, DepRiskLock? state) => FindingPlace.Of(new FindingHome(project, reference), _folder.Root, project, state, new ProjectFileTable());

    private static DepRiskLock Lock(params string[] projects) => DepRiskLock.Empty with { Projects = [.. projects.Select(path => new LockedProject(path, []))] };

    /// <summary>The item stands in the second line, in the third column.</summary>
    private void Props(string path, string item, string first = "") => _folder.Write(path, $"<Project Sdk=\"Microsoft.NET.Sdk\">{first}<ItemGroup>\n  {item}\n</ItemGroup></Project>\n");
}

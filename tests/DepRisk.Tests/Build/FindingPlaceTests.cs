using DepRisk.Build;
using DepRisk.Lock;
using DepRisk.Restore;
using DepRisk.Rules;

namespace DepRisk.Tests.Build;

public sealed class FindingPlaceTests
{
    private const string Test = "App.Tests/App.Tests.csproj";
    private const string App = "App/App.csproj";
    private const string Lib = "Lib/Lib.csproj";

    // By path, the test comes first; it ships nothing, and most rules are silent in its build.
    private static readonly DepRiskLock Accepted = DepRiskLock.Empty with { Apps = [App], Projects = [new(Test, []), new(App, [App]), new(Lib, [App])] };

    [Theory]
    [InlineData("Directory.Build.props", "<PackageReference Include=\"Gear\" Version=\"1.0.0\" />")]
    [InlineData("Directory.Packages.props", "<GlobalPackageReference Include=\"Gear\" Version=\"1.0.0\" />")]
    public void Of_all_below_a_shared_file_the_first_that_ships_speaks(string file, string reference)
    {
        using var folder = Folder(file, reference);
        Assert.Equal([App], Speaking(folder));
    }

    [Fact]
    public void A_version_alone_leaves_it_to_each_project()
    {
        using var folder = Folder("Directory.Packages.props", "<PackageVersion Include=\"Gear\" Version=\"1.0.0\" />");
        Assert.Equal([Test, App, Lib], Speaking(folder));
    }

    private static string[] Speaking(TempFolder folder) =>
        [.. new[] { Test, App, Lib }.Where(project => FindingPlace.Of(new FindingHome(project, "Gear"), folder.Root, project, Accepted, new ProjectFileTable()) is not null)];

    private static TempFolder Folder(string file, string reference)
    {
        var folder = new TempFolder();
        folder.Write(file, $"<Project><ItemGroup>{reference}</ItemGroup></Project>");
        foreach (var project in new[] { Test, App, Lib })
        {
            folder.Write(project, "<Project Sdk=\"Microsoft.NET.Sdk\"></Project>");
        }

        return folder;
    }
}

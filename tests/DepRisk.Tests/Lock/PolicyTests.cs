using DepRisk.Graph;
using DepRisk.Lock;
using DepRisk.Tests.Tool;

namespace DepRisk.Tests.Lock;

public class PolicyTests
{
    [Fact]
    public void Nothing_said_of_apps_leaves_the_scope_as_it_is()
    {
        var scope = TestScope.Shop().Build();
        Assert.Same(scope, Policy.Default.Apply(scope));
    }

    [Fact]
    public void The_last_pattern_that_matches_decides_and_says_so()
    {
        var policy = new Policy { Apps = [new AppChoice("src/**", false), new AppChoice("src/Web/*", true), new AppChoice("src/Shared/**", true), new AppChoice("tests/**", false)] };
        var scope = policy.Apply(TestScope.Shop().Build());
        Assert.Equal(
            [
                "src/Admin/Admin.csproj Library no app by deprisk.json",
                "src/Shared/Shared.csproj App app by deprisk.json",
                "src/Web/Web.csproj App app by deprisk.json",
                "src/Worker/Worker.csproj Library no app by deprisk.json",
                // That a test is no app needs no policy.
                "tests/Shop.Tests/Shop.Tests.csproj Test IsTestProject",
            ],
            scope.Projects.Select(project => $"{project.Path} {project.Role} {project.RoleReason}"));
    }

    [Fact]
    public void A_pattern_is_relative_to_the_file_that_states_it()
    {
        var repository = Path.GetFullPath("repository");
        var scope = TestScope.Shop().Build() with { Root = Path.Combine(repository, "shop") };
        var policy = new Policy { Apps = [new AppChoice("**", false, repository), new AppChoice("shop/src/Web/**", true, repository), new AppChoice("../shop/src/Admin/**", true, Path.Combine(repository, "policies"))] };
        Assert.Equal(["Admin", "Web"], policy.Apply(scope).Projects.Where(project => project.IsApp).Select(project => project.Name));
    }
}

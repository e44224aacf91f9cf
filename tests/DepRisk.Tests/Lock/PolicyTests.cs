using System.Collections.Immutable;
using DepRisk.Graph;
using DepRisk.Lock;
using DepRisk.Rules;
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

    [Fact]
    public void An_adapter_is_found_by_any_pattern_whatever_the_case_of_its_package()
    {
        var repository = Path.GetFullPath("repository");
        var paths = ImmutableArray.Create(new PolicyPath("shop/src/Archives/**", repository), new PolicyPath("../shop/tools/*/Zip.csproj", Path.Combine(repository, "policies")), new PolicyPath("Lone.csproj"));
        var policy = new Policy { Adapters = Policy.Default.Adapters.Add("DotNetZip", paths) };
        var root = Path.Combine(repository, "shop");
        Assert.True(policy.IsAdapter("dotnetzip", "src/Archives/Deep/Archives.csproj", root));
        Assert.True(policy.IsAdapter("DotNetZip", "tools/zip/Zip.csproj", root));
        Assert.True(policy.IsAdapter("DotNetZip", "Lone.csproj", root));
        Assert.False(policy.IsAdapter("DotNetZip", "src/Web/Web.csproj", root));
        Assert.False(policy.IsAdapter("DotNetZip", "src/Lone.csproj", root));
        Assert.False(policy.IsAdapter("Serilog", "src/Archives/Archives.csproj", root));
    }

    [Fact]
    public void The_rules_about_code_have_the_defaults_of_the_catalogue()
    {
        Assert.Equal(RuleCatalog.Code.Select(rule => rule.Id), CodeRules.Ids);
        Assert.Equal(RuleCatalog.Code.Select(rule => rule.DefaultLevel), [CodeRules.Default.SpreadBinding, CodeRules.Default.LeakedType, CodeRules.Default.HiddenUse]);
        Assert.Equal(CodeRules.Default, Policy.Default.CodeRules);
    }

    [Fact]
    public void Each_rule_about_code_has_its_own_level()
    {
        var levels = Policy.Default.Levels.Add("DR2001", RuleLevel.Off).Add("DR2002", RuleLevel.Warning).Add("DR2003", RuleLevel.Error);
        Assert.Equal(new CodeRules(RuleLevel.Off, RuleLevel.Warning, RuleLevel.Error, 4), (Policy.Default with { Levels = levels, Files = 4 }).CodeRules);
    }
}

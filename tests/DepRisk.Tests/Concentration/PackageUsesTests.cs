using DepRisk.Concentration;
using DepRisk.Graph;
using DepRisk.Tests.Tool;

namespace DepRisk.Tests.Concentration;

public class PackageUsesTests
{
    [Fact]
    public void Counts_each_version_once_with_the_apps_that_ship_it()
    {
        var uses = PackageUses.Of(TestScope.Shop().Build());
        Assert.Equal("Admin Web Worker", string.Join(" ", uses.Delivered.Select(project => project.Name)));
        Assert.Equal([0, 1, 2], Find(uses, "DotNetZip").Apps.ToArray());
        Assert.Equal(2, Find(uses, "DotNetZip").Dependents);
        Assert.Equal(2, uses.Packages.Count(use => use.Component.Id is "Newtonsoft.Json"));
        Assert.Equal(uses.Packages.Length, uses.Packages.Select(use => use.Component).Distinct().Count());
    }

    [Fact]
    public void Takes_the_strongest_class_and_the_shortest_way()
    {
        var uses = PackageUses.Of(new TestScope("x")
            .Project("A.csproj", ProjectRole.App, ("net8.0", ["P/1.0.0 > X/1.0.0"]), ("net10.0", ["X/1.0.0:Pruned"]))
            .Project("B.csproj", ProjectRole.App, "net10.0", "X/1.0.0:Build").Build());
        var use = Find(uses, "X");
        Assert.Equal(DependencyClass.Runtime, use.Class);
        Assert.Equal(1, use.Depth);
        Assert.True(use.IsDirect);
        Assert.Equal([0], use.Apps.ToArray());
    }

    [Fact]
    public void A_package_that_only_tests_use_is_not_part_of_it()
    {
        Assert.DoesNotContain(PackageUses.Of(TestScope.Shop().Build()).Packages, use => use.Component.Id.StartsWith("xunit", StringComparison.Ordinal));
    }

    private static PackageUse Find(PackageUses uses, string id) => uses.Packages.Single(use => use.Component.Id.Equals(id, StringComparison.Ordinal));
}

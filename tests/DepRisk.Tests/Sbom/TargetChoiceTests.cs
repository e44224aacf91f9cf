using DepRisk.Graph;
using DepRisk.Sbom;

namespace DepRisk.Tests.Sbom;

public sealed class TargetChoiceTests
{
    [Theory]
    [InlineData(null, null, "net10.0 net9.0")]
    [InlineData(null, "linux-x64", "net10.0/linux-x64 net9.0/linux-x64")]
    [InlineData("net9.0", null, "net9.0")]
    [InlineData("NET9.0", "LINUX-X64", "net9.0/linux-x64")]
    [InlineData("net8.0", null, "")]
    [InlineData(null, "win-x64", "")]
    public void Takes_the_portable_targets_or_those_of_a_runtime(string? framework, string? runtime, string expected) =>
        Assert.Equal(expected, Choose(framework, runtime, T("net9.0/linux-x64"), T("net9.0"), T("net10.0/linux-x64"), T("net10.0")));

    [Fact]
    public void Prefers_a_self_contained_target_over_its_portable_twin() =>
        Assert.Equal(
            "net10.0/linux-x64 net9.0",
            Choose(null, null, T("net10.0"), T("net10.0/linux-x64", isSelfContained: true), T("net10.0/win-x64"), T("net9.0"), T("net9.0/linux-x64")));

    private static string Choose(string? framework, string? runtime, params Target[] targets)
    {
        var component = new ComponentTable().Project("A", null, "A.csproj");
        return string.Join(' ', TargetChoice.Of(new Project(component, ProjectRole.App, "", [.. targets]), new BomOptions(Framework: framework, RuntimeIdentifier: runtime)).Select(target => target.Name));
    }

    private static Target T(string name, bool isSelfContained = false) => SampleScope.Target(name, [], [], isSelfContained: isSelfContained);
}

using System.Globalization;
using DepRisk.Concentration;
using DepRisk.Graph;
using DepRisk.Tests.Tool;

namespace DepRisk.Tests.Concentration;

/// <summary>The small graph of docs/metrics.md, whose values a person worked out by hand.</summary>
public class MetricsPageTests
{
    private static readonly Scope Scope = new TestScope("x")
        .Project("Web/Web.csproj", ProjectRole.App, "net10.0", "Reports/1.0.0 > Zip/1.0.0 > Core/1.0.0", "Import/1.0.0 > Zip/1.0.0", "Log/1.0.0")
        .Project("Admin/Admin.csproj", ProjectRole.App, "net10.0", "Reports/1.0.0 > Zip/1.0.0 > Core/1.0.0", "Shared/Shared.csproj > Log/1.0.0")
        .Project("Worker/Worker.csproj", ProjectRole.App, "net10.0", "Import/1.0.0 > Zip/1.0.0 > Core/1.0.0", "Core/1.0.0")
        .Project("Shared/Shared.csproj", ProjectRole.Library, "net10.0", "Log/1.0.0").Build();

    private static readonly ScopeConcentration Concentration = ScopeConcentration.Of(
        Scope,
        new TestEvidence(Scope).With("Log", TestEvidence.Signed("ann")).With("Reports", TestEvidence.Signed("ann")).With("Import", TestEvidence.Signed("bob"))
            .With("Zip", TestEvidence.Signed("carl dora")).With("Core", TestEvidence.Signed("eve")).Build(),
        Thresholds.Default,
        []);

    private static readonly string Page = string.Join(' ', File.ReadAllText(Path.Combine(Root(), "docs", "metrics.md")).Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));

    [Fact]
    public void Groups_are_those_of_the_page()
    {
        Assert.Equal(4, Concentration.Groups.Length);
        foreach (var group in Concentration.Groups)
        {
            var cut = RemovalCut.Of(Concentration.Scope, group.Index);
            var packages = cut.Size is 0 ? "" : $": {string.Join(", ", cut.Packages.Select(package => package.Id))} ({Concentration.Scope.Apps[Concentration.Scope.Targets[cut.Target].App].Name})";
            Holds($"| {string.Join(", ", group.Group.Packages.Select(package => package.Id))} | {group.Apps.Length} of {Concentration.Scope.Apps.Length} apps | in {group.HiddenIn.Length} of {group.Apps.Length} | {cut.Size}{packages} |");
        }
    }

    [Fact]
    public void Packages_are_those_of_the_page()
    {
        Assert.Equal(5, Concentration.Packages.Length);
        for (var i = 0; i < Concentration.Packages.Length; i++)
        {
            var package = Concentration.Packages[i];
            Holds($"| {package.Package.Id} | {Concentration.Uses.Packages[i].Depth} | {package.TrustedPackages} | {package.TrustedAccounts} |");
        }
    }

    [Fact]
    public void Posture_is_that_of_the_page()
    {
        Holds(string.Create(CultureInfo.InvariantCulture, $"an index of {Concentration.WithoutPlatform.Hhi:N0}, as if there were {Concentration.WithoutPlatform.Effective:0.0} groups"));
        Holds(string.Create(CultureInfo.InvariantCulture, $"it is {Concentration.ByReach.Hhi:N0}, or {Concentration.ByReach.Effective:0.0} groups"));
        OwnedPackages[] owned = [.. Concentration.Scope.Groups.Select(group => new OwnedPackages(group.Accounts, group.Packages.Length))];
        Holds($"Two accounts, {string.Join(" and ", AccountSet.Capture(owned).Accounts)}, suffice");
        Holds($"if {string.Join(" and ", AccountSet.Loss(owned).Accounts)} both vanished");
    }

    [Fact]
    public void Defaults_are_those_of_the_page()
    {
        var defaults = Thresholds.Default;
        foreach (var (key, value) in new (string, IFormattable)[]
        {
            ("reach", defaults.Reach), ("apps", defaults.Apps), ("hiddenness", defaults.Hiddenness), ("removalCut", defaults.RemovalCut), ("releaseMonths", defaults.ReleaseMonths), ("binding", defaults.Binding),
        })
        {
            Holds($"| `{key}` | {value.ToString(null, CultureInfo.InvariantCulture)} |");
        }

        Holds($"Above {ImplicitTrust.MostNodes.ToString("N0", CultureInfo.InvariantCulture)} nodes");
    }

    private static void Holds(string text) => Assert.Contains(text, Page, StringComparison.Ordinal);

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "DepRisk.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}

using DepRisk.Concentration;
using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Packages.Capabilities;
using DepRisk.Packages.Signatures;
using DepRisk.Tests.Tool;

namespace DepRisk.Tests.Concentration;

/// <summary>What docs/metrics.md promises to keep right, one promise a test.</summary>
public class ScopeConcentrationTests
{
    private static readonly AssemblyFacts Zips = Code("lib/net8.0/A.dll", 3, Capability.Archive);
    private static readonly AssemblyFacts Harmless = Code("lib/net8.0/A.dll", 3);

    [Fact]
    public void The_shape_of_Log4Shell_is_exposed_hidden_and_inescapable()
    {
        var zip = Group(Shop(), evidence => evidence.With("DotNetZip", TestEvidence.Signed("ann bob"), files: Zips).With("Reports.Engine", TestEvidence.Signed("cat")).With("Import.Core", TestEvidence.Signed("dan")), "DotNetZip");
        Assert.Equal(Truth.True, zip.IsExposed);
        Assert.Equal((Truth.True, Truth.True), (zip.IsHidden, zip.IsInescapable));
        Assert.Equal([0, 1, 2], zip.Apps.AsEnumerable());
        Assert.Equal([0, 1, 2], zip.HiddenIn.AsEnumerable());
        Assert.Equal([Capability.Archive], zip.Power.Examples.Select(example => example.Use.Capability));
    }

    [Fact]
    public void What_a_shared_library_of_ours_refers_to_is_not_hidden()
    {
        var scope = Apps("Shared/Shared.csproj > Newtonsoft.Json/13.0.3", "A/1.0.0 > Newtonsoft.Json/13.0.3");
        var json = Group(scope, evidence => evidence.With("Newtonsoft.Json", TestEvidence.Signed("jamesnk"), files: Zips), "Newtonsoft.Json");
        Assert.Equal(Truth.True, json.IsExposed);
        Assert.Equal(Truth.False, json.IsHidden);
        Assert.Empty(json.HiddenIn);
    }

    [Fact]
    public void A_family_that_we_refer_to_by_one_of_its_members_is_not_hidden()
    {
        var scope = Apps("Npgsql.EntityFrameworkCore/8.0.0 > Npgsql/8.0.0");
        var family = Group(scope, evidence => evidence.With("Npgsql", TestEvidence.Signed("npgsql"), files: Zips).With("Npgsql.EntityFrameworkCore", TestEvidence.Signed("npgsql"), files: Harmless), "Npgsql");
        Assert.Equal(["Npgsql", "Npgsql.EntityFrameworkCore"], family.Group.Packages.Select(package => package.Id));
        Assert.Equal((Truth.True, Truth.False, Truth.False), (family.IsExposed, family.IsHidden, family.IsInescapable));
    }

    [Fact]
    public void Abstractions_without_power_are_not_exposed()
    {
        var group = Group(Apps("A/1.0.0 > Abstractions/1.0.0"), evidence => evidence.With("Abstractions", TestEvidence.Signed("ann"), files: Code("lib/net8.0/A.dll", 40, Capability.Crypto, Capability.FileSystem, Capability.Emit)), "Abstractions");
        Assert.Equal((Truth.True, Truth.False, Truth.False), (group.IsEligible, group.Power.Exists, group.IsExposed));
    }

    [Fact]
    public void The_platform_is_who_signed_and_what_a_policy_adds_by_signature()
    {
        var scope = Apps("Microsoft.Claimed/1.0.0 > System.Claimed/1.0.0", "Ours/1.0.0");
        ScopeEvidence Evidence(TestEvidence evidence) => evidence
            .With("Microsoft.Claimed", TestEvidence.Signed("somebody"), files: Zips)
            .With("System.Claimed", PackageSignature.Of(SignatureVerdict.Unsigned), files: Zips)
            .With("Ours", TestEvidence.Signed("Ours-Account", TestEvidence.Signer("Ours", "Ours Ltd")), files: Zips).Build();
        Truth Eligible(string id, params string[] platforms) => Find(ScopeConcentration.Of(scope, Evidence(new TestEvidence(scope)), Thresholds.Default, [.. platforms]), id).IsEligible;
        Assert.Equal(Truth.True, Eligible("Microsoft.Claimed"));
        Assert.Equal(Truth.True, Eligible("System.Claimed"));
        Assert.Equal(Truth.True, Eligible("Ours", "owner:Ours", "certificate:ours ltd", "Ours-Account"));
        Assert.Equal(Truth.False, Eligible("Ours", "owner:ours-ACCOUNT"));
        Assert.Equal(Truth.False, Eligible("Ours", "certificate:Ours Ltd"));
    }

    [Fact]
    public void Where_nobody_knows_who_signed_nothing_fires_and_what_is_missing_is_named()
    {
        var group = Group(Shop(), evidence => evidence.With("DotNetZip", PackageSignature.Of(SignatureVerdict.Unknown, "the roots are missing"), files: Zips), "DotNetZip");
        Assert.Equal((Truth.Unknown, Truth.Unknown), (group.IsEligible, group.IsExposed));
        Assert.Contains(group.Unknown, fact => fact.What.Contains("the roots are missing", StringComparison.Ordinal));
    }

    [Fact]
    public void A_package_that_is_not_on_disk_is_unknown_and_not_harmless()
    {
        var group = Group(Shop(), evidence => evidence, "DotNetZip");
        Assert.Equal((Truth.Unknown, Truth.Unknown, Truth.Unknown), (group.IsEligible, group.Power.Exists, group.IsExposed));
        Assert.Equal(["how far our own code is bound to it"], group.Unknown.Where(fact => fact.Command is "dotnet build").Select(fact => fact.What));
    }

    [Fact]
    public void A_package_without_files_of_its_own_is_not_eligible()
    {
        var group = Group(Shop(), evidence => evidence.With("DotNetZip", TestEvidence.Signed("ann")), "DotNetZip");
        Assert.Equal((Truth.False, Truth.False), (group.IsEligible, group.IsExposed));
    }

    [Fact]
    public void A_file_that_could_not_be_read_leaves_power_unknown_unless_another_proves_it()
    {
        var broken = new AssemblyFacts("lib/net8.0/B.dll", Guid.Empty, 0, [], "is cut off");
        Assert.Equal(Truth.Unknown, Group(Shop(), evidence => evidence.With("DotNetZip", TestEvidence.Signed("ann"), files: [Harmless, broken]), "DotNetZip").Power.Exists);
        Assert.Equal(Truth.True, Group(Shop(), evidence => evidence.With("DotNetZip", TestEvidence.Signed("ann"), files: [Zips, broken]), "DotNetZip").Power.Exists);
    }

    [Fact]
    public void Tests_and_what_only_they_use_never_count()
    {
        var scope = new TestScope("x")
            .Project("App/App.csproj", ProjectRole.App, "net10.0", "A/1.0.0")
            .Project("Tests/Tests.csproj", ProjectRole.Test, "net10.0", "xunit/2.9.3", "A/1.0.0").Build();
        var concentration = ScopeConcentration.Of(scope, ScopeEvidence.None, Thresholds.Default, []);
        Assert.Equal(["A"], concentration.Groups.Select(group => group.Lead.Id));
        Assert.Equal(["A"], concentration.Packages.Select(package => package.Package.Id));
    }

    [Theory]
    [InlineData(1, 1, true)]
    [InlineData(1, 2, false)]
    [InlineData(2, 2, true)]
    [InlineData(2, 3, false)]
    [InlineData(3, 3, true)]
    [InlineData(3, 6, true)]
    [InlineData(3, 7, false)]
    [InlineData(0, 0, false)]
    public void Reach_needs_half_of_the_apps_and_three_or_all_of_them(int apps, int of, bool expected) =>
        Assert.Equal(expected, Exposure.HasReach(apps, of, Thresholds.Default));

    private static AssemblyFacts Code(string path, int types, params Capability[] capabilities) =>
        new(path, new Guid(path.Length, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0), types, [.. capabilities.Select(capability => new CapabilityUse(capability, "A.B.C", "System.X"))]);

    private static Scope Shop() => Apps("Reports.Engine/4.2.0 > DotNetZip/1.16.0", "Import.Core/2.0.1 > DotNetZip/1.16.0");

    private static Scope Apps(params string[] chains) => new TestScope("x")
        .Project("A/A.csproj", ProjectRole.App, "net10.0", chains)
        .Project("B/B.csproj", ProjectRole.App, "net10.0", chains)
        .Project("C/C.csproj", ProjectRole.App, "net10.0", chains).Build();

    private static GroupConcentration Group(Scope scope, Func<TestEvidence, TestEvidence> with, string id) =>
        Find(ScopeConcentration.Of(scope, with(new TestEvidence(scope)).Build(), Thresholds.Default, []), id);

    private static GroupConcentration Find(ScopeConcentration concentration, string id) =>
        concentration.Groups.Single(group => group.Group.Packages.Any(package => package.Id.Equals(id, StringComparison.Ordinal)));
}

using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Packages.Capabilities;
using DepRisk.Rules;
using DepRisk.Sbom;
using DepRisk.Tests.Rules;
using DepRisk.Tests.Tool;

namespace DepRisk.Tests.Sbom;

public sealed class ConcentrationPropertiesTests
{
    public static TheoryData<SpecVersion> Versions { get; } = [.. Enum.GetValues<SpecVersion>()];

    [Fact]
    public void A_hidden_hub_says_whom_it_reaches_and_what_holds()
    {
        var zip = Package(Bom(), "Zip");
        Assert.Equal(["3/3"], Values(zip, "deprisk:reach"));
        Assert.Equal(["3/3"], Values(zip, "deprisk:hidden-in"));
        Assert.Equal(["2"], Values(zip, "deprisk:removal-cut"));
        Assert.Equal(["Zip"], Values(zip, "deprisk:control-group"));
        Assert.Equal(["hidden", "inescapable"], Values(zip, "deprisk:flag"));
        Assert.Equal(["locked-in", "weak-hands"], Values(zip, "deprisk:flag-unknown"));
        Assert.Empty(Values(zip, "deprisk:platform"));
    }

    [Fact]
    public void The_platform_is_named_and_has_no_flags()
    {
        var options = Package(Bom(), "Options");
        Assert.Equal(["true"], Values(options, "deprisk:platform"));
        Assert.Equal(["3/3"], Values(options, "deprisk:reach"));
        Assert.Equal(["0/3"], Values(options, "deprisk:hidden-in"));
        Assert.Empty(Values(options, "deprisk:flag").Concat(Values(options, "deprisk:flag-unknown")));
    }

    [Fact]
    public void The_primary_component_carries_the_posture_of_the_scope()
    {
        var assessment = Assess(out var scope);
        var bom = new BomBuilder(scope, new BomOptions(), assessment.Input.Evidence, Task.FromResult(assessment.Input)).Build(scope.Projects[0]);
        // Four groups of one package each, one of them the platform: 4 and 3 equally large ones.
        Assert.Equal(["4"], Values(bom.Primary, "deprisk:posture:groups"));
        Assert.Equal(["4"], Values(bom.Primary, "deprisk:posture:effective-groups"));
        Assert.Equal(["2500"], Values(bom.Primary, "deprisk:posture:hhi"));
        Assert.Equal(["3333.3"], Values(bom.Primary, "deprisk:posture:hhi-without-platform"));
        Assert.Equal(Values(bom.Primary, "deprisk:posture:hhi"), Values(new BomBuilder(scope, new BomOptions(), assessment.Input.Evidence, Task.FromResult(assessment.Input)).Merge(scope.Projects).Primary, "deprisk:posture:hhi"));
    }

    [Fact]
    public void Nobody_who_judged_nothing_claims_anything()
    {
        _ = Assess(out var scope);
        var bom = new BomBuilder(scope, new BomOptions()).Build(scope.Projects[0]);
        Assert.DoesNotContain(bom.Components.Append(bom.Primary).SelectMany(component => component.Properties), property => property.Name is "deprisk:reach" or "deprisk:posture:hhi");
    }

    [SchemaTheory]
    [MemberData(nameof(Versions))]
    public void Is_valid_in_every_version_and_format(SpecVersion version)
    {
        var assessment = Assess(out var scope);
        ConformanceTests.AssertValid(version, new BomBuilder(scope, new BomOptions(version), assessment.Input.Evidence, Task.FromResult(assessment.Input)).Build(scope.Projects[0]), "concentration");
    }

    private static Bom Bom()
    {
        var assessment = Assess(out var scope);
        return new BomBuilder(scope, new BomOptions(), assessment.Input.Evidence, Task.FromResult(assessment.Input)).Build(scope.Projects[0]);
    }

    private static Assessment Assess(out Scope scope)
    {
        string[] chains = ["Reports/1.0.0 > Zip/1.0.0", "Import/1.0.0 > Zip/1.0.0", "Options/1.0.0"];
        scope = new TestScope("Shop.slnx")
            .Project("A/A.csproj", ProjectRole.App, "net10.0", chains)
            .Project("B/B.csproj", ProjectRole.App, "net10.0", chains)
            .Project("C/C.csproj", ProjectRole.App, "net10.0", chains)
            .Build();
        ScopeEvidence evidence = new TestEvidence(scope)
            .With("Zip", TestEvidence.Signed("zip"), repository: "https://github.com/zip/zip", files: RuleRun.Can(Capability.Archive))
            .With("Reports", TestEvidence.Signed("reports"), files: RuleRun.Can())
            .With("Import", TestEvidence.Signed("import"), files: RuleRun.Can())
            .With("Options", TestEvidence.Signed("Microsoft", TestEvidence.Signer("Microsoft Corporation", "Microsoft Corporation")), files: RuleRun.Can(Capability.Net))
            .Build();
        return RuleRun.Assess(scope, evidence);
    }

    private static BomComponent Package(Bom bom, string name) => bom.Components.Single(component => component.Name.Equals(name, StringComparison.Ordinal));

    private static string[] Values(BomComponent component, string name) =>
        [.. component.Properties.Where(property => property.Name.Equals(name, StringComparison.Ordinal)).Select(property => property.Value)];
}

using DepRisk.Binding;
using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Packages;
using DepRisk.Packages.Build;
using DepRisk.Packages.Capabilities;
using DepRisk.Packages.Signatures;
using DepRisk.Sbom;
using DepRisk.Tests.Tool;

namespace DepRisk.Tests.Sbom;

public sealed class EvidencePropertiesTests : IDisposable
{
    private readonly SampleScope _sample = new();

    public static TheoryData<SpecVersion> Versions { get; } = [.. Enum.GetValues<SpecVersion>()];

    public void Dispose() => _sample.Dispose();

    [Fact]
    public void Verified_accounts_are_the_supplier_and_the_makers_word_stays_the_manufacturer()
    {
        var signature = Signed("jamesnk newtonsoft") with { Repository = TestEvidence.Signer("R", null, "https://feed.example/v3/index.json") };
        var json = Find(Build(signature), _sample.Json);
        Assert.Equal(new BomEntity("jamesnk at feed.example, newtonsoft at feed.example", []), json.Supplier);
        Assert.Equal(new BomEntity("Ann & Bob, Carol", "https://example.test/json"), json.Manufacturer);
        Assert.Equal(["Ann & Bob", "Carol"], json.Authors.AsEnumerable());
        Assert.Equal(["signature"], Values(json, "deprisk:supplier-source"));
        Assert.Equal(["jamesnk at feed.example", "newtonsoft at feed.example"], Values(json, "deprisk:owner"));
        Assert.Equal(["verified"], Values(json, "deprisk:signature"));
        Assert.Equal(["2021-11-16"], Values(json, "deprisk:repository-signed"));
    }

    [Fact]
    public void Accounts_of_the_public_repository_come_with_their_pages()
    {
        var signature = Signed("a b") with { Repository = TestEvidence.Signer("R", null, "https://packages.nuget.org/v3/index.json") };
        var json = Find(Build(signature), _sample.Json);
        Assert.Equal(2, json.Supplier!.Urls.Length);
        Assert.EndsWith("/profiles/a", json.Supplier.Urls[0], StringComparison.Ordinal);
        var evil = Signed("a") with { Repository = TestEvidence.Signer("R", null, "https://packages.nuget.org.evil.example/v3/index.json") };
        Assert.Empty(Find(Build(evil), _sample.Json).Supplier!.Urls);
    }

    [Theory]
    [InlineData(SignatureVerdict.Unknown)]
    [InlineData(SignatureVerdict.Invalid)]
    [InlineData(SignatureVerdict.Unsigned)]
    public void What_is_not_verified_supplies_nothing(SignatureVerdict verdict)
    {
        var json = Find(Build(PackageSignature.Of(verdict, "for a test")), _sample.Json);
        Assert.Equal(new BomEntity("Ann & Bob, Carol", "https://example.test/json"), json.Supplier);
        Assert.Equal(["nuspec"], Values(json, "deprisk:supplier-source"));
        Assert.Equal([FactNames.Of(verdict)], Values(json, "deprisk:signature"));
        Assert.Equal(["for a test"], Values(json, "deprisk:signature-reason"));
        Assert.Empty(Values(json, "deprisk:owner"));
        Assert.Equal(80, json.Evidence!.Identities.Single().ConfidencePercent);
    }

    [Fact]
    public void A_verified_signature_is_the_evidence_of_identity()
    {
        var identity = Find(Build(Signed("a")), _sample.Json).Evidence!.Identities.Single();
        Assert.Equal(("purl", 100, "pkg:nuget/Contoso.Json@13.0.3"), (identity.Field, identity.ConfidencePercent, identity.Concluded));
        Assert.Equal(["attestation", "manifest-analysis"], identity.Methods.Select(method => method.Technique));
        Assert.Equal("signed by repository Example Repository", identity.Methods[0].Value);
    }

    [Fact]
    public void Capabilities_are_those_of_the_files_that_ship_here()
    {
        AssemblyFacts[] files =
        [
            new("lib/net10.0/Contoso.Json.dll", Guid.Empty, 1, [new CapabilityUse(Capability.Emit, "a", "b"), new CapabilityUse(Capability.FileSystem, "a", "b")]),
            new("lib/net48/Contoso.Json.dll", Guid.Empty, 1, [new CapabilityUse(Capability.Process, "a", "b")]),
            new("runtimes/linux-x64/native/libjson.so", Guid.Empty, 0, [new CapabilityUse(Capability.Native, "a", "b")]),
        ];
        Assert.Equal(["emit", "filesystem", "native"], Values(Find(Build(Signed("a"), files), _sample.Json), "deprisk:capability"));
    }

    [Fact]
    public void What_could_not_be_understood_is_said_and_is_not_nothing()
    {
        AssemblyFacts[] files = [new("lib/net10.0/Contoso.Json.dll", Guid.Empty, 0, [], "is no PE file"), new("lib/net48/Contoso.Json.dll", Guid.Empty, 0, [], "does not ship here")];
        var json = Find(Build(Signed("a"), files, BuildPower.None with { Problems = ["build/x.targets: is no XML"] }), _sample.Json);
        Assert.Equal(["lib/net10.0/Contoso.Json.dll: is no PE file"], Values(json, "deprisk:capability-unknown"));
        Assert.Equal(["build/x.targets: is no XML"], Values(json, "deprisk:build-unknown"));
    }

    [Fact]
    public void Build_code_is_named_with_its_digest()
    {
        var build = TestEvidence.Executing(BuildAssetKind.Task, "build/x.targets", "T");
        var json = Find(Build(Signed("a"), [], build), _sample.Json);
        Assert.Equal(["task build/x.targets"], Values(json, "deprisk:build-code"));
        Assert.Equal([new string('b', 64)], Values(json, "deprisk:build-code-digest"));
    }

    [Fact]
    public void Occurrences_are_those_of_the_projects_that_a_document_is_about()
    {
        var evidence = Evidence(Signed("a"), [], BuildPower.None, Bound(_sample.Web, "src/Web/A.cs", 3), Bound(_sample.Tests, "test/T.cs", 9));
        var builder = new BomBuilder(_sample.Scope(), new BomOptions(), evidence);
        Assert.Equal([new BomOccurrence("src/Web/A.cs", 3)], Find(builder.Build(_sample.Project(_sample.Web)), _sample.Json).Evidence!.Occurrences.AsEnumerable());
        Assert.Equal([new BomOccurrence("test/T.cs", 9)], Find(builder.Build(_sample.Project(_sample.Tests)), _sample.Json).Evidence!.Occurrences.AsEnumerable());
        var both = builder.Merge([_sample.Project(_sample.Web), _sample.Project(_sample.Tests)]);
        Assert.Contains(both.Components.Where(component => component.Name is "Contoso.Json"), component => component.Evidence!.Occurrences.Length is 2);
        Assert.Equal(["5"], Values(Find(builder.Build(_sample.Project(_sample.Web)), _sample.Json), "deprisk:binding:call-sites"));
    }

    [SchemaTheory]
    [MemberData(nameof(Versions))]
    public void Is_valid_in_every_version_and_format(SpecVersion version)
    {
        var signature = Signed("a b", TestEvidence.Signer("Ann", "Ann <Ltd>")) with { Repository = TestEvidence.Signer("R", "R", "https://packages.nuget.org/v3/index.json") };
        AssemblyFacts[] files = [new("lib/net10.0/Contoso.Json.dll", Guid.Empty, 1, [new CapabilityUse(Capability.Net, "a", "b")])];
        var evidence = Evidence(signature, files, TestEvidence.Executing(BuildAssetKind.Exec, "build/x.targets"), Bound(_sample.Web, "src/Web/A.cs", 3), Bound(_sample.Shared, "src/Shared/ü.cs", 0));
        var bom = new BomBuilder(_sample.Scope(), new BomOptions(version), evidence).Build(_sample.Project(_sample.Web));
        ConformanceTests.AssertValid(version, bom, "evidence");
    }

    private static PackageSignature Signed(string owners, PackageSigner? author = null) => TestEvidence.Signed(owners, author);

    private Bom Build(PackageSignature signature, AssemblyFacts[]? files = null, BuildPower? build = null) =>
        new BomBuilder(_sample.Scope(), new BomOptions(), Evidence(signature, files ?? [], build ?? BuildPower.None)).Build(_sample.Project(_sample.Web));

    private ScopeEvidence Evidence(PackageSignature signature, AssemblyFacts[] files, BuildPower build, params ProjectBinding[] bindings) => new(
        new Dictionary<Component, PackageEvidence>(ReferenceEqualityComparer.Instance)
        {
            [_sample.Json] = new PackageEvidence(PackageFolder.Read(_sample.Scope().Packages[_sample.Json].Folder, "Contoso.Json", "13.0.3"), signature, build, [.. files]),
        },
        [.. bindings]);

    private ProjectBinding Bound(Component project, string file, int line) =>
        new(project, null, [file], [new PackageBinding(_sample.Json, 5, ["T"], [new SourceLocation(file, line)], [])]);

    private static BomComponent Find(Bom bom, Component component) =>
        bom.Components.Single(candidate => candidate.Ref.Equals($"pkg:nuget/{component.Id}@{component.Version}", StringComparison.Ordinal));

    private static string[] Values(BomComponent component, string name) =>
        [.. component.Properties.Where(property => property.Name.Equals(name, StringComparison.Ordinal)).Select(property => property.Value)];
}

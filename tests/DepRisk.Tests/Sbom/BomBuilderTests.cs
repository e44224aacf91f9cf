using System.Security.Cryptography;
using System.Text;
using DepRisk.Graph;
using DepRisk.Sbom;

namespace DepRisk.Tests.Sbom;

public sealed class BomBuilderTests : IDisposable
{
    private readonly SampleScope _sample = new();
    private readonly Bom _web;

    public BomBuilderTests() => _web = Build(_sample.Web);

    public void Dispose() => _sample.Dispose();

    [Theory]
    [InlineData("pkg:nuget/Contoso.Json@13.0.3", BomScope.Required, "runtime")]
    [InlineData("pkg:nuget/Old_Stuff@1.0.0.1", BomScope.Excluded, "excluded")]
    [InlineData("pkg:nuget/Contoso.Analyzers@3.0.0-beta.1", BomScope.Excluded, "build")]
    [InlineData("pkg:nuget/Contoso.Text@9.0.0", BomScope.Excluded, "pruned")]
    [InlineData("project:src/Shared/Shared.csproj", BomScope.Required, "runtime")]
    public void Tells_what_ships_from_what_does_not(string reference, BomScope scope, string @class)
    {
        var component = Find(reference);
        Assert.Equal(scope, component.Scope);
        Assert.Equal([@class], Values(component, "deprisk:class"), StringComparer.Ordinal);
    }

    [Fact]
    public void Says_nothing_about_scope_where_the_source_cannot_tell()
    {
        var bom = Single(EdgeSource.Resolved, SampleScope.Node(_sample.Bare, DependencyClass.Unknown));
        var component = Assert.Single(bom.Components);
        Assert.Null(component.Scope);
        Assert.Empty(Values(component, "deprisk:class"));
        Assert.Equal(BomPhase.PreBuild, bom.Phase);
        Assert.Equal(BomPhase.Build, _web.Phase);
    }

    [Fact]
    public void Excludes_everything_in_a_test_project()
    {
        var bom = Build(_sample.Tests);
        Assert.All(bom.Components, component => Assert.Equal(BomScope.Excluded, component.Scope));
        Assert.Equal(BomComponentType.Library, bom.Primary.Type);
    }

    /// <summary>cases.md, row 25.</summary>
    [Fact]
    public void Hashes_the_package_file_and_keeps_the_content_hash_apart()
    {
        var json = Find("pkg:nuget/Contoso.Json@13.0.3");
        var file = Path.Combine(_sample.Packages, "contoso.json", "13.0.3", "contoso.json.13.0.3.nupkg");
        var expected = Convert.ToHexStringLower(SHA512.HashData(File.ReadAllBytes(file)));
        Assert.Equal(new BomHash("SHA-512", expected), Assert.Single(json.Hashes));
        Assert.Equal(new BomHash("SHA-512", expected), json.References.Single(reference => reference.Type is "distribution").Hash);
        Assert.Equal(["Y29udGVudA=="], Values(json, "deprisk:nuget:contentHash"), StringComparer.Ordinal);
    }

    [Fact]
    public void Nests_each_shipped_file_with_a_hash_of_its_own()
    {
        var json = Find("pkg:nuget/Contoso.Json@13.0.3");
        Assert.Equal(SampleScope.JsonFiles.Select(file => file.Path), json.Components.Select(file => file.Name), StringComparer.Ordinal);
        foreach (var file in json.Components)
        {
            var bytes = File.ReadAllBytes(Path.Combine(_sample.Packages, "contoso.json", "13.0.3", file.Name));
            Assert.Equal($"{json.Ref}#{file.Name}", file.Ref);
            Assert.Equal(new BomHash("SHA-512", Convert.ToHexStringLower(SHA512.HashData(bytes))), Assert.Single(file.Hashes));
        }
    }

    [Fact]
    public void Leaves_out_the_hash_of_a_file_that_is_missing_or_outside_its_package()
    {
        File.WriteAllText(Path.Combine(_sample.Packages, "contoso.log", "secret.dll"), "secret");
        var bom = Single(EdgeSource.Resolved, SampleScope.Node(_sample.Log, files:
        [
            new("../secret.dll", ShippedFileType.Assembly),
            new(Path.Combine(_sample.Packages, "contoso.log", "secret.dll"), ShippedFileType.Assembly),
            new("lib/none.dll", ShippedFileType.Assembly),
        ]));
        Assert.All(bom.Components[0].Components, file => Assert.Empty(file.Hashes));
    }

    [Fact]
    public void Hashes_with_SHA_256_too_where_asked()
    {
        var bom = new BomBuilder(_sample.Scope(), new BomOptions(Sha256: true)).Build(_sample.Project(_sample.Web));
        var file = bom.Components.Single(component => component.Ref.StartsWith("file:", StringComparison.Ordinal));
        Assert.Equal(
            [new BomHash("SHA-256", Convert.ToHexStringLower(SHA256.HashData("vendor"u8))), new BomHash("SHA-512", Convert.ToHexStringLower(SHA512.HashData("vendor"u8)))],
            file.Hashes.AsEnumerable());
    }

    [Fact]
    public void Keeps_an_expression_whole_and_names_what_is_none()
    {
        Assert.Equal(new BomLicense("MIT OR (Apache-2.0 AND BSD-3-Clause)", null, null), Find("pkg:nuget/Contoso.Json@13.0.3").License);
        var log = Find("pkg:nuget/Contoso.Log@3.1.1");
        Assert.Equal(new BomLicense(null, "LicenseRef-Contoso.Log-3.1.1", null), log.License);
        Assert.Equal(["docs/LICENSE.txt"], Values(log, "deprisk:nuget:licenseFile"), StringComparer.Ordinal);
        Assert.Equal(new BomLicense(null, "LicenseRef-Old-Stuff-1.0.0.1", "https://example.test/license"), Find("pkg:nuget/Old_Stuff@1.0.0.1").License);
        Assert.Null(Find("pkg:nuget/Nowhere.OnDisk@9.9.9").License);
        var analyzers = Find("pkg:nuget/Contoso.Analyzers@3.0.0-beta.1");
        Assert.Equal(new BomLicense(null, "LicenseRef-Contoso.Analyzers-3.0.0-beta.1", null), analyzers.License);
        Assert.Equal(["free as in (beer"], Values(analyzers, "deprisk:nuget:license"), StringComparer.Ordinal);
    }

    [Fact]
    public void Says_where_a_package_and_its_source_come_from()
    {
        var json = Find("pkg:nuget/Contoso.Json@13.0.3");
        Assert.Equal(
            ["distribution https://packages.nuget.org/v3-flatcontainer/contoso.json/13.0.3/contoso.json.13.0.3.nupkg ", "vcs https://example.test/json.git commit 0123456789abcdef", "website https://example.test/json "],
            json.References.Select(reference => $"{reference.Type} {reference.Url} {reference.Comment}"),
            StringComparer.Ordinal);
        Assert.Equal(
            ["distribution contoso.log.3.1.1.nupkg feed: local", "vcs ssh://example.test/log/log.git "],
            Find("pkg:nuget/Contoso.Log@3.1.1").References.Select(reference => $"{reference.Type} {reference.Url} {reference.Comment}"),
            StringComparer.Ordinal);
        Assert.Equal(new BomEntity("Ann & Bob, Carol", "https://example.test/json"), json.Supplier);
        Assert.Equal(["Ann & Bob", "Carol"], json.Authors.AsEnumerable(), StringComparer.Ordinal);
    }

    [Fact]
    public void Knows_of_a_package_that_is_not_on_disk_only_what_its_name_says()
    {
        var bare = Find("pkg:nuget/Nowhere.OnDisk@9.9.9");
        Assert.Empty(bare.Hashes);
        Assert.Empty(bare.References);
        Assert.Null(bare.Supplier);
        Assert.Equal(["nowhere.ondisk.9.9.9.nupkg"], Values(bare, "bsi:component:filename"), StringComparer.Ordinal);
    }

    [Fact]
    public void Gives_first_party_projects_no_purl_and_no_guessed_version()
    {
        var shared = Find("project:src/Shared/Shared.csproj");
        Assert.Equal((null, "1.0.0", BomComponentType.Library), (shared.Purl, shared.Version, shared.Type));
        var worker = Build(_sample.Worker);
        Assert.Equal((null, null, BomComponentType.Application, "project:src/Worker/Worker.csproj"), (worker.Primary.Purl, worker.Primary.Version, worker.Primary.Type, worker.Primary.Ref));
    }

    [Fact]
    public void Takes_the_version_of_a_loose_file_as_evidence_only()
    {
        var file = Find("file:lib/Vendor.dll");
        Assert.Equal((null, null, "7.8.9.0", BomComponentType.File), (file.Version, file.Purl, file.Evidence!.StatedVersion, file.Type));
    }

    [Fact]
    public void Names_a_framework_without_a_version_that_nobody_states()
    {
        var framework = Find("framework:Microsoft.NETCore.App");
        Assert.Equal((BomComponentType.Framework, null, null), (framework.Type, framework.Version, framework.Purl));
    }

    [Theory]
    [InlineData("pkg:nuget/Contoso.Json@13.0.3", "deprisk:direct", "true")]
    [InlineData("pkg:nuget/Contoso.Json@13.0.3", "deprisk:target", "net10.0")]
    [InlineData("pkg:nuget/Contoso.Log@3.1.1", "deprisk:pinned-by", "Directory.Packages.props")]
    [InlineData("pkg:nuget/Contoso.Log@3.1.1", "deprisk:pruned-edge", "Gone.Package [1.0.0, ): not in the file")]
    [InlineData("pkg:nuget/Contoso.Log@3.1.1", "deprisk:feed", "local")]
    [InlineData("pkg:nuget/Contoso.Text@9.0.0", "deprisk:provided-by", "Microsoft.NETCore.App")]
    [InlineData("pkg:nuget/Nowhere.OnDisk@9.9.9", "deprisk:publish", "excluded")]
    [InlineData("pkg:nuget/Contoso.Json@13.0.3", "bsi:component:archive", "archive")]
    [InlineData("pkg:nuget/Contoso.Json@13.0.3", "bsi:component:executable", "non-executable")]
    [InlineData("pkg:nuget/Contoso.Json@13.0.3", "bsi:component:structured", "structured")]
    [InlineData("file:lib/Vendor.dll", "bsi:component:archive", "no archive")]
    [InlineData("file:lib/Vendor.dll", "bsi:component:executable", "executable")]
    public void Carries_what_has_no_field_as_properties(string reference, string name, string value) =>
        Assert.Equal([value], Values(Find(reference), name), StringComparer.Ordinal);

    [Fact]
    public void Has_the_edges_of_the_target_and_an_entry_for_every_leaf()
    {
        var graph = _sample.Project(_sample.Web).Targets[0].Graph;
        var expected = new SortedSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < graph.Nodes.Length; i++)
        {
            foreach (var end in graph.DependenciesOf(i))
            {
                expected.Add($"{graph.Nodes[i].Component} -> {graph.Nodes[end].Component}");
            }
        }

        var names = _web.Components.Append(_web.Primary).ToDictionary(component => component.Ref, Name, StringComparer.Ordinal);
        Assert.Equal(expected, _web.Dependencies.SelectMany(entry => entry.DependsOn.Select(end => $"{names[entry.Ref]} -> {names[end]}")).Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.Equal(names.Keys.Order(StringComparer.Ordinal), _web.Dependencies.Select(entry => entry.Ref), StringComparer.Ordinal);
    }

    [Fact]
    public void Says_which_lists_of_dependencies_are_complete()
    {
        Assert.Equal(["pkg:nuget/Contoso.Log@3.1.1"], Composition(_web, BomAggregate.Incomplete), StringComparer.Ordinal);
        Assert.Contains("project:src/Web/Web.csproj", Composition(_web, BomAggregate.Complete), StringComparer.Ordinal);
        var partial = new BomBuilder(_sample.Scope(isPartial: true), new BomOptions()).Build(_sample.Project(_sample.Web));
        Assert.Contains("project:src/Web/Web.csproj", Composition(partial, BomAggregate.Incomplete), StringComparer.Ordinal);
        var unknown = Single(EdgeSource.Unknown, SampleScope.Node(_sample.Json));
        Assert.Equal(["pkg:nuget/Contoso.Json@13.0.3", "project:src/Web/Web.csproj"], Composition(unknown, BomAggregate.Unknown), StringComparer.Ordinal);
        Assert.Equal(["unknown"], Values(unknown.Primary, "deprisk:edges"), StringComparer.Ordinal);
    }

    [Fact]
    public void Lists_build_components_once_and_apart()
    {
        Assert.Equal(["pkg:nuget/Contoso.Sdk@1.0.0", "pkg:nuget/Contoso.Tool@4.5.6"], _web.Formulation.Select(component => component.Ref), StringComparer.Ordinal);
        Assert.Equal(["global.json"], Values(_web.Formulation[0], "deprisk:declared-in"), StringComparer.Ordinal);
        var scope = _sample.Scope();
        scope = scope with { BuildComponents = [.. scope.BuildComponents, new BuildComponent(_sample.Json, "dotnet-tool", "b.json"), new BuildComponent(_sample.Json, "dotnet-tool", "a.json")] };
        var clash = new BomBuilder(scope, new BomOptions()).Build(_sample.Project(_sample.Web)).Formulation.Single(component => component.Name is "Contoso.Json");
        Assert.Matches("^pkg:nuget/Contoso.Json@13.0.3#[0-9a-f]{12}$", clash.Ref);
        Assert.Equal(["a.json", "b.json"], Values(clash, "deprisk:declared-in"), StringComparer.Ordinal);
    }

    [Fact]
    public void Prints_no_secret_no_absolute_path_and_no_user()
    {
        var boms = new BomBuilder(_sample.Scope(), new BomOptions());
        foreach (var version in Enum.GetValues<SpecVersion>())
        {
            var bom = boms.Merge(_sample.Scope().Projects);
            foreach (var bytes in new[] { new CycloneDxJsonWriter(version).Write(bom), new CycloneDxXmlWriter(version).Write(bom) })
            {
                var text = Encoding.UTF8.GetString(bytes.Span);
                Assert.DoesNotContain("canary", text, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain(_sample.Root, text, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain(Path.GetFileName(_sample.Root), text, StringComparison.OrdinalIgnoreCase);
            }
        }
    }

    [Fact]
    public void Reports_a_package_file_that_it_could_not_understand()
    {
        File.WriteAllText(Path.Combine(_sample.Packages, "contoso.log", "3.1.1", "contoso.log.nuspec"), "<package>");
        var builder = new BomBuilder(_sample.Scope(), new BomOptions());
        Assert.Null(builder.Build(_sample.Project(_sample.Shared)).Components[0].Supplier);
        var problem = Assert.Single(builder.Problems);
        Assert.Equal("Contoso.Log 3.1.1: contoso.log.nuspec", problem.Path);
    }

    [Fact]
    public void Says_incomplete_where_no_target_fits()
    {
        var bom = new BomBuilder(_sample.Scope(), new BomOptions(RuntimeIdentifier: "win-x64")).Build(_sample.Project(_sample.Web));
        Assert.Empty(bom.Components);
        Assert.Equal(["project:src/Web/Web.csproj"], Composition(bom, BomAggregate.Incomplete), StringComparer.Ordinal);
    }

    private Bom Build(Component project) => new BomBuilder(_sample.Scope(), new BomOptions()).Build(_sample.Project(project));

    private Bom Single(EdgeSource source, Node node)
    {
        var project = new Project(_sample.Web, ProjectRole.App, "", [SampleScope.Target("net10.0", [SampleScope.Node(_sample.Web), node], [(0, 1)], source)]);
        return new BomBuilder(_sample.Scope() with { Projects = [project] }, new BomOptions()).Build(project);
    }

    private BomComponent Find(string reference) => _web.Components.Single(component => string.Equals(component.Ref, reference, StringComparison.Ordinal));

    private static string Name(BomComponent component) => component.Type is BomComponentType.File
        ? $"{component.Name} {component.Evidence!.StatedVersion}"
        : component.Version is null ? component.Name : $"{component.Name} {component.Version}";

    private static IEnumerable<string> Values(BomComponent component, string name) =>
        component.Properties.Where(property => string.Equals(property.Name, name, StringComparison.Ordinal)).Select(property => property.Value);

    private static string[] Composition(Bom bom, BomAggregate aggregate) =>
        [.. bom.Compositions.Single(composition => composition.Aggregate == aggregate).Dependencies];
}

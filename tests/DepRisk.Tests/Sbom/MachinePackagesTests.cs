using System.Security.Cryptography;
using System.Text.Json;
using DepRisk.Graph;
using DepRisk.Packages;
using DepRisk.Sbom;
using DepRisk.Tests.Packages;

namespace DepRisk.Tests.Sbom;

/// <summary>What real packages say of themselves, good and bad, in one document: every package in the global packages folder of this machine.</summary>
public sealed class MachinePackagesTests
{
    private readonly ComponentTable _table = new();

    [MachinePackagesFact]
    public void States_the_hash_of_the_nupkg_for_every_package()
    {
        var scope = Everything();
        using var json = JsonDocument.Parse(new CycloneDxJsonWriter(SpecVersion.V1_6).Write(new BomBuilder(scope, new BomOptions()).Build(scope.Projects[0])));
        var components = json.RootElement.GetProperty("components").EnumerateArray().ToDictionary(component => component.GetProperty("bom-ref").GetString()!, StringComparer.Ordinal);
        var compared = 0;
        foreach (var (package, restored) in scope.Packages)
        {
            var nupkg = Path.Combine(restored.Folder!, PackageFolder.FileName(package.Id, package.Version!));
            if (!File.Exists(nupkg) || !File.Exists(nupkg + ".sha512"))
            {
                continue;
            }

            var component = components[$"pkg:nuget/{package.Id}@{package.Version}"];
            var expected = Convert.ToHexStringLower(SHA512.HashData(File.ReadAllBytes(nupkg)));
            Assert.Equal(expected, Assert.Single(component.GetProperty("hashes").EnumerateArray()).GetProperty("content").GetString());
            var distribution = component.GetProperty("externalReferences").EnumerateArray().Single(reference => reference.GetProperty("type").GetString() is "distribution");
            Assert.Equal(expected, distribution.GetProperty("hashes")[0].GetProperty("content").GetString());
            compared++;
        }

        Assert.True(compared > 0, "no package was compared");
    }

    [SchemaTheory]
    [MemberData(nameof(ConformanceTests.Versions), MemberType = typeof(ConformanceTests))]
    public void Writes_whatever_packages_say_valid(SpecVersion version)
    {
        var scope = Everything();
        var builder = new BomBuilder(scope, new BomOptions(version));
        ConformanceTests.AssertValid(version, builder.Build(scope.Projects[0]), "machine");
        Assert.Empty(builder.Problems);
    }

    private Scope Everything()
    {
        var packages = new Dictionary<Component, RestoredPackage>(ReferenceEqualityComparer.Instance);
        var nodes = new List<Node> { SampleScope.Node(_table.Project("All", "1.0.0", "All.csproj")) };
        foreach (var folder in MachinePackages.Root is null ? [] : Directory.GetDirectories(MachinePackages.Root).Order(StringComparer.Ordinal).SelectMany(Directory.GetDirectories))
        {
            var package = _table.Package(Path.GetFileName(Path.GetDirectoryName(folder)!), Path.GetFileName(folder));
            if (packages.TryAdd(package, new RestoredPackage(null, folder)))
            {
                nodes.Add(SampleScope.Node(package));
            }
        }

        var target = SampleScope.Target("net10.0", [.. nodes], [.. Enumerable.Range(1, nodes.Count - 1).Select(i => (0, i))]);
        return new Scope("all.sln", "", [new Project(nodes[0].Component, ProjectRole.App, "", [target])], packages, [], []);
    }
}

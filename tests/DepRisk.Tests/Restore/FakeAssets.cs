using System.Collections.Immutable;
using DepRisk.Graph;
using DepRisk.Restore;

namespace DepRisk.Tests.Restore;

/// <summary>Assets files as records, for tests of what is done with them after reading.</summary>
internal static class FakeAssets
{
    public static AssetsFile Of(string projectPath, bool isCentral, params ReadOnlySpan<AssetsFramework> frameworks) => Of(projectPath, isCentral, [], [.. frameworks]);

    public static AssetsFile Of(string projectPath, bool isCentral, ImmutableArray<AssetsTarget> targets, ImmutableArray<AssetsFramework> frameworks) => new(
        "project.assets.json", 4, targets, new Dictionary<string, AssetsLibrary>(StringComparer.OrdinalIgnoreCase), [],
        new AssetsProject("1.0.0", "A", projectPath, null, "PackageReference", isCentral, [], null, false, frameworks,
            new Dictionary<string, ImmutableArray<LibraryDependency>>(StringComparer.Ordinal)), []);

    public static AssetsFramework Framework(string alias, string framework, ImmutableArray<AssetsReference> references, params ImmutableArray<string> projects) =>
        new(alias, framework, references, [], [], projects, new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase));

    public static AssetsFramework Net10(ImmutableArray<AssetsReference> references, params ImmutableArray<string> projects) =>
        Framework("net10.0", "net10.0", references, projects);

    public static AssetsReference Reference(string id, string range, bool isAuto = false) => new(id, range, "Package", null, null, isAuto, false, null);

    public static AssetsTarget Target(string name, params ReadOnlySpan<(string Id, string Version)> packages)
    {
        var libraries = ImmutableArray.CreateBuilder<TargetLibrary>();
        foreach (var (id, version) in packages)
        {
            libraries.Add(new TargetLibrary(id, version, "package", [], [], new LibraryAssets(ImmutableArray<ShippedFile>.Empty, false, false, [], [])));
        }

        return new AssetsTarget(name, libraries.ToImmutable());
    }
}

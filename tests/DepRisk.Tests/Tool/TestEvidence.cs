using System.Collections.Immutable;
using DepRisk.Binding;
using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Packages;
using DepRisk.Packages.Build;
using DepRisk.Packages.Capabilities;
using DepRisk.Packages.Signatures;

namespace DepRisk.Tests.Tool;

/// <summary>Evidence of the packages of a scope, one call a package.</summary>
internal sealed class TestEvidence(Scope scope)
{
    private readonly Dictionary<Component, PackageEvidence> _packages = new(ReferenceEqualityComparer.Instance);
    private readonly List<ProjectBinding> _bindings = [];

    public static PackageSigner Signer(string name, string? organization = null, string? serviceIndex = null) => new(
        SignatureVerdict.Verified, null, $"CN={name}", name, organization, "CN=Test CA", new string('a', 64), new DateTimeOffset(2021, 11, 16, 8, 0, 0, TimeSpan.Zero), serviceIndex);

    public static PackageSignature Signed(string owners, PackageSigner? author = null) => new(
        SignatureVerdict.Verified, null, [.. owners.Split(' ')], author, Signer("Example Repository", "Example Repository", "https://packages.nuget.org/v3/index.json"));

    public static BuildPower Executing(BuildAssetKind kind, string path, string? detail = null) => new([new BuildAsset(kind, path, detail, 3, true)], new string('b', 64), []);

    /// <param name="id">Of all its versions; <c>id/version</c> of one.</param>
    public TestEvidence With(
        string id, PackageSignature signature, BuildPower? build = null, string? repository = null, string? feed = "https://feed.example/v3/index.json", params AssemblyFacts[] files)
    {
        foreach (var component in Components().Where(component => component.Id.Equals(id, StringComparison.Ordinal) || $"{component.Id}/{component.Version}".Equals(id, StringComparison.Ordinal)))
        {
            var nuspec = new Nuspec(component.Id, component.Version, "Somebody", null, repository is null ? null : new NuspecRepository("git", repository, null), null, null, false, false, [], []);
            _packages[component] = new PackageEvidence(new PackageFolder(nuspec, null, null, feed, []), signature, build ?? BuildPower.None, [.. files]);
        }

        return this;
    }

    /// <param name="sites">path:line</param>
    public TestEvidence Bound(string project, string package, int callSites, string[] leaks, params string[] sites)
    {
        var component = scope.Projects.Single(candidate => candidate.Name.Equals(project, StringComparison.Ordinal)).Component;
        var used = Components().Single(candidate => candidate.Id.Equals(package, StringComparison.Ordinal));
        ImmutableArray<SourceLocation> locations = [.. sites.Select(site => new SourceLocation(site.Split(':')[0], int.Parse(site.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture)))];
        _bindings.Add(new ProjectBinding(component, null, [.. locations.Select(site => site.Path)], [new PackageBinding(used, callSites, ["A.Type"], locations, [.. leaks])]));
        return this;
    }

    public ScopeEvidence Build() => new(
        _packages,
        _bindings.Count is 0 ? [] : [.. scope.Projects.Select(project => _bindings.Find(binding => ReferenceEquals(binding.Project, project.Component)) ?? new ProjectBinding(project.Component, "is not built; run 'dotnet build'", [], []))]);

    private IEnumerable<Component> Components() => scope.Projects.SelectMany(project => project.Targets).SelectMany(target => target.Graph.Nodes.ToArray()).Select(node => node.Component).Distinct();
}

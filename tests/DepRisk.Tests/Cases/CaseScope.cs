using System.Security.Cryptography;
using System.Text.Json;
using DepRisk.Graph;
using DepRisk.Input;
using DepRisk.Restore;
using DepRisk.Sbom;
using DepRisk.Tests.Sbom;

namespace DepRisk.Tests.Cases;

/// <summary>What the product makes of one case: graph and documents, asked by ids as people write them.</summary>
public sealed class CaseScope(Scope scope)
{
    public Scope Scope { get; } = scope;

    public static CaseScope Read(string path, params string[] appFolders)
    {
        var discovery = ScopeDiscovery.Discover(path, appFolders);
        Assert.True(discovery.Succeeded(out var discovered, out var error), error?.ToString());
        Assert.True(ScopeReader.Read(discovered).Succeeded(out var scope, out error), error?.ToString());
        return new CaseScope(scope);
    }

    public Project Project(string name) => Scope.Projects.Single(project => string.Equals(project.Name, name, StringComparison.Ordinal));

    public Project Only => Assert.Single(Scope.Projects);

    public InputErrorCode[] Problems => [.. Scope.Problems.Select(problem => problem.Code)];

    public Bom Bom(string? project = null, BomOptions? options = null) =>
        Valid(new BomBuilder(Scope, options ?? new BomOptions()).Build(project is null ? Only : Project(project)));

    public Bom Merged() => Valid(new BomBuilder(Scope, new BomOptions()).Merge(Scope.Projects));

    // Whatever a row asks of a document, the document is valid in every version that can be written.
    private static Bom Valid(Bom bom)
    {
        if (OfficialSchemas.Folder is not null)
        {
            foreach (var version in Enum.GetValues<SpecVersion>())
            {
                var content = SHA256.HashData(new CycloneDxJsonWriter(version).Write(bom).Span);
                ConformanceTests.AssertValid(version, bom, "case-" + Convert.ToHexStringLower(content.AsSpan(0, 6)));
            }
        }

        return bom;
    }
}

internal static class CaseReading
{
    public static Target Target(this Project project, string name) =>
        project.Targets.Single(target => string.Equals(target.Name, name, StringComparison.Ordinal));

    public static Target Net10(this Project project) => project.Target("net10.0");

    /// <summary>Ids and versions of all packages, sorted.</summary>
    public static string[] Packages(this Target target) =>
        [.. Nodes(target).Where(node => node.Component.Type is ComponentType.Package).Select(node => node.Component.ToString()).Order(StringComparer.Ordinal)];

    public static Node Node(this Target target, string id) =>
        Nodes(target).Single(node => string.Equals(node.Component.Id, id, StringComparison.Ordinal));

    public static DependencyClass Class(this Target target, string id) => target.Node(id).Class;

    /// <summary>"A 1.0.0 > B 2.0.0"; node 0 is its name alone.</summary>
    public static string[] Edges(this Target target)
    {
        var nodes = Nodes(target);
        return [.. nodes
            .SelectMany((node, i) => target.Graph.DependenciesOf(i).ToArray().Select(end => $"{(i is 0 ? "project" : node.Component)} > {nodes[end].Component}"))
            .Where(edge => !edge.EndsWith(".App", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];
    }

    public static Node[] Nodes(this Target target) => target.Graph.Nodes.ToArray();

    public static BomComponent Component(this Bom bom, string reference) =>
        bom.Components.Single(component => string.Equals(component.Ref, reference, StringComparison.Ordinal));

    /// <summary>The component of that name with the only version that the document has of it.</summary>
    public static BomComponent Named(this Bom bom, string name) =>
        bom.Components.Single(component => string.Equals(component.Name, name, StringComparison.Ordinal));

    public static string[] Values(this BomComponent component, string property) =>
        [.. component.Properties.Where(one => string.Equals(one.Name, property, StringComparison.Ordinal)).Select(one => one.Value)];

    public static string[] DependsOn(this Bom bom, string reference) =>
        [.. bom.Dependencies.Single(entry => string.Equals(entry.Ref, reference, StringComparison.Ordinal)).DependsOn];

    public static string[] Composition(this Bom bom, BomAggregate aggregate) =>
        [.. bom.Compositions.Where(composition => composition.Aggregate == aggregate).SelectMany(composition => composition.Dependencies)];

    /// <summary>The file as JSON, for what a test works out by itself.</summary>
    public static JsonElement Json(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return document.RootElement.Clone();
    }
}

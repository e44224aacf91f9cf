using System.Collections.Immutable;
using DepRisk.Graph;
using DepRisk.Input;
using DepRisk.Packages;

namespace DepRisk.Tests.Tool;

/// <summary>
/// Scopes from one line a target: <c>"A/1.0.0 > B/2.0.0[2.0.0, ) > C/1.0.0:Build"</c> is a chain of edges from the project on; a range
/// stands behind what it asks for, a class behind a colon, and the class is Runtime where none is given. The path of a .csproj is a project of ours.
/// </summary>
internal sealed class TestScope(string name)
{
    private readonly ComponentTable _table = new();
    private readonly List<Project> _projects = [];

    public List<InputError> Problems { get; } = [];

    public TestScope Project(string path, ProjectRole role, string target, params string[] chains) =>
        Project(path, role, (target, chains));

    public TestScope Project(string path, ProjectRole role, params (string Name, string[] Chains)[] targets)
    {
        var component = _table.Project(Path.GetFileNameWithoutExtension(path), "1.0.0", path);
        _projects.Add(new Project(
            component,
            role,
            role is ProjectRole.App ? $"OutputType Exe in {Path.GetFileName(path)}" : role is ProjectRole.Test ? "IsTestProject" : "referenced by an app",
            [.. targets.Select(target => Target(component, target.Name, target.Chains))]));
        return this;
    }

    public Scope Build() => new(
        name,
        "",
        [.. _projects.OrderBy(project => project.Path, StringComparer.Ordinal)],
        ImmutableDictionary<Component, RestoredPackage>.Empty,
        [],
        [.. Problems]);

    /// <summary>Three apps, a library and a test project, with everything that the page of scan has a line for.</summary>
    public static TestScope Shop()
    {
        string[] common =
        [
            "Serilog/3.1.1[3.1.1, )",
            "Reports.Engine/4.2.0[4.2.0, ) > DotNetZip/1.16.0[1.16.0, )",
            "Import.Core/2.0.1[2.0.1, ) > DotNetZip/1.16.0[1.15.0, )",
            "MinVer/6.0.0:Build",
            "System.Text.Json/10.0.0:Pruned",
        ];
        return new TestScope("Shop.slnx")
            .Project("src/Web/Web.csproj", ProjectRole.App, ("net10.0", [.. common, "Newtonsoft.Json/13.0.3"]), ("net8.0", [.. common, "Newtonsoft.Json/13.0.3"]))
            .Project("src/Admin/Admin.csproj", ProjectRole.App, "net10.0", [.. common, "Legacy/1.0.0 > Newtonsoft.Json/12.0.3[[12.0.3]]"])
            .Project("src/Worker/Worker.csproj", ProjectRole.App, "net10.0", common)
            .Project("src/Shared/Shared.csproj", ProjectRole.Library, "net10.0", "Serilog/3.1.1")
            .Project("tests/Shop.Tests/Shop.Tests.csproj", ProjectRole.Test, "net10.0", "xunit/2.9.3 > xunit.core/2.9.3");
    }

    private Target Target(Component project, string name, string[] chains)
    {
        var nodes = new List<Node> { new(project, DependencyClass.Runtime, NodeTraits.None, []) };
        var edges = new List<Edge>();
        var references = new SortedDictionary<string, DirectReference>(StringComparer.OrdinalIgnoreCase);
        foreach (var chain in chains)
        {
            var from = 0;
            foreach (var step in chain.Split(" > "))
            {
                var (component, range, dependencyClass) = Parse(step);
                var index = nodes.FindIndex(node => ReferenceEquals(node.Component, component));
                if (index < 0)
                {
                    index = nodes.Count;
                    nodes.Add(new Node(component, dependencyClass, dependencyClass is DependencyClass.Build ? NodeTraits.BuildAssets | NodeTraits.Imported : NodeTraits.None, []));
                }

                if (from == 0)
                {
                    nodes[index] = nodes[index] with { Traits = nodes[index].Traits | NodeTraits.Direct };
                    references[component.Id] = new DirectReference(component.Id, range, false, false, false);
                }

                edges.Add(new Edge(from, index, range));
                from = index;
            }
        }

        return new Target(name, name.Split('/')[0], name.Split('/').ElementAtOrDefault(1), false, [.. references.Values], DependencyGraph.Create(nodes, edges));
    }

    private (Component Component, string? Range, DependencyClass Class) Parse(string step)
    {
        var dependencyClass = DependencyClass.Runtime;
        if (step.EndsWith(".csproj", StringComparison.Ordinal))
        {
            return (_table.Project(Path.GetFileNameWithoutExtension(step), "1.0.0", step), null, dependencyClass);
        }

        if (step.LastIndexOf(':') is > 0 and var colon && colon > step.LastIndexOf('/') && Enum.TryParse<DependencyClass>(step[(colon + 1)..], out var stated))
        {
            (step, dependencyClass) = (step[..colon], stated);
        }

        string? range = null;
        if (step.IndexOf('[', step.LastIndexOf('/')) is > 0 and var bracket)
        {
            range = step[bracket..].StartsWith("[[", StringComparison.Ordinal) ? step[(bracket + 1)..^1] : step[bracket..];
            step = step[..bracket];
        }

        var slash = step.LastIndexOf('/');
        return (_table.Package(step[..slash], step[(slash + 1)..] is "?" ? null : step[(slash + 1)..]), range, dependencyClass);
    }
}

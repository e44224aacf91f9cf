using System.Collections.Immutable;
using DepRisk.Graph;
using DepRisk.Input;
using DepRisk.Packages;

namespace DepRisk.Sbom;

/// <summary>Makes a node of each component, and a shipped file of each file that is nested in a package or framework.</summary>
internal sealed class CycloneDxReaderNodes(CycloneDxReaderDocument document, CycloneDxReaderProblems problems)
{
    private const string ProjectPrefix = "project:";

    private readonly ComponentTable _table = new();
    private readonly List<Node> _nodes = [];
    private readonly int[] _nodeOf = new int[document.Components.Count];
    private readonly SortedDictionary<int, List<ShippedFile>> _files = [];
    private readonly bool _statesScopes = document.Components.Exists(component => component.Scope is not CycloneDxScope.NotStated);

    /// <returns>The nodes, and the node of each component.</returns>
    public (List<Node> Nodes, int[] NodeOf) Build(string fileName)
    {
        AddPrimary(fileName);
        for (var i = 0; i < document.Components.Count; i++)
        {
            if (i != document.Primary)
            {
                AddComponent(i);
            }
        }

        foreach (var (node, files) in _files)
        {
            _nodes[node] = _nodes[node] with { Files = [.. files.OrderBy(file => file.Path, StringComparer.Ordinal)] };
        }

        return (_nodes, _nodeOf);
    }

    private void AddPrimary(string fileName)
    {
        Component component;
        if (document.Primary < 0)
        {
            problems.Add(InputErrorCode.Unexpected, () => "has no metadata.component: what it describes has the file's name, and what that needs is unknown", isPartial: false);
            component = _table.Project(fileName, null, fileName);
        }
        else
        {
            var stated = document.Components[document.Primary];
            var identity = Identify(stated);
            component = _table.Intern(ComponentType.Project, identity.Type, identity.Id, identity.Version, ProjectPath(stated) ?? fileName);
            _nodeOf[document.Primary] = 0;
        }

        _nodes.Add(new Node(component, DependencyClass.Runtime, NodeTraits.None, []));
    }

    private void AddComponent(int index)
    {
        var stated = document.Components[index];
        if (stated.Type is CycloneDxType.File && stated.Parent >= 0 && Holds(_nodeOf[stated.Parent]))
        {
            _nodeOf[index] = _nodeOf[stated.Parent];
            FilesOf(_nodeOf[index]).Add(CycloneDxReaderFile.Read(stated.Name ?? ""));
            return;
        }

        _nodeOf[index] = _nodes.Count;
        _nodes.Add(new Node(ComponentOf(stated), ClassOf(stated), NodeTraits.None, []));
    }

    private bool Holds(int node) => _nodes[node].Component.Type is ComponentType.Package or ComponentType.Framework;

    private List<ShippedFile> FilesOf(int node)
    {
        if (!_files.TryGetValue(node, out var files))
        {
            _files.Add(node, files = []);
        }

        return files;
    }

    private Component ComponentOf(in CycloneDxComponent stated)
    {
        var identity = Identify(stated);
        var project = ProjectPath(stated);
        var type = stated.Type switch
        {
            _ when project is not null => ComponentType.Project,
            CycloneDxType.Framework => ComponentType.Framework,
            CycloneDxType.File => ComponentType.File,
            CycloneDxType.Application when identity.Type.Length == 0 => ComponentType.Project,
            _ => ComponentType.Package,
        };
        return _table.Intern(type, identity.Type, identity.Id, identity.Version, type is ComponentType.File ? identity.Id : project);
    }

    private DependencyClass ClassOf(in CycloneDxComponent stated) => stated switch
    {
        { Class: { } said } => said,
        { IsExternal: true } => DependencyClass.Pruned,
        { Scope: CycloneDxScope.Required } => DependencyClass.Runtime,
        { Scope: CycloneDxScope.Excluded } => DependencyClass.Excluded,
        { Scope: CycloneDxScope.NotStated } when _statesScopes => DependencyClass.Runtime,
        _ => DependencyClass.Unknown,
    };

    /// <summary>The purl says what a component is; group, name and version where it has none.</summary>
    private (string Type, string Id, string? Version) Identify(in CycloneDxComponent stated)
    {
        if (stated.Purl is { Length: > 0 } text)
        {
            if (PackageUrl.TryParse(text, out var purl))
            {
                var version = purl.Version ?? Version(stated);
                return (purl.Type, purl.Id, purl.Type is "nuget" && version is not null ? PackageVersion.Normalize(version) : version);
            }

            problems.Add(InputErrorCode.Unexpected, () => $"has the purl {CycloneDxReader.Quote(text)}, which cannot be read; the component goes by its name", stated.Place, isPartial: false);
        }

        return ("", Name(stated), Version(stated));
    }

    private string Name(in CycloneDxComponent stated)
    {
        if (stated.Name is { Length: > 0 } name)
        {
            return stated.Group is { Length: > 0 } group ? $"{group}/{name}" : name;
        }

        problems.Add(InputErrorCode.Unexpected, () => "has a component without a name", stated.Place, isPartial: false);
        return stated.Ref >= 0 ? document.Refs[stated.Ref] : "(no name)";
    }

    private static string? Version(in CycloneDxComponent stated) => stated.Version is { Length: > 0 } version ? version : null;

    /// <summary>Our own SBOMs name first-party components by the path of their project.</summary>
    private string? ProjectPath(in CycloneDxComponent stated) =>
        stated.Ref >= 0 && document.Refs[stated.Ref] is var text && text.StartsWith(ProjectPrefix, StringComparison.Ordinal) && text.Length > ProjectPrefix.Length
            ? text[ProjectPrefix.Length..]
            : null;
}

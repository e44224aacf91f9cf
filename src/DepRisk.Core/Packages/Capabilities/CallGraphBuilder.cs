using System.Collections.Immutable;
using System.Reflection.Metadata;
using DepRisk.IL;
using DepRisk.Input;

namespace DepRisk.Packages.Capabilities;

/// <summary>Makes the call graph of a set of assemblies. What a file withholds by being broken is said in the graph's problems.</summary>
internal sealed class CallGraphBuilder
{
    private readonly ImmutableArray<string>.Builder _problems = ImmutableArray.CreateBuilder<string>();
    private readonly ImmutableArray<LoadedAssembly> _assemblies;
    private readonly TypeTable _table;
    private readonly TypeHierarchy _hierarchy;

    private CallGraphBuilder(string folder, IEnumerable<string> paths)
    {
        _assemblies = Load(folder, paths);
        _table = new TypeTable(_assemblies);
        _hierarchy = new TypeHierarchy(_table);
    }

    public static CallGraph Build(string folder, IEnumerable<string> paths) => new CallGraphBuilder(folder, paths).Build();

    private CallGraph Build()
    {
        Each((_, assembly) => assembly.FindOwnCapabilities());
        Each((_, assembly) => _table.Read(assembly));
        Each((index, _) => _hierarchy.Read(index));
        Each((index, _) => _hierarchy.Connect(index));
        var edges = new CallEdges(_table, _hierarchy);
        var roots = ImmutableArray.CreateBuilder<int>();
        for (var i = 0; i < _assemblies.Length; i++)
        {
            if (Guard(_assemblies[i].Path, () => PublicSurface.AddRoots(edges.Nodes, _assemblies[i], roots)))
            {
                Guard(_assemblies[i].Path, () => AddProblem(_assemblies[i].Path, edges.AddMethods(i)));
            }
        }

        edges.AddSteps();
        if (!_hierarchy.IsComplete || !edges.IsComplete)
        {
            _problems.Add(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"the call graph has more than {Limits.CallEdges:N0} edges, which is the limit"));
        }

        return edges.ToGraph(_assemblies, roots.DrainToImmutable(), _problems.DrainToImmutable());
    }

    /// <summary>In ordinal order of the paths, whatever the order in which they were given. Reference assemblies call nothing.</summary>
    private ImmutableArray<LoadedAssembly> Load(string folder, IEnumerable<string> paths)
    {
        var assemblies = ImmutableArray.CreateBuilder<LoadedAssembly>();
        var (method, type) = (0, 0);
        foreach (var path in paths.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var full = Path.Combine(folder, path.Replace('/', Path.DirectorySeparatorChar));
            if (!InputFile.Read(full, Limits.AssemblyBytes).Succeeded(out var bytes, out var error))
            {
                AddProblem(path, error.Message);
                continue;
            }

            var image = AssemblyImage.Open(bytes, out _, out var problem);
            AddProblem(path, problem);
            if (image is { IsReference: false } && Accept(path, image, method, type) is { } assembly)
            {
                assemblies.Add(assembly);
                (method, type) = (method + assembly.Methods, type + assembly.Types);
            }
            else
            {
                image?.Dispose();
            }
        }

        return assemblies.DrainToImmutable();
    }

    private LoadedAssembly? Accept(string path, AssemblyImage image, int method, int type)
    {
        LoadedAssembly? assembly = null;
        Guard(path, () => assembly = new LoadedAssembly(path, image, method, type));
        return assembly;
    }

    private void Each(Action<int, LoadedAssembly> action)
    {
        for (var i = 0; i < _assemblies.Length; i++)
        {
            var index = i;
            Guard(_assemblies[i].Path, () => action(index, _assemblies[index]));
        }
    }

    private bool Guard(string path, Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (Exception e) when (MalformedMetadata.Is(e))
        {
            AddProblem(path, MalformedMetadata.Phrase(e));
            return false;
        }
    }

    private void AddProblem(string path, string? problem)
    {
        if (problem is not null && !_problems.Contains($"{path} {problem}"))
        {
            _problems.Add($"{path} {problem}");
        }
    }
}

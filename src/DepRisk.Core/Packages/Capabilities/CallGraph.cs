using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using DepRisk.IL;

namespace DepRisk.Packages.Capabilities;

/// <summary>
/// Who may call whom in a set of assemblies that run together. Nodes: the methods that the set defines, in the order of assemblies and metadata;
/// then steps that are no method (a virtual call that may end in several, a type that came alive); then members of other assemblies, by name.
/// </summary>
/// <remarks>Holds the assemblies' bytes, so that names are made only for what is printed.</remarks>
public sealed class CallGraph : IDisposable
{
    private readonly ImmutableArray<LoadedAssembly> _assemblies;
    private readonly int[] _starts;
    private readonly int[] _targets;
    private readonly List<(string Name, CapabilitySet Capabilities)> _externals;

    internal CallGraph(
        ImmutableArray<LoadedAssembly> assemblies, int[] starts, int[] targets, int firstExternal,
        List<(string Name, CapabilitySet Capabilities)> externals, ImmutableArray<int> roots, ImmutableArray<string> problems)
    {
        (_assemblies, _starts, _targets, _externals) = (assemblies, starts, targets, externals);
        (FirstExternal, Roots, Problems) = (firstExternal, roots, problems);
        Methods = assemblies is [.., var last] ? last.FirstMethod + last.Methods : 0;
    }

    /// <summary>Nodes below this number are methods of the set.</summary>
    public int Methods { get; }

    /// <summary>Nodes from this number on are members of other assemblies.</summary>
    public int FirstExternal { get; }

    public int Nodes => FirstExternal + _externals.Count;

    public int Edges => _targets.Length;

    /// <summary>What code outside of the set can enter by: docs/capabilities.md says what counts.</summary>
    public ImmutableArray<int> Roots { get; }

    /// <summary>Files that could not be read whole, as phrases with their path: what they call is unknown.</summary>
    public ImmutableArray<string> Problems { get; }

    /// <summary>Ascending, each once.</summary>
    public ReadOnlySpan<int> TargetsOf(int node) =>
        node < FirstExternal ? _targets.AsSpan(_starts[node], _starts[node + 1] - _starts[node]) : default;

    /// <summary>False for a step that stands for no method.</summary>
    public bool IsMember(int node) => node < Methods || node >= FirstExternal;

    /// <summary>What a node itself can do: a member of another assembly by the map, a method as P/Invoke or by its own name.</summary>
    public CapabilitySet CapabilitiesOf(int node)
    {
        if (node >= FirstExternal)
        {
            return _externals[node - FirstExternal].Capabilities;
        }

        return node < Methods && AssemblyOf(node) is var assembly
            ? assembly.OwnCapabilities.GetValueOrDefault(node - assembly.FirstMethod + 1)
            : CapabilitySet.None;
    }

    /// <summary>Of a member: <c>Namespace.Type.Method</c>.</summary>
    public string NameOf(int node)
    {
        if (node >= FirstExternal)
        {
            return _externals[node - FirstExternal].Name;
        }

        var assembly = AssemblyOf(node);
        return Readable(() => MetadataNames.Method(assembly.Image.Reader, MetadataTokens.MethodDefinitionHandle(node - assembly.FirstMethod + 1)));
    }

    /// <summary>The path of the assembly, as it was given, that defines a method of the set.</summary>
    public string PathOf(int method) => AssemblyOf(method).Path;

    /// <summary>What a member that is a capability does: its name, or the library and entry point of a P/Invoke.</summary>
    internal string ApiOf(int node, Capability capability)
    {
        if (node >= Methods || capability is not Capability.PInvoke)
        {
            return NameOf(node);
        }

        var assembly = AssemblyOf(node);
        return Readable(() =>
        {
            var method = assembly.Image.Reader.GetMethodDefinition(MetadataTokens.MethodDefinitionHandle(node - assembly.FirstMethod + 1));
            return method.Attributes.HasFlag(System.Reflection.MethodAttributes.PinvokeImpl)
                ? MetadataNames.Import(assembly.Image.Reader, method)
                : MemberTokens.UnmanagedCall;
        });
    }

    public void Dispose()
    {
        foreach (var assembly in _assemblies)
        {
            assembly.Image.Dispose();
        }
    }

    /// <returns>A question mark where the file's names lie outside of its heaps: the path stands, its names are unknown.</returns>
    private static string Readable(Func<string> name)
    {
        try
        {
            return name();
        }
        catch (Exception e) when (MalformedMetadata.Is(e))
        {
            return "?";
        }
    }

    private LoadedAssembly AssemblyOf(int method)
    {
        var (low, high) = (0, _assemblies.Length - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = _assemblies[middle].FirstMethod <= method ? (middle, high) : (low, middle - 1);
        }

        return _assemblies[low];
    }
}

using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Reflection.Metadata;
using DepRisk.Packages.Capabilities;
using DepRisk.Tests.IL;

namespace DepRisk.Tests.Packages.Capabilities;

/// <summary>Assemblies of a size and shape on which an analysis that recurses, or that searches one thing for another, does not end.</summary>
public sealed class CallGraphBuilderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void Half_a_million_edges_in_one_chain_are_a_path_of_a_quarter_of_a_million_methods()
    {
        const int Methods = 250_000;
        var assembly = new SynthesisedAssembly();
        assembly.Type("C");
        for (var i = 1; i <= Methods; i++)
        {
            EntityHandle next = i < Methods ? SynthesisedAssembly.Row(i + 1) : assembly.Delete;
            assembly.Method(Name(i), assembly.Nothing, i is 1 ? SynthesisedAssembly.Open : SynthesisedAssembly.Closed, assembly.Body(ILOpCode.Call, next, SynthesisedAssembly.Row(1)));
        }

        using var graph = CallGraphBuilder.Build(_folder.Root, [Written(assembly)]);
        // And one a type, from "handed away" to "alive".
        Assert.Equal((2 * Methods) + 2, graph.Edges);
        var use = Assert.Single(Reachability.Of(graph));
        Assert.Equal((Methods, "C.M1", "C.M250000"), (use.Path.Length, use.Path[0], use.Path[^1]));
        Assert.Empty(graph.Problems);
    }

    [Fact]
    public void Sixty_implementations_of_an_interface_of_a_thousand_methods_are_found_whole()
    {
        const int Methods = 1_000;
        const int Types = 60;
        var assembly = new SynthesisedAssembly();
        var declared = assembly.Type("I", TypeAttributes.NotPublic | TypeAttributes.Interface | TypeAttributes.Abstract, default(TypeDefinitionHandle));
        for (var i = 0; i < Methods; i++)
        {
            assembly.Method(Name(i), assembly.Instance, SynthesisedAssembly.Virtual | MethodAttributes.Abstract, -1);
        }

        var empty = assembly.Body(ILOpCode.Call);
        var implementations = new List<TypeDefinitionHandle>();
        for (var type = 0; type < Types; type++)
        {
            implementations.Add(assembly.Type("D" + Name(type), TypeAttributes.NotPublic));
            for (var i = Methods - 1; i >= 0; i--)
            {
                assembly.Method(Name(i), assembly.Instance, SynthesisedAssembly.Virtual, type is Types - 1 && i is 7 ? assembly.Body(ILOpCode.Call, assembly.Delete) : empty);
            }
        }

        implementations.ForEach(type => assembly.Metadata.AddInterfaceImplementation(type, declared));
        assembly.Type("C");
        assembly.Method("M", assembly.Nothing, SynthesisedAssembly.Open, assembly.Body(ILOpCode.Callvirt, SynthesisedAssembly.Row(8)));
        Assert.Equal<string>(["C.M", "DM59.M7"], Path(assembly));
    }

    [Fact]
    public void A_generic_type_of_ten_thousand_methods_that_call_each_other_is_searched_by_key()
    {
        const int Methods = 10_000;
        var assembly = new SynthesisedAssembly();
        var parent = assembly.Generic();
        for (var i = 0; i < Methods; i++)
        {
            EntityHandle next = i + 1 < Methods ? assembly.Metadata.AddMemberReference(parent, assembly.Metadata.GetOrAddString(Name(i + 1)), assembly.Nothing) : assembly.Delete;
            assembly.Method(Name(i), assembly.Nothing, i is 0 ? SynthesisedAssembly.Open : SynthesisedAssembly.Closed, assembly.Body(ILOpCode.Call, next));
        }

        Assert.Equal(Methods, Path(assembly).Length);
    }

    [Fact]
    public void Calls_that_may_each_end_in_thousands_of_overloads_meet_the_limit_and_not_the_end_of_memory()
    {
        var assembly = new SynthesisedAssembly();
        var any = assembly.Metadata.AddMemberReference(assembly.Generic(), assembly.Metadata.GetOrAddString("M"), assembly.Number);
        var body = assembly.Body(ILOpCode.Call, [.. Enumerable.Repeat<EntityHandle>(any, 20_000)]);
        var empty = assembly.Body(ILOpCode.Call);
        for (var i = 0; i < 20_000; i++)
        {
            assembly.Method("M", assembly.Nothing, SynthesisedAssembly.Open, i is 0 ? body : empty);
        }

        Assert.Equal<string>(["the call graph has more than 50,000,000 edges, which is the limit"], Of(assembly).Problems);
    }

    [Fact]
    public void Names_that_no_runtime_loads_are_a_problem_of_the_file()
    {
        var assembly = new SynthesisedAssembly();
        assembly.Type("C");
        assembly.Method(new string('x', 100_000), assembly.Nothing, SynthesisedAssembly.Open, assembly.Body(ILOpCode.Call, assembly.Delete));
        const string Problem = "has more than 65,536 characters of one name, which is the limit";
        Assert.Equal<string>(["A.dll " + Problem], Of(assembly).Problems);
        Assert.Equal(Problem, AssemblyFactsReader.Read(_folder.Root, "A.dll").Problem);
    }

    [Fact]
    public void Types_that_all_have_all_methods_are_no_assembly()
    {
        var assembly = new SynthesisedAssembly();
        for (var i = 0; i < 100; i++)
        {
            assembly.Type(Name(i), firstMethod: i % 2 is 0 ? 1 : 100);
        }

        for (var i = 0; i < 100; i++)
        {
            assembly.Method("M", assembly.Nothing, SynthesisedAssembly.Open, assembly.Body(ILOpCode.Call, assembly.Delete));
        }

        Assert.Equal<string>(["A.dll is not a well-formed PE file"], Of(assembly).Problems);
        Assert.Equal("is not a well-formed PE file", AssemblyFactsReader.Read(_folder.Root, "A.dll").Problem);
    }

    public void Dispose() => _folder.Dispose();

    private static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"M{number}");

    private string Written(SynthesisedAssembly assembly)
    {
        File.WriteAllBytes(_folder["A.dll"], assembly.ToArray());
        return "A.dll";
    }

    private ReachableCapabilities Of(SynthesisedAssembly assembly) => Reachability.Of(_folder.Root, [Written(assembly)]);

    private ImmutableArray<string> Path(SynthesisedAssembly assembly)
    {
        var reached = Of(assembly);
        Assert.Empty(reached.Problems);
        return Assert.Single(reached.Capabilities).Path;
    }
}

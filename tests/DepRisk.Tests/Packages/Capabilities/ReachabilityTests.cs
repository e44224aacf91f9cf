using DepRisk.Packages;
using DepRisk.Packages.Capabilities;

namespace DepRisk.Tests.Packages.Capabilities;

/// <summary>Compiled samples whose ways from outside to File.Delete are known, and a closure computed a second time.</summary>
public sealed class ReachabilityTests : IDisposable
{
    private const string Delete = "static class Sink { internal static void Delete() => System.IO.File.Delete(\"x\"); } ";

    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("a public method", "public class C { public void M() => Sink.Delete(); }", "C.M > Sink.Delete")]
    [InlineData("a protected method", "public class C { protected void M() => Sink.Delete(); }", "C.M > Sink.Delete")]
    [InlineData("a static constructor", "public class C { static C() => Sink.Delete(); public void M() {} }", "C..cctor > Sink.Delete")]
    [InlineData("a static constructor by a field", "public class C { public int M() => D.F; } static class D { internal static int F; static D() => Sink.Delete(); }", "C.M > D..cctor > Sink.Delete")]
    [InlineData("a lambda", "public class C { public System.Action M() => () => Sink.Delete(); }", "C.M > C+<>c.<M>b__0_0 > Sink.Delete")]
    [InlineData("a delegate of a method", "public class C { public System.Action M() => Sink.Delete; }", "C.M > Sink.Delete")]
    [InlineData("an async method", "public class C { public async System.Threading.Tasks.Task M() { await System.Threading.Tasks.Task.Yield(); Sink.Delete(); } }", "C.M > C+<M>d__0.MoveNext > Sink.Delete")]
    [InlineData("an iterator", "public class C { public System.Collections.Generic.IEnumerable<int> M() { yield return 1; Sink.Delete(); } }", "C.M > C+<M>d__0..ctor > C+<M>d__0.MoveNext > Sink.Delete")]
    [InlineData("an interface of its own", "interface I { void F(); } class D : I { public void F() => Sink.Delete(); } public class C { I i; public void M() => i.F(); }", "C.M > D.F > Sink.Delete")]
    [InlineData("an explicit implementation", "interface I { void F(); } class D : I { void I.F() => Sink.Delete(); } public class C { I i; public void M() => i.F(); }", "C.M > D.I.F > Sink.Delete")]
    [InlineData("an implementation in a base", "interface I { void F(); } class B { public void F() => Sink.Delete(); } class D : B, I { } public class C { I i; public void M() => i.F(); }", "C.M > B.F > Sink.Delete")]
    [InlineData("a generic interface", "interface I<T> { void F(T t); } class D : I<int> { public void F(int t) => Sink.Delete(); } public class C { I<int> i; public void M() => i.F(1); }", "C.M > D.F > Sink.Delete")]
    [InlineData("an override", "abstract class B { public abstract void F(); } class D : B { public override void F() => Sink.Delete(); } public class C { B b; public void M() => b.F(); }", "C.M > D.F > Sink.Delete")]
    [InlineData("an override of an override", "class B { public virtual void F() {} } class D : B { public override void F() {} } class E : D { public override void F() => Sink.Delete(); } public class C { B b; public void M() => b.F(); }", "C.M > E.F > Sink.Delete")]
    [InlineData("an object that the framework calls", "class D : System.IDisposable { public void Dispose() => Sink.Delete(); } public class C { public System.IDisposable M() => new D(); }", "C.M > D..ctor > D.Dispose > Sink.Delete")]
    [InlineData("a finalizer", "class D { ~D() => Sink.Delete(); } public class C { public object M() => new D(); }", "C.M > D..ctor > D.Finalize > Sink.Delete")]
    [InlineData("a type argument", "class D { public D() => Sink.Delete(); } public class C { public object M() => System.Activator.CreateInstance<D>(); }", "C.M > D..ctor > Sink.Delete")]
    [InlineData("a type argument behind an array", "class D { public D() => Sink.Delete(); } public class C { static void G<T, U>() {} public void M() => G<int[,], D>(); }", "C.M > D..ctor > Sink.Delete")]
    [InlineData("typeof", "class D { public D() => Sink.Delete(); } public class C { public object M() => System.Activator.CreateInstance(typeof(D)); }", "C.M > D..ctor > Sink.Delete")]
    [InlineData("a generic method", "static class G { internal static void F<T>() => Sink.Delete(); } public class C { public void M() => G.F<int>(); }", "C.M > G.F > Sink.Delete")]
    [InlineData("a generic type", "class G<T> { internal void F() => Sink.Delete(); } public class C { G<int> g; public void M() => g.F(); }", "C.M > G`1.F > Sink.Delete")]
    [InlineData("a static abstract member", "interface I { static abstract void F(); } class D : I { public static void F() => Sink.Delete(); } public class C { static void G<T>() where T : I => T.F(); public void M() => G<D>(); }", "C.M > C.G > D.F > Sink.Delete")]
    [InlineData("a module initializer", "static class D { [System.Runtime.CompilerServices.ModuleInitializer] internal static void F() => Sink.Delete(); }", "<Module>..cctor > D.F > Sink.Delete")]
    [InlineData("a private constructor that a serializer may call", "public class C { C() => Sink.Delete(); }", "C..ctor > Sink.Delete")]
    [InlineData("private code that nobody calls", "public class C { void M() => Sink.Delete(); }", null)]
    [InlineData("an internal type that nobody makes", "class D { public void M() => Sink.Delete(); } public class C { public void M() {} }", null)]
    [InlineData("a disposable that nobody makes", "class D : System.IDisposable { public void Dispose() => Sink.Delete(); } public class C { public void M(System.IDisposable d) => d.Dispose(); }", null)]
    [InlineData("an override that a base call does not reach", "class B { public virtual void F() {} } class D : B { public override void F() => base.F(); internal void G() => base.F(); } class E : B { public override void F() => Sink.Delete(); } public class C { public void M() => new D().G(); }", null)]
    [InlineData("an overload of the same name", "static class D { internal static void F(int i) {} internal static void F(string s) => Sink.Delete(); } public class C { public void M() => D.F(1); }", null)]
    public void Finds_the_way_from_outside(string what, string source, string? path)
    {
        var reached = Of(("A", Delete + source)).Capabilities;
        Assert.True(path is null == reached.IsEmpty, what + ": " + (reached.IsEmpty ? "not reached" : string.Join(" > ", reached[0].Path)));
        if (path is not null)
        {
            var use = Assert.Single(reached);
            Assert.Equal((Capability.FileSystem, path, "System.IO.File.Delete"), (use.Capability, string.Join(" > ", use.Path), use.Api));
        }
    }

    [Fact]
    public void Follows_calls_and_overrides_across_assemblies()
    {
        const string Low = "[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"High\")] static class Low { internal static void F<T>(T t) => System.IO.File.Delete(\"x\"); } abstract class Base { internal abstract void G(); static void Call(Base b) => b.G(); }";
        const string High = "class Derived : Base { internal override void G() => System.Environment.GetEnvironmentVariable(\"x\"); } public class C { public void M() => Low.F(1); public void N(object o) => ((Base)o).G(); }";
        var reached = Of(("Low", Low), ("High", High)).Capabilities;
        Assert.Equal(["C.M > Low.F", "C.N > Derived.G"], reached.Select(use => string.Join(" > ", use.Path)));
    }

    [Fact]
    public void A_polyfill_of_another_assembly_of_the_set_is_not_what_its_name_says()
    {
        const string Low = "namespace Ours { public static class File { public static void Delete() {} } }";
        const string High = "public class C { public void M() => Ours.File.Delete(); }";
        Assert.Empty(Of(("Low", Low), ("High", High)).Capabilities);
    }

    [Fact]
    public void Names_the_library_of_a_P_Invoke_and_takes_the_shortest_of_several_ways()
    {
        const string Source = "public class C { [System.Runtime.InteropServices.DllImport(\"m\", EntryPoint = \"e\")] static extern void E(); static void B() => E(); static void A() => B(); public void Long() => A(); public void Short() => B(); }";
        var use = Assert.Single(Of(("A", Source)).Capabilities);
        Assert.Equal((Capability.PInvoke, "C.Short > C.B > C.E", "m!e"), (use.Capability, string.Join(" > ", use.Path), use.Api));
    }

    [Fact]
    public void An_unmanaged_function_pointer_is_a_P_Invoke()
    {
        var bytes = Compiled.Library("A", "public unsafe class C { public void M(delegate* unmanaged<int> f) => f(); public void N(delegate*<int> f) => f(); }");
        File.WriteAllBytes(_folder["A.dll"], bytes);
        Assert.Equal<CapabilityUse>([new CapabilityUse(Capability.PInvoke, "C.M", "calli unmanaged")], AssemblyFactsReader.Read(_folder.Root, "A.dll").Present);
        Assert.Equal("calli unmanaged", Assert.Single(Reachability.Of(_folder.Root, ["A.dll"]).Capabilities).Api);
    }

    [Fact]
    public void The_order_of_the_paths_does_not_matter_and_broken_files_are_named()
    {
        File.WriteAllBytes(_folder["A.dll"], Compiled.Library("A", Delete + "public class C { public void M() => Sink.Delete(); }"));
        File.WriteAllText(_folder["B.dll"], "text");
        var first = Reachability.Of(_folder.Root, ["A.dll", "B.dll", "none.dll"]);
        var second = Reachability.Of(_folder.Root, ["none.dll", "B.dll", "A.dll"]);
        Assert.Equal<string>(first.Capabilities.Single().Path, second.Capabilities.Single().Path);
        Assert.Equal<string>(["B.dll is neither a PE, an ELF nor a Mach-O file", "none.dll does not exist"], first.Problems);
        Assert.Equal<string>(first.Problems, second.Problems);
    }

    /// <summary>Of real assemblies: those that the tests themselves run with.</summary>
    [Theory]
    [InlineData("DepRisk.Core.dll")]
    [InlineData("Mono.Cecil.dll")]
    [InlineData("Newtonsoft.Json.dll")]
    [InlineData("Spectre.Console.dll")]
    public void Reaches_what_a_transitive_closure_reaches_by_paths_whose_every_step_is_an_edge(string file)
    {
        using var graph = CallGraphBuilder.Build(AppContext.BaseDirectory, [file]);
        var edges = Enumerable.Range(0, graph.Nodes).Select(node => graph.TargetsOf(node).ToArray()).ToArray();
        var closed = new HashSet<int>(graph.Roots);
        for (var grown = true; grown;)
        {
            grown = false;
            foreach (var node in closed.ToArray())
            {
                foreach (var target in edges[node])
                {
                    grown |= closed.Add(target);
                }
            }
        }

        var expected = closed.Aggregate(CapabilitySet.None, (set, node) => set.Union(graph.CapabilitiesOf(node)));
        var reached = Reachability.Of(graph);
        Assert.Equal(expected, reached.Aggregate(CapabilitySet.None, (set, use) => set.Union(CapabilitySet.Of(use.Capability))));
        var byName = Enumerable.Range(0, graph.Methods).ToLookup(graph.NameOf, StringComparer.Ordinal);
        Assert.All(reached, use => AssertIsPath(graph, use, byName));
        Assert.True(graph.Edges > graph.Methods && reached.Length > 0);
    }

    public void Dispose() => _folder.Dispose();

    private static void AssertIsPath(CallGraph graph, ReachableCapability use, ILookup<string, int> byName)
    {
        var now = Steps(graph, graph.Roots).Where(node => node < graph.Methods && graph.NameOf(node).Equals(use.Path[0], StringComparison.Ordinal)).ToHashSet();
        foreach (var name in use.Path.Skip(1))
        {
            var next = now.SelectMany(node => Steps(graph, graph.TargetsOf(node).ToArray())).ToHashSet();
            now = [.. byName[name].Where(next.Contains)];
        }

        Assert.Contains(now, node => graph.CapabilitiesOf(node).Contains(use.Capability)
            || Steps(graph, graph.TargetsOf(node).ToArray()).Any(target => graph.CapabilitiesOf(target).Contains(use.Capability)));
    }

    /// <summary>With what steps that are no method lead to.</summary>
    private static HashSet<int> Steps(CallGraph graph, IEnumerable<int> nodes)
    {
        var all = new HashSet<int>();
        var pending = new Stack<int>(nodes);
        while (pending.TryPop(out var node))
        {
            if (all.Add(node) && !graph.IsMember(node))
            {
                foreach (var target in graph.TargetsOf(node))
                {
                    pending.Push(target);
                }
            }
        }

        return all;
    }

    private ReachableCapabilities Of(params (string Name, string Source)[] libraries)
    {
        var references = new List<Microsoft.CodeAnalysis.MetadataReference>();
        foreach (var (name, source) in libraries)
        {
            var bytes = Compiled.Library(name, source, [.. references]);
            references.Add(Compiled.Reference(bytes));
            File.WriteAllBytes(_folder[name + ".dll"], bytes);
        }

        var reached = Reachability.Of(_folder.Root, libraries.Select(library => library.Name + ".dll"));
        Assert.Empty(reached.Problems);
        return reached;
    }
}

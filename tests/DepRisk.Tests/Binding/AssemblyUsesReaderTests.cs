using System.Globalization;
using DepRisk.Binding;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Emit;

namespace DepRisk.Tests.Binding;

/// <summary>Each construct of the language with the numbers that a person counts in it.</summary>
public sealed class AssemblyUsesReaderTests
{
    [Theory]
    // Members
    [InlineData(1, "Thing", 2, "class A { void M() =>\n_ = new Pkg.Thing(); }")]
    [InlineData(1, "Thing", 2, "class A { static void M() {\nPkg.Thing.Go(); } }")]
    [InlineData(2, "Thing", 3, "class A { static void M() {\nvar i = 1; System.Console.Write(i);\nPkg.Thing.Go();\nPkg.Thing.Go(); } }")]
    [InlineData(1, "Thing", 2, "class A { static int M(Pkg.Thing t) =>\nt.Field; }")]
    [InlineData(1, "Thing", 2, "class A { static void M() =>\nPkg.Thing.Shared = 1; }")]
    [InlineData(2, "Thing", 2, "class A { static void M() =>\nPkg.Thing.Shared++; }")]
    [InlineData(1, "Thing", 2, "class A { static ref int M(Pkg.Thing t) =>\nref t.Field; }")]
    [InlineData(2, "Thing", 2, "class A { static void M(Pkg.Thing t) =>\nt.Value = t.Value; }")]
    [InlineData(1, "Thing", 2, "class A { static object M(Pkg.Thing t) =>\nt + t; }")]
    [InlineData(1, "Thing", 2, "class A { static void M(Pkg.Thing t) =>\nt.Done += null; }")]
    [InlineData(1, "Extensions", 2, "using Pkg; class A { static void M() =>\n\"\".Ext(); }")]
    [InlineData(1, "Thing", 2, "class A { static System.Action M(Pkg.Thing t) =>\nt.Do; }")]
    [InlineData(1, "Thing", 2, "class A { static int M(Pkg.Thing t) =>\nt.Echo<int>(1); }")]
    [InlineData(1, "Thing", 2, "class A { static unsafe delegate*<void> M() =>\n&Pkg.Thing.Go; }")]
    [InlineData(1, "Handler,Thing", 2, "class A { static void M(Pkg.Handler h) =>\nh(null!); }")]
    [InlineData(1, "Handler", 3, "class A { static void N(object o) { System.GC.KeepAlive(o);}\nstatic object M() =>\nnew Pkg.Handler(N); }")]
    [InlineData(1, "Point", 2, "class A { static int M(Pkg.Point p) =>\np.X; }")]
    [InlineData(1, "IPlug", 2, "class A { static void M<T>(T t) where T : Pkg.IPlug =>\nt.Plug(); }")]
    // Generic types
    [InlineData(1, "Box`1", 2, "class A { static void M(Pkg.Box<int> b) =>\nb.Put(1); }")]
    [InlineData(1, "Box`1", 2, "class A { static int M(Pkg.Box<int> b) =>\nb.Item; }")]
    [InlineData(1, "Box`1,Thing", 2, "class A { static object M() =>\nnew Pkg.Box<Pkg.Thing>(); }")]
    [InlineData(1, "Thing", 2, "class A { static A M() =>\nPkg.Thing.Make<A>(); }")]
    [InlineData(0, "Thing", 2, "class A { static object M() =>\nnew System.Collections.Generic.List<Pkg.Thing>(); }")]
    [InlineData(0, "Thing", 2, "class A { static object M() =>\nSystem.Array.Empty<Pkg.Thing>(); }")]
    [InlineData(0, "Thing", 2, "class A { static object? M(Pkg.Thing[,] t) =>\nt[0, 0]; }")]
    // Types
    [InlineData(0, "Thing", 2, "class A { static object M() =>\ntypeof(Pkg.Thing); }")]
    [InlineData(0, "Thing", 2, "class A { static object? M(object o) =>\no as Pkg.Thing; }")]
    [InlineData(0, "Point", 2, "class A { static object? M(object o) =>\n(Pkg.Point)o; }")]
    [InlineData(0, "Thing", 2, "class A { static object M() =>\nnew Pkg.Thing[1]; }")]
    [InlineData(0, "Point", 2, "class A { static object M() =>\ndefault(Pkg.Point); }")]
    [InlineData(0, "Oops", 2, "class A { static void M() {\ntry { System.GC.Collect(); } catch (Pkg.Oops) { } } }")]
    [InlineData(0, "Thing,Thing+Inner", 2, "class A { static object? M(object o) =>\no as Pkg.Thing.Inner; }")]
    [InlineData(0, "Color", 2, "class A { static object M() =>\nPkg.Color.Red; }")]
    // Bodies that the compiler moves: an iterator, an asynchronous method, a closure, a local function
    [InlineData(1, "Thing", 3, "class A { static System.Collections.Generic.IEnumerable<int> M() {\nyield return 1;\nPkg.Thing.Go(); } }")]
    [InlineData(1, "Thing", 3, "class A { static async System.Threading.Tasks.Task M() {\nawait System.Threading.Tasks.Task.Yield();\nPkg.Thing.Go(); } }")]
    [InlineData(1, "Thing", 3, "class A { static System.Action M(int i) =>\n() => { i++;\nPkg.Thing.Go(); }; }")]
    [InlineData(1, "Thing", 3, "class A { static void M() { L();\nstatic void L() =>\nPkg.Thing.Go(); } }")]
    // Declarations: the file is known, a line is not, unless the declaration has a body
    [InlineData(0, "Thing", 0, "class A {\nPkg.Thing? F; }")]
    [InlineData(0, "IPlug", 0, "interface I :\nPkg.IPlug { }")]
    [InlineData(0, "Thing", 0, "interface I {\nPkg.Thing M(); }")]
    [InlineData(0, "Thing", 0, "abstract class A {\npublic abstract void M(Pkg.Thing t); }")]
    [InlineData(1, "Thing", 0, "class A : Pkg.Thing { }")]
    [InlineData(0, "IPlug", 0, "class A<T> where T :\nPkg.IPlug { }")]
    [InlineData(0, "Thing", 0, "delegate Pkg.Thing D();")]
    [InlineData(0, "Thing", 2, "class A {\nPkg.Thing? P { get; set; } }")]
    [InlineData(0, "Thing", 0, "class A<T> { } interface I {\nA<Pkg.Thing[]> M(); }")]
    [InlineData(0, "Thing", 0, "unsafe class A {\ndelegate*<Pkg.Thing, void> F; }")]
    // Attributes
    [InlineData(0, "MarkAttribute", 0, "[Pkg.Mark] class A { }")]
    [InlineData(0, "MarkAttribute", 2, "class A { [Pkg.Mark] void M() {\nSystem.GC.Collect(); } }")]
    [InlineData(0, "MarkAttribute", 2, "class A { void M([Pkg.Mark] int i) {\nSystem.GC.Collect(); } }")]
    [InlineData(0, "MarkAttribute", 2, "class A { [return: Pkg.Mark] int M() =>\n1; }")]
    [InlineData(0, "MarkAttribute", 0, "class A { [Pkg.Mark] int F; }")]
    [InlineData(0, "MarkAttribute,Thing", 0, "[Pkg.Mark(typeof(Pkg.Thing))] class A { }")]
    [InlineData(0, "MarkAttribute,Thing", 0, "[Pkg.Mark(Type = typeof(System.Collections.Generic.List<Pkg.Thing[]>))] class A { }")]
    [InlineData(0, "MarkAttribute,Point,Thing,Thing+Inner", 0, "[Pkg.Mark(Any = 1, Types = new[] { typeof(int), typeof(Pkg.Thing.Inner), typeof(Pkg.Point) })] class A { }")]
    [InlineData(0, "Color,MarkAttribute,Thing", 0, "[Pkg.Mark(Any = Pkg.Color.Green, Type = typeof(Pkg.Thing))] class A { }")]
    [InlineData(0, "Thing", 0, "[System.AttributeUsage(System.AttributeTargets.All)] class Own : System.Attribute { public Own(short s, B b, string t, System.Type x, object o) { } } enum B : ulong { V }\n[Own(3, B.V, \"a, b\", typeof(Pkg.Thing), B.V)] class A { }")]
    public void A_construct_has_the_calls_types_and_line_that_one_counts(int calls, string types, int line, string source)
    {
        var use = BuiltSources.OfPackage(BuiltSources.Ours(("A.cs", source)).Uses());
        Assert.NotNull(use);
        Assert.Equal(types.Split(',').Select(type => "Pkg." + type), use.Types);
        Assert.Equal(calls, use.CallSites);
        Assert.Equal(new DocumentUse(0, line, calls), Assert.Single(use.Documents));
    }

    /// <summary>What looks like a use and is none in the built assembly.</summary>
    [Theory]
    [InlineData("using Pkg; class A { }")]
    [InlineData("class A { /* Pkg.Thing.Go(); */ string S = \"Pkg.Thing, Pkg\"; }")]
    [InlineData("namespace Other.Pkg { class Thing { public static void Go() { } } class A { void M() => Thing.Go(); } }")]
    [InlineData("class A { const int Max = Pkg.Limits.Max; int M() => Pkg.Limits.Max + (int)Pkg.Color.Green; }")]
    [InlineData("class A { string M() => nameof(Pkg.Thing); }")]
    [InlineData("/// <summary><see cref=\"Pkg.Thing\"/></summary>\nclass A { }")]
    public void A_near_miss_is_no_use(string source) => Assert.Null(BuiltSources.OfPackage(BuiltSources.Ours(("A.cs", source)).Uses()));

    [Fact]
    public void Every_file_has_its_own_first_line_and_calls()
    {
        var uses = BuiltSources.Ours(
            ("One.cs", "partial class A {\nstatic void M() {\nPkg.Thing.Go();\nPkg.Thing.Go(); } }"),
            ("Two.cs", "partial class A {\n\n\n\nstatic void N() => Pkg.Thing.Go(); }"),
            ("Three.cs", "class B { }")).Uses();
        Assert.Equal(["One.cs 3 2", "Two.cs 5 1"], Sites(uses));
    }

    [Fact]
    public void Which_file_of_a_partial_type_has_a_field_is_unknown()
    {
        var uses = BuiltSources.Ours(
            ("One.cs", "partial class A { static void M() { System.GC.Collect(); } }"),
            ("Two.cs", "partial class A { static void N() { System.GC.Collect(); } Pkg.Thing? F; }")).Uses();
        Assert.Equal(["? 0 0"], Sites(uses));
    }

    [Fact]
    public void The_generated_part_of_a_partial_type_does_not_hide_the_written_one()
    {
        var uses = BuiltSources.Ours(
            ("One.cs", "partial class A { static void M() { System.GC.Collect(); } Pkg.Thing? F; }"),
            ("obj/A.g.cs", "partial class A { static void N() { System.GC.Collect(); } }")).Uses();
        Assert.Equal(["One.cs 0 0"], Sites(uses));
    }

    [Fact]
    public void A_line_directive_says_which_file_is_meant()
    {
        var uses = BuiltSources.Ours(("A.cs", "class A { static void M() {\n#line 7 \"View.cshtml\"\nPkg.Thing.Go();\n#line default\nPkg.Thing.Go(); } }")).Uses();
        Assert.Equal(["A.cs 5 1", "View.cshtml 7 1"], Sites(uses));
    }

    [Theory]
    [InlineData(OptimizationLevel.Debug, DebugInformationFormat.PortablePdb)]
    [InlineData(OptimizationLevel.Debug, DebugInformationFormat.Embedded)]
    [InlineData(OptimizationLevel.Release, DebugInformationFormat.Embedded)]
    public void Debug_builds_and_embedded_symbols_say_the_same(OptimizationLevel level, DebugInformationFormat format)
    {
        var uses = BuiltSources.Ours(level, format, ("A.cs", "class A {\nstatic void M()\n{\nPkg.Thing.Go();\n}\n}")).Uses();
        Assert.True(uses.HasSymbols);
        Assert.Equal(["A.cs 4 1"], Sites(uses));
    }

    [Fact]
    public void Without_symbols_calls_and_types_are_known_and_places_are_not()
    {
        var uses = BuiltSources.Ours(("A.cs", "class A { static void M() => Pkg.Thing.Go(); }")).Uses(withSymbols: false);
        Assert.False(uses.HasSymbols);
        Assert.Empty(uses.Documents);
        Assert.Equal(["? 0 1"], Sites(uses));
        Assert.Equal("Pkg.Thing", Assert.Single(BuiltSources.OfPackage(uses)!.Types));
    }

    [Fact]
    public void Symbols_of_another_build_are_left_alone()
    {
        var ours = BuiltSources.Ours(("A.cs", "class A { static void M() => Pkg.Thing.Go(); }"));
        var other = BuiltSources.Ours(("A.cs", "class A { static void M() { Pkg.Thing.Go(); Pkg.Thing.Go(); } }"));
        Assert.False(new BuiltSources(ours.Assembly, other.Symbols).Uses().HasSymbols);
        Assert.True(new BuiltSources(ours.Assembly, ours.Symbols).Uses().HasSymbols);
    }

    private static string[] Sites(AssemblyUses uses) =>
        [.. BuiltSources.OfPackage(uses)!.Documents
            .Select(use => string.Create(CultureInfo.InvariantCulture, $"{(use.Document < 0 ? "?" : uses.Documents[use.Document].Path)} {use.Line} {use.CallSites}"))
            .Order(StringComparer.Ordinal)];
}

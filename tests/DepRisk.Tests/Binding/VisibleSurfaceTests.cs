namespace DepRisk.Tests.Binding;

/// <summary>What of a package's types others see through our own assembly.</summary>
public sealed class VisibleSurfaceTests
{
    [Theory]
    [InlineData("public class A { public Pkg.Thing M() => null!; }", "A.M")]
    [InlineData("public class A { public void M(int i, Pkg.Thing t) { } public void M(Pkg.Thing t) { } }", "A.M")]
    [InlineData("namespace N { public class A { protected Pkg.Thing? F; } }", "N.A.F")]
    [InlineData("public class A { protected internal Pkg.Thing? P { get; private set; } }", "A.P")]
    [InlineData("public class A { public event Pkg.Handler? E { add { } remove { } } }", "A.E")]
    [InlineData("public class A { public A(Pkg.Thing t) { } }", "A..ctor")]
    [InlineData("public class A { public int this[Pkg.Thing t] => 1; }", "A.Item")]
    [InlineData("public class A { public static A operator +(A a, Pkg.Thing t) => a; }", "A.op_Addition")]
    [InlineData("public class A : Pkg.Thing { }", "A")]
    [InlineData("public abstract class A : Pkg.IPlug { public abstract void Plug(); }", "A")]
    [InlineData("public class A<T> where T : Pkg.IPlug { }", "A`1")]
    [InlineData("public class A { public void M<T>() where T : Pkg.IPlug { } }", "A.M")]
    [InlineData("public delegate void D(Pkg.Thing t);", "D")]
    [InlineData("public class A { public class B { public Pkg.Thing? F; } }", "A+B.F")]
    [InlineData("public class A { protected class B { public Pkg.Thing? F; } }", "A+B.F")]
    [InlineData("public class A { public System.Collections.Generic.List<Pkg.Thing[]> M() => null!; }", "A.M")]
    [InlineData("public record A(Pkg.Thing T);", "A..ctor", "A.Deconstruct", "A.T")]
    [InlineData("public interface I { Pkg.Thing M(); }", "I.M")]
    // Near misses: nobody outside sees these
    [InlineData("class A { public Pkg.Thing M() => null!; }")]
    [InlineData("public class A { internal Pkg.Thing M() => null!; private Pkg.Thing? F; private protected Pkg.Thing? G; }")]
    [InlineData("public class A { class B { public Pkg.Thing? F; } internal class C { public Pkg.Thing? F; } }")]
    [InlineData("public class A { private protected class B { public Pkg.Thing? F; } }")]
    [InlineData("public sealed class A : B { protected override void M(object o) { Pkg.Thing.Go(); } } public class B { protected virtual void M(object o) { } }")]
    [InlineData("interface I { void M(Pkg.Thing t); } public class A : I { void I.M(Pkg.Thing t) { } }")]
    [InlineData("[Pkg.Mark] public class A { public void M() => Pkg.Thing.Go(); }")]
    public void Public_and_protected_members_of_visible_types_leak(string source, params string[] leaks)
    {
        var use = BuiltSources.OfPackage(BuiltSources.Ours(("A.cs", source)).Uses());
        Assert.NotNull(use);
        Assert.Equal(leaks, use.Leaks);
    }
}

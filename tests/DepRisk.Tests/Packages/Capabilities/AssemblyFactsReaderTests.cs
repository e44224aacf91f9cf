using System.Text;
using DepRisk.Packages;
using DepRisk.Packages.Capabilities;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace DepRisk.Tests.Packages.Capabilities;

public sealed class AssemblyFactsReaderTests : IClassFixture<RestoredPackages>
{
    public static TheoryData<string> Golden { get; } = [.. CapabilityGolden.Packages.Select(package => $"{package.Id}/{package.Version}")];

    [Theory]
    [MemberData(nameof(Golden))]
    public void Real_packages_can_do_what_was_looked_over_by_hand(string package)
    {
        var folder = RestoredPackages.FolderOf(package);
        var facts = RestoredPackages.FilesOf(folder).Select(path => AssemblyFactsReader.Read(folder, path)).ToArray();
        Assert.NotEmpty(facts);
        Assert.All(facts, file => Assert.Null(file.Problem));
        var found = facts.SelectMany(file => file.Present).Select(use => use.Capability).Distinct().Order().Select(CapabilityMap.NameOf);
        var expected = CapabilityGolden.Packages.Single(golden => package.Equals($"{golden.Id}/{golden.Version}", StringComparison.Ordinal));
        Assert.Equal(expected.Capabilities, string.Join(' ', found));
    }

    /// <summary>Mono.Cecil reads the same files with code of its own; the rules are matched by their text.</summary>
    [Theory]
    [MemberData(nameof(Golden))]
    public void Another_reader_of_assemblies_finds_the_same_examples(string package)
    {
        var folder = RestoredPackages.FolderOf(package);
        foreach (var path in RestoredPackages.FilesOf(folder))
        {
            var facts = AssemblyFactsReader.Read(folder, path);
            using var module = ModuleDefinition.ReadModule(Path.Combine(folder, path));
            Assert.Equal(module.Mvid, facts.Mvid);
            Assert.Equal(Expected(module), facts.Present);
        }
    }

    [Fact]
    public void Files_that_are_no_assembly_say_what_they_are()
    {
        Assert.Equal("is empty", AssemblyFactsReader.Read("a.dll", []).Problem);
        Assert.Equal("is neither a PE, an ELF nor a Mach-O file", AssemblyFactsReader.Read("a.dll", "text"u8.ToArray()).Problem);
        Assert.Equal("is not a well-formed PE file", AssemblyFactsReader.Read("a.dll", "MZ"u8.ToArray()).Problem);
        Assert.Equal("does not exist", AssemblyFactsReader.Read(AppContext.BaseDirectory, "none/none.dll").Problem);
        byte[] elf = [0x7F, .. "ELF"u8, 2, 1, 1, 0];
        Assert.Equal<CapabilityUse>([new CapabilityUse(Capability.Native, "x.so", "ELF")], AssemblyFactsReader.Read("runtimes/linux-x64/native/x.so", elf).Present);
        byte[] macho = [0xCF, 0xFA, 0xED, 0xFE, 7, 0, 0, 1];
        Assert.Equal("Mach-O", Assert.Single(AssemblyFactsReader.Read("x.dylib", macho).Present).Api);
    }

    [Fact]
    public void A_reference_assembly_can_do_nothing()
    {
        const string Source = "[assembly: System.Runtime.CompilerServices.ReferenceAssembly] public class C { public void M() => System.IO.File.Delete(\"\"); }";
        var facts = AssemblyFactsReader.Read("ref/A.dll", Compiled.Library("A", Source));
        Assert.Empty(facts.Present);
        Assert.Null(facts.Problem);
    }

    [Fact]
    public void Types_are_counted_without_the_module()
    {
        var facts = AssemblyFactsReader.Read("A.dll", Compiled.Library("A", "class C { class D {} } enum E {}"));
        Assert.Equal(3, facts.Types);
        Assert.NotEqual(Guid.Empty, facts.Mvid);
    }

    [Fact]
    public void An_assembly_cut_off_anywhere_is_a_problem_or_less_and_never_an_exception()
    {
        var whole = Sample();
        for (var length = 0; length < whole.Length; length += length < 1024 ? 1 : 7)
        {
            Read(whole[..length]);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_damaged_assembly_is_never_an_exception(int seed)
    {
        foreach (var bytes in Mutations.Of(Sample(), seed, count: 500))
        {
            Read(bytes);
        }
    }

    private static void Read(byte[] bytes)
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder["A.dll"], bytes);
        var facts = AssemblyFactsReader.Read(folder.Root, "A.dll");
        Assert.DoesNotContain('\n', facts.Problem ?? "");
        _ = Reachability.Of(folder.Root, ["A.dll"]);
    }

    private static byte[] Sample() => Compiled.Library(
        "A",
        """
        using System; using System.Threading.Tasks;
        public interface I<T> { T F(T t); }
        public class C : I<int>, IDisposable {
          [System.Runtime.InteropServices.DllImport("m")] static extern void E();
          int I<int>.F(int t) { E(); return t switch { 1 => 2, 2 => 3, 3 => 5, 4 => 1, _ => 0 }; }
          public async Task<T> M<T>(T t) { await Task.Yield(); System.IO.File.Delete("x"); return t; }
          public void Dispose() => new System.Net.Http.HttpClient().GetAsync("x");
          public virtual Action V() => () => Console.WriteLine(Environment.GetEnvironmentVariable("x"));
          class D<T> : C { public override Action V() => base.V(); T[,] _t = new T[1, 2]; }
        }
        """);

    private static SortedDictionary<Capability, CapabilityUse>.ValueCollection Expected(ModuleDefinition module)
    {
        var uses = new SortedDictionary<Capability, CapabilityUse>();
        foreach (var method in AllTypes(module).SelectMany(type => type.Methods).OrderBy(method => method.MetadataToken.RID))
        {
            var name = $"{TypeName(method.DeclaringType)}.{method.Name}";
            if (method.IsPInvokeImpl && method.PInvokeInfo is { } import)
            {
                uses.TryAdd(Capability.PInvoke, new CapabilityUse(Capability.PInvoke, name, $"{import.Module.Name}!{(import.EntryPoint.Length > 0 ? import.EntryPoint : method.Name)}"));
            }

            foreach (var capability in Matches(method.DeclaringType, method.Name, method, isDefinition: true))
            {
                uses.TryAdd(capability, new CapabilityUse(capability, name, name));
            }

            foreach (var instruction in method.HasBody ? method.Body.Instructions : [])
            {
                if (instruction.Operand is Mono.Cecil.CallSite { CallingConvention: not (MethodCallingConvention.Default or MethodCallingConvention.VarArg) })
                {
                    uses.TryAdd(Capability.PInvoke, new CapabilityUse(Capability.PInvoke, name, "calli unmanaged"));
                }

                if (instruction.Operand is MemberReference and not TypeReference and not IMemberDefinition and var member
                    && member.DeclaringType.GetElementType() is { IsNested: false, Scope: AssemblyNameReference } type)
                {
                    var element = member is MethodSpecification specification ? specification.ElementMethod : member;
                    foreach (var capability in Matches(type, element.Name, element as MethodReference, isDefinition: false))
                    {
                        uses.TryAdd(capability, new CapabilityUse(capability, name, $"{TypeName(type)}.{element.Name}"));
                    }
                }
            }
        }

        return uses.Values;
    }

    private static IEnumerable<Capability> Matches(TypeReference type, string name, MethodReference? method, bool isDefinition)
    {
        var rules = CapabilityMap.Default.Rules.Where(rule =>
            rule.Namespace.Equals(type.Namespace, StringComparison.Ordinal) && Fits(rule.Type, type.Name) && !type.IsNested
            && (!isDefinition || rule.Sign is not RuleSign.Reference)
            && rule.Members.Any(pattern => Fits(pattern.Name, name) && (!pattern.FromString || method?.Parameters.FirstOrDefault()?.ParameterType.MetadataType is MetadataType.String)))
            .ToArray();
        return rules.Where(rule => rule.Sign is not RuleSign.Exclusion).Select(rule => rule.Capability)
            .Except(rules.Where(rule => rule.Sign is RuleSign.Exclusion).Select(rule => rule.Capability));
    }

    private static bool Fits(NamePattern pattern, string name) =>
        System.Text.RegularExpressions.Regex.IsMatch(name, "^" + System.Text.RegularExpressions.Regex.Escape(pattern.Text) + (pattern.IsPrefix ? "" : "$"), System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(10));

    private static IEnumerable<TypeDefinition> AllTypes(ModuleDefinition module)
    {
        var pending = new Stack<TypeDefinition>(module.Types);
        while (pending.TryPop(out var type))
        {
            yield return type;
            foreach (var nested in type.NestedTypes)
            {
                pending.Push(nested);
            }
        }
    }

    private static string TypeName(TypeReference type)
    {
        var name = new StringBuilder(type.Name);
        for (var outer = type.DeclaringType; outer is not null; type = outer, outer = outer.DeclaringType)
        {
            name.Insert(0, outer.Name + "+");
        }

        for (; type.DeclaringType is not null; type = type.DeclaringType)
        {
        }

        return (type.Namespace.Length > 0 ? type.Namespace + "." : "") + name;
    }
}

using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using DepRisk.Binding;
using DepRisk.Input;
using DepRisk.Tests.IL;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Emit;

namespace DepRisk.Tests.Binding;

/// <summary>Files that are not what a compiler wrote: an error as a value, never an exception and never an end of the process.</summary>
public sealed class BuiltAssemblyTests
{
    private const string Source = """
        using System;
        [Pkg.Mark(typeof(Pkg.Thing), Types = new[] { typeof(Pkg.Point) })]
        public class A<T> : Pkg.Thing where T : Pkg.IPlug
        {
            public Pkg.Box<T>? Box;
            public static void M(object o) { try { Pkg.Thing.Go(); } catch (Pkg.Oops) { } switch (o) { case 1: case "2": Pkg.Thing.Shared = 1; break; } }
            public static async System.Threading.Tasks.Task N(int[,] a) { await System.Threading.Tasks.Task.Yield(); Func<Pkg.Thing> f = () => new Pkg.Thing(); f(); }
        }
        """;

    private static readonly BuiltSources Ours = BuiltSources.Ours(("A.cs", Source));
    private static readonly BuiltSources Embedded = BuiltSources.Ours(OptimizationLevel.Debug, DebugInformationFormat.Embedded, ("A.cs", Source));

    [Fact]
    public void An_assembly_cut_off_anywhere_is_an_error_or_a_value()
    {
        for (var length = 0; length < Ours.Assembly.Length; length += 7)
        {
            Read(Ours.Assembly[..length], Ours.Symbols);
        }
    }

    [Fact]
    public void Symbols_cut_off_anywhere_cost_places_alone()
    {
        for (var length = 0; length < Ours.Symbols.Length; length += 3)
        {
            Assert.NotNull(Read(Ours.Assembly, Ours.Symbols[..length]));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Damaged_bytes_are_an_error_or_a_value(int seed)
    {
        var readable = 0;
        foreach (var mutation in Flipped(Ours.Assembly, seed, 2000))
        {
            readable += Read(mutation, Ours.Symbols) is null ? 0 : 1;
        }

        foreach (var mutation in Flipped(Embedded.Assembly, seed, 500).Concat(Mutations.Of(Ours.Assembly, seed, 500)))
        {
            Read(mutation, null);
        }

        foreach (var mutation in Flipped(Ours.Symbols, seed, 1000))
        {
            Assert.NotNull(Read(Ours.Assembly, mutation));
        }

        // Neither all nor none of them is damaged where it matters.
        Assert.InRange(readable, 1, 1999);
    }

    [Theory]
    [InlineData("", InputErrorCode.Malformed)]
    [InlineData("MZ", InputErrorCode.Malformed)]
    [InlineData("#!/bin/sh\nexit 0 and more than a header has, so that it is not merely too short.......................................", InputErrorCode.Malformed)]
    public void What_is_no_image_is_said_to_be_damaged(string text, InputErrorCode code)
    {
        Assert.False(BuiltAssembly.Open("X.dll", System.Text.Encoding.ASCII.GetBytes(text), null).Succeeded(out _, out var error));
        Assert.Equal(code, error.Code);
        Assert.False(error.IsPartial);
    }

    [Fact]
    public void A_file_that_is_not_there_is_unreadable()
    {
        Assert.False(BuiltAssembly.Open(Path.Combine(AppContext.BaseDirectory, "no-such.dll")).Succeeded(out _, out var error));
        Assert.Equal(InputErrorCode.Unreadable, error.Code);
    }

    /// <summary>A field of pointers to pointers to ... is legal in the format; a reader that recurses for each ends the process.</summary>
    [Theory]
    [InlineData(0x0F, true)]
    [InlineData(0x14, false)]
    public void A_signature_of_a_million_levels_is_read_or_refused(byte level, bool isRead)
    {
        var signature = new byte[1_000_000];
        Array.Fill(signature, level);
        (signature[0], signature[^1]) = (0x06, 0x08);
        var result = Read(WithField(signature), null);
        Assert.Equal(isRead, result is not null);
    }

    [Fact]
    public void Types_that_enclose_themselves_are_refused()
    {
        var metadata = Module();
        // A type reference whose scope is itself.
        metadata.AddTypeReference(MetadataTokens.TypeReferenceHandle(1), metadata.GetOrAddString("N"), metadata.GetOrAddString("T"));
        var signature = new BlobBuilder();
        new BlobEncoder(signature).Field().Type().Type(MetadataTokens.TypeReferenceHandle(1), isValueType: false);
        Assert.Null(Read(Image(metadata, signature.ToArray()), null));
    }

    [Theory]
    [InlineData(ILOpCode.Call, true)]
    [InlineData((ILOpCode)0xA6, false)]
    public void Code_that_is_no_instruction_is_refused(ILOpCode opcode, bool isRead)
    {
        var assembly = new SynthesisedAssembly();
        assembly.Type("C");
        assembly.Method("M", assembly.Nothing, SynthesisedAssembly.Open, assembly.Body(opcode, assembly.Delete));
        Assert.Equal(isRead, Read(assembly.ToArray(), null) is not null);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(100, false)]
    public void Types_that_all_have_all_methods_are_refused(int types, bool isRead)
    {
        var assembly = new SynthesisedAssembly();
        for (var i = 0; i < types; i++)
        {
            assembly.Type("C", firstMethod: i % 2 is 0 ? 1 : 100);
        }

        for (var i = 0; i < 100; i++)
        {
            assembly.Method("M", assembly.Nothing, SynthesisedAssembly.Open, assembly.Body(ILOpCode.Call, assembly.Delete));
        }

        Assert.Equal(isRead, Read(assembly.ToArray(), null) is not null);
    }

    private static byte[] WithField(byte[] signature) => Image(Module(), signature);

    private static MetadataBuilder Module()
    {
        var metadata = new MetadataBuilder();
        metadata.AddModule(0, metadata.GetOrAddString("Ours.dll"), metadata.GetOrAddGuid(new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)), default, default);
        metadata.AddAssembly(metadata.GetOrAddString("Ours"), new Version(1, 0, 0, 0), default, default, default, AssemblyHashAlgorithm.None);
        return metadata;
    }

    private static byte[] Image(MetadataBuilder metadata, byte[] fieldSignature)
    {
        metadata.AddTypeDefinition(TypeAttributes.Public, default, metadata.GetOrAddString("<Module>"), default, MetadataTokens.FieldDefinitionHandle(1), MetadataTokens.MethodDefinitionHandle(1));
        metadata.AddFieldDefinition(FieldAttributes.Public | FieldAttributes.Static, metadata.GetOrAddString("F"), metadata.GetOrAddBlob(fieldSignature));
        var image = new BlobBuilder();
        new ManagedPEBuilder(new PEHeaderBuilder(imageCharacteristics: Characteristics.Dll), new MetadataRootBuilder(metadata, suppressValidation: true), new BlobBuilder()).Serialize(image);
        return image.ToArray();
    }

    private static AssemblyUses? Read(byte[] assembly, byte[]? symbols)
    {
        if (!BuiltAssembly.Open("Ours.dll", assembly, symbols).Succeeded(out var opened, out _))
        {
            return null;
        }

        using (opened)
        {
            return AssemblyUsesReader.Read(opened).Value;
        }
    }

    /// <summary>One to three bytes changed and no length: what the header says stays true, so that damage goes deep.</summary>
    private static IEnumerable<byte[]> Flipped(byte[] original, int seed, int count)
    {
#pragma warning disable CA5394 // Do not use insecure randomness: it has to be repeatable, not secret.
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            var bytes = (byte[])original.Clone();
            for (var changes = random.Next(1, 4); changes > 0; changes--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            yield return bytes;
        }
#pragma warning restore CA5394
    }
}

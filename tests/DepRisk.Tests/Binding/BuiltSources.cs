using System.Text;
using DepRisk.Binding;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace DepRisk.Tests.Binding;

/// <summary>Small sources compiled in memory: an assembly "Pkg" that a package would ship, and ours that use it.</summary>
internal sealed record BuiltSources(byte[] Assembly, byte[] Symbols)
{
    public const string PackageSource = """
        using System;
        namespace Pkg
        {
            public class Thing
            {
                public int Field;
                public static int Shared;
                public int Value { get; set; }
                public event EventHandler? Done;
                public void Do() => Done?.Invoke(this, EventArgs.Empty);
                public static void Go() { }
                public T Echo<T>(T value) => value;
                public static T Make<T>() where T : new() => new T();
                public static Thing operator +(Thing a, Thing b) => a;
                public class Inner { }
            }
            public class Box<T>
            {
                public T? Item;
                public void Put(T item) => Item = item;
            }
            public interface IPlug { void Plug(); }
            public enum Color { Red, Green }
            public enum Tiny : byte { A }
            public static class Limits { public const int Max = 5; }
            public struct Point { public int X; }
            public class Oops : Exception { }
            public delegate void Handler(Thing thing);
            public sealed class MarkAttribute : Attribute
            {
                public MarkAttribute() { }
                public MarkAttribute(Type type) => Type = type;
                public Type? Type { get; set; }
                public Type[]? Types { get; set; }
                public object? Any { get; set; }
            }
            public static class Extensions { public static void Ext(this string text) { } }
        }
        """;

    private static readonly Lazy<byte[]> PackageAssembly = new(() => Of([("Pkg.cs", PackageSource)], "Pkg", []).Assembly);

    public static byte[] Package => PackageAssembly.Value;

    /// <summary>Ours, by default with the optimisations of a release build, so that a brace has no line.</summary>
    public static BuiltSources Ours(params (string Path, string Source)[] files) => Ours(OptimizationLevel.Release, DebugInformationFormat.PortablePdb, files);

    public static BuiltSources Ours(OptimizationLevel level, DebugInformationFormat format, params (string Path, string Source)[] files) =>
        Of(files, "Ours", [MetadataReference.CreateFromImage(Package)], level, format);

    public static BuiltSources Of(
        (string Path, string Source)[] files, string name, MetadataReference[] references, OptimizationLevel level = OptimizationLevel.Release, DebugInformationFormat format = DebugInformationFormat.PortablePdb)
    {
        var trees = files.Select(file => CSharpSyntaxTree.ParseText(
            SourceText.From(file.Source, new UTF8Encoding(false), SourceHashAlgorithm.Sha256), new CSharpParseOptions(LanguageVersion.Latest), file.Path));
        using var symbols = new MemoryStream();
        var isBeside = format is DebugInformationFormat.PortablePdb;
        var assembly = Compiled.Emit(
            Compiled.Compilation(name, trees, references, level),
            isBeside ? symbols : null,
            new EmitOptions(debugInformationFormat: format, pdbFilePath: name + ".pdb"));
        return new BuiltSources(assembly, symbols.ToArray());
    }

    public AssemblyUses Uses(bool withSymbols = true)
    {
        Assert.True(BuiltAssembly.Open("Ours.dll", Assembly, withSymbols && Symbols.Length > 0 ? Symbols : null).Succeeded(out var opened, out var error), error?.Message);
        using (opened)
        {
            Assert.True(AssemblyUsesReader.Read(opened).Succeeded(out var uses, out error), error?.Message);
            return uses;
        }
    }

    public static ReferenceUse? OfPackage(AssemblyUses uses) => uses.References.SingleOrDefault(reference => reference.Assembly is "Pkg");
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace DepRisk.Tests;

/// <summary>Small assemblies that a test compiles against the framework it runs on, so that no package is needed.</summary>
internal static class Compiled
{
    public static IReadOnlyList<MetadataReference> Framework { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => string.Equals(Path.GetDirectoryName(path), Path.GetDirectoryName(typeof(object).Assembly.Location), StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    public static byte[] Library(string name, string source, params MetadataReference[] references) =>
        Emit(Compilation(name, source, references));

    public static CSharpCompilation Compilation(string name, string source, params MetadataReference[] references) =>
        Compilation(name, [CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Latest))], references);

    public static CSharpCompilation Compilation(string name, IEnumerable<SyntaxTree> sources, MetadataReference[] references, OptimizationLevel level = OptimizationLevel.Release) =>
        CSharpCompilation.Create(
            name,
            sources,
            [.. Framework, .. references],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: level, allowUnsafe: true, deterministic: true, nullableContextOptions: NullableContextOptions.Enable));

    /// <param name="symbols">Receives the portable symbols; null where nobody wants them or the options embed them.</param>
    public static byte[] Emit(CSharpCompilation compilation, Stream? symbols = null, EmitOptions? options = null)
    {
        using var stream = new MemoryStream();
        var result = compilation.Emit(stream, symbols, options: options);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics.Where(diagnostic => diagnostic.Severity is DiagnosticSeverity.Error)));
        return stream.ToArray();
    }

    public static MetadataReference Reference(byte[] library, params string[] aliases) =>
        MetadataReference.CreateFromImage(library, new MetadataReferenceProperties(aliases: [.. aliases]));
}

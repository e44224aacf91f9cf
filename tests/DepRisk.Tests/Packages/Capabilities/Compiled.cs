using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DepRisk.Tests.Packages.Capabilities;

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

    public static CSharpCompilation Compilation(string name, string source, params MetadataReference[] references) => CSharpCompilation.Create(
        name,
        [CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Latest))],
        [.. Framework, .. references],
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true, deterministic: true));

    public static byte[] Emit(CSharpCompilation compilation)
    {
        using var stream = new MemoryStream();
        var result = compilation.Emit(stream);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics.Where(diagnostic => diagnostic.Severity is DiagnosticSeverity.Error)));
        return stream.ToArray();
    }

    public static MetadataReference Reference(byte[] library, params string[] aliases) =>
        MetadataReference.CreateFromImage(library, new MetadataReferenceProperties(aliases: [.. aliases]));
}

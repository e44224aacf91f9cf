extern alias analyzer;

using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using DepRisk.RiskModel;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Diagnostics.Telemetry;
using Microsoft.CodeAnalysis.Text;

namespace DepRisk.Tests.Analyzer;

/// <summary>
/// Runs our analyzers over sources in which <c>{|DR2003:marks|}</c> say what is reported and where, and <c>[|marks|]</c> the same for <see cref="Rule"/>; what is not
/// marked must not be reported. Each run is one in sequence and several concurrent ones, which must agree. A source that does not compile fails.
/// </summary>
internal sealed partial class AnalyzerCheck
{
    private static readonly ImmutableArray<MetadataReference> Framework =
    [
        .. Directory.EnumerateFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "*.dll")
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal) && !path.Contains(".Native.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>Of the marks without one.</summary>
    public string Rule { get; init; } = "";

    public ProjectModel? Model { get; init; }

    /// <summary>In place of a model that the writer wrote.</summary>
    public string? ModelText { get; init; }

    public string ModelPath { get; init; } = Absolute("obj/net10.0/deprisk.model.tsv");

    /// <summary>What the build says about itself: build_property.ProjectDir.</summary>
    public Dictionary<string, string> Properties { get; init; } = new(StringComparer.Ordinal) { ["build_property.ProjectDir"] = Absolute("") };

    public ImmutableArray<MetadataReference> References { get; init; } = [];

    public OutputKind OutputKind { get; init; } = OutputKind.DynamicallyLinkedLibrary;

    public ImmutableArray<DiagnosticAnalyzer> Analyzers { get; init; } = [new analyzer::DepRisk.Analyzer.CodeFindings(), new analyzer::DepRisk.Analyzer.ModelFindings()];

    /// <summary>A path that is absolute on this machine, of a project that does not exist.</summary>
    public static string Absolute(string path) => Path.Combine(Path.GetFullPath(Path.DirectorySeparatorChar + "shop"), path);

    /// <summary>The assembly of a package, compiled here.</summary>
    public static MetadataReference Package(string name, string source, params MetadataReference[] references)
    {
        var compilation = CSharpCompilation.Create(name, [CSharpSyntaxTree.ParseText(source)], [.. Framework, .. references], new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return MetadataReference.CreateFromImage(image.ToArray());
    }

    /// <returns>In the order of their places, those in no source first.</returns>
    public Task<ImmutableArray<Diagnostic>> RunAsync(string source) => RunAsync(("Code.cs", source));

    public async Task<ImmutableArray<Diagnostic>> RunAsync(params (string Path, string Text)[] sources)
    {
        var marked = sources.Select(source => Marked.Parse(Absolute(source.Path), source.Text, Rule)).ToArray();
        var compilation = Compile(marked);
        var inSequence = await RunAsync(compilation, isConcurrent: false);
        foreach (var isConcurrent in new[] { true, true, true, false })
        {
            Assert.Equal(inSequence.Select(Text), (await RunAsync(compilation, isConcurrent)).Select(Text));
        }

        AssertMarks(marked, inSequence);
        return inSequence;
    }

    /// <summary>What the first analyzer registered.</summary>
    public async Task<AnalyzerTelemetryInfo> TelemetryAsync(string source)
    {
        var analysis = Analyze(Compile([Marked.Parse(Absolute("Code.cs"), source, Rule)]), isConcurrent: false);
        await analysis.GetAnalyzerDiagnosticsAsync();
        return await analysis.GetAnalyzerTelemetryInfoAsync(Analyzers[0], CancellationToken.None);
    }

    private CSharpCompilation Compile(Marked[] sources)
    {
        var trees = sources.Select(source => CSharpSyntaxTree.ParseText(SourceText.From(source.Text, Encoding.UTF8), new CSharpParseOptions(LanguageVersion.Preview, DocumentationMode.Diagnose), source.Path));
        var compilation = CSharpCompilation.Create("Shop", trees, [.. Framework, .. References], new CSharpCompilationOptions(OutputKind, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
        var errors = compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity is DiagnosticSeverity.Error).ToArray();
        Assert.True(errors.Length is 0, $"the sources do not compile:\n{string.Join('\n', errors.AsEnumerable())}");
        return compilation;
    }

    /// <summary>As a log shows it, without the folder.</summary>
    public static string Text(Diagnostic diagnostic)
    {
        var place = diagnostic.Location.GetLineSpan();
        var path = (place.Path ?? "").Replace(Absolute("") + Path.DirectorySeparatorChar, "", StringComparison.Ordinal).Replace('\\', '/');
        return string.Create(CultureInfo.InvariantCulture, $"{path}({place.StartLinePosition.Line + 1},{place.StartLinePosition.Character + 1}): {Sentence(diagnostic)}");
    }

    /// <summary>Without its place, which a mark states.</summary>
    public static string Sentence(Diagnostic diagnostic) => $"{diagnostic.Severity} {diagnostic.Id}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}";

    private async Task<ImmutableArray<Diagnostic>> RunAsync(CSharpCompilation compilation, bool isConcurrent)
    {
        var found = await Analyze(compilation, isConcurrent).GetAnalyzerDiagnosticsAsync();
        return [.. found.OrderBy(diagnostic => diagnostic.Location.SourceTree?.FilePath ?? "", StringComparer.Ordinal).ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start).ThenBy(Text, StringComparer.Ordinal)];
    }

    private CompilationWithAnalyzers Analyze(CSharpCompilation compilation, bool isConcurrent)
    {
        var model = ModelText ?? (Model is null ? null : Encoding.UTF8.GetString(ModelWriter.Write(Model)));
        ImmutableArray<AdditionalText> files = model is null ? [] : [new InMemory(Absolute("stylecop.json"), "{}"), new InMemory(ModelPath, model)];
        return compilation.WithAnalyzers(Analyzers, new CompilationWithAnalyzersOptions(new AnalyzerOptions(files, new Options(Properties)), onAnalyzerException: null, isConcurrent, logAnalyzerExecutionTime: false));
    }

    private static void AssertMarks(Marked[] sources, ImmutableArray<Diagnostic> found)
    {
        foreach (var source in sources)
        {
            var there = found.Where(diagnostic => diagnostic.Location.SourceTree?.FilePath == source.Path).Select(diagnostic => (diagnostic.Id, diagnostic.Location.SourceSpan));
            var expected = source.Marks.OrderBy(mark => mark.Span.Start).ThenBy(mark => mark.Id, StringComparer.Ordinal).ToArray();
            var actual = there.OrderBy(mark => mark.SourceSpan.Start).ThenBy(mark => mark.Id, StringComparer.Ordinal).ToArray();
            Assert.True(expected.SequenceEqual(actual), $"{source.Path}: expected\n{source.With(expected)}\nfound\n{source.With(actual)}\n{string.Join('\n', found.Select(Text))}");
        }
    }

    /// <summary>A source and what is marked in it.</summary>
    private sealed partial record Marked(string Path, string Text, ImmutableArray<(string Id, TextSpan Span)> Marks)
    {
        public static Marked Parse(string path, string text, string rule)
        {
            var (plain, open, marks, at) = (new StringBuilder(), new Stack<(string Id, int Start)>(), ImmutableArray.CreateBuilder<(string, TextSpan)>(), 0);
            foreach (Match mark in Mark().Matches(text))
            {
                plain.Append(text, at, mark.Index - at);
                at = mark.Index + mark.Length;
                if (mark.Value is "|]" or "|}")
                {
                    var (id, start) = open.Pop();
                    marks.Add((id, TextSpan.FromBounds(start, plain.Length)));
                }
                else
                {
                    open.Push((mark.Groups["id"] is { Success: true, Value: var named } ? named : rule, plain.Length));
                }
            }

            Assert.Empty(open);
            return new Marked(path, plain.Append(text, at, text.Length - at).ToString(), marks.ToImmutable());
        }

        public string With(IEnumerable<(string Id, TextSpan Span)> marks) => marks.Reverse().Aggregate(
            Text, (text, mark) => text.Insert(mark.Span.End, "|}").Insert(mark.Span.Start, $"{{|{mark.Id}:"));

        [GeneratedRegex(@"\[\||\|\]|\{\|(?<id>DR\d+):|\|\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
        private static partial Regex Mark();
    }

    private sealed class InMemory(string path, string text) : AdditionalText
    {
        private readonly SourceText _text = SourceText.From(text, Encoding.UTF8);

        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => _text;
    }

    private sealed class Options(Dictionary<string, string> properties) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(properties);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

        private sealed class Values(Dictionary<string, string> values) : AnalyzerConfigOptions
        {
            public override bool TryGetValue(string key, out string value) => values.TryGetValue(key, out value!);
        }
    }
}

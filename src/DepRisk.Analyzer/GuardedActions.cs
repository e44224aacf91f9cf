using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace DepRisk.Analyzer;

/// <summary>
/// Registers callbacks of which an error of ours becomes DR9999, once a compilation. Left alone it would be the compiler's AD0001, which names neither us nor what
/// to do. That the compiler gives up is no error.
/// </summary>
internal sealed class GuardedActions(CompilationStartAnalysisContext start)
{
    private int _failed;

    public Compilation Compilation => start.Compilation;

    public AnalyzerOptions Options => start.Options;

    public CancellationToken Cancellation => start.CancellationToken;

    /// <summary>What the provider makes of the text, once for all that ask.</summary>
    public T ValueOf<T>(SourceText text, SourceTextValueProvider<T> provider) =>
        start.TryGetValue(text, provider, out var value) ? value : throw new InvalidOperationException("The compiler made nothing of a text.");

    public void Now(Action action)
    {
        try
        {
            action();
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // A diagnostic can be reported later only.
            start.RegisterCompilationEndAction(context => Report(error, context.ReportDiagnostic));
        }
    }

    public void OnOperations(Action<OperationAnalysisContext> action, ImmutableArray<OperationKind> kinds) => start.RegisterOperationAction(
        context =>
        {
            try
            {
                action(context);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                Report(error, context.ReportDiagnostic);
            }
        },
        kinds);

    public void OnSymbols(Action<SymbolAnalysisContext> action, ImmutableArray<SymbolKind> kinds) => start.RegisterSymbolAction(
        context =>
        {
            try
            {
                action(context);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                Report(error, context.ReportDiagnostic);
            }
        },
        kinds);

    public void AtEnd(Action<CompilationAnalysisContext> action) => start.RegisterCompilationEndAction(context =>
    {
        try
        {
            action(context);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            Report(error, context.ReportDiagnostic);
        }
    });

    private void Report(Exception error, Action<Diagnostic> report)
    {
        if (Interlocked.Exchange(ref _failed, 1) is 0)
        {
            // The message of an exception may name a path of this machine; where it happened never does.
            report(Diagnostic.Create(Descriptors.InternalError, Location.None, $"{error.GetType().Name} in {error.TargetSite?.DeclaringType?.Name}.{error.TargetSite?.Name}"));
        }
    }
}

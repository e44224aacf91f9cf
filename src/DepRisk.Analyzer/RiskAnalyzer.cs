using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DepRisk.Analyzer;

/// <summary>
/// What all of our analyzers have in common: generated code does not count, callbacks come from several threads, and a compilation without a model of ours costs one
/// look at the names of its additional files.
/// </summary>
public abstract class RiskAnalyzer : DiagnosticAnalyzer
{
    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => Reported.Add(Descriptors.InternalError);

    /// <summary>An internal error is everybody's and not named here.</summary>
    private protected abstract ImmutableArray<DiagnosticDescriptor> Reported { get; }

    public sealed override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(Start);
    }

    private void Start(CompilationStartAnalysisContext context)
    {
        var actions = new GuardedActions(context);
        actions.Now(() =>
        {
            if (ModelFile.Find(actions) is { } file)
            {
                Register(actions, file);
            }
        });
    }

    /// <summary>Registers what this compilation needs, and nothing where there is nothing to find.</summary>
    private protected abstract void Register(GuardedActions actions, ModelFile file);
}

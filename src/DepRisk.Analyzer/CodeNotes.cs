using System.Collections.Immutable;
using DepRisk.Lock;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DepRisk.Analyzer;

/// <summary>The rules about code as far as they inform, which is their default; see <see cref="CodeFindings"/>.</summary>
// RS1004: May support Visual Basic. See CodeFindings.
#pragma warning disable RS1004
[DiagnosticAnalyzer(LanguageNames.CSharp)]
#pragma warning restore RS1004
public sealed class CodeNotes : RiskAnalyzer
{
    private protected override ImmutableArray<DiagnosticDescriptor> Reported { get; } = Descriptors.OfCode;

    private protected override DiagnosticDescriptor OwnError => Descriptors.InternalNote;

    private protected override void Register(GuardedActions actions, ModelFile file) => CodeRun.Register(actions, file, level => level is RuleLevel.Info);
}

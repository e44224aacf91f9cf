using System.Collections.Immutable;
using DepRisk.Lock;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DepRisk.Analyzer;

/// <summary>
/// The rules about code, DR2001 to DR2003, as far as the policy makes warnings of them. There are two analyzers for them, because a compiler that writes no log of errors
/// leaves out one that can only inform: what nobody would see then costs nothing, and a policy that asks for a warning gets it.
/// </summary>
// RS1004: May support Visual Basic. That its operations mean the same is not tested; until then it gets the findings of the model alone.
#pragma warning disable RS1004
[DiagnosticAnalyzer(LanguageNames.CSharp)]
#pragma warning restore RS1004
public sealed class CodeFindings : RiskAnalyzer
{
    private protected override ImmutableArray<DiagnosticDescriptor> Reported { get; } = Descriptors.OfCode;

    private protected override void Register(GuardedActions actions, ModelFile file) => CodeRun.Register(actions, file, level => level is RuleLevel.Warning or RuleLevel.Error);
}

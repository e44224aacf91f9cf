using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DepRisk.Analyzer;

/// <summary>Runs the rules about code, DR2001 to DR2003. The code is looked through once for all of them, and not at all where no watched assembly is referenced.</summary>
// RS1004: May support Visual Basic. That its operations mean the same is not tested; until then it gets the findings of the model alone.
#pragma warning disable RS1004
[DiagnosticAnalyzer(LanguageNames.CSharp)]
#pragma warning restore RS1004
public sealed class CodeFindings : RiskAnalyzer
{
    private protected override ImmutableArray<DiagnosticDescriptor> Reported { get; } = Descriptors.OfCode;

    private protected override void Register(GuardedActions actions, ModelFile file)
    {
        if (file.Reading.Model is not { } model || WatchedAssemblies.Of(actions.Compilation, model.Watched) is not { } watched)
        {
            return;
        }

        DR2002_LeakedType.Register(actions, watched, model.Rules.LeakedType);
        var isSpreadPossible = DR2001_SpreadBinding.IsPossible(actions.Compilation, watched, model.Rules);
        var isHiddenUsePossible = DR2003_HiddenUse.IsPossible(watched, model.Rules);
        if (isSpreadPossible || isHiddenUsePossible)
        {
            var uses = Uses.Collect(actions, watched);
            actions.AtEnd(context =>
            {
                if (isSpreadPossible)
                {
                    DR2001_SpreadBinding.Report(context, watched, uses, model.Rules);
                }

                if (isHiddenUsePossible)
                {
                    DR2003_HiddenUse.Report(context, watched, uses, model.Rules);
                }
            });
        }
    }
}

using DepRisk.Lock;
using DepRisk.RiskModel;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DepRisk.Analyzer;

/// <summary>Code uses a concentrated component that its project does not refer to: the reference that it rests on may drop it with any upgrade.</summary>
internal static class DR2003_HiddenUse
{
    public static bool IsPossible(WatchedAssemblies watched, CodeRules rules) => rules.HiddenUse is not RuleLevel.Off && watched.Packages.Any(IsJudged);

    public static void Report(CompilationAnalysisContext context, WatchedAssemblies watched, Uses uses, CodeRules rules)
    {
        for (var i = 0; i < watched.Packages.Length; i++)
        {
            if (IsJudged(watched.Packages[i]) && uses.FilesOf(i) > 0)
            {
                var package = watched.Packages[i];
                var by = package.BroughtInBy is { } broughtInBy ? $": {broughtInBy} brings it in" : "";
                context.ReportDiagnostic(Diagnostic.Create(Descriptors.HiddenUse, uses.FirstOf(i), Descriptors.SeverityOf(rules.HiddenUse), null, null, package.Id, package.Reason, by));
            }
        }
    }

    private static bool IsJudged(WatchedPackage package) => !package.IsDirect;
}

using DepRisk.Lock;
using DepRisk.RiskModel;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DepRisk.Analyzer;

/// <summary>Our code is bound to a concentrated component in more files of a project than the policy allows, and the project is not its adapter.</summary>
internal static class DR2001_SpreadBinding
{
    /// <summary>A project with too few files cannot have too many that use something.</summary>
    public static bool IsPossible(Compilation compilation, WatchedAssemblies watched, CodeRules rules) =>
        rules.SpreadBinding is not RuleLevel.Off && compilation.SyntaxTrees.Skip(rules.Files).Any() && watched.Packages.Any(IsJudged);

    public static void Report(CompilationAnalysisContext context, WatchedAssemblies watched, Uses uses, CodeRules rules)
    {
        for (var i = 0; i < watched.Packages.Length; i++)
        {
            if (IsJudged(watched.Packages[i]) && uses.FilesOf(i) is var files && files > rules.Files)
            {
                var package = watched.Packages[i];
                context.ReportDiagnostic(Diagnostic.Create(Descriptors.SpreadBinding, uses.FirstOf(i), Descriptors.SeverityOf(rules.SpreadBinding), null, null, package.Id, package.Reason, files, rules.Files));
            }
        }
    }

    private static bool IsJudged(WatchedPackage package) => !package.IsAdapter;
}

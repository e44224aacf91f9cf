using DepRisk.Concentration;
using DepRisk.Graph;
using DepRisk.Lock;
using DepRisk.Rules;

namespace DepRisk.Reports;

/// <summary>The words that machine formats use; they are part of the formats and never change with a rename in the code.</summary>
public static class ReportNames
{
    public static string Of(ComponentType type) => type switch
    {
        ComponentType.Project => "project",
        ComponentType.Package => "package",
        ComponentType.Framework => "framework",
        _ => "file",
    };

    public static string Of(DependencyClass dependencyClass) => dependencyClass switch
    {
        DependencyClass.Runtime => "runtime",
        DependencyClass.Compile => "compile",
        DependencyClass.Build => "build",
        DependencyClass.Pruned => "pruned",
        DependencyClass.Excluded => "excluded",
        DependencyClass.Downloaded => "downloaded",
        _ => "unknown",
    };

    public static string Of(Truth truth) => truth switch
    {
        Truth.True => "true",
        Truth.False => "false",
        _ => "unknown",
    };

    public static string Of(RuleLevel level) => level switch
    {
        RuleLevel.Off => "off",
        RuleLevel.Info => "info",
        RuleLevel.Warning => "warning",
        _ => "error",
    };

    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.New => "new",
        Verdict.Worse => "worse",
        Verdict.Unchanged => "unchanged",
        _ => "resolved",
    };
}

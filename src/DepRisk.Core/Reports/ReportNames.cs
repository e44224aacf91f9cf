using DepRisk.Graph;

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
}

using DepRisk.Graph;

namespace DepRisk.Tool.Rendering;

/// <summary>How a component takes part, as a phrase.</summary>
internal static class ClassText
{
    public static string Of(in Node node) => node.Class switch
    {
        DependencyClass.Runtime => "ships",
        DependencyClass.Compile => "only compiled against",
        DependencyClass.Build => "runs only in the build",
        DependencyClass.Pruned => node.ProvidedBy is null ? "provided by the shared framework" : $"provided by {node.ProvidedBy}",
        DependencyClass.Excluded => "its assets are excluded",
        DependencyClass.Downloaded => "only downloaded",
        _ => "whether it ships is not known",
    };
}

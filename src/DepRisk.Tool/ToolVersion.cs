namespace DepRisk.Tool;

internal static class ToolVersion
{
    /// <summary>Three parts: the assembly's version, which the package version gives.</summary>
    public static string Text { get; } = typeof(ToolVersion).Assembly.GetName().Version!.ToString(3);
}

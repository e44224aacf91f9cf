using System.Reflection;

namespace DepRisk.EndToEnd.Tests;

/// <summary>The built tool, run as its users run it: another process, with its own current folder and environment.</summary>
internal static class Tool
{
    /// <summary>deprisk.dll, where the build of this assembly put it.</summary>
    public static string Path { get; } = typeof(Tool).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key is "DepRiskTool").Value!;

    public static ProcessResult Run(string folder, params string[] arguments) => Run(folder, [], arguments);

    /// <param name="environment">Variables that differ from the test's own; a null value takes one away.</param>
    public static ProcessResult Run(string folder, (string Name, string? Value)[] environment, params string[] arguments) =>
        TestProcess.Run(TestProcess.Dotnet, folder, environment, ["exec", Path, .. arguments]);
}

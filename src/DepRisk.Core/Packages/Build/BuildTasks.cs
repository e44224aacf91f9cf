namespace DepRisk.Packages.Build;

/// <summary>What MSBuild's own tasks, factories and properties mean for the question whose code runs.</summary>
internal static class BuildTasks
{
    /// <summary>The factories that compile the code in the file. A factory that only evaluation can name may be one of them.</summary>
    public static bool IsInline(string? factory)
    {
        var name = factory.AsSpan(factory is null ? 0 : factory.LastIndexOf('.') + 1);
        return name.Equals("RoslynCodeTaskFactory", StringComparison.OrdinalIgnoreCase)
            || name.Equals("CodeTaskFactory", StringComparison.OrdinalIgnoreCase)
            || name.Equals("XamlTaskFactory", StringComparison.OrdinalIgnoreCase)
            || name.Contains("$(", StringComparison.Ordinal);
    }

    /// <summary>An assembly named without a file is looked for beside MSBuild and in the machine's own store, never in a package.</summary>
    public static bool IsOfMSBuild(string assemblyName)
    {
        var name = assemblyName.AsSpan();
        name = name[..(name.IndexOf(',') is >= 0 and var comma ? comma : name.Length)].Trim();
        return name.StartsWith("Microsoft.Build.", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>By these the SDK's own targets start a compiler, without a task of the package.</summary>
    public static bool StartsCompiler(string property) => CompilerProperties.Contains(property);

    private static readonly HashSet<string> CompilerProperties = new(
        ["CscToolPath", "CscToolExe", "VbcToolPath", "VbcToolExe", "FscToolPath", "FscToolExe", "DotnetFscCompilerPath", "RoslynTargetsPath"],
        StringComparer.OrdinalIgnoreCase);
}

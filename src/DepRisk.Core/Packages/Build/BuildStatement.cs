namespace DepRisk.Packages.Build;

internal enum BuildStatementKind : byte
{
    Property,
    Import,

    /// <summary>An import of an SDK that is resolved by its name.</summary>
    SdkImport,
    UsingTask,
    Exec,

    /// <summary>A task of MSBuild that is told which program to run: <c>ToolExe</c> or <c>ToolPath</c>.</summary>
    ToolTask,

    /// <summary>The task MSBuild, which evaluates and builds the projects that it is given.</summary>
    MSBuildTask,

    /// <summary>An item of the compiler's analyzers.</summary>
    AnalyzerItem,
}

/// <summary>What matters of one element of a props or targets file, with nothing evaluated.</summary>
/// <param name="Name">Of the property, task or SDK; empty where the kind says all.</param>
/// <param name="Text">The value, project, assembly, command or include as written.</param>
/// <param name="Factory">Of a UsingTask: its TaskFactory; null where it has none.</param>
internal readonly record struct BuildStatement(BuildStatementKind Kind, string Name, string Text, int Line, string? Factory = null);

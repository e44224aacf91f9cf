using Microsoft.Build.Framework;
using Task = Microsoft.Build.Utilities.Task;

namespace DepRisk.Build;

/// <summary>What a .NET host of MSBuild calls to write one SBOM.</summary>
[MSBuildMultiThreadableTask]
public sealed class DepRiskSbom : Task
{
    /// <summary>Absolute: see <see cref="SbomRequest"/>.</summary>
    [Required]
    public string RequestPath { get; set; } = "";

    public override bool Execute() => SbomHost.Run(RequestPath, message => TaskLog.Say(Log, message, MessageImportance.Low));
}

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

    public override bool Execute() => SbomHost.Run(RequestPath, Say);

    private void Say(BuildMessage message)
    {
        switch (message.Severity)
        {
            case Severity.Error:
                Log.LogError(null, message.Code, null, message.HelpLink, message.File, message.Line, message.Column, 0, 0, "{0}", message.Text);
                break;
            case Severity.Warning:
                Log.LogWarning(null, message.Code, null, message.HelpLink, message.File, message.Line, message.Column, 0, 0, "{0}", message.Text);
                break;
            default:
                Log.LogMessage(null, message.Code, null, message.File, message.Line, message.Column, 0, 0, MessageImportance.Low, "{0}", message.Text);
                break;
        }
    }
}

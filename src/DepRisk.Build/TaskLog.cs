using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace DepRisk.Build;

/// <summary>Messages of ours in the log of an MSBuild that runs our tasks itself.</summary>
internal static class TaskLog
{
    /// <param name="notes">How much what is neither a warning nor an error matters.</param>
    public static void Say(TaskLoggingHelper log, BuildMessage message, MessageImportance notes)
    {
        // As an argument: braces in a name are no places to fill in.
        switch (message.Severity)
        {
            case Severity.Error:
                log.LogError(null, message.Code, null, message.HelpLink, message.File, message.Line, message.Column, 0, 0, "{0}", message.Text);
                break;
            case Severity.Warning:
                log.LogWarning(null, message.Code, null, message.HelpLink, message.File, message.Line, message.Column, 0, 0, "{0}", message.Text);
                break;
            default:
                log.LogMessage(null, message.Code, null, message.File, message.Line, message.Column, 0, 0, notes, "{0}", message.Text);
                break;
        }
    }
}

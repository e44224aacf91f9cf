using System.Text;
using DepRisk.Input;
using DepRisk.RiskModel;

namespace DepRisk.Build;

/// <summary>What a build leaves in the intermediate folder.</summary>
internal static class BuildOutput
{
    /// <summary>Names files besides the lock and the policy that decided, relative to the project's folder and joined by semicolons: the targets take them for inputs of the next build.</summary>
    public const string InputsName = "deprisk.inputs";

    /// <returns>What could not be written; null where all was.</returns>
    public static InputError? Write(BuildRequest request, BuildOutcome outcome)
    {
        try
        {
            WriteAll(request, outcome);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new InputError(InputErrorCode.Unreadable, request.ModelPath, $"cannot be written: {e.GetType().Name}");
        }
    }

    private static void WriteAll(BuildRequest request, BuildOutcome outcome)
    {
        StableFile.Write(request.ModelPath, ModelWriter.Write(outcome.Model with { Folder = FolderOf(request) }));
        StableFile.Write(
            Path.Combine(Path.GetDirectoryName(request.ModelPath)!, InputsName),
            Encoding.UTF8.GetBytes(string.Join(';', outcome.Inputs.Select(path => Path.GetRelativePath(request.ProjectFolder, path).Replace('\\', '/')))));
        if (request.IsReporting && !request.IsDesignTime)
        {
            ProjectFacts.Write(request);
        }
    }

    /// <returns>Null where the model does not lie below the project: the way would name folders of this machine.</returns>
    private static string? FolderOf(BuildRequest request)
    {
        var path = Path.GetRelativePath(Path.GetDirectoryName(request.ModelPath)!, request.ProjectFolder).Replace('\\', '/');
        return path.Split('/').All(name => name is "..") ? path : null;
    }
}

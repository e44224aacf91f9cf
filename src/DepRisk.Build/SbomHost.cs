using DepRisk.Input;

namespace DepRisk.Build;

/// <summary>What both hosts do for one document: read the request, make it, write it, say what is wrong.</summary>
internal static class SbomHost
{
    /// <returns>False where an error was said. Somebody asked for a document: a build without it is not what was asked for.</returns>
    public static bool Run(string requestPath, Action<BuildMessage> say)
    {
        if (!SbomRequest.Read(requestPath).Succeeded(out var request, out var wrong))
        {
            say(BuildMessage.Of(Severity.Error, wrong));
            return false;
        }

        SbomOutcome outcome;
        try
        {
            outcome = ProjectSbom.Run(request);
        }
#pragma warning disable CA1031 // Do not catch general exception types: MSBuild would print a stack with the paths of this machine, and not whom to tell.
        catch (Exception e) when (e is not OutOfMemoryException)
#pragma warning restore CA1031
        {
            say(InternalError(e));
            return false;
        }

        if (outcome.Document is null && !outcome.IsTest)
        {
            say(BuildMessage.Of(Severity.Error, outcome.Problems[0] with { Message = outcome.Problems[0].Message + "; there is no SBOM without it" }));
            return false;
        }

        foreach (var problem in outcome.Problems)
        {
            say(problem.IsPartial
                ? BuildMessage.Of(Severity.Warning, problem with { Message = problem.Message + "; the SBOM says that it is incomplete" })
                : BuildMessage.Of(Severity.Message, problem));
        }

        if (Write(request.DocumentPath, outcome.Document) is { } failure)
        {
            say(BuildMessage.Of(Severity.Error, failure));
            return false;
        }

        return true;
    }

    /// <summary>The message of an exception may hold paths; a method's name does not.</summary>
    private static BuildMessage InternalError(Exception e) => new(
        Severity.Error, DiagnosticTexts.Internal, null, 0, 0,
        BuildMessage.WithLink($"internal error, so that there is no SBOM: {e.GetType().FullName} in {e.TargetSite?.DeclaringType?.FullName}.{e.TargetSite?.Name}. Please report it with the binary log (dotnet build -bl)", DiagnosticTexts.Internal));

    private static InputError? Write(string path, ReadOnlyMemory<byte>? document)
    {
        try
        {
            if (document is { } bytes)
            {
                StableFile.Write(path, bytes.Span);
            }
            else
            {
                // Left from when the project was no test project.
                File.Delete(path);
            }

            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new InputError(InputErrorCode.Unreadable, path, $"cannot be written: {e.GetType().Name}");
        }
    }
}

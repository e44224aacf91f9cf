using System.Collections.Immutable;

namespace DepRisk.Build;

/// <summary>What both hosts do: judge, write, say. The one place where anything may be caught, because a build must not fail of us.</summary>
internal sealed class BuildHost(Action<BuildMessage> say)
{
    /// <summary>What is to be said once a build, by whoever can tell what was said already.</summary>
    public ImmutableArray<BuildMessage> Once { get; private set; } = [];

    /// <summary>False where something of ours went wrong, so that the next build has to try again.</summary>
    public bool IsJudged { get; private set; }

    /// <returns>False where an error was said; one that is to be said once fails where that is done.</returns>
    public bool Run(BuildRequest request, BuildMemory memory)
    {
        BuildOutcome outcome;
        try
        {
            outcome = ProjectBuild.Run(request, memory);
            var failure = BuildOutput.Write(request, outcome);
            IsJudged = failure is null;
            outcome = failure is null ? outcome : outcome with { Messages = outcome.Messages.Add(DiagnosticTexts.NotWritten(failure, request.IsGate)) };
        }
#pragma warning disable CA1031 // Do not catch general exception types: an analyzer that breaks builds is taken out, and what it found before with it.
        catch (Exception e) when (e is not OutOfMemoryException)
#pragma warning restore CA1031
        {
            outcome = request.IsDesignTime ? BuildOutcome.Nothing() : BuildOutcome.Nothing(DiagnosticTexts.InternalError(e, request.IsGate));
            // What cannot be written either, the compiler says.
            _ = BuildOutput.Write(request, outcome);
        }

        foreach (var message in outcome.Messages.Where(message => !message.IsOnce))
        {
            say(message);
        }

        Once = [.. outcome.Messages.Where(message => message.IsOnce)];
        return !outcome.Messages.Any(message => message is { Severity: Severity.Error, IsOnce: false });
    }
}

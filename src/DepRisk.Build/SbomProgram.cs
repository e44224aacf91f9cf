namespace DepRisk.Build;

/// <summary>The task of another process: the same request, the same messages as lines.</summary>
internal static class SbomProgram
{
    /// <summary>No code that a program ends with which could not start, or crashed: the targets tell the two apart.</summary>
    public const int ErrorWasSaid = 9;

    public static int Run(string requestPath, TextWriter output) => SbomHost.Run(requestPath, message => output.WriteLine(message.Canonical)) ? 0 : ErrorWasSaid;
}

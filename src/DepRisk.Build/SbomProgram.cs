namespace DepRisk.Build;

/// <summary>The task of another process: the same request, the same messages as lines.</summary>
internal static class SbomProgram
{
    public static int Run(string requestPath, TextWriter output) => SbomHost.Run(requestPath, message => output.WriteLine(message.Canonical)) ? 0 : ModelProgram.ErrorWasSaid;
}

using System.Text;

namespace DepRisk.Build;

/// <summary>The task of another process: the same request from a file, the same messages as lines.</summary>
internal static class ModelProgram
{
    /// <summary>No codes that a program ends with which could not start, or crashed: the targets tell them apart.</summary>
    public const int ErrorWasSaid = 9;

    public const int NothingWasJudged = 8;

    public static int Run(string requestPath, TextWriter output)
    {
        if (!BuildRequest.Read(requestPath).Succeeded(out var request, out var error))
        {
            output.WriteLine(BuildMessage.Of(Severity.Error, error).Canonical);
            return ErrorWasSaid;
        }

        var host = new BuildHost(message => output.WriteLine(message.Canonical));
        var isFine = host.Run(request, new BuildMemory());
        if (request.OncePath is { } once)
        {
            StableFile.Write(once, Encoding.UTF8.GetBytes(string.Concat(host.Once.Select(message => message.OnceLine + "\n"))));
        }

        return !isFine ? ErrorWasSaid : host.IsJudged ? 0 : NothingWasJudged;
    }
}

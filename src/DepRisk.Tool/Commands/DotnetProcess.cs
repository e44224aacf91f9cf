using System.Diagnostics;

namespace DepRisk.Tool.Commands;

/// <summary>Runs the .NET command line and hands over what it prints, line by line.</summary>
internal static class DotnetProcess
{
    /// <returns>The exit code; null where there is no <c>dotnet</c> to start.</returns>
    public static async Task<int?> RunAsync(string folder, IEnumerable<string> arguments, Action<string> line, CancellationToken cancellation)
    {
        // The SDK sets DOTNET_HOST_PATH for what it starts itself, `dotnet run` for example.
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";

        // A node that stays behind would keep our pipes open and the caller waiting.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, e) => Forward(e.Data, line);
        process.ErrorDataReceived += (_, e) => Forward(e.Data, line);
        try
        {
            process.Start();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }

        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await process.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return process.ExitCode;
    }

    private static void Forward(string? text, Action<string> line)
    {
        if (text is not null)
        {
            lock (line)
            {
                line(text);
            }
        }
    }
}

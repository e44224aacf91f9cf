using System.Diagnostics;
using System.Text;

namespace DepRisk.EndToEnd.Tests;

internal sealed record ProcessResult(int Code, string Output, string Error)
{
    public string[] ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Fails with all that the process said unless it ended with <paramref name="code"/>.</summary>
    public ProcessResult Ended(int code)
    {
        Assert.True(Code == code, $"exit code {Code}, expected {code}\n--- standard output\n{Output}\n--- standard error\n{Error}");
        return this;
    }
}

internal static class TestProcess
{
    // Against a process that hangs; nothing is measured with it.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    // What `dotnet test` sets for its own MSBuild, and what would change what is tested.
    private static readonly string[] NotInherited =
        ["MSBuildSDKsPath", "MSBuildExtensionsPath", "MSBUILD_EXE_PATH", "MSBuildLoadMicrosoftTargetsReadOnly", "NO_COLOR", "SOURCE_DATE_EPOCH"];

    public static string Dotnet { get; } = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } path ? path : "dotnet";

    public static ProcessResult RunDotnet(string folder, params string[] arguments) => Run(Dotnet, folder, [], arguments);

    public static ProcessResult Run(string file, string folder, (string Name, string? Value)[] environment, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            UseShellExecute = false,
        };
        foreach (var name in NotInherited)
        {
            start.Environment.Remove(name);
        }

        // A node that stays behind would keep our pipes open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        // Not the user's own.
        start.Environment["DEPRISK_CACHE"] = Path.Combine(AppContext.BaseDirectory, "deprisk-cache");
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
            if (value is null)
            {
                start.Environment.Remove(name);
            }
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (!Task.WaitAll([output, error], Patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{Path.GetFileName(file)} {string.Join(' ', arguments)} hangs");
        }

        process.WaitForExit();
        return new ProcessResult(process.ExitCode, output.Result, error.Result);
    }

    /// <summary>Where a command is on the PATH; null where it is not.</summary>
    public static string? Find(string command) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(folder => (string[])[Path.Combine(folder, command), Path.Combine(folder, command + ".exe")])
        .FirstOrDefault(File.Exists);
}

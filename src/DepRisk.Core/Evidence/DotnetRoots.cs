namespace DepRisk.Evidence;

/// <summary>Folders that may hold an installed .NET SDK: that of the host that runs us first, then DOTNET_HOST_PATH, DOTNET_ROOT and the PATH.</summary>
public static class DotnetRoots
{
    private static readonly string Dotnet = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";

    /// <param name="runtime">Of the running framework: <c>ROOT/shared/Microsoft.NETCore.App/10.0.0</c>.</param>
    /// <param name="environment">Null for a variable that is not set.</param>
    public static IEnumerable<string> Of(string runtime, Func<string, string?> environment)
    {
        yield return Path.GetFullPath(Path.Combine(runtime, "..", "..", ".."));
        if (environment("DOTNET_HOST_PATH") is { Length: > 0 } host)
        {
            yield return FolderOf(host);
        }

        if (environment("DOTNET_ROOT") is { Length: > 0 } root)
        {
            yield return root;
        }

        foreach (var folder in (environment("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            if (Path.Combine(folder, Dotnet) is var command && File.Exists(command))
            {
                yield return FolderOf(command);
            }
        }
    }

    // /usr/bin/dotnet is a link into the folder that holds the SDK.
    private static string FolderOf(string host)
    {
        try
        {
            return Path.GetDirectoryName(File.ResolveLinkTarget(host, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(host)) ?? "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Path.GetDirectoryName(Path.GetFullPath(host)) ?? "";
        }
    }
}

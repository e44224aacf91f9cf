using System.Diagnostics;

namespace DepRisk.Tests.Packages.Capabilities;

/// <summary>Real packages of pinned versions: one generated project restores them into the user's global packages folder, from the user's sources.</summary>
public sealed class RestoredPackages : IDisposable
{
    private readonly TempFolder _folder = new();

    public RestoredPackages()
    {
        // Two items of one id are one item: several versions of a package stand in one list.
        var items = string.Concat(CapabilityGolden.Packages.GroupBy(package => package.Id, StringComparer.OrdinalIgnoreCase)
            .Select(versions => $"<PackageDownload Include='{versions.Key}' Version='{string.Join(';', versions.Select(package => $"[{package.Version}]"))}' />"));
        _folder.Write("Directory.Build.props", "<Project />");
        _folder.Write("Directory.Build.targets", "<Project />");
        _folder.Write("Directory.Packages.props", "<Project />");
        _folder.Write("All.csproj", $"<Project Sdk='Microsoft.NET.Sdk'><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup><ItemGroup>{items}</ItemGroup></Project>");
        var start = new ProcessStartInfo("dotnet", ["restore", "All.csproj", "-p:NuGetAudit=false", "-tl:off", "-nologo"])
        {
            WorkingDirectory = _folder.Root,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        foreach (var variable in start.Environment.Keys.Where(key => key.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(variable);
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode is 0, output);
    }

    /// <param name="package"><c>id/version</c>.</param>
    public static string FolderOf(string package) => Path.Combine(
        Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages"),
        package.ToLowerInvariant());

    /// <summary>Paths of the assemblies and native libraries below <c>lib</c> and <c>runtimes</c>, relative to the package.</summary>
    public static string[] FilesOf(string folder) =>
    [
        .. Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))
            .Where(path => path.StartsWith("lib/", StringComparison.Ordinal) || path.StartsWith("runtimes/", StringComparison.Ordinal))
            .Where(path => Path.GetExtension(path) is ".dll" or ".so" or ".dylib")
            .Order(StringComparer.Ordinal),
    ];

    public void Dispose() => _folder.Dispose();
}

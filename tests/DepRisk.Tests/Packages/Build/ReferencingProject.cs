using System.Diagnostics;
using System.Text.Json;

namespace DepRisk.Tests.Packages.Build;

/// <summary>
/// One project that references real packages with everything that they bring for the build, restored here, and what MSBuild itself says of it. The
/// user's own sources serve; what the user's packages folder has already is not fetched again.
/// </summary>
public sealed class ReferencingProject : IDisposable
{
    public const string Framework = "net10.0";

    /// <summary>Packages of every kind: props and targets, tasks, inline tasks, analyzers, generators, none of them.</summary>
    private static readonly (string Id, string Version)[] Packages =
    [
        ("BenchmarkDotNet", "0.14.0"), ("Bogus", "34.0.2"), ("Costura.Fody", "5.7.0"), ("coverlet.collector", "6.0.4"), ("Dapper", "2.1.86"),
        ("DiffEngine", "11.3.0"), ("EmptyFiles", "4.4.0"), ("Fody", "6.9.3"), ("Grpc.Tools", "2.85.0"), ("Meziantou.Analyzer", "3.0.320"),
        ("Microsoft.CodeAnalysis.Analyzers", "3.11.0"), ("Microsoft.CodeAnalysis.BannedApiAnalyzers", "5.6.0"), ("Microsoft.CodeCoverage", "18.0.1"),
        ("Microsoft.Data.SqlClient.SNI.runtime", "7.1.2"), ("Microsoft.Diagnostics.Tracing.TraceEvent", "3.1.21"), ("Microsoft.EntityFrameworkCore.Analyzers", "10.0.0"),
        ("Microsoft.Extensions.ApiDescription.Server", "8.0.30"), ("Microsoft.NET.Test.Sdk", "18.0.1"), ("Moq", "4.20.72"),
        ("Newtonsoft.Json", "13.0.3"), ("Microsoft.NET.ILLink.Tasks", "10.0.12"), ("NUnit", "4.2.2"), ("Quartz", "4.7.3"), ("Roslynator.Analyzers", "5.0.1"), ("Serilog", "3.1.1"),
        ("Shouldly", "4.2.1"), ("SQLitePCLRaw.lib.e_sqlite3", "2.0.6"), ("Swashbuckle.AspNetCore", "7.2.0"), ("System.ClientModel", "1.14.0"),
        ("xunit.analyzers", "1.18.0"), ("xunit.core", "2.9.3"), ("xunit.runner.visualstudio", "3.1.5"),
    ];

    private readonly TempFolder _temp = new();

    public ReferencingProject()
    {
        try
        {
            Lay();
            Run("restore", "A.csproj", "-p:NuGetAudit=false", "-v:quiet");
            using var assets = JsonDocument.Parse(File.ReadAllBytes(_temp["obj/project.assets.json"]));
            Restored = Read(assets.RootElement);
        }
        catch
        {
            _temp.Dispose();
            throw;
        }
    }

    public IReadOnlyList<RestoredBuild> Restored { get; }

    public RestoredBuild this[string id] => Restored.Single(package => package.Id.Equals(id, StringComparison.OrdinalIgnoreCase));

    public static IEnumerable<string> Ids => Packages.Select(package => package.Id);

    /// <summary>All files that MSBuild imported for the framework, absolute.</summary>
    public HashSet<string> Imports(string? framework)
    {
        var output = _temp["preprocessed.xml"];
        Run(["msbuild", "A.csproj", "-nologo", $"-preprocess:{output}", .. framework is null ? (string[])[] : ["-p:TargetFramework=" + framework]]);

        // MSBuild writes the path of each file on a line of its own, in a comment.
        return [.. File.ReadLines(output).Select(line => line.Trim()).Where(line => Path.IsPathFullyQualified(line) && File.Exists(line)).Select(Path.GetFullPath)];
    }

    /// <summary>All assemblies that a compilation for the framework is given as analyzers, absolute.</summary>
    public HashSet<string> Analyzers(string framework)
    {
        var output = Run("msbuild", "A.csproj", "-nologo", "-t:ResolveLockFileAnalyzers", "-p:TargetFramework=" + framework, "-getItem:Analyzer");
        using var json = JsonDocument.Parse(output);
        return [.. json.RootElement.GetProperty("Items").GetProperty("Analyzer").EnumerateArray().Select(item => Path.GetFullPath(item.GetProperty("FullPath").GetString()!))];
    }

    public void Dispose() => _temp.Dispose();

    private void Lay()
    {
        var items = string.Concat(Packages.Select(package => $"<PackageReference Include='{package.Id}' Version='{package.Version}' IncludeAssets='all' PrivateAssets='none' />"));
        foreach (var file in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props" })
        {
            _temp.Write(file, "<Project />");
        }

        // NU1603, NU1605, NU1608: no package here is used, so no version of another can be too low or too high for it.
        _temp.Write("A.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFrameworks>{Framework}</TargetFrameworks><NoWarn>NU1603;NU1605;NU1608;NU1701</NoWarn></PropertyGroup>
              <ItemGroup>{items}</ItemGroup>
            </Project>
            """);
    }

    private static List<RestoredBuild> Read(JsonElement assets)
    {
        var roots = assets.GetProperty("packageFolders").EnumerateObject().Select(folder => folder.Name).ToArray();
        var libraries = assets.GetProperty("libraries");
        return [.. assets.GetProperty("targets").GetProperty(Framework).EnumerateObject()
            .Where(library => library.Value.GetProperty("type").GetString() is "package")
            .Select(library => new RestoredBuild(
                library.Name.Split('/')[0],
                library.Name.Split('/')[1],
                roots.Select(root => Path.GetFullPath(Path.Combine(root, libraries.GetProperty(library.Name).GetProperty("path").GetString()!))).First(Directory.Exists),
                [.. Files(library.Value, "build"), .. Files(library.Value, "buildMultiTargeting")]))];
    }

    private static IEnumerable<string> Files(JsonElement library, string group) => library.TryGetProperty(group, out var files)
        ? files.EnumerateObject().Select(file => file.Name).Where(file => !file.EndsWith("/_._", StringComparison.Ordinal))
        : [];

    private string Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = _temp.Root, RedirectStandardOutput = true, UseShellExecute = false };
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
        return output;
    }
}

/// <param name="Folder">Absolute.</param>
/// <param name="Build">What NuGet hands to MSBuild, relative to the package.</param>
public sealed record RestoredBuild(string Id, string Version, string Folder, string[] Build);

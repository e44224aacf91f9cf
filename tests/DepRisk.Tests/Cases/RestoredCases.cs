using System.Diagnostics;
using DepRisk.Graph;
using DepRisk.Restore;

namespace DepRisk.Tests.Cases;

[CollectionDefinition(Name)]
public sealed class CasesCollection : ICollectionFixture<RestoredCases>
{
    public const string Name = "Restored cases";
}

/// <summary>
/// The small projects of all rows of cases.md that restore, in one temporary folder with a packages folder and a feed of its own,
/// restored by one <c>dotnet restore</c> before the first test reads them.
/// </summary>
public sealed class RestoredCases : IDisposable
{
    private readonly TempFolder _folder = new();

    public RestoredCases()
    {
        try
        {
            LayAndRestore();
        }
        catch
        {
            _folder.Dispose();
            throw;
        }
    }

    /// <summary>Absolute path of a file or folder of the cases.</summary>
    public string this[string relative] => _folder[relative];

    private void LayAndRestore()
    {
        var feed = new LocalFeed(_folder["feed"]);
        Isolate();
        TargetCases.Lay(_folder, feed);
        AssetCases.Lay(_folder, feed);
        FrameworkCases.Lay(_folder, feed);
        VersionCases.Lay(_folder, feed);
        ProjectCases.Lay(_folder, feed);
        RestoreStateCases.Lay(_folder, feed);

        // Two projects of one name need solution folders of their own.
        var projects = Directory.GetFiles(_folder.Root, "*.csproj", SearchOption.AllDirectories)
            .Select(project => Path.GetRelativePath(_folder.Root, project).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)
            .Select(project => $"<Folder Name='/{Path.GetDirectoryName(project)}/'><Project Path='{project}' /></Folder>");
        _folder.Write("Cases.slnx", $"<Solution>{string.Concat(projects)}</Solution>");
        Restored(Restore("Cases.slnx"));
        RestoreStateCases.Change(this);
    }

    public void Write(string relative, string text) => _folder.Write(relative, text);

    /// <summary>A row's folder, solution or project as the product reads it, without evaluation.</summary>
    public CaseScope Read(string relative) => CaseScope.Read(_folder[relative]);

    public static string Project(string items, string frameworks = "net10.0", string properties = "", string body = "") =>
        $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup><TargetFrameworks>{frameworks}</TargetFrameworks>{properties}</PropertyGroup>
          <ItemGroup>{items}</ItemGroup>
          {body}
        </Project>
        """;

    /// <returns>What the command printed; null where it succeeded.</returns>
    internal string? Restore(string path, string? dataFolder = null, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["restore", path, "-p:NuGetAudit=false", "-tl:off", "-nologo", .. arguments])
        {
            WorkingDirectory = _folder.Root,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        foreach (var variable in start.Environment.Keys.Where(key => key.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(variable);
        }

        start.Environment.Remove("NUGET_PACKAGES");
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        if (dataFolder is not null)
        {
            // Where the SDK keeps file-based apps: below the first on Unix, below the others on Windows.
            Directory.CreateDirectory(dataFolder);
            foreach (var variable in new[] { "XDG_DATA_HOME", "TMP", "TEMP" })
            {
                start.Environment[variable] = dataFolder;
            }
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode is 0 ? null : output;
    }

    internal static void Restored(string? failure) => Assert.True(failure is null, failure);

    public void Dispose() => _folder.Dispose();

    // Nothing of the machine's folders above reaches the cases; what the user's packages folder has already is not fetched again.
    private void Isolate()
    {
        var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        _folder.Write("Directory.Build.props", "<Project />");
        _folder.Write("Directory.Build.targets", "<Project />");
        _folder.Write("Directory.Packages.props", "<Project />");
        _folder.Write(
            "nuget.config",
            $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="packages" /></config>
              <packageSources><add key="cases" value="feed" /></packageSources>
              {(Directory.Exists(packages) ? $"<fallbackPackageFolders><add key=\"user\" value=\"{packages}\" /></fallbackPackageFolders>" : "")}
            </configuration>
            """);
    }
}

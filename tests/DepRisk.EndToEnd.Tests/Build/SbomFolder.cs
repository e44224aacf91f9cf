using System.Text.Json;
using DepRisk.Tests.Cases;

namespace DepRisk.EndToEnd.Tests.Build;

/// <summary>A folder whose projects write SBOMs, with a feed of its own beside that of the package.</summary>
internal static class SbomFolder
{
    /// <summary>What our own repository restored, such as reference assemblies and runtimes, which no test packs.</summary>
    public static string UserPackages { get; } = TestProcess.RunDotnet(AppContext.BaseDirectory, "nuget", "locals", "global-packages", "--list").Ended(0).Output.Split(": ", 2)[1].Trim();

    public static BuildFolder Create(string name = "scope", Action<LocalFeed>? pack = null)
    {
        var folder = new BuildFolder(name);
        pack?.Invoke(new LocalFeed(folder["feed"]));
        folder.Write("nuget.config", $"""
            <configuration>
              <packageSources><clear /><add key="test" value="{BuiltPackage.Shared.Feed}" />{(pack is null ? "" : "<add key=\"own\" value=\"feed\" />")}</packageSources>
              <fallbackPackageFolders><clear /><add key="user" value="{UserPackages}" /></fallbackPackageFolders>
            </configuration>
            """);
        folder.Write("Directory.Build.props", $"<Project><PropertyGroup><DepRiskSbom>true</DepRiskSbom></PropertyGroup>{BuildFolder.Install}</Project>");
        return folder;
    }

    /// <summary>An app whose code uses Motor, which comes by Reports and Import.</summary>
    public static BuildFolder WithApp(string name = "scope")
    {
        var folder = Create(name);
        folder.Project("Lib/Lib.csproj", "", "Reports 1.0.0");
        folder.Project("App/App.csproj", "<OutputType>Exe</OutputType><UseAppHost>false</UseAppHost>", "Import 1.0.0", "Motor 1.1.0", "../Lib/Lib.csproj");
        folder.Write("App/Code.cs", "System.Console.WriteLine(new Motor.Engine());\n");
        return folder;
    }

    /// <summary>The document, which Node also validates and reads back.</summary>
    public static byte[] Sbom(this BuildFolder folder, string path)
    {
        if (Environment.GetEnvironmentVariable("DEPRISK_SBOM_OUT") is { Length: > 0 } output)
        {
            Directory.CreateDirectory(output);
            File.Copy(folder[path], Path.Combine(output, "built-" + path.Replace('/', '-')), overwrite: true);
        }

        return File.ReadAllBytes(folder[path]);
    }

    /// <summary>Names of the code files that components of the document ship, sorted.</summary>
    public static string[] CodeFiles(byte[] document)
    {
        using var json = JsonDocument.Parse(document);
        return
        [
            .. json.RootElement.GetProperty("components").EnumerateArray()
                .Where(component => component.TryGetProperty("components", out _))
                .SelectMany(component => component.GetProperty("components").EnumerateArray())
                .Select(file => Path.GetFileName(file.GetProperty("name").GetString()!))
                .Where(name => Path.GetExtension(name) is ".dll" or ".so")
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>Names of the code files in a folder and below it, sorted, without those of the projects themselves.</summary>
    public static string[] CodeFilesIn(this BuildFolder folder, string path, params string[] own) =>
    [
        .. Directory.EnumerateFiles(folder[path], "*", SearchOption.AllDirectories).Select(file => Path.GetFileName(file))
            .Where(name => Path.GetExtension(name) is ".dll" or ".so")
            .Except(own, StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];

    public static string[] Scopes(this BuildFolder folder, string path, string name)
    {
        folder.Sbom(path);
        return [.. CycloneDxDocument.Read(folder[path]).Components.Where(component => component.Ref.Contains(name, StringComparison.OrdinalIgnoreCase)).Select(component => $"{component.Key} {(component.IsRequired ? "required" : "excluded")}").Order(StringComparer.Ordinal)];
    }
}

/// <summary>Skipped where the runtime that a self-contained app carries was never restored on this machine.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RuntimePackFactAttribute : FactAttribute
{
    public RuntimePackFactAttribute()
    {
        var folder = Path.Combine(SbomFolder.UserPackages, $"microsoft.netcore.app.runtime.{System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier}", Environment.Version.ToString());
        if (!Directory.Exists(folder))
        {
            Skip = "no runtime pack is restored here: dotnet publish --self-contained of any app";
        }
    }
}

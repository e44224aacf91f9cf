using System.Text;
using DepRisk.Tests.Cases;

namespace DepRisk.EndToEnd.Tests.Build;

/// <summary>
/// Packages that can really do something, compiled by the SDK's own compiler: what fires here fires for what is in the IL.
/// Motor starts processes and comes by Reports and Import; Plain gains the network in 2.0.0; Gear has targets that start a program.
/// </summary>
internal static class PowerFeed
{
    // Whoever states where it comes from is in no weak hands for that reason.
    private const string Origin = """<repository type="git" url="https://feed.example/source" commit="0123456789abcdef0123456789abcdef01234567" />""";

    private const string Targets = """
        <Project>
          <Target Name="GearTurn" BeforeTargets="CoreCompile" Condition="'$(GearTurns)' == 'true'"><Exec Command="dotnet --version" /></Target>
        </Project>
        """;

    private static readonly Dictionary<string, string> Sources = new(StringComparer.Ordinal)
    {
        ["Motor"] = "namespace Motor { public class Engine { public int Turn(string file) { using var it = System.Diagnostics.Process.Start(file); return it!.Id; } } }",
        ["Reports"] = "namespace Reports { public static class Page { public static int Length(string text) => text.Length; } }",
        ["Import"] = "namespace Import { public static class Row { public static int Length(string text) => text.Length; } }",
        ["Plain"] = "namespace Plain { public static class Text { public static int Length(string text) => text.Length; } }",
        ["Plain2"] = "namespace Plain { public static class Text { public static int Length(string text) => new System.Net.Http.HttpClient().GetStringAsync(text).Result.Length; } }",
    };

    /// <param name="folder">Where the sources are compiled.</param>
    public static void Pack(LocalFeed feed, string folder)
    {
        var built = Compile(folder);
        string[] onMotor = ["Motor 1.0.0"];
        Library(feed, "Motor", "1.0.0", built["Motor"]);
        Library(feed, "Motor", "1.1.0", built["Motor"]);
        Library(feed, "Reports", "1.0.0", built["Reports"], onMotor);
        Library(feed, "Import", "1.0.0", built["Import"], onMotor);
        Library(feed, "Plain", "1.0.0", built["Plain"]);
        Library(feed, "Plain", "2.0.0", built["Plain2"]);
        feed.Pack("Gear", "1.0.0", ["build/Gear.targets"], metadata: Origin, contents: new(StringComparer.Ordinal) { ["build/Gear.targets"] = Encoding.UTF8.GetBytes(Targets) });
        feed.Pack("Gear", "2.0.0", ["build/Gear.targets"], metadata: Origin, contents: new(StringComparer.Ordinal) { ["build/Gear.targets"] = Encoding.UTF8.GetBytes(Targets.Replace("--version", "--info", StringComparison.Ordinal)) });
    }

    private static void Library(LocalFeed feed, string id, string version, byte[] assembly, string[]? dependencies = null)
    {
        var path = $"lib/net8.0/{id}.dll";
        feed.Pack(id, version, [path], new(StringComparer.Ordinal) { ["net8.0"] = dependencies ?? [] }, Origin, contents: new(StringComparer.Ordinal) { [path] = assembly });
    }

    private static Dictionary<string, byte[]> Compile(string folder)
    {
        foreach (var (name, source) in Sources)
        {
            var project = Path.Combine(folder, name);
            Directory.CreateDirectory(project);
            File.WriteAllText(Path.Combine(project, name + ".cs"), source);
            File.WriteAllText(Path.Combine(project, name + ".csproj"), $"""
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup><TargetFramework>net10.0</TargetFramework><AssemblyName>{name.TrimEnd('2')}</AssemblyName><Nullable>enable</Nullable><OutDir>../out/{name}/</OutDir></PropertyGroup>
                </Project>
                """);
        }

        File.WriteAllText(Path.Combine(folder, "All.slnx"), $"<Solution>{string.Concat(Sources.Keys.Select(name => $"<Project Path=\"{name}/{name}.csproj\" />"))}</Solution>");
        TestProcess.RunDotnet(folder, "build", "All.slnx", "-v:quiet", "-tl:off", "-nologo", "-p:NuGetAudit=false").Ended(0);
        return Sources.Keys.ToDictionary(name => name, name => File.ReadAllBytes(Path.Combine(folder, "out", name, name.TrimEnd('2') + ".dll")), StringComparer.Ordinal);
    }
}

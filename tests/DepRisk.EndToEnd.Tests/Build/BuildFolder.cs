using System.Globalization;
using System.Text;

namespace DepRisk.EndToEnd.Tests.Build;

/// <summary>
/// Projects and solutions of one test, and the commands that build them as a user would: another process, the feed of <see cref="BuiltPackage"/> alone, a packages folder that is not the user's.
/// DEPRISK_KEEP_BUILDS=1 keeps the folder with a protocol, binary logs and SARIF of each command.
/// </summary>
internal sealed class BuildFolder : IDisposable
{
    /// <summary>What a Directory.Build.props gains to install it.</summary>
    public const string Install = $"""<ItemGroup><PackageReference Include="DepRisk" Version="{BuiltPackage.Version}" PrivateAssets="all" /></ItemGroup>""";

    private readonly TempFolder _temp = new();
    private readonly string _name;
    private readonly bool _isAlone;
    private int _commands;

    /// <param name="name">Of the folder that the projects lie in.</param>
    /// <param name="isAlone">The test's own feed is the only one; else the user's feeds serve as well, and what the user has is not fetched again.</param>
    public BuildFolder(string name = "scope", bool isAlone = true)
    {
        (_name, _isAlone) = (name, isAlone);
        Write("nuget.config", $"""
            <configuration>
              <packageSources>{(isAlone ? "<clear />" : "")}<add key="test" value="{BuiltPackage.Shared.Feed}" /></packageSources>
              {(isAlone ? "<fallbackPackageFolders><clear /></fallbackPackageFolders>" : "")}
            </configuration>
            """);
        // The compiler's own record of what it said, one file a project and framework; the projects know nothing of it.
        _temp.Write("logs/sarif.targets", """
            <Project>
              <PropertyGroup><ErrorLog>$(SarifFolder)/$(MSBuildProjectName)$(TargetFramework).sarif,version=2.1</ErrorLog></PropertyGroup>
              <Target Name="MakeSarifFolder" BeforeTargets="CoreCompile"><MakeDir Directories="$(SarifFolder)" /></Target>
            </Project>
            """);
    }

    public string Root => _temp[_name];

    public string Logs => _temp["logs"];

    public string this[string relative] => _temp[$"{_name}/{relative}"];

    public string Write(string relative, string text) => _temp.Write($"{_name}/{relative}", text);

    /// <summary>A project with the given references, "Id 1.0.0" or the path of a project, one line each, and a source file.</summary>
    public string Project(string path, string properties, params string[] references)
    {
        var folder = Path.GetDirectoryName(path)!.Replace('\\', '/');
        var language = Path.GetExtension(path) switch { ".vbproj" => "vb", ".fsproj" => "fs", _ => "cs" };
        Write($"{folder}/Code.{language}", Code(language, properties.Contains("Exe", StringComparison.Ordinal)));
        return Write(path, $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                {(properties.Contains("TargetFramework", StringComparison.Ordinal) ? "" : "<TargetFramework>net10.0</TargetFramework>")}
                {properties}
              </PropertyGroup>
              <ItemGroup>
                {string.Join("\n    ", references.Select(Reference))}
              </ItemGroup>{(language is "fs" ? "<ItemGroup><Compile Include=\"Code.fs\" /></ItemGroup>" : "")}
            </Project>

            """);
    }

    public string Solution(string path, params string[] projects) =>
        Write(path, $"<Solution>{string.Concat(projects.Select(project => $"<Project Path=\"{project}\" />"))}</Solution>");

    /// <summary>dotnet build, restore, publish, clean, msbuild with what makes its result readable.</summary>
    public BuildRun Run(string command, params string[] arguments)
    {
        var number = ++_commands;
        var logs = _temp[$"logs/{number}"];
        Directory.CreateDirectory(logs);
        var result = TestProcess.Run(TestProcess.Dotnet, Root, Environment,
        [
            // One node is enough for two projects; a test of several says so.
            command, .. arguments.Any(argument => argument.StartsWith("-m:", StringComparison.Ordinal)) ? arguments : [.. arguments, "-m:1"], "-v:minimal", "-tl:off", "-nologo", $"-bl:{logs}/build.binlog",
            $"-flp1:logfile={logs}/warnings.log;warningsonly;encoding=utf-8", $"-flp2:logfile={logs}/errors.log;errorsonly;encoding=utf-8",
            $"-p:CustomAfterMicrosoftCommonTargets={_temp["logs/sarif.targets"]}", $"-p:SarifFolder={logs}/sarif",
        ]);
        Protocol(number, $"dotnet {command} {string.Join(' ', arguments)}", result);
        return new BuildRun(result, logs, Root);
    }

    public BuildRun Build(params string[] arguments) => Run("build", arguments);

    /// <summary>A file-based app: the SDK takes a source file for one only beside few options, and loggers are not among them.</summary>
    public BuildRun BuildFile(string file)
    {
        var number = ++_commands;
        var logs = Directory.CreateDirectory(_temp[$"logs/{number}"]).FullName;
        var result = TestProcess.Run(TestProcess.Dotnet, Root, Environment,
            ["build", file, "-v:minimal", $"-bl:{logs}/build.binlog", $"-p:CustomAfterMicrosoftCommonTargets={_temp["logs/sarif.targets"]}", $"-p:SarifFolder={logs}/sarif"]);
        Protocol(number, $"dotnet build {file}", result);
        return new BuildRun(result, logs, Root);
    }

    /// <summary>Any command of dotnet, as it is.</summary>
    public ProcessResult Dotnet(params string[] arguments)
    {
        var result = TestProcess.Run(TestProcess.Dotnet, Root, Environment, arguments);
        Protocol(++_commands, "dotnet " + string.Join(' ', arguments), result);
        return result;
    }

    /// <summary>The tool, on what was built here.</summary>
    public ProcessResult Deprisk(params string[] arguments)
    {
        var result = Tool.Run(Root, Environment, arguments);
        Protocol(++_commands, "deprisk " + string.Join(' ', arguments), result);
        return result;
    }

    /// <summary>DR1001 App/App.csproj(7,5): where a finding stands whose reference begins with <paramref name="text"/>.</summary>
    public string PlaceOf(string code, string file, string text)
    {
        var lines = File.ReadAllLines(this[file]);
        var line = Assert.Single(lines, line => line.Contains(text, StringComparison.Ordinal));
        return string.Create(CultureInfo.InvariantCulture, $"{code} {file}({Array.IndexOf(lines, line) + 1},{line.IndexOf(text, StringComparison.Ordinal) + 1})");
    }

    /// <summary>Paths of all files that are there, relative, sorted.</summary>
    public string[] Files() =>
        [.. Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    public void Dispose()
    {
        if (System.Environment.GetEnvironmentVariable("DEPRISK_KEEP_BUILDS") is not "1")
        {
            _temp.Dispose();
        }
    }

    private static string UsersPackages => System.Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private (string, string?)[] Environment =>
    [
        ("NUGET_PACKAGES", BuiltPackage.Shared.Packages), ("RestoreFallbackFolders", _isAlone ? null : UsersPackages), ("NuGetAudit", "false"), ("DEPRISK_CACHE", _temp["cache"]),
        // Builds of a person, also on a build server.
        ("CI", null), ("GITHUB_ACTIONS", null), ("TF_BUILD", null),
    ];

    private static string Reference(string reference)
    {
        var parts = reference.Split(' ', 2);
        return parts switch
        {
            [var project] when project.EndsWith("proj", StringComparison.Ordinal) => $"<ProjectReference Include=\"{project}\" />",
            [var id] => $"<PackageReference Include=\"{id}\" />",
            _ => $"<PackageReference Include=\"{parts[0]}\" Version=\"{parts[1]}\" />",
        };
    }

    private static string Code(string language, bool isApp) => (language, isApp) switch
    {
        ("cs", true) => "return 0;",
        ("cs", false) => "public class Code { }",
        ("vb", true) => "Module Code\n  Sub Main()\n  End Sub\nEnd Module",
        ("vb", false) => "Public Class Code\nEnd Class",
        ("fs", true) => "module Code\n[<EntryPoint>]\nlet main _ = 0",
        _ => "module Code\nlet one = 1",
    };

    private void Protocol(int number, string command, ProcessResult result) => File.AppendAllText(
        Path.Combine(Directory.CreateDirectory(Logs).FullName, "protocol.md"),
        $"## {number}: {command}\n\nexit code {result.Code}\n\n```text\n{result.Output}{result.Error}```\n\n",
        Encoding.UTF8);
}

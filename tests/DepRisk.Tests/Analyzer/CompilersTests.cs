extern alias analyzer;

using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using DepRisk.Lock;
using DepRisk.RiskModel;

namespace DepRisk.Tests.Analyzer;

/// <summary>The compilers of the SDK that runs these tests, each as its own process: they load the analyzer by themselves, and are other versions than ours.</summary>
public sealed class CompilersTests : IDisposable
{
    private static readonly string Runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
    private static readonly string Root = Path.GetFullPath(Path.Combine(Runtime, "..", "..", ".."));

    private static readonly ModelFinding Finding = new("DR1005", RuleLevel.Warning, "Web.xproj", 3, 5, "Newtonsoft.Json floats: 'deprisk why Newtonsoft.Json'");

    /// <summary>With what compilers and their options stumble over.</summary>
    private readonly string _folder = Directory.CreateTempSubdirectory("deprisk C# größe ").FullName;

    [Theory]
    [InlineData("csc", "cs", "class P { static void Main() { } }")]
    [InlineData("vbc", "vb", "Class P\nShared Sub Main()\nEnd Sub\nEnd Class\n")]
    public async Task A_finding_has_its_line_column_and_level_in_both_languages(string compiler, string ending, string source)
    {
        var (_, results) = await CompileAsync(compiler, ending, source, ProjectModel.Empty with { Findings = [Finding, Finding with { Rule = "DR1002", Level = RuleLevel.Info, Line = 0, Column = 0 }], Folder = "../.." });
        Assert.Equal(["DR1002 note Web.xproj 1 1", "DR1005 warning Web.xproj 3 5"], results);
    }

    /// <summary>The compiler of Visual Basic marks the column under the line, and MSBuild counts the blanks before it.</summary>
    [Fact]
    public async Task Visual_Basic_prints_the_place_where_the_build_hands_over_the_file()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "Web.xproj"), "<Project>\n  <ItemGroup>\n    <PackageReference Include=\"A\" />\n  </ItemGroup>\n</Project>\n");
        var (log, _) = await CompileAsync("vbc", "vb", "Class P\nShared Sub Main()\nEnd Sub\nEnd Class\n", ProjectModel.Empty with { Findings = [Finding], Folder = "../.." }, also: "Web.xproj");
        Assert.Equal(
            [
                $"{Path.Combine(_folder, "Web.xproj")}(3) : warning DR1005: Newtonsoft.Json floats: 'deprisk why Newtonsoft.Json' (https://github.com/deprisk/deprisk/blob/main/docs/rules/DR1005.md)",
                "",
                "    <PackageReference Include=\"A\" />",
                "    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~",
            ],
            log.ReplaceLineEndings("\n").TrimEnd().Split('\n').Select(line => line.TrimEnd()));
    }

    /// <summary>The compiler of C# prints where its page is; a message of ours that ended with it would say it twice.</summary>
    [Fact]
    public async Task The_log_has_place_message_and_page_once()
    {
        var (log, _) = await CompileAsync("csc", "cs", "class P { static void Main() { } }", ProjectModel.Empty with { Findings = [Finding], Folder = "../.." });
        Assert.Equal("Web.xproj(3,5): warning DR1005: Newtonsoft.Json floats: 'deprisk why Newtonsoft.Json' (https://github.com/deprisk/deprisk/blob/main/docs/rules/DR1005.md)", log.Trim());
    }

    /// <summary>Without a log of errors a compiler leaves out analyzers that could only inform: a policy's warning must be there nevertheless. Information is in the log of errors alone.</summary>
    [Theory]
    [InlineData(RuleLevel.Warning, true)]
    [InlineData(RuleLevel.Info, false)]
    public async Task A_rule_about_code_is_printed_as_the_policy_says(RuleLevel level, bool isPrinted)
    {
        var model = new ProjectModel([], [new WatchedPackage("Runtime", "runs in 3 of 3 apps", false, false, ["System.Console"])], new CodeRules(RuleLevel.Off, RuleLevel.Off, level, 1));
        const string Source = "class P { static void Main() { System.Console.WriteLine(); } }";
        var (log, _) = await CompileAsync("csc", "cs", Source, model, isLogged: false);
        Assert.Equal(isPrinted, log.Contains("P.cs(1,32): warning DR2003: Runtime, which runs in 3 of 3 apps, is used here", StringComparison.Ordinal));
        Assert.Equal(isPrinted, log.Trim().Length > 0);
        Assert.Equal([$"DR2003 {(isPrinted ? "warning" : "note")} P.cs 1 32"], (await CompileAsync("csc", "cs", Source, model)).Results);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <returns>What it prints, and what it logs as "rule level file line column".</returns>
    private async Task<(string Log, string[] Results)> CompileAsync(string compiler, string ending, string source, ProjectModel model, bool isLogged = true, string? also = null)
    {
        var obj = Directory.CreateDirectory(Path.Combine(_folder, "obj", "net10.0")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(obj, ProjectModel.FileName), ModelWriter.Write(model));
        await File.WriteAllTextAsync(Path.Combine(_folder, $"P.{ending}"), source);
        await File.WriteAllTextAsync(Path.Combine(obj, "build.globalconfig"), $"is_global = true\nbuild_property.ProjectDir = {_folder}/\n");
        var sarif = Path.Combine(obj, "log.sarif");
        string[] log = isLogged ? [$"-errorlog:{sarif},version=2.1"] : [];
        string[] language = compiler is "vbc" ? ["-nosdkpath", "-define:_MYTYPE=\"Empty\"", $"-vbruntime:{Path.Combine(Runtime, "Microsoft.VisualBasic.Core.dll")}"] : [];
        string[] arguments =
        [
            "exec", CompilerNamed(compiler), "-nologo", "-noconfig", "-nostdlib", "-preferreduilang:en",
            .. new[] { "System.Private.CoreLib", "System.Runtime", "System.Console" }.Select(name => $"-reference:{Path.Combine(Runtime, $"{name}.dll")}"),
            $"-analyzer:{typeof(analyzer::DepRisk.Analyzer.ModelFindings).Assembly.Location}",
            $"-additionalfile:{Path.Combine("obj", "net10.0", ProjectModel.FileName)}",
            $"-analyzerconfig:{Path.Combine(obj, "build.globalconfig")}",
            .. also is null ? Array.Empty<string>() : [$"-additionalfile:{also}"], .. log, .. language, $"-out:{Path.Combine(obj, "P.dll")}", $"P.{ending}",
        ];
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(Root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"), arguments) { WorkingDirectory = _folder, RedirectStandardOutput = true, UseShellExecute = false })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode is 0, output);
        return (output, isLogged ? Results(await File.ReadAllTextAsync(sarif)) : []);
    }

    private static string CompilerNamed(string name)
    {
        var newest = Directory.GetDirectories(Path.Combine(Root, "sdk"), "10.*").OrderBy(path => Version.Parse(Path.GetFileName(path).Split('-')[0])).Last();
        return Path.Combine(newest, "Roslyn", "bincore", $"{name}.dll");
    }

    private string[] Results(string sarif)
    {
        using var document = JsonDocument.Parse(sarif);
        return
        [
            .. document.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray().Select(result =>
            {
                var place = result.GetProperty("locations")[0].GetProperty("physicalLocation");
                var (file, region) = (new Uri(place.GetProperty("artifactLocation").GetProperty("uri").GetString()!).LocalPath, place.GetProperty("region"));
                return string.Create(CultureInfo.InvariantCulture, $"{result.GetProperty("ruleId")} {result.GetProperty("level")} {Path.GetRelativePath(_folder, file)} {region.GetProperty("startLine")} {region.GetProperty("startColumn")}");
            }).Order(StringComparer.Ordinal),
        ];
    }
}

using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace DepRisk.EndToEnd.Tests.Build;

/// <summary>What one command left behind: its logs in files, read and never matched as console text.</summary>
internal sealed partial class BuildRun(ProcessResult result, string logs, string root)
{
    public int Code => result.Code;

    /// <summary>Of ours, from MSBuild's file logger: what a person sees, each once.</summary>
    public Diagnostic[] Warnings => Ours("warnings.log");

    public Diagnostic[] Errors => Ours("errors.log");

    /// <summary>All codes that the build warned of or failed with, each once, sorted.</summary>
    public string[] Codes => [.. Logged("warnings.log").Concat(Logged("errors.log")).Select(diagnostic => diagnostic.Code).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    public string Binlog => Path.Combine(logs, "build.binlog");

    /// <summary>Of ours, from the SARIF that the compiler wrote for a project: info as well.</summary>
    public Diagnostic[] Sarif(string project) =>
        [.. Directory.GetFiles(Path.Combine(logs, "sarif"), project + "*.sarif").Order(StringComparer.Ordinal).SelectMany(ReadSarif)];

    /// <summary>Whether the compiler was started for any project.</summary>
    public bool Compiled => Replay.Contains("Task \"Csc\"", StringComparison.Ordinal) || Replay.Contains("Task \"Vbc\"", StringComparison.Ordinal);

    /// <summary>All that the binary log knows, as text of its diagnostic replay.</summary>
    public string Replay => field ??= ReplayBinlog();

    /// <summary>Fails with the whole output unless the command ended with <paramref name="code"/>.</summary>
    public BuildRun Ended(int code)
    {
        result.Ended(code);
        return this;
    }

    /// <summary>Whether a target that was reached was found up to date.</summary>
    public bool Skipped(string target) => Replay.Contains($"Skipping target \"{target}\" because all output files are up-to-date", StringComparison.Ordinal);

    private string ReplayBinlog()
    {
        var text = Path.Combine(logs, "replay.log");
        TestProcess.RunDotnet(logs, "msbuild", Binlog, "-noconlog", "-nologo", $"-flp:logfile={text};verbosity=diagnostic;encoding=utf-8");
        return File.ReadAllText(text);
    }

    private Diagnostic[] Ours(string file) => [.. Logged(file).Where(diagnostic => diagnostic.Code.StartsWith("DR", StringComparison.Ordinal))];

    private Diagnostic[] Logged(string file)
    {
        var path = Path.Combine(logs, file);
        return !File.Exists(path) ? [] : [.. File.ReadLines(path).Select(line => DiagnosticLine().Match(line)).Where(match => match.Success).Select(Of).Distinct()];
    }

    private Diagnostic Of(Match match) => new(
        match.Groups["code"].Value,
        match.Groups["level"].Value,
        Relative(match.Groups["file"].Value.Trim()),
        match.Groups["line"].Success ? int.Parse(match.Groups["line"].Value, CultureInfo.InvariantCulture) : 0,
        match.Groups["column"].Success ? int.Parse(match.Groups["column"].Value, CultureInfo.InvariantCulture) : 0,
        match.Groups["message"].Value);

    private IEnumerable<Diagnostic> ReadSarif(string path)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(path));
        foreach (var item in json.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray())
        {
            var id = item.GetProperty("ruleId").GetString()!;
            if (!id.StartsWith("DR", StringComparison.Ordinal) || item.TryGetProperty("suppressions", out _))
            {
                continue;
            }

            var message = item.GetProperty("message").GetProperty("text").GetString()!;
            var level = item.GetProperty("level").GetString()!;
            if (!item.TryGetProperty("locations", out var locations) || locations.GetArrayLength() == 0)
            {
                yield return new Diagnostic(id, level, "", 0, 0, message);
                continue;
            }

            var place = locations[0].GetProperty("physicalLocation");
            var region = place.GetProperty("region");
            yield return new Diagnostic(
                id, level, Relative(new Uri(place.GetProperty("artifactLocation").GetProperty("uri").GetString()!).LocalPath), region.GetProperty("startLine").GetInt32(), region.GetProperty("startColumn").GetInt32(), message);
        }
    }

    private string Relative(string file) => Path.IsPathRooted(file) ? Path.GetRelativePath(root, file).Replace('\\', '/') : file;

    [GeneratedRegex(
        @"^\s*(\d+(:\d+)?>)?(?<file>[^()]*?)(\((?<line>\d+)(,(?<column>\d+))?(,\d+,\d+)?\))?\s*:\s+(?<level>warning|error) (?<code>[A-Z]+\d+):\s+(?<message>.*?)( \[[^\[\]]+\])?$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex DiagnosticLine();
}

/// <summary>One message of a rule or an operational code.</summary>
/// <param name="File">Relative to the folder of the projects; empty where it names none.</param>
internal sealed record Diagnostic(string Code, string Level, string File, int Line, int Column, string Message)
{
    /// <summary>DR1001 App/App.csproj(8,5)</summary>
    public string Place => string.Create(CultureInfo.InvariantCulture, $"{Code} {File}({Line},{Column})");
}

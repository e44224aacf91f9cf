using System.Text.Json;
using System.Text.RegularExpressions;

namespace DepRisk.EndToEnd.Tests;

/// <summary>Each sample fires what its README says, prints what it shows, and stops where its way out is taken.</summary>
public sealed partial class SampleTests(BuiltSamples samples) : IClassFixture<BuiltSamples>
{
    public static TheoryData<string> Names => [.. BuiltSamples.Names];

    public static TheoryData<string, string> Removals => new() { { "DropThatHelps", "DR1001" }, { "HiddenHub", "DR1001" } };

    [Theory]
    [MemberData(nameof(Names))]
    public void Fires_what_its_readme_says_and_nothing_else(string name)
    {
        Assert.Equal(Expected(name), Findings(samples.Folder(name)).Select(finding => finding.Name));
    }

    /// <summary>DEPRISK_UPDATE_SNAPSHOTS=1 writes the real output into the README.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Prints_what_its_readme_shows(string name)
    {
        var output = Tool.Run(samples.Root, "scan", name, "--no-restore").Ended(0).Output;
        if (Environment.GetEnvironmentVariable("DEPRISK_UPDATE_SNAPSHOTS") is "1")
        {
            File.WriteAllText(ReadmePath(name), OutputBlock().Replace(Readme(name), _ => $"$ deprisk scan {name}\n{output}```"));
        }

        Assert.Contains($"```text\n$ deprisk scan {name}\n{output}```", Readme(name), StringComparison.Ordinal);
    }

    /// <summary>The report names the references of ours that must go; without them the finding is gone, and no other one came.</summary>
    [Theory]
    [MemberData(nameof(Removals))]
    public void The_removal_that_clears_a_finding_clears_it(string name, string rule)
    {
        using var temp = new TempFolder();
        var folder = Repository.RestoreSample(name, temp.Root);
        // Nothing is built here: the same fires.
        var before = Findings(folder);
        Assert.Equal(Expected(name), before.Select(finding => finding.Name));
        var way = Assert.Single(before, finding => finding.Name.StartsWith(rule, StringComparison.Ordinal)).Clears;
        Assert.NotEmpty(way);
        foreach (var (path, id) in way)
        {
            var project = Path.Combine(folder, path);
            var lines = File.ReadAllLines(project).ToList();
            lines.Remove(Assert.Single(lines, line => line.Contains($"<PackageReference Include=\"{id}\"", StringComparison.Ordinal)));
            File.WriteAllLines(project, lines);
        }

        TestProcess.RunDotnet(folder, "restore", "-p:NuGetAudit=false", "-v:minimal", "-tl:off").Ended(0);
        var after = Findings(folder).Select(finding => finding.Name).ToArray();
        Assert.DoesNotContain(after, finding => finding.StartsWith(rule, StringComparison.Ordinal));
        Assert.Subset(before.Select(finding => finding.Name).ToHashSet(), after.ToHashSet());
    }

    [Fact]
    public void A_cold_cache_a_warm_one_and_a_project_without_it_that_nobody_built_change_no_finding()
    {
        using var temp = new TempFolder();
        var folder = samples.Folder("HiddenHub");
        (string, string?)[] cache = [("DEPRISK_CACHE", temp["cache"])];
        var cold = FindingsText(folder, cache);
        Assert.NotEmpty(Directory.GetFiles(temp["cache"], "*", SearchOption.AllDirectories));
        Assert.Equal(cold, FindingsText(folder, cache));

        foreach (var output in new[] { "bin", "obj/Debug" })
        {
            Directory.Delete(Path.Combine(folder, "Contracts.Tests", output), recursive: true);
        }

        Assert.Equal(cold, FindingsText(folder, cache));
    }

    [GeneratedRegex("^Fires: (?<what>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex FiresLine();

    [GeneratedRegex(@"^\$ deprisk scan \w+\n[^`]*```", RegexOptions.Multiline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex OutputBlock();

    private static string[] Expected(string name)
    {
        var line = FiresLine().Match(Readme(name));
        Assert.True(line.Success, $"the README of {name} has no line that begins with Fires:");
        return line.Groups["what"].Value is "nothing" ? [] : line.Groups["what"].Value.Split(", ");
    }

    private static string ReadmePath(string name) => Path.Combine(Repository.Root, "samples", name, "README.md");

    private static string Readme(string name) => File.ReadAllText(ReadmePath(name)).ReplaceLineEndings("\n");

    private static string FindingsText(string folder, (string, string?)[] environment)
    {
        using var report = JsonDocument.Parse(Tool.Run(folder, environment, "scan", "--format", "json", "--no-restore").Ended(0).Output);
        var findings = report.RootElement.GetProperty("findings");
        Assert.NotEqual(0, findings.GetArrayLength());
        return findings.GetRawText();
    }

    private static SampleFinding[] Findings(string folder)
    {
        using var report = JsonDocument.Parse(Tool.Run(folder, "scan", "--format", "json", "--no-restore").Ended(0).Output);
        return [.. report.RootElement.GetProperty("findings").EnumerateArray().Select(SampleFinding.Of).OrderBy(finding => finding.Name, StringComparer.Ordinal)];
    }

    /// <param name="Name">Rule and subject.</param>
    /// <param name="Clears">References that must go for all of it to go: project and id.</param>
    private sealed record SampleFinding(string Name, (string Path, string Id)[] Clears)
    {
        public static SampleFinding Of(JsonElement finding) => new(
            $"{finding.GetProperty("rule").GetString()} {finding.GetProperty("subject").GetString()}",
            [
                .. finding.GetProperty("waysOut").EnumerateArray()
                    .Where(way => way.GetProperty("kind").GetString() is "clears" && way.GetProperty("condition").GetString() is "all")
                    .Take(1)
                    .SelectMany(way => way.GetProperty("references").EnumerateArray())
                    .Select(reference => (reference.GetProperty("path").GetString()!, reference.GetProperty("reference").GetString()!)),
            ]);
    }
}

using System.Text.Json;

namespace DepRisk.EndToEnd.Tests;

/// <summary>Evidence as a user gets it: other processes, a packages folder and a cache of their own.</summary>
public sealed class PowerTests : IDisposable
{
    private static readonly string[][] Commands = [["power", "--format", "json"], ["power", "-v", "d"], ["scan", "--format", "json"], ["sbom", "--merge"]];

    private readonly TempFolder _temp = new();
    private readonly string _folder;

    public PowerTests()
    {
        _folder = Repository.CopySample("HiddenHub", _temp.Root);
        TestProcess.Run(TestProcess.Dotnet, _folder, [("NUGET_PACKAGES", _temp["packages"])], ["restore", "-p:NuGetAudit=false", "-v:minimal", "-tl:off"]).Ended(0);
    }

    [Fact]
    public void A_cold_a_warm_a_broken_and_a_missing_cache_print_the_same_bytes()
    {
        var cold = Outputs("cache");
        var entries = Entries();
        Assert.NotEmpty(entries);
        Assert.Equal(cold, Outputs("cache"));

        foreach (var entry in entries)
        {
            File.WriteAllBytes(entry, File.ReadAllBytes(entry)[..^40]);
        }

        Assert.Equal(cold, Outputs("cache"));
        _temp.Write("no-folder", "a file: nothing can be written below it");
        Assert.Equal(cold, Outputs("no-folder"));
    }

    [Fact]
    public void Processes_at_once_on_one_empty_cache_print_the_same_bytes()
    {
        var outputs = new string[4];
        Parallel.For(0, outputs.Length, i => outputs[i] = Run("cache", Commands[0]));
        Assert.Single(outputs.Distinct(StringComparer.Ordinal));
        Assert.All(Entries(), entry => Assert.DoesNotContain('.', Path.GetFileName(entry)));
    }

    [Fact]
    public void A_package_that_is_changed_behind_a_warm_cache_is_no_longer_believed()
    {
        Assert.Contains("serilog", Accounts(), StringComparer.Ordinal);
        var nupkg = Directory.GetFiles(_temp["packages/serilog"], "*.nupkg", SearchOption.AllDirectories).Single();
        var bytes = File.ReadAllBytes(nupkg);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(nupkg, bytes);

        Assert.DoesNotContain("serilog", Accounts(), StringComparer.Ordinal);
        using var json = JsonDocument.Parse(Run("cache", Commands[0]));
        var unknown = json.RootElement.GetProperty("unknown").EnumerateArray().Single();
        Assert.Equal(("invalid", "Serilog"), (unknown.GetProperty("verdict").GetString(), unknown.GetProperty("packages")[0].GetProperty("id").GetString()));
    }

    [Fact]
    public void The_page_is_the_one_of_the_docs()
    {
        var page = Run("cache", ["power"]).Split('\n');
        var docs = File.ReadAllText(Path.Combine(Repository.Root, "docs", "commands", "power.md"));
        var start = docs.IndexOf("$ deprisk power HiddenHub\n", StringComparison.Ordinal);
        var shown = docs[start..docs.IndexOf("\n```\n", start, StringComparison.Ordinal)].Split('\n').Skip(1).Where(line => line is not "...").ToArray();
        Assert.True(shown.Length > 20);
        Assert.All(shown, line => Assert.Contains(line, page));
    }

    [Fact]
    public void No_output_names_a_folder_of_this_machine()
    {
        foreach (var output in Outputs("cache"))
        {
            Assert.DoesNotContain(_temp.Root, output, StringComparison.Ordinal);
            Assert.DoesNotContain(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + "/", output, StringComparison.Ordinal);
        }
    }

    public void Dispose() => _temp.Dispose();

    private string[] Outputs(string cache) => [.. Commands.Select(command => Run(cache, command))];

    private string Run(string cache, string[] command) =>
        Tool.Run(_folder, [("DEPRISK_CACHE", _temp[cache]), ("NUGET_PACKAGES", _temp["packages"]), ("SOURCE_DATE_EPOCH", "1700000000")], [.. command, "--no-restore"]).Ended(0).Output;

    private string[] Accounts()
    {
        using var json = JsonDocument.Parse(Run("cache", Commands[0]));
        return [.. json.RootElement.GetProperty("accounts").EnumerateArray().Select(account => account.GetProperty("name").GetString()!)];
    }

    private string[] Entries() => Directory.GetFiles(_temp["cache"], "*", SearchOption.AllDirectories);
}

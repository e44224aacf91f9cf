using System.Text;
using System.Text.RegularExpressions;

namespace DepRisk.EndToEnd.Tests;

public sealed class ReproducibilityTests
{
    // In none of the product's texts; part of the path of every folder below.
    private const string Canary = "canarybird";

    // ICU takes the locale from these names alone; the C library need not have it.
    private static readonly (string Locale, string Zone)[] Places = [("C", "UTC"), ("tr_TR.UTF-8", "Asia/Kathmandu"), ("ar_SA.UTF-8", "Pacific/Chatham")];

    [Fact]
    public void Writes_the_same_bytes_in_any_folder_culture_and_time_zone_and_names_no_machine()
    {
        var expected = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var ((locale, zone), i) in Places.Select((place, i) => (place, i)))
        {
            using var temp = new TempFolder();
            var folder = Repository.RestoreSample("HiddenHub", temp[string.Concat(Enumerable.Repeat($"{Canary} İı{i}/", i + 1))]);
            var results = Everything(folder, temp[$"{Canary}-out"], ("LC_ALL", locale), ("LANG", locale), ("TZ", zone));
            Assert.All(results, result => NamesNoMachine(result.Key, result.Value, temp.Root));
            if (expected.Count == 0)
            {
                expected = results;
            }

            Assert.Equal(expected.Keys, results.Keys);
            Assert.All(results, result => Assert.True(expected[result.Key].AsSpan().SequenceEqual(result.Value), $"{result.Key} differs under {locale}, {zone}"));
        }

        Assert.Equal(3, expected.Keys.Count(name => name.StartsWith("json/", StringComparison.Ordinal)));
        Assert.Equal(3, expected.Keys.Count(name => name.StartsWith("xml/", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("tr_TR.UTF-8", "tr-TR")]
    [InlineData("ar_SA.UTF-8", "ar-SA")]
    public void The_environment_that_these_tests_give_arrives(string locale, string culture)
    {
        var result = TestProcess.Run(
            TestProcess.Dotnet, AppContext.BaseDirectory, [("LC_ALL", locale), ("LANG", locale), ("TZ", "Asia/Kathmandu")],
            ["exec", typeof(ReproducibilityTests).Assembly.Location]);
        Assert.Equal($"{culture} 05:45:00", result.Ended(0).Output);
    }

    [Fact]
    public void Dates_a_document_by_SOURCE_DATE_EPOCH_or_not_at_all()
    {
        using var temp = new TempFolder();
        var folder = Repository.RestoreSample("HiddenHub", temp["x"]);
        Assert.Contains("\"2023-11-14T22:13:20Z\"", Tool.Run(folder, [("SOURCE_DATE_EPOCH", "1700000000"), ("TZ", "Asia/Kathmandu")], "sbom", "Web").Ended(0).Output, StringComparison.Ordinal);
        var undated = Tool.Run(folder, "sbom", "Web").Ended(0);
        Assert.DoesNotContain("\"timestamp\"", undated.Output, StringComparison.Ordinal);
        Assert.Contains("has no timestamp", undated.Error, StringComparison.Ordinal);
        Assert.NotEqual(0, Tool.Run(folder, [("SOURCE_DATE_EPOCH", "1700000000")], "sbom", "Web").Output.CompareTo(undated.Output, StringComparison.Ordinal));
    }

    /// <summary>Standard output, standard error and files of every command, by name.</summary>
    private static SortedDictionary<string, byte[]> Everything(string folder, string output, params (string, string?)[] environment)
    {
        (string, string?)[] variables = [.. environment, ("SOURCE_DATE_EPOCH", "1700000000")];
        var results = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var format in new[] { "json", "xml" })
        {
            Add($"{format} files", ["sbom", "--format", format, "-o", Path.Combine(output, format) + "/"]);
            Add($"{format} merged", ["sbom", "--merge", "--format", format]);
            foreach (var file in Directory.GetFiles(Path.Combine(output, format)))
            {
                results.Add($"{format}/{Path.GetFileName(file)}", File.ReadAllBytes(file));
            }
        }

        Add("sbom 1.4", ["sbom", "Web", "--spec-version", "1.4", "--sha256"]);
        Add("sbom 1.7", ["sbom", "Web", "--spec-version", "1.7", "--format", "xml"]);
        Add("scan", ["scan", "-v", "diag"]);
        Add("scan json", ["scan", "--format", "json"]);
        Add("graph json", ["graph"]);
        Add("graph graphml", ["graph", "--format", "graphml"]);
        Add("graph dot", ["graph", "--format", "dot"]);
        Add("why", ["why", "Newtonsoft.Json"]);
        Add("find", ["find", "Newtonsoft.Json", ".", output]);
        return results;

        void Add(string name, string[] arguments)
        {
            var result = Tool.Run(folder, variables, arguments).Ended(0);
            results.Add(name, Encoding.UTF8.GetBytes(result.Output));
            results.Add(name + ", standard error", Encoding.UTF8.GetBytes(result.Error));
        }
    }

    private static void NamesNoMachine(string name, byte[] bytes, string root)
    {
        var text = Encoding.UTF8.GetString(bytes);
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
#pragma warning disable RS0030 // Banned API: it is the very name that must not appear.
        string[] names = [Environment.UserName, Environment.MachineName];
#pragma warning restore RS0030
        foreach (var secret in new[] { root, Path.GetFileName(root), home + Path.DirectorySeparatorChar, Path.GetTempPath() })
        {
            Assert.False(text.Contains(secret, StringComparison.OrdinalIgnoreCase), $"{name} contains the path {secret}");
        }

        // `find` is given a folder and says which file of it.
        if (name is not "find")
        {
            Assert.False(text.Contains(Canary, StringComparison.OrdinalIgnoreCase), $"{name} contains the name of a folder above the scope");
        }

        foreach (var secret in names)
        {
            Assert.False(Regex.IsMatch(text, $@"(?<![\w.-]){Regex.Escape(secret)}(?![\w.-])", RegexOptions.None, TimeSpan.FromMinutes(1)), $"{name} contains the name {secret}");
        }
    }
}

using System.Diagnostics;
using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Input;
using DepRisk.Packages.Feeds;
using DepRisk.Tests.Cases;

namespace DepRisk.Tests.Packages.Feeds;

/// <summary>Configurations laid into folders, read by us and by NuGet itself.</summary>
public sealed class FeedSettingsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Two files, with everything that one can take back from the other, and what only looks as if it could.</summary>
    private void LayTwo()
    {
        _folder.Write("nuget.config", """
            <configuration>
              <packageSources>
                <add key="lost" value="https://lost.example/index.json" />
                <clear />
                <add key="Top" value="https://top.example/v3/index.json" />
                <add key="both" value="https://above.example/v3/index.json" />
                <add key="off" value="https://off.example/v3/index.json" />
                <add key="on again" value="https://again.example/v3/index.json" />
                <add key="folder" value="feed" />
              </packageSources>
              <disabledPackageSources><add key="OFF" value="true" /><add key="on again" value="true" /><add key="nobody" value="true" /></disabledPackageSources>
              <packageSourceMapping>
                <packageSource key="Top"><package pattern="*" /></packageSource>
                <packageSource key="both"><package pattern="A.*" /></packageSource>
              </packageSourceMapping>
            </configuration>
            """);
        _folder.Write("src/NuGet.Config", """
            <configuration>
              <packageSources>
                <Add key="BOTH" value="https://below.example/v3/index.json" />
                <add key="near" value="https://near.example/v3/index.json" />
                <remove key="Top" />
                <add value="https://nameless.example/v3/index.json" />
              </packageSources>
              <disabledPackageSources><clear /><add key="off" value="true" /></disabledPackageSources>
              <packageSourceMapping>
                <packageSource key="Both"><package pattern="B.*" /></packageSource>
                <packageSource key="near" />
              </packageSourceMapping>
            </configuration>
            """);
    }

    [Fact]
    public void A_nearer_file_wins_by_key_and_takes_back_with_clear()
    {
        LayTwo();
        var settings = Read("src");
        Assert.Equal(["Top https://top.example/v3/index.json", "BOTH https://below.example/v3/index.json", "on again https://again.example/v3/index.json", "folder feed", "near https://near.example/v3/index.json"],
            settings.Sources.Select(source => $"{source.Key} {source.Address}"));
        Assert.True(settings.IsComplete);
        Assert.Equal(["Top: *", "Both: B.*"], settings.Mapping.Select(mapped => $"{mapped.Key}: {string.Join(' ', mapped.Patterns)}"));
        Assert.Equal(["src/NuGet.Config", "nuget.config"], settings.Files.Select(file => file.Path));
    }

    [Fact]
    public void Sources_are_those_of_dotnet_nuget_list_source()
    {
        LayTwo();
        var text = File.ReadAllText(_folder["src/NuGet.Config"])
            // NuGet refuses what we pass over.
            .Replace("<add value=\"https://nameless.example/v3/index.json\" />", "", StringComparison.Ordinal)
            .Replace("<packageSource key=\"near\" />", "", StringComparison.Ordinal);
        _folder.Write("src/NuGet.Config", text);
        var listed = Dotnet("src", "nuget", "list", "source", "--format", "short").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(line => line.StartsWith("E ", StringComparison.Ordinal))
            .Select(line => line[2..].Replace(_folder["feed"], "feed", StringComparison.Ordinal));
        Assert.Equal(Read("src").Sources.Select(source => source.Address).Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    /// <summary>Both feeds have every package, so that NuGet's choice shows the mapping alone.</summary>
    [Fact]
    public void Packages_come_from_the_sources_that_the_mapping_says()
    {
        string[] ids = ["Map.A", "Map.A.B", "Map.A.B.C", "Map.AB", "Other", "other.x"];
        foreach (var name in (string[])["one", "two", "three"])
        {
            var feed = new LocalFeed(_folder[name]);
            foreach (var id in ids)
            {
                feed.Pack(id, "1.0.0");
            }
        }

        _folder.Write("nuget.config", """
            <configuration>
              <config><add key="globalPackagesFolder" value="packages" /></config>
              <packageSources><clear /><add key="one" value="one" /><add key="two" value="two" /><add key="three" value="three" /></packageSources>
              <packageSourceMapping>
                <packageSource key="ONE"><package pattern="*" /><package pattern="map.a.b" /></packageSource>
                <packageSource key="two"><package pattern="MAP.A*" /><package pattern="Map.A.B" /><package pattern="Other" /></packageSource>
                <packageSource key="three"><package pattern="Map.A.*" /></packageSource>
              </packageSourceMapping>
            </configuration>
            """);
        _folder.Write("Directory.Build.props", "<Project />");
        _folder.Write("Directory.Build.targets", "<Project />");
        _folder.Write("Directory.Packages.props", "<Project />");
        _folder.Write("A.csproj", RestoredCases.Project(string.Concat(ids.Select(id => $"<PackageReference Include='{id}' Version='1.0.0' />")), "netstandard2.0", "<DisableImplicitFrameworkReferences>true</DisableImplicitFrameworkReferences>"));
        Dotnet("", "restore", "A.csproj", "-p:NuGetAudit=false", "-tl:off", "-nologo");

        var settings = Read("");
        Assert.Equal(["two", "one two", "three", "two", "two", "one"], ids.Select(id => string.Join(' ', settings.MappedTo(id).Select(key => key.ToLowerInvariant()).Order(StringComparer.Ordinal))));
        foreach (var id in ids)
        {
            var metadata = File.ReadAllText(Path.Combine(_folder["packages"], id.ToLowerInvariant(), "1.0.0", ".nupkg.metadata"));
            Assert.Contains(settings.MappedTo(id), key => metadata.Contains($"/{key.ToLowerInvariant()}\"", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void An_id_that_fits_no_pattern_comes_from_nowhere() =>
        Assert.Empty(new FeedSettings([], [], [], [new FeedMapping("one", ["Map.*"])], true).MappedTo("Other"));

    [Fact]
    public void Nothing_above_the_repository_is_read_and_without_one_nothing_above_the_scope()
    {
        _folder.Write("nuget.config", Sources("above"));
        _folder.Write("repository/nuget.config", Sources("root"));
        _folder.Write("repository/src/nuget.config", Sources("source"));
        Assert.Equal(["source"], Read("repository/src").Sources.Select(source => source.Key));
        _folder.Write("repository/.git/HEAD", "");
        var settings = Read("repository/src");
        Assert.Equal(["root", "source"], settings.Sources.Select(source => source.Key));
        Assert.Equal(["nuget.config", "../nuget.config"], settings.Files.Select(file => file.Path));
    }

    [Fact]
    public void A_project_outside_the_repository_has_no_configuration_of_ours()
    {
        _folder.Write("repository/.git/HEAD", "");
        _folder.Write("elsewhere/nuget.config", Sources("elsewhere"));
        var scope = new Tool.TestScope("x").Project("../elsewhere/A.csproj", ProjectRole.App, "net10.0").Build() with { Root = _folder["repository"] };
        Assert.Same(FeedSettings.None, Assert.Single(ProjectFeeds.Read(scope, [])));
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_said_once_and_costs_no_more_than_itself()
    {
        _folder.Write("nuget.config", Sources("root"));
        _folder.Write("src/nuget.config", "<configuration>");
        var scope = new Tool.TestScope("x").Project("src/A.csproj", ProjectRole.App, "net10.0").Project("src/B.csproj", ProjectRole.App, "net10.0").Build() with { Root = _folder.Root };
        var problems = new List<InputError>();
        Assert.All(ProjectFeeds.Read(scope, problems), settings => Assert.Equal(["root"], settings.Sources.Select(source => source.Key)));
        Assert.Equal((InputErrorCode.Malformed, false), (Assert.Single(problems).Code, problems[0].IsPartial));
    }

    private static string Sources(string key) => $"<configuration><packageSources><add key=\"{key}\" value=\"https://{key}.example/v3/index.json\" /></packageSources></configuration>";

    private FeedSettings Read(string folder)
    {
        var root = folder.StartsWith("repository", StringComparison.Ordinal) ? _folder[folder] : _folder.Root;
        var project = folder.StartsWith("repository", StringComparison.Ordinal) ? "A.csproj" : folder.Length is 0 ? "A.csproj" : $"{folder}/A.csproj";
        var problems = new List<InputError>();
        var settings = Assert.Single(ProjectFeeds.Read(new Tool.TestScope("x").Project(project, ProjectRole.App, "net10.0").Build() with { Root = root }, problems));
        Assert.Empty(problems);
        return settings;
    }

    private string Dotnet(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = _folder[folder], RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var variable in start.Environment.Keys.Where(key => key.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(variable);
        }

        start.Environment.Remove("NUGET_PACKAGES");
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode is 0, output);
        return output;
    }
}

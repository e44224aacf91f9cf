using DepRisk.Graph;
using DepRisk.Lock;
using DepRisk.Rules;
using DepRisk.Tests.Rules;
using DepRisk.Tool;
using DepRisk.Tool.Commands;

namespace DepRisk.Tests.Tool;

public sealed class InitCommandTests : IDisposable
{
    private readonly ToolRun _run = new() { ReadEvidence = scope => AcceptedStateTests.Evidence(scope) };

    public InitCommandTests() => _run.With("Shop.slnx", TestScope.Shop().Build());

    [Fact]
    public async Task Writes_policy_and_lock_and_the_second_time_nothing()
    {
        var protocol = await _run.ProtocolAsync("init", "Shop.slnx", "--dry-run");
        Assert.Empty(Directory.EnumerateFileSystemEntries(_run.Folder));
        protocol += await _run.ProtocolAsync("init", "Shop.slnx");
        Assert.Equal(["deprisk.json", "deprisk.lock.json"], Files());
        var before = Files().Select(file => File.ReadAllText(Path.Combine(_run.Folder, file))).ToArray();
        protocol += await _run.ProtocolAsync("init", "Shop.slnx");
        Assert.Equal(before, Files().Select(file => File.ReadAllText(Path.Combine(_run.Folder, file))));
        Snapshot.Matches("init.txt", protocol);
        Snapshot.Matches("init.deprisk.json.txt", before[0]);
    }

    [Fact]
    public async Task Build_and_tool_are_asked_for_and_say_that_they_need_a_feed()
    {
        Assert.Equal(0, await _run.RunAsync("init", "Shop.slnx", "--build", "--tool"));
        Assert.Equal([".config/dotnet-tools.json", "Directory.Build.props", "deprisk.json", "deprisk.lock.json"], Files());
        Assert.Contains("on no public feed yet", _run.Output, StringComparison.Ordinal);
        Assert.Contains($"<PackageReference Include=\"DepRisk\" Version=\"{ToolVersion.Text}\" PrivateAssets=\"all\" />", await File.ReadAllTextAsync(Path.Combine(_run.Folder, "Directory.Build.props")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_there_is_never_changed_and_what_it_needs_is_said()
    {
        await File.WriteAllTextAsync(Path.Combine(_run.Folder, "Directory.Build.props"), "<Project />");
        Assert.Equal(0, await _run.RunAsync("init", "Shop.slnx", "--build"));
        Assert.Equal("<Project />", await File.ReadAllTextAsync(Path.Combine(_run.Folder, "Directory.Build.props")));
        Assert.Contains("there is     Directory.Build.props; add to it: <PackageReference Include=\"DepRisk\"", _run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_versions_stand_centrally_the_reference_is_a_global_one()
    {
        await File.WriteAllTextAsync(Path.Combine(_run.Folder, "Directory.Packages.props"), "<Project />");
        _run.With("Central.slnx", () => Central(TestScope.Shop().Build()) with { Root = _run.Folder });
        Assert.Equal(0, await _run.RunAsync("init", "Central.slnx", "--build"));
        Assert.Contains("there is     Directory.Packages.props; add to it: <GlobalPackageReference Include=\"DepRisk\"", _run.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_run.Folder, "Directory.Build.props")));
    }

    [Fact]
    public void The_policy_that_it_writes_decides_nothing() => Assert.Equivalent(Policy.Default, Parse(PolicyTemplate.Text) with { ReadFrom = [] }, strict: true);

    /// <summary>With the marks of its comments taken away, every key is there, and says the default.</summary>
    [Fact]
    public void Every_comment_of_the_policy_is_a_key_with_its_default()
    {
        var keys = PolicyTemplate.Text.Split('\n')
            .Select(line => line.Replace("  // \"", "  \"", StringComparison.Ordinal).Replace("  //   \"", "    \"", StringComparison.Ordinal).Replace("  // }", "  }", StringComparison.Ordinal))
            .Where(line => !line.Contains("\"extends\"", StringComparison.Ordinal));
        var policy = Parse(string.Join('\n', keys));
        Assert.Equal(Policy.Default.Thresholds, policy.Thresholds);
        Assert.All(RuleCatalog.All, rule => Assert.Equal((rule.DefaultLevel, rule.Budget), (policy.Levels[rule.Id], policy.Budgets[rule.Id])));
        Assert.Equal(CodeRules.Default, policy.CodeRules);
        Assert.All(RuleCatalog.Code, rule => Assert.Equal(rule.DefaultLevel, policy.Levels[rule.Id]));
        Assert.Single(policy.Adapters);
        Assert.Equal((1d, 1d), (policy.AccountReach, policy.AccountPackages));
        Assert.Equal(2, policy.Apps.Length);
        Assert.Empty(policy.Platforms);
        Assert.Empty(policy.AllowedFeeds);
        Assert.All(["platforms", "allowedFeeds", "thresholds", "limits", "adapters"], key => Assert.Contains($"\"{key}\":", PolicyTemplate.Text, StringComparison.Ordinal));
    }

    public void Dispose() => _run.Dispose();

    private string[] Files() => [.. Directory.EnumerateFiles(_run.Folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(_run.Folder, file).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    private Policy Parse(string text)
    {
        var path = Path.Combine(_run.Folder, "template.json");
        File.WriteAllText(path, text);
        var result = PolicyReader.Read(path, RuleCatalog.Ids);
        Assert.Null(result.Error);
        return result.Value!;
    }

    private static Scope Central(Scope scope) => scope with
    {
        Projects = [.. scope.Projects.Select(project => project with { Targets = [.. project.Targets.Select(target => target with { References = [.. target.References.Select(reference => reference with { IsCentrallyVersioned = true })] })] })],
    };
}

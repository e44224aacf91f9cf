using System.Text.Json;
using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Lock;
using DepRisk.Packages;
using DepRisk.Packages.Build;
using DepRisk.Packages.Capabilities;
using DepRisk.Packages.Signatures;

namespace DepRisk.Tests.Tool;

public class DiffCommandTests
{
    [Fact]
    public async Task The_page()
    {
        using var run = Releases();
        Snapshot.Matches("diff.txt", await run.ProtocolAsync("diff", "old", "new"));
    }

    [Fact]
    public async Task The_other_way_round_what_was_gained_is_lost()
    {
        using var run = Releases();
        var (forth, back) = (await JsonAsync(run, "old", "new"), await JsonAsync(run, "new", "old"));
        Assert.Equal(Changes(forth, "added"), Changes(back, "removed"));
        Assert.Equal(Changes(forth, "removed"), Changes(back, "added"));
        Assert.Equal(Facts(forth, "gained"), Facts(back, "lost"));
        Assert.NotEmpty(Facts(forth, "gained"));
    }

    [Fact]
    public async Task Nothing_differs_from_itself()
    {
        using var run = Releases();
        Assert.Equal(0, await run.RunAsync("diff", "new", "new"));
        Assert.Contains("Nothing differs in what is known of both.", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_unknown_on_one_side_is_said_and_is_no_difference()
    {
        using var run = Releases();
        var known = run.ReadEvidence;
        run.ReadEvidence = scope => scope.Name is "old" ? ScopeEvidence.None : known(scope);
        Assert.Equal(0, await run.RunAsync("diff", "old", "new"));
        Assert.Contains("who publishes 3 of 3 packages on the old side", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("owners", run.Output, StringComparison.Ordinal);
        // It is in both graphs, and only one side could see that it executes.
        Assert.DoesNotContain("MinVer 6.0.0", run.Output, StringComparison.Ordinal);
        Assert.Contains("  unknown  DR1003  MinVer", run.Output, StringComparison.Ordinal);
        Assert.Contains("whether 1 package of the old side runs code in its build", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("can +", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lock_is_compared_with_the_scope_that_it_was_made_of()
    {
        using var run = Releases();
        Assert.Equal(0, await run.RunAsync("lock", "old"));
        var file = Directory.GetFiles(run.Folder, DepRiskLock.FileName, SearchOption.AllDirectories).Single();
        var copy = Path.Combine(run.Folder, "was." + DepRiskLock.FileName);
        File.Move(file, copy);
        await run.RunAsync("diff", "was." + DepRiskLock.FileName, "old");
        Assert.Contains("Nothing differs", run.Output, StringComparison.Ordinal);
        var (byLock, byScope) = (await JsonAsync(run, "was." + DepRiskLock.FileName, "new"), await JsonAsync(run, "old", "new"));
        Assert.Equal(byScope.GetProperty("packages").GetRawText(), byLock.GetProperty("packages").GetRawText());
        Assert.Equal("lock", byLock.GetProperty("old").GetProperty("kind").GetString());
    }

    /// <summary>A lock accepts what is only worth knowing as well; as a difference it is no finding, on either side.</summary>
    [Fact]
    public async Task Findings_of_the_level_info_are_no_difference()
    {
        using var run = Releases();
        var lines = "{\"schema\":\"deprisk-lock/1\",\"apps\":[\"App.csproj\"],\"projects\":[{\"path\":\"App.csproj\",\"apps\":\"*\"}],\"packages\":[],\"findings\":[{0}],\"accepted\":[]}";
        await File.WriteAllTextAsync(Path.Combine(run.Folder, "a.deprisk.lock.json"), lines.Replace("{0}", "{\"rule\":\"DR1007\",\"subject\":\"A\",\"conditions\":[\"split\"],\"apps\":\"*\"},{\"rule\":\"DR1008\",\"subject\":\"B\",\"conditions\":[\"net\"],\"apps\":\"*\"}", StringComparison.Ordinal));
        await File.WriteAllTextAsync(Path.Combine(run.Folder, "b.deprisk.lock.json"), lines.Replace("{0}", "", StringComparison.Ordinal));
        foreach (var (old, now) in ((string, string)[])[("a", "b"), ("b", "a")])
        {
            Assert.Equal(0, await run.RunAsync("diff", old + ".deprisk.lock.json", now + ".deprisk.lock.json"));
            Assert.Contains("DR1008  B", run.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("DR1007", run.Output, StringComparison.Ordinal);
        }
    }

    /// <summary>Two SBOMs of one app are called release-1.json and release-2.json; it is the same app.</summary>
    [Fact]
    public async Task One_app_on_each_side_is_the_same_app()
    {
        using var run = new ToolRun()
            .With("1", new TestScope("1").Project("release-1.json", ProjectRole.App, "net10.0", "A/1.0.0").Build())
            .With("2", new TestScope("2").Project("release-2.json", ProjectRole.App, "net10.0", "A/1.0.0").Build());
        Assert.Equal(0, await run.RunAsync("diff", "1", "2"));
        Assert.Contains("Nothing differs", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Never_restores_and_says_what_cannot_be_read()
    {
        using var run = Releases();
        Assert.Equal(3, await run.RunAsync("diff", "old", "nowhere"));
        Assert.Contains("does not exist", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
        Assert.All(run.Requests, request => Assert.True(request.NoRestore));
        await File.WriteAllTextAsync(Path.Combine(run.Folder, DepRiskLock.FileName), "{");
        Assert.Equal(3, await run.RunAsync("diff", DepRiskLock.FileName, "new"));
    }

    private static ToolRun Releases()
    {
        var old = new TestScope("old")
            .Project("Web/Web.csproj", ProjectRole.App, "net10.0", "Serilog/3.1.1", "Zip/1.0.0", "Gone/1.0.0")
            .Project("Admin/Admin.csproj", ProjectRole.App, "net10.0", "Serilog/3.1.1", "MinVer/5.0.0:Build").Build();
        var now = new TestScope("new")
            .Project("Web/Web.csproj", ProjectRole.App, "net10.0", "Serilog/4.0.0", "Zip/1.0.0", "Come/2.0.0")
            .Project("Admin/Admin.csproj", ProjectRole.App, "net10.0", "Serilog/4.0.0", "Zip/1.0.0", "MinVer/6.0.0:Build").Build();
        return new ToolRun { ReadEvidence = Evidence }.With("old", old).With("new", now);
    }

    private static ScopeEvidence Evidence(Scope scope)
    {
        var isOld = scope.Name is "old";
        var reads = new AssemblyFacts("lib/a.dll", Guid.Empty, 1, [new CapabilityUse(Capability.FileSystem, "a", "b")]);
        var sends = reads with { Present = [new CapabilityUse(Capability.Net, "a", "b"), .. reads.Present] };
        return new TestEvidence(scope)
            .With("Serilog", TestEvidence.Signed(isOld ? "serilog" : "serilog newcomer"), files: isOld ? reads : sends)
            .With("Zip", TestEvidence.Signed("zip"))
            .With("Gone", PackageSignature.Of(SignatureVerdict.Unsigned))
            .With("Come", TestEvidence.Signed("come"), files: sends)
            .With("MinVer", TestEvidence.Signed("adamralph"), TestEvidence.Executing(BuildAssetKind.Task, "build/MinVer.targets", "MinVer") with { Digest = new string(isOld ? 'b' : 'c', 64) })
            .Build();
    }

    private static async Task<JsonElement> JsonAsync(ToolRun run, string old, string now)
    {
        Assert.Equal(0, await run.RunAsync("diff", old, now, "--format", "json"));
        using var json = JsonDocument.Parse(run.Output);
        return json.RootElement.Clone();
    }

    private static string[] Changes(JsonElement json, string change) =>
        [.. json.GetProperty("packages").EnumerateArray().Where(package => package.GetProperty("change").ValueEquals(change)).Select(package => package.GetProperty("id").GetString()!)];

    private static string[] Facts(JsonElement json, string side) =>
    [
        .. json.GetProperty("packages").EnumerateArray().SelectMany(package => package.GetProperty("facts").EnumerateArray()
            .Select(fact => $"{package.GetProperty("id")} {fact.GetProperty("fact")} {fact.GetProperty(side).GetRawText()}")),
    ];
}

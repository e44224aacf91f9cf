using DepRisk.Graph;
using DepRisk.Input;
using DepRisk.Lock;
using DepRisk.Tests.Lock;
using DepRisk.Tests.Rules;

namespace DepRisk.Tests.Tool;

public sealed class LockCommandTests : IDisposable
{
    private readonly ToolRun _run = new() { ReadEvidence = scope => AcceptedStateTests.Evidence(scope) };
    private Scope _shop = TestScope.Shop().Build();

    public LockCommandTests() => _run.With("Shop.slnx", () => _shop with { Root = _run.Folder });

    private string LockFile => Path.Combine(_run.Folder, DepRiskLock.FileName);

    [Fact]
    public async Task The_first_lock_a_second_one_and_one_after_an_upgrade()
    {
        var protocol = await _run.ProtocolAsync("lock", "Shop.slnx");
        var first = await File.ReadAllBytesAsync(LockFile);
        var written = File.GetLastWriteTimeUtc(LockFile);
        protocol += await _run.ProtocolAsync("lock", "Shop.slnx");
        Assert.Equal(first, await File.ReadAllBytesAsync(LockFile));
        Assert.Equal(written, File.GetLastWriteTimeUtc(LockFile));
        _shop = TestScope.Shop()
            .Project("src/Api/Api.csproj", ProjectRole.App, "net10.0", "Serilog/4.0.0", "Contoso.New/1.0.0")
            .Build();
        _run.ReadEvidence = scope => AcceptedStateTests.Evidence(scope, serilog: "serilog nblumhardt");
        protocol += await _run.ProtocolAsync("lock", "Shop.slnx");
        Snapshot.Matches("lock.txt", protocol);
        Assert.Equal(4, Read().Apps.Length);
    }

    [Fact]
    public async Task One_finding_accepted_accepted_again_and_rejected()
    {
        await _run.RunAsync("lock", "Shop.slnx");
        var packages = Read().Packages.Length;
        var protocol = await _run.ProtocolAsync("lock", "Shop.slnx", "--accept", "DR1002:dotnetzip", "--until", "2027-01-31", "--reason", "goes with release 7");
        Assert.Equal([new AcceptedFinding("DR1002", "DotNetZip", new DateOnly(2027, 1, 31), "goes with release 7")], Read().Accepted.ToArray());
        Assert.Empty(Read().Findings);
        protocol += await _run.ProtocolAsync("lock", "Shop.slnx", "--accept", "DR1002:DotNetZip", "--until", "2027-06-30", "--reason", "release 7 is late");
        Assert.Equal([new AcceptedFinding("DR1002", "DotNetZip", new DateOnly(2027, 6, 30), "release 7 is late")], Read().Accepted.ToArray());
        protocol += await _run.ProtocolAsync("lock", "Shop.slnx");
        Assert.Single(Read().Accepted);
        protocol += await _run.ProtocolAsync("lock", "Shop.slnx", "--reject", "DR1002:DotNetZip");
        Assert.Empty(Read().Accepted);
        Assert.Equal(packages, Read().Packages.Length);
        Snapshot.Matches("lock-accept.txt", protocol);
    }

    [Theory]
    [InlineData("there is no finding DR1001:DotNetZip; did you mean DR1002:DotNetZip?", "--accept", "DR1001:DotNetZip", "--until", "2027-01-31", "--reason", "x")]
    [InlineData("there is no finding DR1002:DotNetZap; did you mean DR1002:DotNetZip?", "--accept", "DR1002:DotNetZap", "--until", "2027-01-31", "--reason", "x")]
    [InlineData("the lock does not accept DR1002:DotNetZap; did you mean DR1002:DotNetZip?", "--reject", "DR1002:DotNetZap")]
    [InlineData("--accept needs --until DATE and --reason TEXT", "--accept", "DR1002:DotNetZip", "--reason", "x")]
    [InlineData("--accept needs --until DATE and --reason TEXT", "--accept", "DR1002:DotNetZip", "--until", "2027-01-31")]
    [InlineData("--reason is empty", "--accept", "DR1002:DotNetZip", "--until", "2027-01-31", "--reason", " ")]
    [InlineData("'31.1.2027' is no day", "--accept", "DR1002:DotNetZip", "--until", "31.1.2027", "--reason", "x")]
    [InlineData("--until and --reason belong to --accept", "--until", "2027-01-31")]
    [InlineData("--accept takes the id of a rule and a subject", "--accept", "DotNetZip", "--until", "2027-01-31", "--reason", "x")]
    [InlineData("--accept and --reject exclude each other", "--accept", "DR1002:A", "--reject", "DR1002:A")]
    public async Task What_cannot_be_accepted_is_said_and_changes_nothing(string message, params string[] args)
    {
        await _run.RunAsync("lock", "Shop.slnx");
        var before = await File.ReadAllTextAsync(LockFile);
        Assert.Equal(2, await _run.RunAsync(["lock", "Shop.slnx", .. args]));
        Assert.Contains(message, _run.Error, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllTextAsync(LockFile));
    }

    [Fact]
    public async Task Nothing_is_accepted_by_name_before_there_is_a_lock()
    {
        Assert.Equal(2, await _run.RunAsync("lock", "Shop.slnx", "--accept", "DR1002:DotNetZip", "--until", "2027-01-31", "--reason", "x"));
        Assert.Contains("'deprisk lock' accepts today's state first", _run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(LockFile));
    }

    [Fact]
    public async Task A_partial_graph_is_no_state_to_accept_unless_somebody_says_so()
    {
        await _run.RunAsync("lock", "Shop.slnx");
        var before = await File.ReadAllTextAsync(LockFile);
        var partial = new TestScope("Shop.slnx").Project("src/Web/Web.csproj", ProjectRole.App, "net10.0", "Serilog/3.1.1");
        partial.Problems.Add(new InputError(InputErrorCode.AssetsMissing, "src/Admin/Admin.csproj", "has no restore output; run 'dotnet restore'"));
        _shop = partial.Build();
        Assert.Equal(5, await _run.RunAsync("lock", "Shop.slnx"));
        Assert.Contains("nothing was written", _run.Error, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllTextAsync(LockFile));
        Assert.Equal(0, await _run.RunAsync("lock", "Shop.slnx", "--allow-partial"));
        Assert.Single(Read().Apps);
    }

    [Fact]
    public async Task A_lock_that_cannot_be_read_is_left_alone()
    {
        await File.WriteAllTextAsync(LockFile, "{\n<<<<<<< HEAD\n");
        Assert.Equal(3, await _run.RunAsync("lock", "Shop.slnx"));
        Assert.Contains("deprisk.lock.json(2,1): error DR9005: has a conflict", _run.Error, StringComparison.Ordinal);
        Assert.Equal("{\n<<<<<<< HEAD\n", await File.ReadAllTextAsync(LockFile));
    }

    [Fact]
    public async Task A_part_of_a_solution_does_not_take_the_place_of_all()
    {
        await _run.RunAsync("lock", "Shop.slnx");
        var before = await File.ReadAllTextAsync(LockFile);
        var folder = Path.Combine(_run.Folder, "src", "Web");
        Directory.CreateDirectory(folder);
        _run.With("src/Web", () => new TestScope("Web").Project("Web.csproj", ProjectRole.App, "net10.0", "Serilog/3.1.1").Build() with { Root = folder });
        Assert.Equal(2, await _run.RunAsync("lock", "src/Web"));
        Assert.Contains("deprisk.lock.json is the lock of 4 projects more than Web", _run.Error, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllTextAsync(LockFile));
        Assert.Equal(0, await _run.RunAsync("lock", "src/Web", "--lock", "src/Web/deprisk.lock.json"));
        Assert.Equal(["Web.csproj"], LockReader.Read(Path.Combine(folder, DepRiskLock.FileName)).Value!.Apps.ToArray());
    }

    /// <summary>What a part does not show is not gone, and the page says by name what is.</summary>
    [Fact]
    public async Task A_part_of_a_solution_resolves_nothing_of_the_rest()
    {
        await _run.RunAsync("lock", "Shop.slnx");
        var folder = Path.Combine(_run.Folder, "src", "Web");
        Directory.CreateDirectory(folder);
        _run.With("src/Web", () => new TestScope("Web").Project("Web.csproj", ProjectRole.App, "net10.0", "Serilog/3.1.1").Build() with { Root = folder });
        Assert.Equal(0, await _run.RunAsync("scan", "src/Web"));
        Assert.DoesNotContain("resolved", _run.Output, StringComparison.Ordinal);

        _shop = new TestScope("Shop.slnx").Project("src/Web/Web.csproj", ProjectRole.App, "net10.0", "Serilog/3.1.1").Build();
        Assert.Equal(0, await _run.RunAsync("scan", "Shop.slnx", "-v", "d"));
        Assert.Contains("\nResolved: in the lock, and gone\n  DR1002  DotNetZip\n", _run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_framework_does_not_take_the_place_of_all()
    {
        Scope Both(string old) => new TestScope("Shop.slnx").Project("App/App.csproj", ProjectRole.App, ("net10.0", ["Contoso.New/1.0.0"]), ("net8.0", [old])).Build();
        _shop = Both("Contoso.Old/1.0.0");
        Assert.Equal(0, await _run.RunAsync("lock", "Shop.slnx"));
        var before = await File.ReadAllTextAsync(LockFile);
        Assert.Equal(2, await _run.RunAsync("lock", "Shop.slnx", "-f", "net10.0"));
        Assert.Contains("deprisk.lock.json has 1 package of targets that --framework or --runtime leaves out, which would be lost; run 'deprisk lock' without them", _run.Error, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllTextAsync(LockFile));
        _shop = Both("Contoso.New/1.0.0");
        Assert.Equal(0, await _run.RunAsync("lock", "Shop.slnx", "-f", "net10.0"));
    }

    [Fact]
    public async Task A_solution_filter_does_not_take_the_place_of_its_solution()
    {
        await _run.RunAsync("lock", "Shop.slnx");
        var before = await File.ReadAllTextAsync(LockFile);
        Scope Filter() => new TestScope("Web.slnf").Project("src/Web/Web.csproj", ProjectRole.App, "net10.0", "Serilog/3.1.1").Build() with { Root = _run.Folder };
        _run.With("Web.slnf", () => Filter());
        var left = Path.Combine(_run.Folder, "src", "Admin", "Admin.csproj");
        Directory.CreateDirectory(Path.GetDirectoryName(left)!);
        await File.WriteAllTextAsync(left, "<Project/>");
        Assert.Equal(2, await _run.RunAsync("lock", "Web.slnf"));
        Assert.Contains("is the lock of 1 project more than Web.slnf", _run.Error, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllTextAsync(LockFile));
        File.Delete(left);
        Assert.Equal(0, await _run.RunAsync("lock", "Web.slnf"));
    }

    [Fact]
    public async Task A_lock_above_the_scope_keeps_its_paths()
    {
        var folder = Path.Combine(_run.Folder, "src");
        Directory.CreateDirectory(folder);
        Scope Below() => new TestScope("src").Project("Web/Web.csproj", ProjectRole.App, "net10.0", "Serilog/3.1.1").Build() with { Root = folder };
        _run.With("src", () => Below());
        Assert.Equal(0, await _run.RunAsync("lock", "src", "--lock", "deprisk.lock.json"));
        Assert.Equal(["src/Web/Web.csproj"], Read().Apps.ToArray());
        Assert.Equal(0, await _run.RunAsync("lock", "src"));
        Assert.Contains("Nothing changed", _run.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _run.Dispose();

    private DepRiskLock Read() => LockReaderTests.Read(File.ReadAllText(LockFile));
}

namespace DepRisk.EndToEnd.Tests;

public sealed class ScanTests
{
    [Fact]
    public void Restores_a_fresh_clone_saying_so_and_prints_the_page()
    {
        using var temp = new TempFolder();
        var folder = Repository.CopySample("HiddenHub", temp.Root);
        var result = Tool.Run(folder, "scan").Ended(0);
        Assert.Equal("HiddenHub.slnx is not restored: running dotnet restore\n", result.Error);
        Assert.StartsWith("HiddenHub.slnx   3 apps, 1 library, 1 test project   net10.0\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("WARNING DR1001  Newtonsoft.Json ", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\x1b', result.Output + result.Error);

        Assert.Contains($"$ deprisk scan HiddenHub\n{result.Output}```", File.ReadAllText(Path.Combine(Repository.Root, "README.md")), StringComparison.Ordinal);

        // The second run finds what the first one restored, and says the same.
        var again = Tool.Run(folder, "scan", "HiddenHub.slnx").Ended(0);
        Assert.Empty(again.Error);
        Assert.Equal(result.Output, again.Output);
        Assert.Equal(again.Output, Tool.Run(folder, "scan", "--no-restore").Ended(0).Output);
    }

    [Fact]
    public void Without_restore_a_fresh_clone_is_an_error_and_one_unrestored_project_is_a_part_that_is_missing()
    {
        using var temp = new TempFolder();
        var folder = Repository.CopySample("HiddenHub", temp.Root);
        var nothing = Tool.Run(folder, "scan", "--no-restore").Ended(3);
        Assert.Empty(nothing.Output);
        Assert.Matches(@"^Admin/Admin\.csproj: error DR9001: is not restored; run 'dotnet restore'.*and 4 more", Assert.Single(nothing.ErrorLines));
        Assert.Empty(Directory.GetDirectories(folder, "obj", SearchOption.AllDirectories));

        TestProcess.RunDotnet(folder, "restore", "Worker", "-p:NuGetAudit=false", "-v:minimal", "-tl:off").Ended(0);
        var part = Tool.Run(folder, "scan", "--no-restore").Ended(5);
        Assert.Equal(4, part.ErrorLines.Count(line => line.Contains(": warning DR9001: is not restored", StringComparison.Ordinal)));
        Assert.Contains("Incomplete: ", part.Output, StringComparison.Ordinal);
        Tool.Run(folder, "scan", "--no-restore", "--allow-partial").Ended(0);
    }

    [Fact]
    public void Names_the_line_of_a_reference_that_changed_after_the_restore()
    {
        using var temp = new TempFolder();
        var folder = Repository.RestoreSample("HiddenHub", temp.Root);
        var project = Path.Combine(folder, "Admin", "Admin.csproj");
        var text = File.ReadAllText(project);
        File.WriteAllText(project, text.Replace("Version=\"0.49.1\"", "Version=\"0.48.0\"", StringComparison.Ordinal));
        var changed = Tool.Run(folder, "scan").Ended(5);
        Assert.Matches(@"^Admin/Admin\.csproj\(7,5\): warning DR9002: .*Spectre\.Console 0\.48\.0.*dotnet restore", Assert.Single(changed.ErrorLines));

        File.WriteAllText(project, text.Replace("  </ItemGroup>", "    <PackageReference Include=\"Dapper\" Version=\"2.1.66\" />\n  </ItemGroup>", StringComparison.Ordinal));
        Assert.Matches(@"^Admin/Admin\.csproj\(10,5\): warning DR9002: .*Dapper", Assert.Single(Tool.Run(folder, "scan").Ended(5).ErrorLines));

        File.WriteAllText(project, text.Replace("    <PackageReference Include=\"Spectre.Console\" Version=\"0.49.1\" />\n", "", StringComparison.Ordinal));
        Assert.Matches(@"^Admin/Admin\.csproj: warning DR9002: .*no longer refers to Spectre\.Console", Assert.Single(Tool.Run(folder, "scan").Ended(5).ErrorLines));

        File.WriteAllText(project, text);
        Tool.Run(folder, "scan").Ended(0);
    }

    [Fact]
    public void Notices_a_lock_file_that_disagrees_with_the_restore()
    {
        using var temp = new TempFolder();
        var folder = Repository.CopySample("HiddenHub", temp.Root);
        TestProcess.RunDotnet(folder, "restore", "Contracts", "-p:NuGetAudit=false", "-p:RestorePackagesWithLockFile=true", "-v:minimal", "-tl:off").Ended(0);
        Assert.Empty(Tool.Run(folder, "scan", "Contracts", "--no-restore").Ended(0).Error);

        var path = Path.Combine(folder, "Contracts", "packages.lock.json");
        var text = File.ReadAllText(path);
        Assert.Contains("\"resolved\": \"10.7.2\"", text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace("\"resolved\": \"10.7.2\"", "\"resolved\": \"10.7.1\"", StringComparison.Ordinal));
        var result = Tool.Run(folder, "scan", "Contracts", "--no-restore").Ended(5);
        Assert.Matches(@"packages\.lock\.json: warning DR9003: disagrees with the restore output: NJsonSchema 10\.7\.1 is locked", Assert.Single(result.ErrorLines));
    }

    [Fact]
    public void Says_where_a_broken_assets_file_breaks_and_reads_the_rest()
    {
        using var temp = new TempFolder();
        var folder = Repository.RestoreSample("HiddenHub", temp.Root);
        var path = Path.Combine(folder, "Web", "obj", "project.assets.json");
        var lines = File.ReadAllLines(path);
        File.WriteAllLines(path, [.. lines.Take(20), "    oops", .. lines.Skip(20)]);
        var result = Tool.Run(folder, "scan").Ended(5);
        Assert.Matches(@"^Web/obj/project\.assets\.json\(21,\d+\): warning DR9005: ", Assert.Single(result.ErrorLines));
        Assert.Contains("Newtonsoft.Json   13.0.1 in Admin; 13.0.4 in Worker", Tool.Run(folder, "scan", "-v", "n").Ended(5).Output, StringComparison.Ordinal);

        var alone = Tool.Run(folder, "scan", "Web").Ended(3);
        Assert.Matches(@"^Web/obj/project\.assets\.json\(21,\d+\): error DR9005: ", Assert.Single(alone.ErrorLines));
    }

    [Fact]
    public void Says_why_a_restore_failed()
    {
        using var temp = new TempFolder();
        temp.Write("App/App.csproj", """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup><ItemGroup><ProjectReference Include="../Gone/Gone.csproj" /><PackageReference Include="Not.There" Version="1.0.0" /></ItemGroup></Project>""");
        Directory.CreateDirectory(temp["empty"]);
        temp.Write("nuget.config", """<configuration><packageSources><clear /><add key="local" value="empty" /></packageSources></configuration>""");
        var result = Tool.Run(temp.Root, "scan", "App");
        Assert.NotEqual(0, result.Code);
        Assert.Contains("App.csproj: ", result.Error, StringComparison.Ordinal);
        Assert.Contains("cannot be restored: NU1101: Unable to find package Not.There", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(temp.Root, result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("scan", "--nope")]
    [InlineData("--nope")]
    [InlineData("scann")]
    [InlineData("scan", "a", "b")]
    [InlineData("graph", "--format", "png")]
    [InlineData("sbom", "--spec-version", "0.9")]
    [InlineData("find", "Newtonsoft.Json<")]
    [InlineData("why")]
    public void Wrong_usage_ends_with_2_and_one_line_that_says_what_is_wrong(params string[] arguments)
    {
        using var temp = new TempFolder();
        var result = Tool.Run(temp.Root, arguments).Ended(2);
        Assert.Empty(result.Output);
        Assert.StartsWith("deprisk: ", result.ErrorLines[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("scan")]
    [InlineData("sbom")]
    [InlineData("why")]
    [InlineData("find")]
    [InlineData("graph")]
    [InlineData("fetch")]
    [InlineData("completion")]
    public void Help_is_on_standard_output_and_shows_an_example(params string[] command)
    {
        using var temp = new TempFolder();
        var result = Tool.Run(temp.Root, [.. command, "--help"]).Ended(0);
        Assert.Empty(result.Error);
        Assert.Contains("Usage:\n  " + string.Join(' ', ["deprisk", .. command]), result.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("Example", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\x1b', result.Output);
    }

    [TerminalFact]
    public void Colors_a_terminal_and_never_with_NO_COLOR()
    {
        using var temp = new TempFolder();
        var folder = Repository.RestoreSample("HiddenHub", temp.Root);
        Assert.Contains("\x1b[1mHiddenHub.slnx\x1b[0m", OnTerminal(folder, ("TERM", "xterm")), StringComparison.Ordinal);
        foreach (var plain in new[] { OnTerminal(folder, ("TERM", "xterm"), ("NO_COLOR", "1")), OnTerminal(folder, ("TERM", "dumb")) })
        {
            Assert.Contains("HiddenHub.slnx   3 apps", plain, StringComparison.Ordinal);
            Assert.DoesNotMatch("\x1b\\[[0-9;]*m", plain);
        }
    }

    [FullDeviceFact]
    public void Says_in_one_line_that_results_cannot_be_written()
    {
        using var temp = new TempFolder();
        var folder = Repository.RestoreSample("HiddenHub", temp.Root);
        foreach (var command in new[] { "scan", "graph", "sbom Web", "find Serilog .", "--help", "--version" })
        {
            var result = TestProcess.Run("/bin/sh", folder, [("SOURCE_DATE_EPOCH", "0")], ["-c", $"'{TestProcess.Dotnet}' exec '{Tool.Path}' {command} > {FullDeviceFactAttribute.Device}"]).Ended(2);
            Assert.StartsWith("deprisk: standard output cannot be written", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        }
    }

    private static string OnTerminal(string folder, params (string, string?)[] environment) => TestProcess.Run(
        TerminalFactAttribute.Script!, folder, environment, ["-qec", $"'{TestProcess.Dotnet}' exec '{Tool.Path}' scan --no-restore", "/dev/null"]).Ended(0).Output;
}

/// <summary>A test that needs a terminal, which script(1) of util-linux makes; skipped, saying so, where it is not.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TerminalFactAttribute : FactAttribute
{
    public TerminalFactAttribute() => Skip = Script is null ? "There is no script(1) of util-linux here to make a terminal with." : null;

    internal static string? Script { get; } = OperatingSystem.IsLinux() ? TestProcess.Find("script") : null;
}

/// <summary>A test that needs a file which is always full; skipped, saying so, where the system has none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FullDeviceFactAttribute : FactAttribute
{
    public const string Device = "/dev/full";

    public FullDeviceFactAttribute() => Skip = File.Exists(Device) ? null : "This system has no /dev/full.";
}

using System.Text.Json;

namespace DepRisk.EndToEnd.Tests;

/// <summary>Projects whose role stands in no literal: MSBuild is asked, once.</summary>
public sealed class EvaluationTests
{
    private const string Exe = """<PropertyGroup Condition="'$(MSBuildProjectName)' != ''"><OutputType>Exe</OutputType></PropertyGroup>""";
    private const string Library = """<PropertyGroup Condition="'$(MSBuildProjectName)' != ''"><OutputType>Library</OutputType></PropertyGroup>""";

    // An executable for the first of its frameworks alone.
    private const string InnerExe = """
        <PropertyGroup><TargetFramework></TargetFramework><TargetFrameworks>net10.0;netstandard2.0</TargetFrameworks></PropertyGroup>
        <PropertyGroup Condition="'$(TargetFramework)' == 'net10.0'"><OutputType>Exe</OutputType></PropertyGroup>
        """;

    [Fact]
    public void One_call_decides_all_projects_that_no_literal_decides()
    {
        using var temp = new TempFolder();
        // Both are referred to, so that without evaluation both would be libraries.
        Project(temp, "Host", Exe + """<ItemGroup><ProjectReference Include="../Lib/Lib.csproj" /></ItemGroup>""");
        Project(temp, "Lib", Library);
        Project(temp, "User", """<PropertyGroup><OutputType>Exe</OutputType></PropertyGroup><ItemGroup><ProjectReference Include="../Host/Host.csproj" /></ItemGroup>""");
        Restore(temp.Root, "Host", "Lib", "User");
        var (roles, error) = Roles(temp.Root);
        Assert.Equal(["Host app", "Lib library", "User app"], roles);
        Assert.Equal("Asking MSBuild what 2 projects are\n", error);
        Assert.Contains("OutputType Exe as evaluated", Tool.Run(temp.Root, "scan", "-v", "d").Ended(0).Output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(temp.Root, "facts.*", SearchOption.AllDirectories));
    }

    [Fact]
    public void Without_restore_nothing_is_evaluated_and_no_process_started()
    {
        using var temp = new TempFolder();
        Project(temp, "Host", Exe);
        Project(temp, "User", """<ItemGroup><ProjectReference Include="../Host/Host.csproj" /></ItemGroup>""");
        Restore(temp.Root, "Host", "User");

        // A host that cannot be started: whoever tries is found out.
        (string, string?)[] noHost = [("DOTNET_HOST_PATH", temp["no-such-host"]), ("PATH", temp.Root)];
        var (roles, error) = Roles(temp.Root, noHost, "--no-restore");
        Assert.Equal(["Host library", "User app"], roles);
        Assert.Empty(error);
        Assert.Contains("Asking MSBuild", Roles(temp.Root, noHost).Error, StringComparison.Ordinal);
        Assert.Empty(Tool.Run(temp.Root, noHost, "find", "Nothing", ".").Ended(0).Error);
    }

    [Fact]
    public void What_cannot_be_evaluated_is_said_and_left_undecided()
    {
        using var temp = new TempFolder();
        Project(temp, "Host", Exe);
        Project(temp, "User", Exe + """<ItemGroup><ProjectReference Include="../Host/Host.csproj" /></ItemGroup>""");
        Restore(temp.Root, "Host", "User");
        var host = temp["Host/Host.csproj"];
        File.WriteAllText(host, File.ReadAllText(host).Replace("</Project>", """<Import Project="gone.props" Condition="'$(MSBuildProjectName)' == 'Host'" /></Project>""", StringComparison.Ordinal));
        var (roles, error) = Roles(temp.Root);
        Assert.Equal(["Host library", "User app"], roles);
        Assert.Contains("Host/Host.csproj: warning DR9004: ", error, StringComparison.Ordinal);
        Assert.DoesNotContain(temp.Root, error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_lies_above_the_temporary_folder_has_no_say()
    {
        using var temp = new TempFolder();
        Project(temp, "work/Host", Exe);
        Project(temp, "work/User", """<PropertyGroup><OutputType>Exe</OutputType></PropertyGroup><ItemGroup><ProjectReference Include="../Host/Host.csproj" /></ItemGroup>""");
        Restore(temp["work"], "Host", "User");
        temp.Write("shared/global.json", """{"sdk":{"version":"1.0.0","rollForward":"disable"}}""");
        temp.Write("shared/Directory.Build.rsp", "-no-such-option");
        temp.Write("shared/Directory.Build.props", "<Project><PropertyGroup><OutputType>Library</OutputType></PropertyGroup><Import Project=\"gone.props\" /></Project>");
        Assert.Equal(["Host app", "User app"], Roles(temp["work"], [("TMPDIR", temp["shared"]), ("TMP", temp["shared"]), ("TEMP", temp["shared"])]).Roles);
        Assert.Empty(Directory.GetDirectories(temp["shared"], "deprisk-*"));
    }

    [Fact]
    public void A_project_is_an_app_if_it_is_one_for_any_of_its_frameworks()
    {
        using var temp = new TempFolder();
        Project(temp, "Multi", """<PropertyGroup><TargetFramework></TargetFramework><TargetFrameworks>netstandard2.0;net10.0</TargetFrameworks></PropertyGroup>""" + Exe);
        Project(temp, "Inner", InnerExe);
        Project(temp, "User", """<PropertyGroup><OutputType>Exe</OutputType></PropertyGroup><ItemGroup><ProjectReference Include="../Multi/Multi.csproj" /><ProjectReference Include="../Inner/Inner.csproj" /></ItemGroup>""");
        Restore(temp.Root, "Multi", "Inner", "User");
        Assert.Equal(["Inner app", "Multi app", "User app"], Roles(temp.Root).Roles);
    }

    [Theory]
    [InlineData("with spaces")]
    [InlineData("ünï-日本")]
    [InlineData("semi;colon")]
    [InlineData("it's")]
    [InlineData("100% $(Sure) @(x) %41 (a) & b")]
    public void Any_folder_name_is_asked_for_as_it_is(string name)
    {
        using var temp = new TempFolder();
        var folder = temp[name];
        Directory.CreateDirectory(folder);
        using var inner = new TempFolder();
        Project(inner, "Host", Exe);
        Project(inner, "Inner", InnerExe);
        Project(inner, "User", """<PropertyGroup><OutputType>Exe</OutputType></PropertyGroup><ItemGroup><ProjectReference Include="../Host/Host.csproj" /><ProjectReference Include="../Inner/Inner.csproj" /></ItemGroup>""");
        Restore(inner.Root, "Host", "Inner", "User");

        // NuGet itself does not restore in every such folder; the outputs are moved there.
        foreach (var file in Directory.GetFiles(inner.Root, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(inner.Root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        var (roles, error) = Roles(folder);
        Assert.Equal(["Host app", "Inner app", "User app"], roles);
        Assert.Equal("Asking MSBuild what 2 projects are\n", error);
    }

    private static void Project(TempFolder temp, string name, string content) => temp.Write(
        $"{name}/{Path.GetFileName(name)}.csproj",
        $"""<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework><NuGetAudit>false</NuGetAudit></PropertyGroup>{content}</Project>""");

    private static void Restore(string folder, params string[] projects)
    {
        var items = string.Concat(projects.Select(name => $"""<Project Path="{name}/{name}.csproj" />"""));
        File.WriteAllText(Path.Combine(folder, "All.slnx"), $"<Solution>{items}</Solution>");
        TestProcess.RunDotnet(folder, "restore", "All.slnx", "-v:minimal", "-tl:off").Ended(0);
    }

    private static (string[] Roles, string Error) Roles(string folder, params string[] options) => Roles(folder, [], options);

    private static (string[] Roles, string Error) Roles(string folder, (string, string?)[] environment, params string[] options)
    {
        var result = Tool.Run(folder, environment, ["graph", .. options]).Ended(0);
        using var graph = JsonDocument.Parse(result.Output);
        return ([.. graph.RootElement.GetProperty("projects").EnumerateArray().Select(project => $"{project.GetProperty("name").GetString()} {(project.GetProperty("app").GetBoolean() ? "app" : "library")}")], result.Error);
    }
}

using DepRisk.Packages;
using DepRisk.Packages.Build;

namespace DepRisk.Tests.Packages.Build;

public sealed class BuildPowerReaderTests : IDisposable
{
    private readonly BuildPackage _package = new();

    public void Dispose() => _package.Dispose();

    [Fact]
    public void A_package_of_libraries_alone_brings_nothing()
    {
        _package.WithLibrary("lib/net8.0/My.Package.dll").With("README.md", "<UsingTask />");
        Assert.Equal(BuildPower.None, _package.Read());
        Assert.Equal(BuildPower.None, BuildPowerReader.Read(_package.Root + "-gone", "My.Package", null));
    }

    [Fact]
    public void NuGet_imports_what_is_called_like_the_package_and_lies_where_it_looks()
    {
        string[] imported =
        [
            "build/MY.package.targets", "build/My.Package.props", "build/native/My.Package.targets", "build/net8.0/My.Package.props",
            "buildCrossTargeting/My.Package.props", "buildMultiTargeting/My.Package.targets", "buildTransitive/My.Package.props", "buildTransitive/net472/My.Package.targets",
        ];
        string[] not =
        [
            "build/Other.targets", "build/My.Package.Extra.targets", "build/net8.0/deep/My.Package.targets", "My.Package.targets", "lib/My.Package.props",
            "buildMultiTargeting/net8.0/My.Package.props", "build/My.Package.xml", "buildx/My.Package.props", "tools/My.Package.targets",
        ];
        foreach (var path in imported.Concat(not))
        {
            _package.WithProject(path, """<Target Name="T"><Exec Command="x" /></Target>""");
        }

        Assert.Equal(imported.Order(StringComparer.Ordinal), _package.Imported());
    }

    [Fact]
    public void Props_and_targets_that_set_values_alone_are_inventory()
    {
        _package.WithProject("build/My.Package.props", "<PropertyGroup><X>1</X></PropertyGroup><ItemGroup><None Include='a' /></ItemGroup>")
            .WithProject("build/My.Package.targets", "<Target Name='T'><Copy SourceFiles='a' /><WriteLinesToFile File='b' /><DownloadFile SourceUrl='c' /><Message Text='$([System.IO.File]::ReadAllText(x))' /></Target>");
        var power = _package.Read();
        Assert.Equal(["Imported build/My.Package.props", "Imported build/My.Package.targets"], _package.Lines());
        Assert.Null(power.Digest);
        Assert.Empty(power.Problems);
    }

    [Fact]
    public void A_UsingTask_executes_the_assembly_that_it_names_for_every_value_of_its_properties()
    {
        _package.WithLibrary("tasks/net472/T.dll", "tasks/net8.0/T.dll")
            .WithProject("build/My.Package.props", "<PropertyGroup><Root>$(MSBuildThisFileDirectory)..\\</Root></PropertyGroup>")
            .WithProject("build/My.Package.targets", """
                <PropertyGroup>
                  <Folder Condition="'$(MSBuildRuntimeType)' == 'Core'">$(Root)tasks\net8.0</Folder>
                  <Folder Condition="'$(MSBuildRuntimeType)' != 'Core'">$(Root)tasks/net472</Folder>
                </PropertyGroup>
                <UsingTask TaskName="A.B" AssemblyFile="$(Folder)\T.dll" />
                """);
        Assert.Equal(["Imported build/My.Package.props", "Imported build/My.Package.targets", "*Task build/My.Package.targets A.B in tasks/net472/T.dll, tasks/net8.0/T.dll"], _package.Lines());
        Assert.Equal(5, _package.Read().Assets.Single(asset => asset.Kind is BuildAssetKind.Task).Line);
        Assert.Empty(_package.Read().Problems);
    }

    [Theory]
    [InlineData("AssemblyFile='$(MSBuildToolsPath)\\Microsoft.Build.Tasks.Core.dll'", "Task")]
    [InlineData("AssemblyName='Microsoft.Build.Tasks.Core, Version=15.1.0.0'", "Task")]
    [InlineData("AssemblyName='Evil.Tasks'", "*Task")]
    [InlineData("AssemblyFile='T.dll' TaskFactory='TaskHostFactory'", "*Task")]
    [InlineData("AssemblyFile='T.dll' TaskFactory='A.Factory.Of.The.Package'", "*Task")]
    [InlineData("AssemblyFile='$([System.IO.Path]::Combine($(MSBuildThisFileDirectory), `T.dll`))'", "*Task")]
    [InlineData("AssemblyFile='$(PkgMy_Package)/build/T.dll'", "*Task")]
    [InlineData("AssemblyFile='$(NuGetPackageRoot)my.package/1.0.0/build/T.dll'", "*Task")]
    [InlineData("AssemblyFile='$(Nobody.Knows)/T.dll'", "*Task")]
    [InlineData("TaskFactory='RoslynCodeTaskFactory' AssemblyFile='$(MSBuildToolsPath)/Microsoft.Build.Tasks.Core.dll'", "*InlineTask")]
    [InlineData("TaskFactory='Microsoft.Build.Tasks.codetaskfactory' AssemblyName='Microsoft.Build.Tasks.v4.0'", "*InlineTask")]
    [InlineData("TaskFactory='$(Factory)' AssemblyFile='$(MSBuildToolsPath)/x.dll'", "*InlineTask")]
    public void A_task_executes_unless_it_is_one_of_MSBuild(string attributes, string expected)
    {
        _package.WithLibrary("build/T.dll").WithProject("build/My.Package.targets", $"<UsingTask TaskName='A' {attributes} />");
        var line = _package.Lines()[1];
        Assert.Equal(expected, line.Split(' ')[0]);
        Assert.Equal(attributes.Contains("T.dll", StringComparison.Ordinal), line.Contains("build/T.dll", StringComparison.Ordinal));
        Assert.Empty(_package.Read().Problems);
    }

    [Theory]
    [InlineData("<Target Name='T'><Exec Command='run  me' /></Target>", "*Exec build/My.Package.targets run me")]
    [InlineData("<Target Name='T'><exec command='x' /></Target>", "*Exec build/My.Package.targets x")]
    [InlineData("<Target Name='T'><Microsoft.Build.Tasks.Exec Command='x' /></Target>", "*Exec build/My.Package.targets x")]
    [InlineData("<Target Name='T'><Csc ToolPath='$(MSBuildThisFileDirectory)' ToolExe='x' /></Target>", "*Exec build/My.Package.targets Csc starts x")]
    [InlineData("<PropertyGroup><CscToolPath>$(MSBuildThisFileDirectory)</CscToolPath></PropertyGroup>", "*Exec build/My.Package.targets CscToolPath is $(MSBuildThisFileDirectory)")]
    [InlineData("<!-- <Target Name='T'><Exec Command='x' /></Target><UsingTask TaskName='A' AssemblyFile='a.dll' /> -->", null)]
    [InlineData("<Choose><When Condition='true'><Exec Command='x' /></When></Choose>", null)]
    [InlineData("<Target Name='T'><ItemGroup><Exec Include='x' /></ItemGroup><PropertyGroup><Exec>x</Exec></PropertyGroup></Target>", null)]
    [InlineData("<ItemGroup><Exec Include='x' /></ItemGroup>", null)]
    [InlineData("<PropertyGroup><P><Target><Exec Command='x' /></Target></P></PropertyGroup>", null)]
    public void Exec_is_a_task_only_directly_in_a_target(string content, string? expected)
    {
        _package.WithProject("build/My.Package.targets", content);
        Assert.Equal(expected is null ? ["Imported build/My.Package.targets"] : ["Imported build/My.Package.targets", expected], _package.Lines());
    }

    [Fact]
    public void An_empty_property_does_not_swallow_what_follows()
    {
        _package.WithProject("build/My.Package.targets", "<PropertyGroup><A/><B></B><C Condition='x' /></PropertyGroup><Target Name='T'><Exec Command='x' /></Target>");
        Assert.Contains("*Exec build/My.Package.targets x", _package.Lines());
        _package.WithProject("build/My.Package.targets", "<PropertyGroup><A>1</A><Import Project='no.targets' /></PropertyGroup><UsingTask TaskName='A' TaskFactory='CodeTaskFactory' />");
        Assert.Contains("*InlineTask build/My.Package.targets A", _package.Lines());
    }

    [Theory]
    [InlineData("a/one.targets")]
    [InlineData("a\\one.targets")]
    [InlineData("$(MSBuildThisFileDirectory)a/one.targets")]
    [InlineData("$(MSBuildThisFileDirectory)..\\build\\.\\a//one.targets")]
    [InlineData("a/*.targets")]
    [InlineData("**/o?e.targets")]
    [InlineData("a/one%2Etargets")]
    [InlineData("nothing.props;a/one.targets")]
    [InlineData("$([MSBuild]::NormalizePath('$(MSBuildThisFileDirectory)', 'a', 'one.targets'))")]
    [InlineData("$([System.IO.Path]::GetFullPath('$(MSBuildThisFileDirectory)../build/a'))/one.targets")]
    [InlineData("$([MSBuild]::EnsureTrailingSlash($(Folder)))one.targets")]
    [InlineData("$(Folder)/one.targets")]
    [InlineData("a/$(Which).targets")]
    [InlineData("$(Lost)/one.targets")]
    [InlineData("A/ONE.targets")]
    public void Imports_inside_the_package_are_followed(string project)
    {
        _package.WithProject("build/My.Package.targets", $"<PropertyGroup><Folder>$(MSBuildThisFileDirectory)a</Folder></PropertyGroup><ImportGroup><Import Project=\"{project}\" Condition=\"false\" /></ImportGroup>")
            .WithProject("build/a/one.targets", "<Import Project='../../deep/two.props' />")
            .WithProject("deep/two.props", "<Import Project='$(MSBuildThisFileDirectory)three.props' />")
            .WithProject("deep/three.props", "<Import Project='../build/My.Package.targets' />")
            .WithProject("deep/four.txt", "");
        Assert.Equal(["build/My.Package.targets", "build/a/one.targets", "deep/three.props", "deep/two.props"], _package.Imported());
        Assert.Empty(_package.Read().Problems);
    }

    [Fact]
    public void A_property_that_is_set_later_or_in_another_file_still_leads_to_a_file()
    {
        _package.WithProject("build/My.Package.props", "<Import Project='$(Late)' />")
            .WithProject("build/My.Package.targets", "<PropertyGroup><Late>$(Base)x.custom</Late><Base>$(MSBuildThisFileDirectory)</Base></PropertyGroup>")
            .WithProject("build/x.custom", "<UsingTask TaskName='A' TaskFactory='CodeTaskFactory' />");
        Assert.Contains("*InlineTask build/x.custom A", _package.Lines());
    }

    [Fact]
    public void A_file_that_MSBuild_imports_by_a_property_counts()
    {
        _package.WithProject("build/My.Package.props", "<PropertyGroup><CustomAfterMicrosoftCommonTargets>$(MSBuildThisFileDirectory)hook.txt</CustomAfterMicrosoftCommonTargets><Notes>$(MSBuildThisFileDirectory)notes.txt</Notes></PropertyGroup>")
            .WithProject("build/hook.txt", "<Target Name='T'><Exec Command='x' /></Target>")
            .With("build/notes.txt", "no project");
        Assert.Equal(["Imported build/My.Package.props", "Imported build/hook.txt", "*Exec build/hook.txt x"], _package.Lines());
    }

    [Fact]
    public void A_project_that_a_target_builds_counts_as_imported()
    {
        _package.WithProject("build/My.Package.targets", "<Target Name='T'><MSBuild Projects='$(MSBuildThisFileDirectory)../inner/x.proj' /><MSBuild Projects='@(All)' /></Target>")
            .WithProject("inner/x.proj", "<Target Name='Build'><Exec Command='x' /></Target>");
        Assert.Contains("*Exec inner/x.proj x", _package.Lines());
    }

    [Theory]
    [InlineData("<Import Project='$(X)/y.targets' />", "build/My.Package.targets: imports $(X)/y.targets, which only MSBuild can tell")]
    [InlineData("<Import Project='$(MSBuildToolsPath)\\Microsoft.Common.targets' />", "build/My.Package.targets: imports $(MSBuildToolsPath)\\Microsoft.Common.targets, which is not part of the package")]
    [InlineData("<Import Project='../../../evil.targets' />", "build/My.Package.targets: imports ../../../evil.targets, which is not part of the package")]
    [InlineData("<Import Project='$(MSBuildProjectDirectory)/evil.targets' />", "build/My.Package.targets: imports $(MSBuildProjectDirectory)/evil.targets, which is not part of the package")]
    [InlineData("<Import Project='/etc/evil.targets' />", "build/My.Package.targets: imports /etc/evil.targets, which is not part of the package")]
    [InlineData("<Import Project='Sdk.props' Sdk='Other.Sdk' />", "build/My.Package.targets: imports Sdk.props of the SDK Other.Sdk, which is another package")]
    [InlineData("<UsingTask TaskName='A' AssemblyFile='$(X)\\a.dll' />", "build/My.Package.targets: loads $(X)\\a.dll, which is no file of the package")]
    [InlineData("<ItemGroup><Analyzer Include='$(X)' /></ItemGroup>", "build/My.Package.targets: adds the analyzers $(X), which are no files of the package")]
    public void What_leaves_the_package_or_cannot_be_told_is_said(string content, string problem)
    {
        _package.WithProject("build/My.Package.targets", content);
        _package.Outside("evil.targets", "<Project><UsingTask TaskName='Evil' TaskFactory='CodeTaskFactory' /></Project>");
        Assert.Equal([problem], _package.Read().Problems.AsEnumerable());
        Assert.DoesNotContain(_package.Lines(), line => line.Contains("Evil", StringComparison.Ordinal));
    }

    [Fact]
    public void An_import_of_a_file_that_is_not_there_is_no_problem()
    {
        _package.WithProject("build/My.Package.targets", "<Import Project='gone.targets' Condition=\"Exists('gone.targets')\" />");
        Assert.Empty(_package.Read().Problems);
    }

    [Fact]
    public void An_MSBuild_SDK_is_read_from_its_folder()
    {
        _package.WithProject("Sdk/Sdk.props", "<Import Project='../build/Common.props' />").WithProject("Sdk/Sdk.targets", "")
            .WithProject("build/Common.props", "<UsingTask TaskName='A' TaskFactory='CodeTaskFactory' />").WithProject("Sdk/Other.props", "");
        Assert.Equal(["Sdk Sdk/Sdk.props", "Sdk Sdk/Sdk.targets", "Imported build/Common.props", "*InlineTask build/Common.props A"], _package.Lines());
    }

    [Fact]
    public void Analyzers_execute_and_their_texts_in_other_languages_do_not()
    {
        _package.WithLibrary("analyzers/dotnet/cs/A.dll", "analyzers/dotnet/cs/de/A.resources.dll", "analyzers/B.dll", "analyzer/C.dll").With("analyzers/readme.txt", "");
        Assert.Equal(
            ["analyzers/B.dll", "analyzers/dotnet/cs/A.dll"],
            _package.Read().Assets.Select(asset => asset is { Kind: BuildAssetKind.Analyzer, Executes: true, Detail: not null } ? asset.Path : asset.ToString()));
    }

    [Fact]
    public void An_item_can_make_any_assembly_an_analyzer()
    {
        _package.WithLibrary("tools/cs/A.dll", "tools/cs/B.dll", "lib/net8.0/C.dll")
            .WithProject("build/My.Package.targets", "<ItemGroup><Analyzer Include='$(MSBuildThisFileDirectory)../tools/**/*.dll' /><Analyzer Remove='@(Analyzer)' /></ItemGroup>");
        Assert.Equal(["tools/cs/A.dll", "tools/cs/B.dll"], _package.Read().Assets.Where(asset => asset.Executes).Select(asset => asset.Path));
    }

    [Fact]
    public void An_analyzer_that_is_no_assembly_still_counts_and_is_said()
    {
        _package.With("analyzers/dotnet/cs/A.dll", "MZ no more").With("analyzers/dotnet/cs/B.dll", "");
        var power = _package.Read();
        Assert.All(power.Assets, asset => Assert.True(asset is { Kind: BuildAssetKind.Analyzer, Executes: true }));
        Assert.Equal(["analyzers/dotnet/cs/A.dll: cannot be read as an assembly", "analyzers/dotnet/cs/B.dll: cannot be read as an assembly"], power.Problems.AsEnumerable());
    }

    [Fact]
    public void NuGet_runs_three_scripts_and_no_other()
    {
        _package.With("tools/init.ps1", "").With("tools/net40/Install.ps1", "").With("tools/uninstall.ps1", "").With("tools/more.ps1", "").With("tools/a/b/install.ps1", "").With("install.ps1", "");
        Assert.Equal(
            ["Script tools/a/b/install.ps1", "*Script tools/init.ps1", "Script tools/more.ps1", "*Script tools/net40/Install.ps1", "*Script tools/uninstall.ps1"],
            _package.Lines());
    }
}

using DepRisk.Input;
using DepRisk.Restore;

namespace DepRisk.Tests.Restore;

public sealed class SolutionReaderTests : IDisposable
{
    private const string Header = "\r\nMicrosoft Visual Studio Solution File, Format Version 12.00\r\n# Visual Studio Version 17\r\n";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Keeps_projects_of_a_classic_solution_and_skips_folders_shared_items_and_web_sites()
    {
        var path = _folder.Write("All.sln", "\uFEFF" + Header +
            """
            Project("{2150E333-8FDC-42A3-9474-1A3956D46DE8}") = "src", "src", "{1}"
            EndProject
            Project("{FAE04EC0-301F-11D3-BF4B-00C04F79EFBC}") = "B", "src\B\B.csproj", "{2}"
            EndProject
            Project("{F2A71F9B-5D33-465A-A702-920D77279786}") = "A", "src/A/A.fsproj", "{3}"
            EndProject
            Project("{D954291E-2A0B-460D-934E-DC6B0785DB48}") = "Shared", "src\Shared\Shared.shproj", "{4}"
            EndProject
            Project("{E24C65DC-7377-472B-9ABA-BC803B73C61A}") = "Site", "http://localhost/site", "{5}"
            EndProject
            Project("{8BC9CEB8-8B4A-11D0-8D11-00A0C91BC942}") = "Native", "src\Native\Native.vcxproj", "{6}"
            EndProject
            Project("{8BC9CEB8-8B4A-11D0-8D11-00A0C91BC942}") = "Packaged", "src\Packaged\Packaged.vcxproj", "{7}"
            EndProject
            Project("{FAE04EC0-301F-11D3-BF4B-00C04F79EFBC}") = "B again", "src\B\B.csproj", "{8}"
            EndProject
            """);
        _folder.Write("src/Packaged/packages.config", "<packages />");

        Assert.Equal(
            [_folder["src/A/A.fsproj"], _folder["src/B/B.csproj"], _folder["src/Packaged/Packaged.vcxproj"]],
            SolutionReader.Read(path).Value!.Projects.AsEnumerable(), StringComparer.Ordinal);
    }

    [Fact]
    public void Reads_nested_folders_of_a_new_solution()
    {
        var path = _folder.Write(
            "All.slnx",
            """
            <Solution>
              <Configurations><Platform Name="x64" /></Configurations>
              <Folder Name="/src/"><File Path="readme.md" /><Project Path="src/App/App.csproj"><Build Solution="Debug|*" /></Project></Folder>
              <Project Path="tests\T\T.vbproj" />
              <Project Path="docker-compose.dcproj" />
            </Solution>
            """);

        Assert.Equal([_folder["src/App/App.csproj"], _folder["tests/T/T.vbproj"]], SolutionReader.Read(path).Value!.Projects.AsEnumerable(), StringComparer.Ordinal);
    }

    [Fact]
    public void Resolves_projects_of_a_filter_from_the_folder_of_its_solution()
    {
        var path = _folder.Write("filters/Web.slnf", """{ "solution": { "path": "..\\src\\All.sln", "projects": [ "Web\\Web.csproj", "Core\\Core.csproj" ] } }""");

        Assert.Equal([_folder["src/Core/Core.csproj"], _folder["src/Web/Web.csproj"]], SolutionReader.Read(path).Value!.Projects.AsEnumerable(), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("a.sln", "hello", InputErrorCode.Unexpected, 1)]
    [InlineData("a.sln", "\nMicrosoft Visual Studio Solution File\nProject(\"{X}\") = \"A\"\n", InputErrorCode.Malformed, 3)]
    [InlineData("a.slnx", "<Solution>\n<Project Path=''/>\n</Solution>", InputErrorCode.Unexpected, 2)]
    [InlineData("a.slnx", "<Project />", InputErrorCode.Unexpected, 1)]
    [InlineData("a.slnx", "<Solution>\n<Project", InputErrorCode.Malformed, 2)]
    [InlineData("a.slnf", "{\n\"solution\": []}", InputErrorCode.Unexpected, 2)]
    [InlineData("a.slnf", "{ \"solution\": { \"projects\": [] } }", InputErrorCode.Unexpected, 1)]
    [InlineData("a.slnf", "", InputErrorCode.Malformed, 1)]
    public void Says_what_is_wrong_and_in_which_line(string name, string text, InputErrorCode code, long line)
    {
        var error = SolutionReader.Read(_folder.Write(name, text)).Error!;

        Assert.Equal((code, line), (error.Code, error.Line));
    }
}

using DepRisk.Build;

namespace DepRisk.Tests.Build;

public sealed class BuildMessageTests
{
    [Fact]
    public void A_name_from_a_file_is_no_second_line_and_no_command()
    {
        var message = Of("/src/App.csproj", "Evil\r\n/src/App.csproj : error CS0001: ###vso[task.setvariable]\t\u001B[2J is new");
        Assert.Equal("/src/App.csproj(7,5) : warning DR1003: Evil  /src/App.csproj : error CS0001: # # #vso[task.setvariable] \\u{001B}[2J is new", message.Canonical);
        Assert.Equal(4, message.OnceLine.Split('\t').Length);
    }

    [Theory]
    [InlineData("/src/App.csproj", "/src/App.csproj(7,5)")]
    [InlineData("C:\\src\\App (1)\\App.csproj", "C:\\src\\App (1)\\App.csproj(7,5)")]
    // MSBuild would find no error in a line that begins with such a path.
    [InlineData("/src/a:b/App.csproj", "DepRisk")]
    [InlineData("/src/a\nb/App.csproj", "DepRisk")]
    public void The_origin_is_what_MSBuild_can_read(string file, string origin) => Assert.StartsWith(origin + " : warning DR1003: ", Of(file, "text").Canonical, StringComparison.Ordinal);

    private static BuildMessage Of(string file, string text) => new(Severity.Warning, "DR1003", file, 7, 5, text);
}

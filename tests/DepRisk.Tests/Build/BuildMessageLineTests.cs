using DepRisk.Build;
using DepRisk.Input;

namespace DepRisk.Tests.Build;

public sealed class BuildMessageLineTests
{
    [Theory]
    [InlineData("Warning", "/a/b.json", 3, 5, "/a/b.json(3,5) : warning DR1001: text")]
    [InlineData("Error", "/a/b.json", 3, 0, "/a/b.json(3,1) : error DR1001: text")]
    [InlineData("Message", "/a/b.json", 0, 0, "/a/b.json : message DR1001: text")]
    [InlineData("Warning", null, 0, 0, "DepRisk : warning DR1001: text")]
    public void Another_process_says_it_as_MSBuild_reads_it(string severity, string? file, int line, int column, string expected) =>
        Assert.Equal(expected, new BuildMessage(Enum.Parse<Severity>(severity), "DR1001", file, line, column, "text").Canonical);

    [Fact]
    public void What_is_said_once_is_severity_code_origin_and_text() =>
        Assert.Equal("warning\tDR9005\t/a/deprisk.lock.json(1,2)\tis broken", new BuildMessage(Severity.Warning, "DR9005", "/a/deprisk.lock.json", 1, 2, "is broken").OnceLine);

    [Fact]
    public void An_input_is_named_once_and_its_page_stands_at_the_end()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "App.csproj");
        Assert.Equal($"App.csproj is not restored ({Link})", BuildMessage.Of(Severity.Warning, new InputError(InputErrorCode.AssetsMissing, path, "is not restored")).Text);
        var named = BuildMessage.Of(Severity.Warning, new InputError(InputErrorCode.AssetsMissing, path, "App.csproj asks for more", 7, 3));
        Assert.Equal($"App.csproj asks for more ({Link})", named.Text);
        Assert.Equal(("DR9001", path, 7, 3, Link), (named.Code, named.File, named.Line, named.Column, named.HelpLink));
    }

    private const string Link = "https://github.com/deprisk/deprisk/blob/main/docs/rules/DR9001.md";
}

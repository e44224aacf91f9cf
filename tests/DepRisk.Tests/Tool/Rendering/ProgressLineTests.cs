using DepRisk.Tool;
using DepRisk.Tool.Rendering;

namespace DepRisk.Tests.Tool.Rendering;

public class ProgressLineTests
{
    [Theory]
    [InlineData(Verbosity.Quiet, "")]
    [InlineData(Verbosity.Minimal, "")]
    [InlineData(Verbosity.Normal, "Restoring Shop.slnx\n")]
    [InlineData(Verbosity.Diagnostic, "Restoring Shop.slnx\n")]
    internal async Task Is_a_plain_line_a_step_where_nobody_watches(Verbosity verbosity, string expected)
    {
        using var output = new MemoryStream();
        await using var error = new StringWriter();
        using var terminal = new Terminal(output, error);
        await using (var progress = new ProgressLine(terminal, verbosity))
        {
            progress.Step("Restoring Shop.slnx");
            progress.Advance();
        }

        Assert.Equal(expected, error.ToString());
        Assert.Equal(0, output.Length);
    }
}

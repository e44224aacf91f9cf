using DepRisk.Input;
using DepRisk.Restore;

namespace DepRisk.Tests.Restore;

public sealed class FailedRestoreTests
{
    [Fact]
    public void What_a_failed_restore_left_behind_is_partial_and_says_so_without_the_messages_of_another_machine()
    {
        var failed = FailedRestore.Check(With(
            new AssetsLog("NU1603", "Warning", "A", "", []),
            new AssetsLog("NU1102", "Error", "Serilog", "Unable to find package in /home/somebody/feed", ["net10.0"]),
            new AssetsLog("NU1102", "Error", "Serilog", "again", ["net8.0"]),
            new AssetsLog("NU1105", "Error", null, "", [])));
        Assert.NotNull(failed);
        Assert.Equal((InputErrorCode.AssetsMissing, true), (failed.Code, failed.IsPartial));
        Assert.Contains("NU1102 Serilog (and 1 more)", failed.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("/home", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Warnings_and_the_audit_do_not_make_a_graph_partial() =>
        Assert.Null(FailedRestore.Check(With(new AssetsLog("NU1603", "Warning", "A", "", []), new AssetsLog("NU1903", "Error", "A", "", []))));

    private static AssetsFile With(params AssetsLog[] logs) => FakeAssets.Of("/src/A.csproj", false, FakeAssets.Net10([])) with { Logs = [.. logs] };
}

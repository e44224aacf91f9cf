using DepRisk.Input;
using DepRisk.Restore;

namespace DepRisk.Tests.Restore;

public sealed class ScopeReaderTests
{
    [Fact]
    public void Problems_of_one_kind_in_one_file_are_counted_from_the_hundredth_on_and_stay_partial()
    {
        var problems = Enumerable.Range(0, 103).Select(i => new InputError(InputErrorCode.DanglingEdge, "a.json", $"{i}") { IsPartial = i is 102 }).ToList();
        problems.Add(new InputError(InputErrorCode.DanglingEdge, "b.json", "another file"));

        var bounded = ScopeAssembly.Bounded(problems);

        Assert.Equal(102, bounded.Length);
        Assert.Equal(problems[..100], bounded[..100]);
        Assert.Equal("b.json", bounded[100].Path);
        Assert.Equal(("has 3 more problems of this kind", true), (bounded[101].Message, bounded[101].IsPartial));
    }

    [Fact]
    public void A_project_file_that_cannot_be_read_says_so_and_not_that_it_is_not_restored()
    {
        using var temp = new TempFolder();
        temp.Write("b.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup>\n");
        Assert.True(ScopeDiscovery.Discover(temp.Root).Succeeded(out var discovered, out _));
        Assert.False(ScopeReader.Read(discovered).Succeeded(out _, out var error));
        Assert.Equal((InputErrorCode.Malformed, "b.csproj", 2), (error.Code, Path.GetFileName(error.Path), error.Line));
    }
}

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

    /// <summary>A build agent's artifact, or what scanners collect: no project file tells anything.</summary>
    [Fact]
    public void Lock_files_alone_tell_tests_by_what_they_refer_to_and_libraries_by_who_lists_them()
    {
        using var temp = new TempFolder();
        const string Sdk = """ "Microsoft.NET.Test.Sdk": { "type": "Direct", "requested": "[18.0.1, )", "resolved": "18.0.1" }, """;
        Write("Shop.Web", """ "shop.core": { "type": "Project" } """);
        Write("Shop.Core", "");
        Write("Shop.Tests", Sdk + """ "shop.web": { "type": "Project", "dependencies": { "Shop.Core": "[1.0.0, )" } }, "shop.core": { "type": "Project" } """);

        Assert.True(ScopeDiscovery.Discover(temp.Root).Succeeded(out var discovered, out _));
        Assert.True(ScopeReader.Read(discovered).Succeeded(out var scope, out _));
        Assert.Equal(
            ["Shop.Core Library Shop.Web refers to it", "Shop.Tests Test references Microsoft.NET.Test.Sdk", "Shop.Web App no project refers to it"],
            scope.Projects.Select(project => $"{project.Name} {project.Role} {project.RoleReason}"));

        void Write(string name, string entries) => temp.Write($"{name}/packages.lock.json", $$"""{ "version": 1, "dependencies": { "net10.0": { {{entries}} } } }""");
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

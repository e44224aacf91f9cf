namespace DepRisk.EndToEnd.Tests.Build;

/// <summary>One state has one result: in which process, from which folder and by which command it is built changes nothing.</summary>
public sealed class SameEverywhereTests
{
    [Fact]
    public void Out_of_process_equals_in_process()
    {
        using var inside = Changed();
        using var outside = Changed();
        var one = inside.Build(ShopFolder.Solution).Ended(0);
        var two = outside.Build(ShopFolder.Solution, "-p:DepRiskOutOfProcess=true").Ended(0);
        Assert.Contains("Task \"DepRiskModel\"", one.Replay, StringComparison.Ordinal);
        Assert.DoesNotContain("Task \"DepRiskModel\"", two.Replay, StringComparison.Ordinal);
        Assert.NotEmpty(one.Warnings);
        Assert.Equal(one.Warnings, two.Warnings);
        foreach (var project in new[] { "App", "Lib" })
        {
            Assert.Equal(inside.Model(project), outside.Model(project));
            Assert.Equal(one.Sarif(project), two.Sarif(project));
            Assert.Equal(File.ReadAllBytes(inside[project + "/obj/deprisk.project.tsv"]), File.ReadAllBytes(outside[project + "/obj/deprisk.project.tsv"]));
        }

        // A gate, a missing restore and a broken lock are said the same way too.
        foreach (var folder in new[] { inside, outside })
        {
            folder.Write("deprisk.json", "{ \"thresholds\": { \"reech\": 1 } }");
        }

        var first = inside.Build(ShopFolder.Solution, "--no-restore").Ended(0).Warnings;
        Assert.Equal("DR9006", Assert.Single(first).Code);
        Assert.Equal(first, outside.Build(ShopFolder.Solution, "--no-restore", "-p:DepRiskOutOfProcess=true").Ended(0).Warnings);
        foreach (var folder in new[] { inside, outside })
        {
            File.Delete(folder["deprisk.json"]);
        }

        var failed = inside.Build(ShopFolder.Solution, "--no-restore", "-p:DepRiskGate=true").Ended(1).Errors;
        Assert.NotEmpty(failed);
        Assert.Equal(failed, outside.Build(ShopFolder.Solution, "--no-restore", "-p:DepRiskGate=true", "-p:DepRiskOutOfProcess=true").Ended(1).Errors);
    }

    [Fact]
    public void Two_folders_give_the_same_model_and_the_same_assembly()
    {
        using var first = Changed("one");
        using var second = Changed("another place höher");
        foreach (var folder in new[] { first, second })
        {
            folder.Build(ShopFolder.Solution, "-c", "Release", $"-p:PathMap={folder.Root}=/_").Ended(0);
        }

        foreach (var project in new[] { "App", "Lib" })
        {
            Assert.Equal(first.Model(project, "Release"), second.Model(project, "Release"));
            Assert.Equal(File.ReadAllBytes(first[$"{project}/bin/Release/net10.0/{project}.dll"]), File.ReadAllBytes(second[$"{project}/bin/Release/net10.0/{project}.dll"]));
        }
    }

    [Fact]
    public void A_path_with_spaces_and_letters_of_other_languages_is_a_path()
    {
        using var folder = Changed("ein Ordner für Bücher, 本 (1) & 2 $(A)");
        var build = folder.Build(ShopFolder.Solution).Ended(0);
        var expected = folder.PlaceOf("DR1003", ShopFolder.Lib, "<PackageReference Include=\"Gear\"");
        Assert.Contains(expected, build.Sarif("Lib").Places());
        Assert.Equal(build.Warnings, folder.Build(ShopFolder.Solution, "--no-restore", "--no-incremental", "-p:DepRiskOutOfProcess=true").Ended(0).Warnings);
        Assert.True(folder.Build(ShopFolder.Solution, "--no-restore").Ended(0).Skipped("DepRiskModel"));
    }

    [Fact]
    public void A_solution_its_projects_and_an_editor_make_the_same_model_and_the_same_findings()
    {
        using var solution = Changed();
        using var projects = Changed();
        using var editor = Changed();
        var one = solution.Build(ShopFolder.Solution).Ended(0);
        Diagnostic[] two = [.. projects.Build(ShopFolder.Lib).Ended(0).Warnings, .. projects.Build(ShopFolder.App, "-p:BuildProjectReferences=false").Ended(0).Warnings];
        editor.Dotnet("restore", ShopFolder.Solution, "-v:quiet", "-tl:off").Ended(0);
        Diagnostic[] three =
        [
            .. new[] { ShopFolder.Lib, ShopFolder.App }.SelectMany(project => editor.Run("msbuild", project, "-t:Build", "-p:BuildingInsideVisualStudio=true", "-p:BuildProjectReferences=false").Ended(0).Warnings),
        ];
        Assert.NotEmpty(one.Warnings);
        Assert.Equal(Sorted(one.Warnings), Sorted(two));
        Assert.Equal(Sorted(one.Warnings), Sorted(three));
        foreach (var project in new[] { "App", "Lib" })
        {
            Assert.Equal(solution.Model(project), projects.Model(project));
            Assert.Equal(solution.Model(project), editor.Model(project));
        }
    }

    private static string[] Sorted(IEnumerable<Diagnostic> diagnostics) => [.. diagnostics.Select(diagnostic => diagnostic.ToString()).Order(StringComparer.Ordinal)];

    [Fact]
    public async Task Two_solutions_that_share_a_library_can_be_built_at_once()
    {
        using var folder = Changed();
        folder.Project("Tool/Tool.csproj", "<OutputType>Exe</OutputType>", ShopFolder.Hidden);
        folder.Solution("Other.slnx", "Tool/Tool.csproj");
        folder.Dotnet("restore", ShopFolder.Solution, "-v:quiet", "-tl:off").Ended(0);
        folder.Dotnet("restore", "Other.slnx", "-v:quiet", "-tl:off").Ended(0);
        var builds = await Task.WhenAll(
            Task.Run(() => folder.Build(ShopFolder.Solution, "--no-restore")),
            Task.Run(() => folder.Build("Other.slnx", "--no-restore")));
        Assert.All(builds, build => Assert.Empty(build.Ended(0).Errors));
        Assert.Equal(["DR1003", "DR1008"], builds[0].Warnings.Select(warning => warning.Code).Order(StringComparer.Ordinal));

        // The lock does not know the tool, but one of two apps alone is no concentration.
        Assert.Empty(builds[1].Warnings);
        Assert.NotEmpty(folder.Model("Tool"));
    }

    /// <summary>A lock, and two findings that are newer.</summary>
    private static BuildFolder Changed(string name = "scope")
    {
        var folder = ShopFolder.Create(["Plain 1.0.0"], [], name).Locked();
        ShopFolder.WriteLib(folder, "Plain 2.0.0", "Gear 1.0.0");
        return folder;
    }
}

using System.Text.Json;
using DepRisk.Graph;
using DepRisk.Input;
using DepRisk.Tool.Commands;

namespace DepRisk.Tests.Tool;

public class FindCommandTests
{
    private const string Bom = """{"$schema":"http://cyclonedx.org/schema/bom-1.6.schema.json","bomFormat":"CycloneDX"}""";

    [Fact]
    public async Task Prints_app_version_class_route_and_place()
    {
        using var run = new ToolRun().With("Shop.slnx", TestScope.Shop().Build());
        run.Locate = (_, project, _) => [new ReferenceLocation(project.Path, 7, 5, "PackageReference", "1.0.0")];
        Snapshot.Matches("find.txt", await run.ProtocolAsync("find", "Newtonsoft.Json<13.0.4", "Shop.slnx") + await run.ProtocolAsync("find", "Newtonsoft.Json[14.0,)", "Shop.slnx"));
    }

    [Fact]
    public async Task Searches_folders_for_sboms_by_name_and_by_content()
    {
        using var run = new ToolRun();
        foreach (var (file, text) in new[] { ("a.cdx.json", "{}"), ("deep/er/bom.xml", "<bom/>"), ("report.json", Bom), ("v.xml", "<bom xmlns='http://cyclonedx.org/schema/bom/1.6'/>") })
        {
            Write(run, "sboms/" + file, text);
            run.With("sboms/" + file, Sbom(file));
        }

        foreach (var (file, text) in new[] { ("package.json", "{}"), ("x.xml", "<project/>"), ("notes.txt", Bom), ("node_modules/bom.json", Bom) })
        {
            Write(run, "sboms/" + file, text);
        }

        Assert.Equal(0, await run.RunAsync("find", "Newtonsoft.Json<13.0.3", "sboms"));
        Assert.Contains("4 of 4 files contain it", run.Output, StringComparison.Ordinal);
        Assert.Empty(run.Error);
    }

    [Fact]
    public async Task Takes_a_folder_with_a_project_for_a_scope_too()
    {
        using var run = new ToolRun().With("code", TestScope.Shop().Build()).With("code/old.cdx.json", Sbom("old"));
        Write(run, "code/App.csproj", "");
        Write(run, "code/old.cdx.json", "{}");
        Assert.Equal(0, await run.RunAsync("find", "Serilog", "code"));
        Assert.EndsWith("1 of 2 files contains it\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Goes_on_after_an_unreadable_file_and_exits_5()
    {
        using var run = new ToolRun().With("a.json", Sbom("a")).With("b.json", () => new InputError(InputErrorCode.Malformed, "b.json", "is empty", 1, 1));
        Snapshot.Matches("find-unreadable.txt", await run.ProtocolAsync("find", "Newtonsoft.Json", "a.json", "b.json"));
        Assert.Equal(0, await run.RunAsync("find", "Newtonsoft.Json", "a.json", "b.json", "--allow-partial"));
        Assert.Equal(3, await run.RunAsync("find", "Newtonsoft.Json", "b.json"));
    }

    [Fact]
    public async Task Does_not_hide_a_version_that_cannot_be_compared()
    {
        using var run = new ToolRun().With("", new TestScope("x").Project("App", ProjectRole.App, "", "A/?").Build());
        Assert.Equal(0, await run.RunAsync("find", "A<2", "."));
        Assert.Contains("its version cannot be compared", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_thousand_files_give_the_same_result_in_the_same_order_every_time()
    {
        using var run = new ToolRun();
        for (var i = 0; i < 1000; i++)
        {
            var file = $"sboms/{i:D4}.cdx.json";
            Write(run, file, "{}");
            run.With(file, i % 150 == 7 ? Sbom($"app{i}") : new TestScope("x").Project("App", ProjectRole.App, "", "A/1.0.0").Build());
        }

        Assert.Equal(0, await run.RunAsync("find", "Newtonsoft.Json<13.0.3", "sboms", "--format", "json"));
        var first = run.Output;
        Assert.Equal(0, await run.RunAsync("find", "Newtonsoft.Json<13.0.3", "sboms", "--format", "json"));
        Assert.Equal(first, run.Output);
        using var json = JsonDocument.Parse(first);
        Assert.Equal(1000, json.RootElement.GetProperty("files").GetInt32());
        Assert.Equal(7, json.RootElement.GetProperty("containing").GetInt32());
        Assert.Equal("sboms/0007.cdx.json", json.RootElement.GetProperty("hits")[0].GetProperty("file").GetString());
        Assert.Equal(0, await run.RunAsync("find", "Newtonsoft.Json<13.0.3", "sboms"));
        Assert.EndsWith("7 of 1,000 files contain it\n", run.Output, StringComparison.Ordinal);
    }

    private static Scope Sbom(string name) =>
        new TestScope(name).Project("App", ProjectRole.App, "", "A/1.0.0 > Newtonsoft.Json/12.0.1").Build();

    private static void Write(ToolRun run, string file, string text)
    {
        var path = Path.Combine(run.Folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}

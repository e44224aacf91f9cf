using DepRisk.Graph;
using DepRisk.Input;
using DepRisk.Sbom;
using DepRisk.Tool.Commands;

namespace DepRisk.Tests.Tool;

public class SbomCommandTests
{
    [Fact]
    public async Task Writes_one_file_per_app_into_a_folder()
    {
        using var run = Shop();
        Assert.Equal(0, await run.RunAsync("sbom", "-o", "sboms/"));
        Assert.Equal("Admin.cdx.json Web.cdx.json Worker.cdx.json", Files(run, "sboms"));
        Assert.Equal("Web", await File.ReadAllTextAsync(Path.Combine(run.Folder, "sboms", "Web.cdx.json")));
    }

    [Fact]
    public async Task Demands_a_folder_or_a_merge_for_several_apps()
    {
        using var run = Shop();
        Assert.Equal(2, await run.RunAsync("sbom"));
        Assert.Contains("Shop.slnx has 3 apps: name a folder with -o DIR/, or write one SBOM for all with --merge", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
        Assert.Equal(2, await run.RunAsync("sbom", "-o", "all.json"));
    }

    [Fact]
    public async Task Merges_into_one()
    {
        using var run = Shop();
        Assert.Equal(0, await run.RunAsync("sbom", "--merge"));
        Assert.Equal("Admin+Web+Worker", run.Output);
        Assert.Equal(0, await run.RunAsync("sbom", "--merge", "-o", "-"));
        Assert.Equal("Admin+Web+Worker", run.Output);
        Assert.Empty(Directory.GetFileSystemEntries(run.Folder));
        Assert.Equal(0, await run.RunAsync("sbom", "--merge", "-o", "out/", "--format", "xml"));
        Assert.Equal("Shop.cdx.xml", Files(run, "out"));
    }

    [Fact]
    public async Task Hands_all_options_to_the_writer()
    {
        BomRequest? seen = null;
        using var run = Shop();
        run.WriteBom = (request, _) =>
        {
            seen = request;
            return [];
        };
        Assert.Equal(0, await run.RunAsync("sbom", "--merge", "-o", "x.xml", "--spec-version", "1.4", "--manufacturer", "Shop Ltd", "--manufacturer-url", "https://shop.example", "--author", "Ann <ann@shop.example>", "--sha256"));
        Assert.Equal((SpecVersion.V1_4, "xml", "Shop Ltd", "https://shop.example", "Ann <ann@shop.example>", true), (seen!.SpecVersion, seen.Format, seen.Manufacturer, seen.ManufacturerUrl, seen.Author, seen.HashesSha256));
    }

    [Fact]
    public async Task Published_is_a_scope_without_what_publish_leaves_out()
    {
        foreach (var isPublished in new[] { false, true })
        {
            BomRequest? seen = null;
            using var run = Shop();
            run.WriteBom = (request, _) =>
            {
                seen = request;
                return [];
            };
            run.With("", Private(TestScope.Shop().Build()));
            Assert.Equal(0, await run.RunAsync(["sbom", "--merge", .. isPublished ? ["--published"] : Array.Empty<string>()]));
            var nodes = seen!.Scope.Projects.SelectMany(project => project.Targets).SelectMany(target => target.Graph.Nodes.ToArray()).ToArray();
            Assert.Equal(!isPublished, Array.Exists(nodes, node => (node.Traits & NodeTraits.NotPublished) is not NodeTraits.None));
            Assert.Equal(isPublished, nodes.Length < Private(TestScope.Shop().Build()).Projects.SelectMany(project => project.Targets).Sum(target => target.Graph.Nodes.Length));
        }
    }

    [Fact]
    public async Task Exits_5_for_an_incomplete_sbom_that_is_written_all_the_same()
    {
        using var run = Shop();
        run.WriteBom = (_, write) =>
        {
            write(0, "incomplete"u8.ToArray());
            return [new InputError(InputErrorCode.UnknownEdges, "src/Web/packages.config", "its packages are not on disk; restore them")];
        };
        Assert.Equal(5, await run.RunAsync("sbom", "--merge"));
        Assert.Equal("incomplete", run.Output);
        Assert.EndsWith("src/Web/packages.config: warning DR9012: its packages are not on disk; restore them\n", run.Error, StringComparison.Ordinal);
        Assert.Equal(0, await run.RunAsync("sbom", "--merge", "--allow-partial"));
    }

    [Theory]
    [InlineData("contradict each other", "--merge", "-o", "x.xml", "--format", "json")]
    [InlineData("--manufacturer is empty", "--merge", "--manufacturer", " ")]
    [InlineData("--author is empty", "--merge", "--author", "")]
    [InlineData("--output is empty", "--merge", "-o", "")]
    [InlineData("is not a web address", "--merge", "--manufacturer-url", "shop")]
    [InlineData("not recognized. Must be one of: '1.4', '1.5', '1.6', '1.7'", "--spec-version", "1.3")]
    public async Task Refuses_options_that_make_no_sense(string message, params string[] args)
    {
        using var run = Shop();
        Assert.Equal(2, await run.RunAsync(["sbom", .. args]));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Finds_nothing_to_deliver_in_tests_alone()
    {
        using var run = new ToolRun().With("", new TestScope("T.csproj").Project("T.csproj", ProjectRole.Test, "net10.0", "xunit/2.9.3").Build());
        Assert.Equal(3, await run.RunAsync("sbom"));
        Assert.Contains("DR9009", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_name_of_an_app_leads_out_of_the_folder_and_equal_names_stay_apart()
    {
        using var run = new ToolRun { WriteBom = WriteNames }.With("", new TestScope("x")
            .Project("a/Web.csproj", ProjectRole.App, "net10.0").Project("b/Web.csproj", ProjectRole.App, "net10.0").Project("c/...csproj", ProjectRole.App, "net10.0").Build());
        Assert.Equal(0, await run.RunAsync("sbom", "-o", "out/"));
        Assert.Equal("a-Web.csproj.cdx.json app.cdx.json b-Web.csproj.cdx.json", Files(run, "out"));
        Assert.Equal("-..-etc-passwd", SbomFiles.FileName("../../etc/passwd"));
    }

    [Fact]
    public async Task No_document_replaces_another_whose_path_becomes_the_same_name()
    {
        using var run = new ToolRun { WriteBom = WriteNames }.With("", new TestScope("x")
            .Project("a-b/Web.csproj", ProjectRole.App, "net10.0").Project("a/b-Web.csproj", ProjectRole.App, "net10.0")
            .Project("a/b/Web.csproj", ProjectRole.App, "net10.0").Build());
        Assert.Equal(0, await run.RunAsync("sbom", "-o", "out/"));
        Assert.Equal("a-b-Web.csproj-2.cdx.json a-b-Web.csproj.cdx.json b-Web.cdx.json", Files(run, "out"));
    }

    [Fact]
    public async Task Says_that_a_file_stands_where_the_folder_should_be()
    {
        using var run = Shop();
        await File.WriteAllTextAsync(Path.Combine(run.Folder, "sboms"), "mine");
        Assert.Equal(2, await run.RunAsync("sbom", "-o", "sboms"));
        Assert.Contains("sboms/Web.cdx.json: error DR9004: cannot be written: sboms is a file, not a folder; name another folder", run.Error, StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(Path.Combine(run.Folder, "sboms")));
    }

    [Fact]
    public async Task Says_what_the_conversion_of_an_SBOM_leaves_out()
    {
        using var run = new ToolRun { WriteBom = WriteNames }.With("web.cdx.json", () => DepRisk.Sbom.CycloneDxReader.Parse(
            "web.cdx.json", """{"bomFormat":"CycloneDX","specVersion":"1.6","metadata":{"component":{"type":"application","name":"Web","bom-ref":"w"}},"dependencies":[{"ref":"w"}]}"""u8.ToArray()));
        Assert.Equal(0, await run.RunAsync("sbom", "web.cdx.json"));
        Assert.Contains("not hashes, licences and suppliers; keep the original", run.Error, StringComparison.Ordinal);
    }

    private static ToolRun Shop() => new ToolRun { WriteBom = WriteNames }.With("", TestScope.Shop().Build());

    // Documents that hold the names of what they are about.
    private static IReadOnlyList<InputError> WriteNames(BomRequest request, Action<int, ReadOnlyMemory<byte>> write)
    {
        var names = request.Projects.Select(project => project.Name).ToArray();
        string[] documents = request.IsMerged ? [string.Join('+', names)] : names;
        for (var i = 0; i < documents.Length; i++)
        {
            write(i, System.Text.Encoding.UTF8.GetBytes(documents[i]));
        }

        return [];
    }

    /// <summary>Whatever the projects refer to first is private.</summary>
    private static Scope Private(Scope scope) => scope with
    {
        Projects = [.. scope.Projects.Select(project => project with
        {
            Targets = [.. project.Targets.Select(target => target with
            {
                Graph = DependencyGraph.Create(
                    [.. target.Graph.Nodes.ToArray().Select((node, i) => i is 1 ? node with { Traits = node.Traits | NodeTraits.NotPublished } : node)],
                    Enumerable.Range(0, target.Graph.Nodes.Length).SelectMany(from => target.Graph.DependenciesOf(from).ToArray().Select(to => new Edge(from, to)))),
            })],
        })],
    };

    private static string Files(ToolRun run, string folder) =>
        string.Join(' ', Directory.GetFiles(Path.Combine(run.Folder, folder)).Select(Path.GetFileName).Order(StringComparer.Ordinal));
}

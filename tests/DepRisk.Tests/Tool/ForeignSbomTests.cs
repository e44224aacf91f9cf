using System.Text.Json;
using DepRisk.Graph;
using DepRisk.Sbom;

namespace DepRisk.Tests.Tool;

/// <summary>SBOMs of other tools and other ecosystems: what they do not state is said, and nothing falls over.</summary>
public class ForeignSbomTests
{
    private const string Mixed =
        """
        {"bomFormat":"CycloneDX","specVersion":"1.5","version":1,
         "metadata":{"component":{"type":"application","bom-ref":"app","name":"shop","version":"1.0"}},
         "components":[
           {"type":"library","bom-ref":"e","name":"express","version":"4.18.2","purl":"pkg:npm/express@4.18.2"},
           {"type":"library","bom-ref":"d","name":"debug","version":"2.6.9","purl":"pkg:npm/debug@2.6.9"},
           {"type":"library","bom-ref":"b","group":"@babel","name":"core","version":"7.0.0","purl":"pkg:npm/%40babel/core@7.0.0"},
           {"type":"library","bom-ref":"r","name":"requests","version":"2.31.0","purl":"pkg:pypi/requests@2.31.0"},
           {"type":"library","bom-ref":"u","name":"urllib3","version":"2.0.7","purl":"pkg:pypi/urllib3@2.0.7"},
           {"type":"library","bom-ref":"g","name":"github.com/gorilla/mux","version":"v1.8.0","purl":"pkg:golang/github.com/gorilla/mux@v1.8.0"}],
         "dependencies":[{"ref":"app","dependsOn":["e","b","r","g"]},{"ref":"e","dependsOn":["d"]},{"ref":"b","dependsOn":["d"]},{"ref":"r","dependsOn":["u"]},{"ref":"d"},{"ref":"u"},{"ref":"g"}]}
        """;

    public static TheoryData<string> Fixtures => [.. Corpus.Files("cyclonedx/fixtures", "valid-*").Where(IsBom).Select(Corpus.Name)];

    [Fact]
    public async Task What_if_answers_for_other_ecosystems()
    {
        using var run = await RunAsync();
        Snapshot.Matches(
            "foreign-what-if.txt",
            await run.ProtocolAsync("what-if", "lose", "npm:debug", "shop.cdx.json") + await run.ProtocolAsync("what-if", "compromise", "pypi:urllib3", "shop.cdx.json")
            + await run.ProtocolAsync("what-if", "lose", "golang:github.com/gorilla/mux", "shop.cdx.json") + await run.ProtocolAsync("what-if", "lose", "owner:expressjs", "shop.cdx.json"));
    }

    [Fact]
    public async Task Why_and_power_and_diff_answer_for_other_ecosystems()
    {
        using var run = await RunAsync();
        Snapshot.Matches(
            "foreign-others.txt",
            await run.ProtocolAsync("why", "npm:debug", "shop.cdx.json") + await run.ProtocolAsync("power", "shop.cdx.json") + await run.ProtocolAsync("diff", "shop.cdx.json", "next.cdx.json"));
    }

    /// <summary>Who lists components and no edges says nothing of who brought them in, nor of what is safe.</summary>
    [Fact]
    public async Task What_no_edge_leads_to_is_brought_in_by_nobody_that_is_known()
    {
        using var run = new ToolRun();
        var path = Path.Combine(run.Folder, "list.cdx.json");
        await File.WriteAllTextAsync(path, """
            {"bomFormat":"CycloneDX","specVersion":"1.5","metadata":{"component":{"type":"application","bom-ref":"app","name":"shop"}},
             "components":[{"type":"library","scope":"required","bom-ref":"a","name":"langgraph","version":"0.5.3","purl":"pkg:pypi/langgraph@0.5.3"},
               {"type":"library","scope":"required","bom-ref":"b","name":"flask","version":"3.0.3","purl":"pkg:pypi/flask@3.0.3"}],
             "dependencies":[{"ref":"app","dependsOn":["b"]}]}
            """);
        run.With("list.cdx.json", () => CycloneDxReader.Read(path));
        await run.RunAsync("scan", "list.cdx.json");
        Assert.Contains("2 packages ship: 1 referenced by you, 0 brought in by others, 1 by routes that the source does not state\n", run.Output, StringComparison.Ordinal);
        await run.RunAsync("what-if", "lose", "pypi:langgraph", "list.cdx.json");
        Assert.Contains("  change     no reference of yours is known to lead there\n  safe       0 of 1 app\n", run.Output, StringComparison.Ordinal);
    }

    [CorpusTheory]
    [MemberData(nameof(Fixtures))]
    public async Task Every_command_answers_or_says_why_it_cannot(string name)
    {
        var file = Path.Combine(Corpus.Root!, name);
        using var run = new ToolRun().With("bom.json", () => CycloneDxReader.Read(file));
        var packages = CycloneDxReader.Read(file).Succeeded(out var scope, out _)
            ? scope.Projects[0].Targets[0].Graph.Nodes.ToArray().Where(node => node.MayShip).Select(node => node.Component).Where(component => component.Type is ComponentType.Package).Select(component => component.Id).Distinct(StringComparer.Ordinal).Take(5).ToArray()
            : [];
        foreach (var args in (string[][])[.. packages.SelectMany(id => new string[][] { ["why", id], ["what-if", "lose", id], ["what-if", "compromise", id] }), ["power"], ["what-if", "compromise", "owner:somebody"], ["what-if", "lose", "platform:Microsoft"], ["diff", "bom.json"]])
        {
            var code = await run.RunAsync([.. args, "bom.json"]);
            Assert.Contains(code, (int[])[0, 3, 5]);
            Assert.NotEmpty(code is 3 ? run.Error : run.Output);
            if (args[0] is not "why" && code is not 3 && packages.Length > 0)
            {
                Assert.Matches("[Nn]ot known|unknown|is not in|states whether", run.Output);
            }
        }
    }

    private static bool IsBom(string path) => Path.GetExtension(path) is ".json" or ".xml";

    private static async Task<ToolRun> RunAsync()
    {
        var run = new ToolRun();
        var next = Mixed.Replace("2.6.9", "4.3.4", StringComparison.Ordinal).Replace("pkg:pypi/urllib3@2.0.7", "pkg:pypi/urllib3@2.2.0", StringComparison.Ordinal);
        JsonDocument.Parse(next).Dispose();
        foreach (var (name, text) in new[] { ("shop.cdx.json", Mixed), ("next.cdx.json", next) })
        {
            var path = Path.Combine(run.Folder, name);
            await File.WriteAllTextAsync(path, text);
            run.With(name, () => CycloneDxReader.Read(path));
        }

        return run;
    }
}

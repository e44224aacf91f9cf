using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Packages;
using DepRisk.Packages.Capabilities;
using DepRisk.Packages.Signatures;

namespace DepRisk.Tests.Packages;

public sealed class LibraryFilesTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData("net10.0", "lib/net8.0/A.dll runtimes/unix/lib/net8.0/A.dll runtimes/unix/native/a.so runtimes/win/native/a.dll")]
    [InlineData("net6.0", "lib/netstandard2.0/A.dll runtimes/unix/native/a.so runtimes/win/native/a.dll")]
    [InlineData("net472", "lib/net45/A.dll runtimes/unix/native/a.so runtimes/win/native/a.dll")]
    public void What_would_ship_is_nearest_to_the_framework_and_native_code_of_all_platforms(string framework, string expected)
    {
        Write("lib/net45/A.dll", "lib/net8.0/A.dll", "lib/net8.0/A.xml", "lib/net8.0/de/A.resources.dll", "lib/netstandard2.0/A.dll", "ref/net8.0/A.dll", "tools/t.dll");
        Write("runtimes/unix/lib/net8.0/A.dll", "runtimes/unix/native/a.so", "runtimes/win/native/a.dll", "runtimes/win/native/_._", "runtimes/osx/lib/net9.0/_._");
        Assert.Equal(expected, string.Join(' ', LibraryFiles.CodeFor(_temp.Root, FrameworkName.Parse(framework))));
    }

    [Fact]
    public void A_placeholder_says_that_nothing_is_needed()
    {
        Write("lib/netcoreapp2.0/_._", "lib/netstandard2.0/A.dll");
        Assert.Empty(LibraryFiles.CodeFor(_temp.Root, FrameworkName.Parse("net10.0")));
        Assert.Equal(["lib/netstandard2.0/A.dll"], LibraryFiles.CodeFor(_temp.Root, FrameworkName.Parse("net472")).AsEnumerable());
        Assert.Empty(LibraryFiles.CodeFor(_temp["nowhere"], FrameworkName.Parse("net10.0")));
    }

    [Fact]
    public void Capabilities_of_what_no_source_lists_files_of_are_read_and_the_graph_does_not_claim_that_it_ships()
    {
        File.WriteAllBytes(_temp.Write("zip/1.0.0/lib/net8.0/Zip.dll", ""), Compiled.Library("Zip", "public class Z { public static void Z1(string a, string b) => System.Diagnostics.Process.Start(a, b); }"));
        _temp.Write("zip/1.0.0/zip.nuspec", "<package><metadata><id>Zip</id><version>1.0.0</version><authors>A</authors></metadata></package>");
        var table = new ComponentTable();
        var (app, zip) = (table.Project("App", "1.0.0", "App/App.csproj"), table.Package("Zip", "1.0.0"));
        var graph = DependencyGraph.Create([new Node(app, DependencyClass.Runtime, NodeTraits.None, []), new Node(zip, DependencyClass.Unknown, NodeTraits.Direct, [])], [new Edge(0, 1)]);
        var project = new Project(app, ProjectRole.App, "", [new Target("net10.0", "net10.0", null, false, [], graph)]);
        var scope = new Scope("x", _temp.Root, [project], new Dictionary<Component, RestoredPackage> { [zip] = new(null, _temp["zip/1.0.0"]) }, [], []);
        var evidence = ScopeEvidence.Read(scope, new SignatureTrust(TrustedRoots.None, []), new CacheEntries(null), () => { });
        Assert.Equal([Capability.Process], Assert.Single(evidence.Of(zip).Files).Present.Select(use => use.Capability));
        Assert.Empty(graph.Nodes[1].Files);
    }

    private void Write(params string[] paths)
    {
        foreach (var path in paths)
        {
            _temp.Write(path, "");
        }
    }
}

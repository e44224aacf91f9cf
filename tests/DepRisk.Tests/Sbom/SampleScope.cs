using System.Collections.Immutable;
using System.Security.Cryptography;
using DepRisk.Graph;
using DepRisk.Input;
using DepRisk.Packages;

namespace DepRisk.Tests.Sbom;

/// <summary>A scope made by hand over a small packages folder on disk: two apps, a library, a test project, and one of everything an SBOM must tell apart.</summary>
public sealed class SampleScope : IDisposable
{
    private readonly ComponentTable _table = new();
    private readonly Dictionary<Component, RestoredPackage> _packages = new(ReferenceEqualityComparer.Instance);

    public SampleScope(string? root = null)
    {
        Root = root ?? Directory.CreateTempSubdirectory("deprisk-sbom-").FullName;
        Packages = Path.Combine(Root, "packages");
        Web = _table.Project("Web", "2.1.0", "src/Web/Web.csproj");
        Worker = _table.Project("Worker", null, "src/Worker/Worker.csproj");
        Shared = _table.Project("Shared", "1.0.0", "src/Shared/Shared.csproj");
        Tests = _table.Project("Web.Tests", null, "test/Web.Tests/Web.Tests.csproj");
        Json = Package("Contoso.Json", "13.0.3", "https://user:canary-secret@packages.nuget.org/v3/index.json?key=canary-secret", """
            <authors>Ann &amp; Bob, Carol</authors><license type="expression">MIT OR (Apache-2.0 AND BSD-3-Clause)</license>
            <projectUrl>https://example.test/json</projectUrl><copyright>© Ünïcode "quoted" &lt;b&gt;</copyright>
            <repository type="git" url="https://x-token:canary-secret@example.test/json.git" commit="0123456789abcdef" />
            """, "lib/net10.0/Contoso.Json.dll", "lib/net10.0/de/Contoso.Json.resources.dll", "runtimes/linux-x64/native/libjson.so");
        Log = Package("Contoso.Log", "3.1.1", "/home/canary-secret/feed", """
            <authors>Log People</authors><license type="file">docs\LICENSE.txt</license>
            <repository type="git" url="git@example.test:log/log.git" />
            """, "lib/netstandard2.0/Contoso.Log.dll");
        Old = Package("Old_Stuff", "1.0.0.1", "https://feed.example/v3/index.json",
            "<authors>Old</authors><licenseUrl>https://example.test/license</licenseUrl>", "lib/net10.0/Old.dll");
        Analyzer = Package("Contoso.Analyzers", "3.0.0-beta.1", "https://feed.example/v3/index.json",
            "<authors>Ann</authors><license type=\"expression\">free as in (beer</license>");
        Bare = _table.Package("Nowhere.OnDisk", "9.9.9");
        Pruned = Package("Contoso.Text", "9.0.0", null, "<authors>Ann</authors>");
        Tool = _table.Package("Contoso.Tool", "4.5.6");
        Framework = _table.Intern(ComponentType.Framework, "", "Microsoft.NETCore.App", null);
        Loose = _table.Intern(ComponentType.File, "", "Vendor.dll", "7.8.9.0", "lib/Vendor.dll");
        Write(Path.Combine(Root, "lib", "Vendor.dll"), "vendor");
    }

    public string Root { get; }

    public string Packages { get; }

    public Component Web { get; }

    public Component Worker { get; }

    public Component Shared { get; }

    public Component Tests { get; }

    public Component Json { get; }

    public Component Log { get; }

    public Component Old { get; }

    public Component Analyzer { get; }

    public Component Bare { get; }

    public Component Pruned { get; }

    public Component Tool { get; }

    public Component Framework { get; }

    public Component Loose { get; }

    public ComponentTable Table => _table;

    public static ImmutableArray<ShippedFile> JsonFiles { get; } =
    [
        new("lib/net10.0/Contoso.Json.dll", ShippedFileType.Assembly),
        new("lib/net10.0/de/Contoso.Json.resources.dll", ShippedFileType.Resource, Culture: "de"),
        new("runtimes/linux-x64/native/libjson.so", ShippedFileType.Native, "linux-x64"),
    ];

    public static ImmutableArray<ShippedFile> LogFiles { get; } = [new("lib/netstandard2.0/Contoso.Log.dll", ShippedFileType.Assembly)];

    public Scope Scope(bool isPartial = false) => new(
        "Shop.sln",
        Root,
        [
            WebProject(),
            new Project(Shared, ProjectRole.Library, "no other evidence", [Target("net10.0", [Node(Shared), Node(Log, files: LogFiles)], [(0, 1)])]),
            WorkerProject(),
            new Project(Tests, ProjectRole.Test, "references a test SDK", [Target("net10.0", [Node(Tests), Node(Json, files: JsonFiles)], [(0, 1)])]),
        ],
        _packages,
        [
            new BuildComponent(Tool, "dotnet-tool", ".config/dotnet-tools.json"),
            new BuildComponent(_table.Package("Contoso.Sdk", "1.0.0"), "msbuild-sdk", "global.json"),
        ],
        isPartial ? [new InputError(InputErrorCode.AssetsMissing, "x", "x")] : []);

    public Project Project(Component component) => Scope().Projects.Single(project => project.Component == component);

    public static Node Node(
        Component component,
        DependencyClass @class = DependencyClass.Runtime,
        NodeTraits traits = NodeTraits.None,
        ImmutableArray<ShippedFile> files = default,
        string? providedBy = null) => new(component, @class, traits, files.IsDefault ? [] : files, providedBy);

    public static Target Target(
        string name, Node[] nodes, (int From, int To)[] edges, EdgeSource source = EdgeSource.Resolved, DroppedEdge[]? dropped = null, bool isSelfContained = false)
    {
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        return new Target(
            name,
            slash < 0 ? name : name[..slash],
            slash < 0 ? null : name[(slash + 1)..],
            isSelfContained,
            [],
            DependencyGraph.Create(nodes, edges.Select(edge => new Edge(edge.From, edge.To)), source, [.. dropped ?? []]));
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private Project WebProject() => new(Web, ProjectRole.App, "OutputType Exe in Web.csproj",
    [
        Target(
            "net10.0",
            [
                Node(Web),
                Node(Json, traits: NodeTraits.Direct, files: JsonFiles),
                Node(Shared, traits: NodeTraits.Direct),
                Node(Log, traits: NodeTraits.Pinned, files: LogFiles),
                Node(Old, DependencyClass.Excluded, NodeTraits.Direct),
                Node(Analyzer, DependencyClass.Build, NodeTraits.Direct | NodeTraits.BuildAssets),
                Node(Bare, traits: NodeTraits.NotPublished),
                Node(Pruned, DependencyClass.Pruned, providedBy: "Microsoft.NETCore.App"),
                Node(Framework, traits: NodeTraits.Direct),
                Node(Loose, traits: NodeTraits.Direct),
            ],
            [(0, 1), (0, 2), (2, 3), (0, 4), (0, 5), (3, 6), (1, 7), (0, 8), (0, 9)],
            dropped: [new DroppedEdge(3, "Gone.Package", "[1.0.0, )", "not in the file")]),
    ]);

    /// <summary>Resolves Contoso.Log differently in its two targets.</summary>
    private Project WorkerProject() => new(Worker, ProjectRole.App, "OutputType Exe in Worker.csproj",
    [
        Target("net10.0", [Node(Worker), Node(Json, traits: NodeTraits.Direct, files: JsonFiles), Node(Log, files: LogFiles)], [(0, 1), (1, 2)]),
        Target(
            "net9.0",
            [Node(Worker), Node(Json, traits: NodeTraits.Direct, files: JsonFiles), Node(Log, files: LogFiles), Node(Old, files: [new("lib/net10.0/Old.dll", ShippedFileType.Assembly)])],
            [(0, 1), (1, 2), (2, 3)]),
    ]);

#pragma warning disable CA1308 // Normalize strings to uppercase: NuGet's folders are in lower case.
    private Component Package(string id, string version, string? feed, string metadata, params string[] files)
    {
        var folder = Path.Combine(Packages, id.ToLowerInvariant(), version);
        var name = $"{id.ToLowerInvariant()}.{version}.nupkg";
        Write(Path.Combine(folder, id.ToLowerInvariant() + ".nuspec"), $"<package><metadata><id>{id}</id><version>{version}</version>{metadata}</metadata></package>");
        Write(Path.Combine(folder, name), id + version);
        Write(Path.Combine(folder, name + ".sha512"), Convert.ToBase64String(SHA512.HashData(System.Text.Encoding.UTF8.GetBytes(id + version))));
        if (feed is not null)
        {
            Write(Path.Combine(folder, ".nupkg.metadata"), $$"""{"version":2,"contentHash":"Y29udGVudA==","source":"{{feed}}"}""");
        }

        foreach (var file in files)
        {
            Write(Path.Combine(folder, file), id + file);
        }

        var component = _table.Package(id, version);
        _packages.Add(component, new RestoredPackage("Y29udGVudA==", folder));
        return component;
    }
#pragma warning restore CA1308

    private static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}

using System.Collections.Immutable;
using System.Globalization;
using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Packages;
using DepRisk.Packages.Build;
using DepRisk.Packages.Capabilities;
using DepRisk.Packages.Signatures;
using DepRisk.Tests.Tool;

namespace DepRisk.Tests.Rules;

/// <summary>A reference of a project in a <see cref="SmallSolution"/>.</summary>
internal sealed record SmallReference(int Package, int Version, bool IsPrivate = false, bool IsCentral = false, bool IsFloating = false);

/// <summary>A project in a <see cref="SmallSolution"/>: what it refers to, and nothing that a restore works out.</summary>
internal sealed record SmallProject(string Path, ProjectRole Role, ImmutableArray<string> Projects, ImmutableArray<SmallReference> Packages);

/// <summary>
/// A random solution with a restore of its own, so that the graphs of a library and of the apps that contain it fit together as those of one restore do: references flow unless they
/// are private, and of several versions the highest one that anybody asks for is taken. A second way to the truth, which nothing of the code under test has a part in.
/// </summary>
internal sealed record SmallSolution(int Seed, ImmutableArray<SmallProject> Projects)
{
    public const int Packages = 12;
    public const int Versions = 3;

    /// <summary>By id, whether it only runs in the build.</summary>
    private static bool IsAnalyzer(int package) => package % 6 is 5;

    public static SmallSolution Random(int seed)
    {
        var random = new Random(seed);
        string[] libraries = ["libs/A/A.csproj", "libs/B/B.csproj", "libs/C/C.csproj", "src/D/D.csproj"];
        var projects = ImmutableArray.CreateBuilder<SmallProject>();
        foreach (var app in (string[])["apps/Web/Web.csproj", "apps/Zoo/Zoo.csproj", "src/Api/Api.csproj", "src/Job/Job.csproj"])
        {
            projects.Add(new SmallProject(app, ProjectRole.App, [.. libraries.Where(_ => random.Next(5) < 2)], References(random, seed)));
        }

        for (var i = 0; i < libraries.Length; i++)
        {
            projects.Add(new SmallProject(libraries[i], ProjectRole.Library, [.. libraries.Skip(i + 1).Where(_ => random.Next(3) is 0)], References(random, seed)));
        }

        projects.Add(new SmallProject("tests/T/T.csproj", ProjectRole.Test, ["apps/Web/Web.csproj", .. libraries.Take(1)], References(random, seed)));
        return new SmallSolution(seed, projects.ToImmutable());
    }

    /// <summary>Of half of the solutions the versions of direct references are decided centrally.</summary>
    private static ImmutableArray<SmallReference> References(Random random, int seed) =>
    [
        // Few of the packages are asked for at first, so that there is something to add.
        .. Enumerable.Range(0, random.Next(0, 4)).Select(_ => random.Next(Packages)).Distinct().Order()
            .Select(package => new SmallReference(package, seed % 2 is 0 ? Central(seed, package) : random.Next(1, Versions), IsAnalyzer(package) || random.Next(8) is 0, seed % 2 is 0)),
    ];

    public static int Central(int seed, int package) => 1 + ((seed + package) % (Versions - 1));

    public SmallSolution With(SmallProject project) => this with { Projects = [.. Projects.Where(other => other.Path != project.Path), project] };

    public SmallProject Project(string path) => Projects.Single(project => project.Path == path);

    /// <summary>Of the whole solution.</summary>
    public Scope Scope()
    {
        var table = new ComponentTable();
        return new TestScope("x").Build() with { Projects = [.. Projects.OrderBy(project => project.Path, StringComparer.Ordinal).Select(project => Restored(project, table))] };
    }

    /// <summary>Of one project alone, as its build has it.</summary>
    public Scope ScopeOf(SmallProject project) => new TestScope("x").Build() with { Projects = [Restored(project, new ComponentTable())] };

    public static ScopeEvidence Evidence(int seed, IEnumerable<Component> packages)
    {
        var known = new Dictionary<Component, PackageEvidence>(ReferenceEqualityComparer.Instance);
        foreach (var package in packages)
        {
            if (EvidenceOf(seed, package) is { } evidence)
            {
                known.TryAdd(package, evidence);
            }
        }

        return new ScopeEvidence(known, []);
    }

    public static ScopeEvidence Evidence(int seed, Scope scope) => Evidence(
        seed,
        scope.Projects.SelectMany(project => project.Targets).SelectMany(target => target.Graph.Nodes.ToArray()).Select(node => node.Component).Where(component => component.Type is ComponentType.Package));

    /// <summary>Follows from id and version alone. Null: not on this disk.</summary>
    private static PackageEvidence? EvidenceOf(int seed, Component component)
    {
        var (package, version) = (int.Parse(component.Id.AsSpan(1), CultureInfo.InvariantCulture), component.Version![0] - '0');
        var random = new Random((seed * 1000) + (package * 10));
        string[] owners = ["ann", "bob", "ann bob", "eve", "ann eve"];
        var hands = owners[random.Next(owners.Length)];
        var (kind, isChanged, isBuilding) = (random.Next(14), random.Next(4) is 0, random.Next(6) is 0);
        var uses = ImmutableArray.CreateBuilder<CapabilityUse>();
        for (var v = 1; v <= version; v++)
        {
            uses.Add(new CapabilityUse((Capability)random.Next(12), "A.B", "System.C"));
        }

        if (kind is 0)
        {
            return null;
        }

        var signature = kind is 1 ? PackageSignature.Of(SignatureVerdict.Unsigned)
            : kind is 2 && version > 1 ? PackageSignature.Of(SignatureVerdict.Invalid, "it was changed")
            : TestEvidence.Signed(isChanged && version > 1 ? "mallory" : hands, kind is 3 ? TestEvidence.Signer("Ann Ltd", "Ann Ltd") : null);
        var nuspec = new Nuspec(component.Id, component.Version, null, null, kind is 4 ? null : new NuspecRepository("git", "https://git.example/x", null), kind is 5 ? new NuspecLicense(NuspecLicenseType.Expression, version > 1 ? "MIT" : "BSD-3-Clause") : null, null, false, false, [], []);
        var build = IsAnalyzer(package) ? TestEvidence.Executing(BuildAssetKind.Analyzer, "analyzers/dotnet/cs/A.dll")
            : isBuilding ? TestEvidence.Executing(BuildAssetKind.Task, "build/A.targets")
            : BuildPower.None;
        build = build.Digest is null ? build : build with { Digest = new string((char)('a' + version), 64) };
        return new PackageEvidence(
            new PackageFolder(nuspec, null, null, "https://feed.example/v3/index.json", []), signature, build, [new AssemblyFacts(File, Guid.Empty, 20, [.. uses.DistinctBy(use => use.Capability).OrderBy(use => use.Capability)])]);
    }

    private const string File = "lib/net8.0/A.dll";

    /// <summary>In half of the solutions what a package refers to is the same in all of its versions, as it mostly is; in the others it is any.</summary>
    public bool IsRegular => Seed % 4 < 2;

    /// <summary>What a version refers to, lowest versions; packages of higher numbers alone, so that there is no cycle.</summary>
    private ImmutableArray<(int Package, int Version)> DependenciesOf(int package, int version)
    {
        if (IsAnalyzer(package))
        {
            return [];
        }

        var random = new Random((Seed * 1000) + (package * 10) + (IsRegular ? 0 : version));
        return [.. Enumerable.Range(package + 1, Packages - package - 1).Where(other => !IsAnalyzer(other) && random.Next(4) is 0).Select(other => (other, IsRegular ? Math.Max(1, version - 1) : random.Next(1, Versions)))];
    }

    private Project Restored(SmallProject project, ComponentTable table)
    {
        var contained = Contained(project);
        var versions = Resolve(project, contained);
        var component = table.Project(System.IO.Path.GetFileNameWithoutExtension(project.Path), "1.0.0", project.Path);
        var nodes = new List<Node> { new(component, DependencyClass.Runtime, NodeTraits.None, []) };
        var places = new Dictionary<string, int>(StringComparer.Ordinal) { [project.Path] = 0 };
        foreach (var other in contained)
        {
            places.Add(other.Path, nodes.Count);
            nodes.Add(new Node(table.Project(System.IO.Path.GetFileNameWithoutExtension(other.Path), "1.0.0", other.Path), DependencyClass.Runtime, NodeTraits.None, []));
        }

        foreach (var (package, version) in versions)
        {
            places.Add(Id(package), nodes.Count);
            var own = project.Packages.FirstOrDefault(reference => reference.Package == package);
            var isBuilding = EvidenceOf(Seed, table.Package(Id(package), $"{version}.0.0"))?.Build?.Digest is not null;
            var traits = own is null ? NodeTraits.None : NodeTraits.Direct | (isBuilding ? NodeTraits.BuildAssets | NodeTraits.Imported : NodeTraits.None);
            nodes.Add(IsAnalyzer(package)
                ? new Node(table.Package(Id(package), $"{version}.0.0"), DependencyClass.Build, traits, [])
                : new Node(table.Package(Id(package), $"{version}.0.0"), DependencyClass.Runtime, traits, Shipped));
        }

        var edges = new List<Edge>();
        foreach (var from in contained.Prepend(project))
        {
            edges.AddRange(from.Projects.Select(path => new Edge(places[from.Path], places[path])));
            edges.AddRange(from.Packages.Where(reference => from == project || !reference.IsPrivate).Select(reference => new Edge(places[from.Path], places[Id(reference.Package)], $"[{reference.Version}.0.0, )")));
        }

        foreach (var (package, version) in versions)
        {
            edges.AddRange(DependenciesOf(package, version).Select(to => new Edge(places[Id(package)], places[Id(to.Package)], $"[{to.Version}.0.0, )")));
        }

        ImmutableArray<DirectReference> references = [.. project.Packages.Select(reference => new DirectReference(Id(reference.Package), reference.IsFloating ? $"{reference.Version}.*" : $"[{reference.Version}.0.0, )", false, reference.IsPrivate, reference.IsCentral))];
        return new Project(component, project.Role, "", [new Target("net10.0", "net10.0", null, false, references, DependencyGraph.Create(nodes, edges))]);
    }

    private static readonly ImmutableArray<ShippedFile> Shipped = [new ShippedFile(File, ShippedFileType.Assembly)];

    private static string Id(int package) => "P" + package.ToString(CultureInfo.InvariantCulture);

    private List<SmallProject> Contained(SmallProject project)
    {
        var contained = new List<SmallProject>();
        var pending = new Queue<string>(project.Projects);
        while (pending.TryDequeue(out var path))
        {
            if (!contained.Exists(other => other.Path == path))
            {
                contained.Add(Project(path));
                Project(path).Projects.ToList().ForEach(pending.Enqueue);
            }
        }

        return contained;
    }

    /// <summary>By package, ascending: whoever refers to a package has a lower number, so that all requests are there when its turn comes.</summary>
    private SortedDictionary<int, int> Resolve(SmallProject project, List<SmallProject> contained)
    {
        var asked = new int[Packages];
        foreach (var reference in contained.SelectMany(other => other.Packages.Where(reference => !reference.IsPrivate)).Concat(project.Packages))
        {
            asked[reference.Package] = Math.Max(asked[reference.Package], reference.Version);
        }

        var versions = new SortedDictionary<int, int>();
        for (var package = 0; package < Packages; package++)
        {
            if (asked[package] > 0)
            {
                versions.Add(package, asked[package]);
                foreach (var (other, version) in DependenciesOf(package, asked[package]))
                {
                    asked[other] = Math.Max(asked[other], version);
                }
            }
        }

        return versions;
    }
}

using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using DepRisk.Binding;
using DepRisk.Graph;
using DepRisk.Packages;
using DepRisk.Packages.Build;
using DepRisk.Packages.Capabilities;
using DepRisk.Packages.Signatures;
using DepRisk.Restore;

namespace DepRisk.Benchmarks;

/// <summary>
/// Facts of all packages that a solution ships, on one thread, each kind alone, and all of them from the cache. DEPRISK_BENCH_SOLUTION names the folder
/// of a restored solution, DEPRISK_BENCH_ROOTS the SDK's folder trustedroots. Divide by the counts that the setup prints.
/// </summary>
[MemoryDiagnoser]
public class EvidenceBenchmark
{
    private readonly List<(string Id, string Version, RestoredPackage Package, ImmutableArray<string> Files)> _packages = [];
    private Scope _scope = null!;
    private SignatureTrust _trust = null!;
    private PackageEvidenceReader _warm = null!;
    private string _cache = "";

    [GlobalSetup]
    public void Setup()
    {
        _scope = ScopeReader.Read(ScopeDiscovery.Discover(Variable("DEPRISK_BENCH_SOLUTION")).Value!).Value!;
        _trust = new SignatureTrust(TrustedRoots.Read(Variable("DEPRISK_BENCH_ROOTS")).Value!, RepositoryCertificates.Official);
        foreach (var (component, package) in _scope.Packages.Where(package => package.Value.Folder is not null && package.Key.Version is not null))
        {
            _packages.Add((component.Id, component.Version!, package, Shipped(component)));
        }

        _cache = Directory.CreateTempSubdirectory("deprisk-bench-").FullName;
        _warm = new PackageEvidenceReader(_trust, new FactsCache(new CacheEntries(_cache)));
        Read(_warm);
        Console.WriteLine($"// {_packages.Count} packages, {_packages.Sum(package => package.Files.Length)} shipped files");
    }

    [GlobalCleanup]
    public void Cleanup() => Directory.Delete(_cache, recursive: true);

    [Benchmark]
    public int Signatures()
    {
        var reader = new PackageSignatureReader(_trust);
        return _packages.Count(package => reader.Read(package.Package.Folder, package.Id, package.Version).Verdict is SignatureVerdict.Verified);
    }

    [Benchmark]
    public int Build() => _packages.Count(package => BuildPowerReader.Read(package.Package.Folder!, package.Id, package.Version).Digest is not null);

    [Benchmark]
    public int Capabilities() => _packages.Sum(package => package.Files.Sum(file => AssemblyFactsReader.Read(package.Package.Folder!, file).Present.Length));

    [Benchmark]
    public int Warm() => Read(_warm);

    [Benchmark]
    public int Binding() => BindingReader.Read(_scope).Sum(binding => binding.Packages.Length);

    private int Read(PackageEvidenceReader reader) => _packages.Count(package => reader.Read(package.Id, package.Version, package.Package, package.Files).IsOnDisk);

    private ImmutableArray<string> Shipped(Component component) =>
    [
        .. _scope.Projects.SelectMany(project => project.Targets).SelectMany(target => target.Graph.Nodes.ToArray())
            .Where(node => ReferenceEquals(node.Component, component) && !node.Files.IsDefaultOrEmpty)
            .SelectMany(node => node.Files)
            .Where(file => file.Type is ShippedFileType.Assembly or ShippedFileType.Native)
            .Select(file => file.Path)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];

    private static string Variable(string name) => Environment.GetEnvironmentVariable(name)
        ?? throw new InvalidOperationException($"Set {name}; CONTRIBUTING.md and docs/benchmarks.md say to what.");
}

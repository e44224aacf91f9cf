using BenchmarkDotNet.Attributes;
using DepRisk.Graph;
using DepRisk.Restore;
using DepRisk.Sbom;

namespace DepRisk.Benchmarks;

/// <summary>
/// From restored solution to SBOMs against merely tokenising its assets files. The solution is given by DEPRISK_BENCH_SOLUTION:
/// a folder that is restored.
/// </summary>
[MemoryDiagnoser]
public class SbomBenchmark
{
    private string _solution = "";
    private IReadOnlyList<string> _files = [];
    private Scope _scope = null!;

    [GlobalSetup]
    public void Setup()
    {
        _solution = Environment.GetEnvironmentVariable("DEPRISK_BENCH_SOLUTION")
            ?? throw new InvalidOperationException("Set DEPRISK_BENCH_SOLUTION to the folder of a restored solution.");
        _files = Tokenising.AssetsFiles(_solution);
        _scope = ReadScope();
    }

    [Benchmark(Baseline = true)]
    public long Tokenise() => Tokenising.Count(_files);

    [Benchmark]
    public long ReadAssetsFiles()
    {
        var fragments = new AssetsFragments();
        return _files.Sum(file => AssetsFileReader.Read(file, fragments).Value!.Targets.Length);
    }

    [Benchmark]
    public Scope ReadScope() => ScopeReader.Read(ScopeDiscovery.Discover(_solution).Value!).Value!;

    /// <summary>Documents only, with every shipped file hashed anew.</summary>
    [Benchmark]
    public long WriteSboms() => Write(_scope);

    /// <summary>All that `deprisk sbom` does besides starting and writing files.</summary>
    [Benchmark]
    public long Sbom() => Write(ReadScope());

    private static long Write(Scope scope)
    {
        var builder = new BomBuilder(scope, new BomOptions());
        var writer = new CycloneDxJsonWriter(SpecVersion.V1_6);
        long bytes = 0;
        builder.ForEach(builder.Delivered, (_, bom) => Interlocked.Add(ref bytes, writer.Write(bom).Length));
        return bytes;
    }
}

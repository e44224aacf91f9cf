using System.Collections.Immutable;
using DepRisk.Packages.Build;
using DepRisk.Packages.Capabilities;
using DepRisk.Packages.Signatures;

namespace DepRisk.Packages;

/// <summary>Reads everything that one package's folder proves, from the cache where that still holds. One instance serves one run, from several threads.</summary>
public sealed class PackageEvidenceReader(SignatureTrust trust, FactsCache cache)
{
    private readonly PackageSignatureReader _signatures = new(trust);

    /// <param name="files">Of the package, relative with <c>/</c>: the code whose capabilities are wanted; sorted, ordinal.</param>
    public PackageEvidence Read(string id, string? version, RestoredPackage package, ImmutableArray<string> files)
    {
        if (package.Folder is not { } path || version is null || FolderStamp.Of(path) is not { } stamp)
        {
            return PackageEvidence.Unknown;
        }

        var folder = PackageFolder.Read(path, id, version);
        var key = new FactsKey(id, version, folder.ContentHash ?? package.ContentHash ?? "", path, trust.Digest);
        var cached = cache.Find(key, stamp);
        if (cached?.Select(files) is { } known)
        {
            return new PackageEvidence(folder, cached.Signature, cached.Build, known);
        }

        var facts = new CachedFacts(
            cached?.Signature ?? _signatures.Read(path, id, version),
            cached?.Build ?? BuildPowerReader.Read(path, id, version),
            Merge(path, cached?.Files ?? [], files));
        cache.Store(key, stamp, facts);
        return new PackageEvidence(folder, facts.Signature, facts.Build, facts.Select(files)!.Value);
    }

    private static ImmutableArray<AssemblyFacts> Merge(string folder, ImmutableArray<AssemblyFacts> known, ImmutableArray<string> wanted)
    {
        var byPath = new SortedDictionary<string, AssemblyFacts>(StringComparer.Ordinal);
        foreach (var file in known)
        {
            byPath.Add(file.Path, file);
        }

        foreach (var path in wanted)
        {
            if (!byPath.ContainsKey(path))
            {
                byPath.Add(path, AssemblyFactsReader.Read(folder, path));
            }
        }

        return [.. byPath.Values];
    }
}

using System.Runtime.InteropServices;
using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Packages;
using DepRisk.Packages.Signatures;
using DepRisk.Restore;

namespace DepRisk.Tests.Rules;

/// <summary>
/// Evidence for lock files of others, which nobody restored here: of the same version where this machine's packages folder has it, else of the version
/// that is nearest to it there. What the folder has in no version stays unknown.
/// </summary>
internal sealed class StandInEvidence
{
    private static readonly FrameworkName Framework = FrameworkName.Parse("net10.0")!;

    private readonly PackageEvidenceReader _reader = new(TrustSource.Read(AppContext.BaseDirectory, SdkRoots.Find(RuntimeEnvironment.GetRuntimeDirectory(), Environment.GetEnvironmentVariable), []), FactsCache.None);
    private readonly Dictionary<string, PackageEvidence> _read = new(StringComparer.Ordinal);
    private readonly string _root = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } given
        ? given
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    /// <param name="exact">Packages that are there in their own version.</param>
    public ScopeEvidence Of(Scope scope, out IReadOnlySet<Component> exact)
    {
        var same = new HashSet<Component>(ReferenceEqualityComparer.Instance);
        exact = same;
        var packages = new Dictionary<Component, PackageEvidence>(ReferenceEqualityComparer.Instance);
        foreach (var package in scope.Packages.Keys.Where(package => package.Type is ComponentType.Package && package.Version is not null))
        {
            if (Nearest(package.Id, package.Version!) is { } version)
            {
                packages.Add(package, Read(package.Id, version));
                if (PackageVersion.Compare(version, package.Version!) is 0)
                {
                    same.Add(package);
                }
            }
        }

        return new ScopeEvidence(packages, []);
    }

    /// <summary>The same, else the next one above, else the highest.</summary>
    private string? Nearest(string id, string version)
    {
        var folder = Path.Combine(_root, id.ToLowerInvariant());
        if (!Directory.Exists(folder))
        {
            return null;
        }

        var versions = Directory.GetDirectories(folder).Where(path => File.Exists(Path.Combine(path, ".nupkg.metadata"))).Select(path => Path.GetFileName(path)).ToArray();
        Array.Sort(versions, PackageVersion.Compare);
        return Array.Find(versions, known => PackageVersion.Compare(known, version) >= 0) ?? versions.LastOrDefault();
    }

    private PackageEvidence Read(string id, string version)
    {
        var folder = Path.Combine(_root, id.ToLowerInvariant(), version);
        if (!_read.TryGetValue(folder, out var evidence))
        {
            _read.Add(folder, evidence = _reader.Read(id, version, new RestoredPackage(null, folder), [.. Code(folder, id, version)]));
        }

        return evidence;
    }

    // What would ship: the assemblies nearest to the framework, and native code for one platform.
    private static IEnumerable<string> Code(string folder, string id, string version)
    {
        var lib = PackagesConfigAssets.Of(new PackagesConfigEntry(id, version, null, DevelopmentDependency: false, null), folder, Framework).Ships
            .Where(file => file.Type is ShippedFileType.Assembly).Select(file => file.Path);
        var native = Path.Combine(folder, "runtimes", "linux-x64", "native");
        var binaries = Directory.Exists(native) ? Directory.GetFiles(native).Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/')) : [];
        return lib.Concat(binaries).Order(StringComparer.Ordinal);
    }
}

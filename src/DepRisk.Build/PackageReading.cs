using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Packages;
using DepRisk.Packages.Signatures;

namespace DepRisk.Build;

/// <summary>Facts of packages from this disk, each computed once a machine.</summary>
internal sealed class PackageReading(Scope scope, BuildMemory memory)
{
    public ScopeEvidence Read(IReadOnlyCollection<Component> packages)
    {
        var trust = memory.Get("trust " + scope.Root, () => new SignatureTrust(TrustedRoots.None, RepositoryCertificates.Official));
        return ScopeEvidence.ReadPackages(scope, packages, trust, new CacheEntries(null));
    }
}

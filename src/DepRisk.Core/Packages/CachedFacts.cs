using System.Collections.Immutable;
using DepRisk.Packages.Build;
using DepRisk.Packages.Capabilities;
using DepRisk.Packages.Signatures;

namespace DepRisk.Packages;

/// <summary>What is dear to find out about an immutable package, and therefore kept: see <see cref="FactsCache"/>.</summary>
/// <param name="Files">Those that were asked for until now, sorted by path, ordinal.</param>
public sealed record CachedFacts(PackageSignature Signature, BuildPower Build, ImmutableArray<AssemblyFacts> Files)
{
    /// <returns>The facts of these paths, in their order; null where one of them is missing.</returns>
    public ImmutableArray<AssemblyFacts>? Select(ImmutableArray<string> sortedPaths)
    {
        var selected = ImmutableArray.CreateBuilder<AssemblyFacts>(sortedPaths.Length);
        var at = 0;
        foreach (var path in sortedPaths)
        {
            while (at < Files.Length && string.CompareOrdinal(Files[at].Path, path) < 0)
            {
                at++;
            }

            if (at == Files.Length || !Files[at].Path.Equals(path, StringComparison.Ordinal))
            {
                return null;
            }

            selected.Add(Files[at]);
        }

        return selected.MoveToImmutable();
    }
}

using System.Collections.Immutable;
using DepRisk.Packages.Build;
using DepRisk.Packages.Capabilities;
using DepRisk.Packages.Signatures;

namespace DepRisk.Packages;

/// <summary>What is known of one package besides its place in a graph. Unknown is never counted as good or as bad.</summary>
/// <param name="Build">Null where unknown: the package is not on this disk.</param>
/// <param name="Files">Of the files that some target of the scope ships, sorted by path, ordinal.</param>
public sealed record PackageEvidence(PackageFolder Folder, PackageSignature Signature, BuildPower? Build, ImmutableArray<AssemblyFacts> Files)
{
    public static readonly PackageEvidence Unknown = new(
        PackageFolder.Unknown, PackageSignature.Of(SignatureVerdict.Unknown, "the package is not on this disk"), null, []);

    /// <summary>False where no file of the package could be looked at, so that nothing may be said of what it can do.</summary>
    public bool IsOnDisk => Build is not null;
}

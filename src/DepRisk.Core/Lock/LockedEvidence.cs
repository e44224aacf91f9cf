using System.Collections.Immutable;
using DepRisk.Graph;
using DepRisk.Packages;
using DepRisk.Packages.Build;
using DepRisk.Packages.Capabilities;
using DepRisk.Packages.Signatures;

namespace DepRisk.Lock;

/// <summary>
/// What a lock says of a package, as if it had been read from the package: whoever judges by it comes to what they would by the package itself, or to nothing. What a
/// lock does not hold (the repository that the package names, its feed, its hashes, times of signing) stays unknown.
/// </summary>
internal static class LockedEvidence
{
    /// <summary>Stands for whatever the package ships where nobody knows its files.</summary>
    public const string SomeFile = "lib/locked.dll";

    private const string Source = "by the lock";

    private static readonly ImmutableArray<Capability> Capabilities = [.. Enum.GetValues<Capability>()];

    /// <param name="paths">Code that some target is known to ship of it, each once; empty where none is known.</param>
    public static PackageEvidence Of(LockedPackage locked, ImmutableArray<string> paths) => locked.Capabilities is { } capabilities
        ? new PackageEvidence(PackageFolder.Unknown, SignatureOf(locked), BuildOf(locked), FilesOf(capabilities, paths))
        : new PackageEvidence(PackageFolder.Unknown, SignatureOf(locked), null, []);

    /// <summary>Which file can what, a lock does not say: any of them stands for all.</summary>
    private static ImmutableArray<AssemblyFacts> FilesOf(ImmutableArray<string> capabilities, ImmutableArray<string> paths)
    {
        ImmutableArray<CapabilityUse> uses = [.. Capabilities.Where(capability => capabilities.Contains(FactNames.Of(capability), StringComparer.Ordinal)).Select(capability => new CapabilityUse(capability, Source, Source))];
        var files = uses.IsEmpty ? paths : paths.Add(SomeFile);
        return [.. files.Order(StringComparer.Ordinal).Select(path => new AssemblyFacts(path, Guid.Empty, 0, uses))];
    }

    /// <summary>A lock says that it executes in some build of ours and not in which: it does where its build files are imported, and may where they are not.</summary>
    private static BuildPower BuildOf(LockedPackage locked) => locked.BuildCode is { } digest
        ? new BuildPower([new BuildAsset(BuildAssetKind.Task, Source, null, 0, Executes: true)], digest, ["which builds it executes in: the lock does not say"])
        : BuildPower.None;

    private static PackageSignature SignatureOf(LockedPackage locked) => locked.Signature switch
    {
        "verified" => new PackageSignature(
            SignatureVerdict.Verified, null, locked.Owners ?? [], locked.Certificate is { } holder ? Signer(holder) : null, locked.Owners is { } owners ? Repository(owners) : null),
        "unsigned" => PackageSignature.Of(SignatureVerdict.Unsigned),
        "invalid" => PackageSignature.Of(SignatureVerdict.Invalid, "it did not when the lock was written"),
        _ => PackageSignature.Of(SignatureVerdict.Unknown, "the lock does not know who signed it"),
    };

    /// <summary>
    /// Of an official repository the lock has names alone, and of another one names with its host: those stay as they are written, because a signer without an address
    /// adds no host to them.
    /// </summary>
    private static PackageSigner Repository(ImmutableArray<string> owners)
    {
        var official = owners.Any(owner => owner.Contains(" at ", StringComparison.Ordinal)) ? null : RepositoryCertificates.Official.FirstOrDefault();
        return official is null ? Signer(Source) : Signer(official.Name) with { Fingerprint = official.Fingerprint, ServiceIndex = $"https://{official.ServiceIndex.TrimStart('.')}/" };
    }

    private static PackageSigner Signer(string holder) => new(SignatureVerdict.Verified, null, holder, holder, holder, Source, "", null, null);
}

using System.Collections.Immutable;
using DepRisk.Concentration;
using DepRisk.Graph;
using DepRisk.Lock;
using DepRisk.Packages;
using DepRisk.Packages.Capabilities;
using DepRisk.Packages.Signatures;

namespace DepRisk.Rules;

/// <summary>What a lock says of one package. What nobody knows now keeps what the lock says of the same version: that a disk is empty takes nothing back.</summary>
internal static class AcceptedPackage
{
    /// <param name="executes">In a build of ours.</param>
    /// <param name="apps">Paths, ordinal.</param>
    /// <param name="old">Of the same version; null where no lock has it.</param>
    /// <param name="isKept">A fact of <paramref name="old"/> was used.</param>
    public static LockedPackage Of(Component package, PackageEvidence evidence, bool executes, ImmutableArray<string> apps, LockedPackage? old, out bool isKept)
    {
        var now = Content(evidence, executes, Hands(evidence.Signature, new LockedPackage(
            LockedPackage.IdOf(package), package.Version ?? "", null, null, null, null, null, null, apps)));
        var merged = old is null ? now : WithContent(WithHands(now, old, evidence.Signature), old, evidence);
        // A record's arrays compare by reference, and an array that was not taken from the old one is still the same.
        isKept = merged != now;
        return merged;
    }

    private static LockedPackage Hands(PackageSignature signature, LockedPackage package) => signature.Verdict switch
    {
        SignatureVerdict.Unknown => package,
        SignatureVerdict.Verified => package with
        {
            Signature = FactNames.Of(signature.Verdict),
            Owners = signature.Owners.IsEmpty ? null : [.. signature.Accounts.Order(StringComparer.Ordinal)],
            Certificate = signature.Author is { Verdict: SignatureVerdict.Verified } author ? author.Entity : null,
        },
        _ => package with { Signature = FactNames.Of(signature.Verdict) },
    };

    private static LockedPackage Content(PackageEvidence evidence, bool executes, LockedPackage package) => package with
    {
        Capabilities = CapabilitiesOf(evidence),
        BuildCode = executes ? evidence.Build?.Digest : null,
        Licence = evidence.Folder.Nuspec?.License?.Kind,
    };

    private static ImmutableArray<string>? CapabilitiesOf(PackageEvidence evidence)
    {
        if (!evidence.IsOnDisk)
        {
            return null;
        }

        var all = CapabilitySet.None;
        foreach (var file in evidence.Files)
        {
            if (file.Problem is not null)
            {
                return null;
            }

            foreach (var use in file.Present)
            {
                all = all.Union(CapabilitySet.Of(use.Capability));
            }
        }

        return [.. Enum.GetValues<Capability>().Where(all.Contains).Select(FactNames.Of)];
    }

    private static LockedPackage WithHands(LockedPackage now, LockedPackage old, PackageSignature signature) =>
        now.Signature is null ? now with { Signature = old.Signature, Owners = old.Owners, Certificate = old.Certificate }
        // The chain of the author may be unknown where that of the repository is verified.
        : signature.Author is { Verdict: SignatureVerdict.Unknown } ? now with { Certificate = old.Certificate }
        : now;

    private static LockedPackage WithContent(LockedPackage now, LockedPackage old, PackageEvidence evidence) => now with
    {
        Capabilities = now.Capabilities ?? old.Capabilities,
        BuildCode = evidence.IsOnDisk ? now.BuildCode : old.BuildCode,
        Licence = evidence.Folder.Nuspec is null ? old.Licence : now.Licence,
    };
}

using System.Collections.Immutable;
using DepRisk.Lock;
using DepRisk.Packages;
using DepRisk.Packages.Signatures;

namespace DepRisk.Rules;

/// <summary>Who stood behind one package at one time, as far as that is proven.</summary>
/// <param name="Signature">Unknown where nobody could tell whether and by whom it is signed.</param>
/// <param name="Owners">Accounts of the repository; null where none are proven.</param>
/// <param name="Certificate">Holder of the author's certificate; null without one.</param>
/// <param name="IsCertificateKnown">False where there is an author's signature and nobody could verify it.</param>
public sealed record Hands(SignatureVerdict Signature, ImmutableArray<string>? Owners, string? Certificate, bool IsCertificateKnown)
{
    public static Hands Of(LockedPackage package) =>
        package.Signature switch
        {
            // Whether there was no certificate or an unknown one the lock does not say; either way the next one is no loss.
            { } text when text.Equals(FactNames.Of(SignatureVerdict.Verified), StringComparison.Ordinal) => new Hands(SignatureVerdict.Verified, package.Owners, package.Certificate, true),
            { } text when text.Equals(FactNames.Of(SignatureVerdict.Unsigned), StringComparison.Ordinal) => new Hands(SignatureVerdict.Unsigned, null, null, true),
            { } text when text.Equals(FactNames.Of(SignatureVerdict.Invalid), StringComparison.Ordinal) => new Hands(SignatureVerdict.Invalid, null, null, false),
            _ => new Hands(SignatureVerdict.Unknown, null, null, false),
        };

    public static Hands Of(PackageSignature signature) => signature.Verdict switch
    {
        SignatureVerdict.Verified => new Hands(
            SignatureVerdict.Verified,
            signature.Owners.IsEmpty ? null : [.. signature.Accounts],
            signature.Author is { Verdict: SignatureVerdict.Verified } author ? author.Entity : null,
            signature.Author is null or { Verdict: SignatureVerdict.Verified }),
        SignatureVerdict.Unsigned => new Hands(SignatureVerdict.Unsigned, null, null, true),
        var verdict => new Hands(verdict, null, null, false),
    };
}

using System.Collections.Immutable;
using DepRisk.Concentration;
using DepRisk.Lock;
using DepRisk.Packages.Signatures;
using DepRisk.Rules;
using DepRisk.Tests.Tool;

namespace DepRisk.Tests.Rules;

public class ControlChangeTests
{
    [Fact]
    public void Another_legal_entity_that_signs_is_drift() => Drifts(
        "CertificateChanged: signed by Lucky Penny Software LLC instead of Jimmy Bogard; OwnersAdded: LuckyPennySoftware can publish it as well",
        Signed("jbogard", "Jimmy Bogard"),
        Signed("jbogard LuckyPennySoftware", "Lucky Penny Software LLC"));

    [Fact]
    public void A_lost_certificate_is_drift() => Drifts("CertificateLost: the author's certificate of Ann Ltd is gone", Signed("ann", "Ann Ltd"), Signed("ann"));

    [Fact]
    public void Owners_that_are_all_others_are_drift() => Drifts("OwnersReplaced: published by cat and dan; ann and bob cannot publish it any more", Signed("ann bob"), Signed("cat dan"));

    [Fact]
    public void What_was_signed_and_is_not_is_drift() => Drifts("SignatureLost: was signed and is not any more", Signed("ann"), PackageSignature.Of(SignatureVerdict.Unsigned));

    [Fact]
    public void A_signature_that_does_not_hold_any_more_is_drift() =>
        Drifts("SignatureLost: was signed, and its signature does not hold any more", Signed("ann"), PackageSignature.Of(SignatureVerdict.Invalid, "its content was changed"));

    [Fact]
    public void A_certificate_gained_is_information() => Informs("CertificateGained: signed by The Noda Time Authors as well", Signed("jonskeet"), Signed("jonskeet", "The Noda Time Authors"));

    [Fact]
    public void An_owner_added_or_removed_while_another_stays_is_information() => Informs(
        "OwnersAdded: cat can publish it as well; OwnersRemoved: bob cannot publish it any more", Signed("ann bob"), Signed("Ann cat"));

    [Fact]
    public void A_renewed_certificate_of_the_same_holder_is_nothing()
    {
        var renewed = Signed("ann", "Ann Ltd");
        renewed = renewed with { Author = renewed.Author! with { Fingerprint = new string('b', 64) } };
        Informs("", Signed("ann", "Ann Ltd"), renewed);
    }

    [Fact]
    public void What_was_not_signed_has_no_hands_to_lose()
    {
        Informs("SignatureGained: was not signed and is now", PackageSignature.Of(SignatureVerdict.Unsigned), Signed("ann"));
        Informs("", PackageSignature.Of(SignatureVerdict.Unsigned), PackageSignature.Of(SignatureVerdict.Unsigned));
    }

    [Fact]
    public void What_nobody_could_verify_is_unknown_and_no_drift()
    {
        var unknown = PackageSignature.Of(SignatureVerdict.Unknown, "the package is not on this disk");
        IsUnknown(Signed("ann"), unknown);
        IsUnknown(unknown, Signed("ann"));
        var chain = Signed("ann", "Ann Ltd");
        IsUnknown(Signed("ann", "Ann Ltd"), chain with { Author = chain.Author! with { Verdict = SignatureVerdict.Unknown } });
        IsUnknown(Signed("ann", "Ann Ltd"), Signed("ann", "Ann Ltd") with { Owners = [] });
    }

    [Fact]
    public void What_is_unknown_hides_no_drift_that_is_known()
    {
        var chain = Signed("cat", "Ann Ltd");
        var after = Hands.Of(chain with { Author = chain.Author! with { Verdict = SignatureVerdict.Unknown } });
        Assert.Equal(Truth.True, ControlChange.Drift(Hands.Of(Signed("ann", "Ann Ltd")), after));
    }

    [Theory]
    [InlineData("1.0.0", "1.0.0")]
    [InlineData("1.5.0", "1.0.0")]
    [InlineData("10.0.0", "9.0.0")]
    [InlineData("0.1.0", "1.0.0")]
    public void A_package_is_held_against_the_same_version_or_the_highest_below(string version, string expected)
    {
        var accepted = DepRiskLock.Empty with { Packages = [Locked("A", "7.0.0"), Locked("B.C", "1.0.0"), Locked("b.c", "9.0.0"), Locked("C", "1.0.0")] };
        var scope = new TestScope("x").Project("App/App.csproj", DepRisk.Graph.ProjectRole.App, "net10.0", $"B.C/{version}", "D/1.0.0").Build();
        var nodes = scope.Projects[0].Targets[0].Graph.Nodes;
        Assert.Equal(expected, LockedBefore.Of(accepted, nodes[1].Component)?.Version);
        Assert.Null(LockedBefore.Of(accepted, nodes[2].Component));
    }

    private static LockedPackage Locked(string id, string version) => new(id, version, null, null, null, null, null, null, []);

    private static PackageSignature Signed(string owners, string? certificate = null) => TestEvidence.Signed(owners, certificate is null ? null : TestEvidence.Signer(certificate, certificate));

    private static void Drifts(string expected, PackageSignature before, PackageSignature after) => Holds(expected, Truth.True, before, after);

    private static void Informs(string expected, PackageSignature before, PackageSignature after) => Holds(expected, Truth.False, before, after);

    private static void IsUnknown(PackageSignature before, PackageSignature after) => Holds("", Truth.Unknown, before, after);

    /// <summary>Seen from the package itself and from what the lock keeps of it.</summary>
    private static void Holds(string expected, Truth drift, PackageSignature before, PackageSignature after)
    {
        foreach (var hands in new[] { Hands.Of(before), Hands.Of(AsLocked(before)) })
        {
            Assert.Equal(expected, string.Join("; ", ControlChange.Between(hands, Hands.Of(after)).Select(change => $"{change.Kind}: {change.Text}")));
            Assert.Equal(drift, ControlChange.Drift(hands, Hands.Of(after)));
        }
    }

    private static LockedPackage AsLocked(PackageSignature signature)
    {
        var hands = Hands.Of(signature);
        string? verdict = signature.Verdict is SignatureVerdict.Unknown ? null : DepRisk.Packages.FactNames.Of(signature.Verdict);
        return Locked("A", "1.0.0") with { Signature = verdict, Owners = hands.Owners, Certificate = hands.Certificate };
    }
}

using System.Collections.Immutable;
using DepRisk.Concentration;
using DepRisk.Packages.Signatures;

namespace DepRisk.Rules;

public enum ControlChangeKind : byte
{
    /// <summary>It was signed, and now it is not, or its signature does not hold.</summary>
    SignatureLost,

    /// <summary>Another holder signs as the author. A renewed certificate of the same holder is no change.</summary>
    CertificateChanged,
    CertificateLost,

    /// <summary>
    /// Somebody signs as the author where nobody did, and an account that could not publish it before can: somebody new came in. Alone either is information,
    /// because authors begin to sign and take others in; MediatR 12 to 14 is both at once, NodaTime 2 to 3 and NUnit 4 to 5 are one each.
    /// </summary>
    EntityJoined,

    /// <summary>None of the accounts that could publish it before can publish it now.</summary>
    OwnersReplaced,

    OwnersAdded,
    OwnersRemoved,
    CertificateGained,
    SignatureGained,
}

/// <summary>One way in which the hands behind a package are others than before.</summary>
/// <param name="Text">A phrase for people that names both sides: "signed by Lucky Penny Software instead of Jimmy Bogard".</param>
public sealed record ControlChange(ControlChangeKind Kind, string Text)
{
    /// <summary>Somebody else is in control. What is no drift is information: an added owner, a certificate gained.</summary>
    public bool IsDrift => Kind <= ControlChangeKind.OwnersReplaced;

    /// <returns>Drift first, in the order of the kinds; empty where nothing changed or nothing is known.</returns>
    /// <param name="isOlder">What is now is an older version: whose hands those were is history, and nobody lost access by it. That it proves less than the newer one still counts.</param>
    public static ImmutableArray<ControlChange> Between(Hands before, Hands after, bool isOlder = false)
    {
        var changes = ImmutableArray.CreateBuilder<ControlChange>();
        switch (before.Signature, after.Signature)
        {
            case (SignatureVerdict.Verified, SignatureVerdict.Unsigned):
                changes.Add(new ControlChange(ControlChangeKind.SignatureLost, "was signed and is not any more"));
                break;
            case (SignatureVerdict.Verified, SignatureVerdict.Invalid):
                changes.Add(new ControlChange(ControlChangeKind.SignatureLost, "was signed, and its signature does not hold any more"));
                break;
            case (SignatureVerdict.Unsigned or SignatureVerdict.Invalid, SignatureVerdict.Verified):
                changes.Add(new ControlChange(ControlChangeKind.SignatureGained, "was not signed and is now"));
                break;
            case (SignatureVerdict.Verified, SignatureVerdict.Verified) when !isOlder:
                AddCertificate(changes, before, after);
                AddOwners(changes, before.Owners ?? [], after.Owners ?? []);
                break;
        }

        AddJoined(changes, before, after);
        return [.. changes.OrderBy(change => change.Kind)];
    }

    /// <summary>Whether somebody else is in control; unknown where what is not known could still show it.</summary>
    /// <param name="isOlder">See <see cref="Between"/>.</param>
    public static Truth Drift(Hands before, Hands after, bool isOlder = false)
    {
        if (Between(before, after, isOlder).Any(change => change.IsDrift))
        {
            return Truth.True;
        }

        return (before.Signature, after.Signature) switch
        {
            (SignatureVerdict.Unknown, _) or (_, SignatureVerdict.Unknown) => Truth.Unknown,
            // Who had no proven hands before has none to lose.
            (not SignatureVerdict.Verified, _) => Truth.False,
            _ when isOlder => Truth.False,
            _ when before.Certificate is not null && !after.IsCertificateKnown => Truth.Unknown,
            _ when before.Owners is not null && after.Owners is null => Truth.Unknown,
            _ => Truth.False,
        };
    }

    private static void AddJoined(ImmutableArray<ControlChange>.Builder changes, Hands before, Hands after)
    {
        if (changes.Any(change => change.Kind is ControlChangeKind.OwnersAdded) && changes.Any(change => change.Kind is ControlChangeKind.CertificateGained))
        {
            var added = after.Owners!.Value.Except(before.Owners!.Value, StringComparer.OrdinalIgnoreCase);
            changes.RemoveAll(change => change.Kind is ControlChangeKind.OwnersAdded or ControlChangeKind.CertificateGained);
            changes.Add(new ControlChange(ControlChangeKind.EntityJoined, $"{after.Certificate} signs it where no author did, and {Phrase.List([.. added])} can publish it as well"));
        }
    }

    private static void AddCertificate(ImmutableArray<ControlChange>.Builder changes, Hands before, Hands after)
    {
        if (!after.IsCertificateKnown || string.Equals(before.Certificate, after.Certificate, StringComparison.Ordinal))
        {
            return;
        }

        changes.Add((before.Certificate, after.Certificate) switch
        {
            ({ } old, null) => new ControlChange(ControlChangeKind.CertificateLost, $"the author's certificate of {old} is gone"),
            ({ } old, { } now) => new ControlChange(ControlChangeKind.CertificateChanged, $"signed by {now} instead of {old}"),
            (null, { } now) => new ControlChange(ControlChangeKind.CertificateGained, $"signed by {now} as well"),
            _ => throw new InvalidOperationException("Two certificates that are none differ."),
        });
    }

    private static void AddOwners(ImmutableArray<ControlChange>.Builder changes, ImmutableArray<string> before, ImmutableArray<string> after)
    {
        if (before.IsEmpty || after.IsEmpty)
        {
            return;
        }

        // Accounts of one repository compare without case.
        ImmutableArray<string> added = [.. after.Except(before, StringComparer.OrdinalIgnoreCase)];
        ImmutableArray<string> removed = [.. before.Except(after, StringComparer.OrdinalIgnoreCase)];
        if (removed.Length == before.Length)
        {
            changes.Add(new ControlChange(ControlChangeKind.OwnersReplaced, $"published by {Phrase.List(after)}; {Phrase.List(before)} cannot publish it any more"));
            return;
        }

        if (!added.IsEmpty)
        {
            changes.Add(new ControlChange(ControlChangeKind.OwnersAdded, $"{Phrase.List(added)} can publish it as well"));
        }

        if (!removed.IsEmpty)
        {
            changes.Add(new ControlChange(ControlChangeKind.OwnersRemoved, $"{Phrase.List(removed)} cannot publish it any more"));
        }
    }
}

using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace DepRisk.Packages.Signatures;

/// <param name="Reason">Null where the chain holds.</param>
internal sealed record ChainVerdict(SignatureVerdict Verdict, string? Reason);

/// <summary>
/// Whether a certificate leads to a trusted root at a given time; the only file that builds chains. Offline by construction: no revocation, no download of
/// certificates, no trust in what the machine trusts. One instance serves one run, from several threads.
/// </summary>
internal sealed class CertificateChains(TrustedRoots roots)
{
    private readonly ConcurrentDictionary<string, KnownChain> _known = new(StringComparer.Ordinal);

    /// <param name="carried">What the signature carries beside; intermediate certificates come from nowhere else.</param>
    /// <param name="time">From a verified timestamp, UTC.</param>
    public ChainVerdict ForCodeSigning(X509Certificate2 certificate, X509Certificate2Collection carried, DateTimeOffset time) =>
        Find(certificate, carried, roots.CodeSigning, SignatureOids.CodeSigning, time);

    /// <inheritdoc cref="ForCodeSigning"/>
    public ChainVerdict ForTimestamping(X509Certificate2 certificate, X509Certificate2Collection carried, DateTimeOffset time) =>
        Find(certificate, carried, roots.Timestamping, SignatureOids.Timestamping, time);

    private ChainVerdict Find(X509Certificate2 certificate, X509Certificate2Collection carried, RootBundle bundle, string usage, DateTimeOffset time)
    {
        if (bundle.IsEmpty)
        {
            return new ChainVerdict(SignatureVerdict.Unknown, "there are no trusted roots to verify its certificate with");
        }

        var candidates = ChainCandidates.Of(certificate, carried, bundle);
        var key = candidates.Key(usage);
        if (_known.TryGetValue(key, out var known) && known.Holds(time))
        {
            return known.Verdict;
        }

        var (verdict, from, until) = Build(candidates, usage, time);
        if (verdict.Verdict is SignatureVerdict.Verified && candidates.IsUnambiguous)
        {
            _known[key] = new KnownChain(verdict, from, until);
        }

        return verdict;
    }

    private static (ChainVerdict Verdict, DateTime From, DateTime Until) Build(ChainCandidates candidates, string usage, DateTimeOffset time)
    {
        using var chain = new X509Chain();
        var policy = chain.ChainPolicy;
        policy.RevocationMode = X509RevocationMode.NoCheck;
        policy.DisableCertificateDownloads = true;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.ApplicationPolicy.Add(new Oid(usage));
        policy.VerificationTime = time.UtcDateTime;
        policy.VerificationTimeIgnored = false;
        policy.CustomTrustStore.AddRange(candidates.Roots.ToArray());
        policy.ExtraStore.AddRange(candidates.Intermediates.ToArray());
        var isTrusted = chain.Build(candidates.Leaf);
        var (from, until) = (DateTime.MinValue, DateTime.MaxValue);
        var isCarried = true;
        foreach (var element in chain.ChainElements)
        {
            var certificate = element.Certificate;
            from = Later(from, certificate.NotBefore.ToUniversalTime());
            until = Earlier(until, certificate.NotAfter.ToUniversalTime());
            isCarried &= candidates.Contains(certificate);
            certificate.Dispose();
        }

        var verdict = !isTrusted ? Verdict(chain.ChainStatus)
            : isCarried ? new ChainVerdict(SignatureVerdict.Verified, null)
            // The framework also looks into the stores of the machine and the user.
            : new ChainVerdict(SignatureVerdict.Unknown, "the signature does not carry the certificates between its own and a trusted root");
        return (verdict, from, until);
    }

    private static ChainVerdict Verdict(X509ChainStatus[] statuses)
    {
        var all = X509ChainStatusFlags.NoError;
        foreach (var status in statuses)
        {
            all |= status.Status;
        }

        const X509ChainStatusFlags NoRoot = X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain;
        return (all & ~(NoRoot | X509ChainStatusFlags.NotTimeValid)) is not X509ChainStatusFlags.NoError
            ? new ChainVerdict(SignatureVerdict.Invalid, $"the chain of its certificate does not hold ({all})")
            : (all & NoRoot) is not X509ChainStatusFlags.NoError
                ? new ChainVerdict(SignatureVerdict.Unknown, "its certificate leads to no trusted root")
                : new ChainVerdict(SignatureVerdict.Unknown, "a certificate of its chain was not valid at the time of its timestamp");
    }

    private static DateTime Later(DateTime x, DateTime y) => x > y ? x : y;

    private static DateTime Earlier(DateTime x, DateTime y) => x < y ? x : y;

    /// <summary>
    /// A chain that held once holds at any time at which all of its certificates are valid, as long as there is no other choice of certificates.
    /// </summary>
    private sealed record KnownChain(ChainVerdict Verdict, DateTime From, DateTime Until)
    {
        public bool Holds(DateTimeOffset time) => From <= time.UtcDateTime && time.UtcDateTime <= Until;
    }
}

/// <summary>The certificates that can take part in one chain, found by name: the issuer of the leaf, its issuer, and so on.</summary>
/// <param name="Intermediates">Carried by the signature.</param>
/// <param name="IsUnambiguous">No two of them have the same name: there is one chain or none.</param>
internal sealed record ChainCandidates(
    X509Certificate2 Leaf, ImmutableArray<X509Certificate2> Intermediates, ImmutableArray<X509Certificate2> Roots, bool IsUnambiguous)
{
    public static ChainCandidates Of(X509Certificate2 leaf, X509Certificate2Collection carried, RootBundle bundle)
    {
        var (intermediates, roots, named) = (new List<X509Certificate2>(), new List<X509Certificate2>(), new List<X509Certificate2>());
        var pending = new Queue<X500DistinguishedName>([leaf.IssuerName]);
        var asked = new List<X500DistinguishedName>();
        var isUnambiguous = true;
        while (pending.TryDequeue(out var issuer))
        {
            if (asked.Exists(name => name.RawData.AsSpan().SequenceEqual(issuer.RawData)))
            {
                continue;
            }

            asked.Add(issuer);
            named.Clear();
            bundle.AppendNamed(issuer.RawData, named);
            roots.AddRange(named);
            foreach (var certificate in carried)
            {
                if (certificate.SubjectName.RawData.AsSpan().SequenceEqual(issuer.RawData) && !Contains(named, certificate))
                {
                    named.Add(certificate);
                    intermediates.Add(certificate);
                }
            }

            isUnambiguous &= named.Count < 2;
            named.ForEach(certificate => pending.Enqueue(certificate.IssuerName));
        }

        return new ChainCandidates(leaf, [.. intermediates], [.. roots], isUnambiguous);
    }

    public bool Contains(X509Certificate2 certificate) =>
        Same(Leaf, certificate) || Contains(Intermediates, certificate) || Contains(Roots, certificate);

    /// <summary>Of what a chain depends on, except the time and the roots, which are fixed for a run.</summary>
    public string Key(string usage)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Leaf.RawDataMemory.Span);
        foreach (var certificate in Intermediates)
        {
            hash.AppendData(certificate.RawDataMemory.Span);
        }

        return usage + ' ' + Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static bool Contains(IEnumerable<X509Certificate2> certificates, X509Certificate2 certificate)
    {
        foreach (var other in certificates)
        {
            if (Same(other, certificate))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Same(X509Certificate2 x, X509Certificate2 y) => x.RawDataMemory.Span.SequenceEqual(y.RawDataMemory.Span);
}

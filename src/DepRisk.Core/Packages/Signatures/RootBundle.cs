using System.Buffers;
using System.Buffers.Text;
using System.Collections.Immutable;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using DepRisk.Input;

namespace DepRisk.Packages.Signatures;

/// <summary>
/// The root certificates of one PEM file. Only those that a chain asks for become certificates: loading all 307 of the .NET 10 SDK takes 100 ms and more,
/// decoding them 4, and a run needs about ten.
/// </summary>
public sealed class RootBundle
{
    public static readonly RootBundle Empty = new([]);

    private readonly ImmutableArray<Root> _roots;

    private RootBundle(ImmutableArray<Root> roots)
    {
        _roots = roots;
        Digest = DigestOf(roots);
    }

    public bool IsEmpty => _roots.IsEmpty;

    public int Count => _roots.Length;

    /// <summary>SHA-256 over all certificates in the order of the file, lower-case hex.</summary>
    public string Digest { get; }

    /// <summary>Errors: the file is unreadable, has more than <see cref="Limits.RootBundleBytes"/>, holds no certificate or a block that is none.</summary>
    public static Result<RootBundle> Read(string path) =>
        InputFile.Read(path, Limits.RootBundleBytes).Succeeded(out var bytes, out var error) ? Parse(path, bytes) : error;

    internal static Result<RootBundle> Parse(string path, ReadOnlySpan<byte> pem)
    {
        var roots = ImmutableArray.CreateBuilder<Root>();
        var at = 0;
        while (pem[at..].IndexOf("-----BEGIN CERTIFICATE-----"u8) is >= 0 and var begin)
        {
            var start = at + begin + "-----BEGIN CERTIFICATE-----".Length;
            var length = pem[start..].IndexOf("-----END CERTIFICATE-----"u8);
            if (length < 0 || Decode(pem.Slice(start, length)) is not { } der || Subject(der) is not { } subject)
            {
                var (line, column) = InputFile.Position(pem, at + begin);
                return new InputError(InputErrorCode.Malformed, path, "has a block that is no certificate", line, column);
            }

            roots.Add(new Root(der, subject));
            at = start + length;
        }

        return roots.Count > 0 ? new RootBundle(roots.DrainToImmutable()) : new InputError(InputErrorCode.Unexpected, path, "holds no certificate in PEM");
    }

    /// <summary>Appends the roots of a subject; they stay this bundle's, nobody else disposes of them.</summary>
    /// <exception cref="CryptographicException">The operating system does not understand such a root.</exception>
    internal void AppendNamed(ReadOnlySpan<byte> subject, ICollection<X509Certificate2> into)
    {
        foreach (var root in _roots)
        {
            if (root.Der.AsSpan(root.Subject).SequenceEqual(subject))
            {
                into.Add(root.Certificate.Value);
            }
        }
    }

    private static byte[]? Decode(ReadOnlySpan<byte> base64)
    {
        var rented = ArrayPool<byte>.Shared.Rent(Base64.GetMaxDecodedFromUtf8Length(base64.Length));
        var status = Base64.DecodeFromUtf8(base64, rented, out _, out var length);
        var der = status is OperationStatus.Done ? rented[..length] : null;
        ArrayPool<byte>.Shared.Return(rented);
        return der;
    }

    /// <summary>
    /// RFC 5280, 4.1: <c>SEQUENCE { SEQUENCE { [0] version OPTIONAL, serial, algorithm, issuer, validity, subject, ... } ... }</c>
    /// </summary>
    private static Range? Subject(ReadOnlySpan<byte> der)
    {
        const AsnEncodingRules Rules = AsnEncodingRules.DER;
        if (!TryEnter(der, 0, out var at) || !TryEnter(der, at, out at))
        {
            return null;
        }

        var fieldsBefore = 4;
        for (var isFirst = true; ; isFirst = false)
        {
            if (!AsnDecoder.TryReadEncodedValue(der[at..], Rules, out var tag, out _, out _, out var length))
            {
                return null;
            }

            if (isFirst && tag.TagClass is TagClass.ContextSpecific)
            {
                fieldsBefore++;
            }

            if (fieldsBefore-- is 0)
            {
                return at..(at + length);
            }

            at += length;
        }

        static bool TryEnter(ReadOnlySpan<byte> der, int at, out int inside)
        {
            inside = 0;
            if (!AsnDecoder.TryReadEncodedValue(der[at..], Rules, out var tag, out var offset, out _, out _) || tag != Asn1Tag.Sequence)
            {
                return false;
            }

            inside = at + offset;
            return true;
        }
    }

    private static string DigestOf(ImmutableArray<Root> roots)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var root in roots)
        {
            hash.AppendData(root.Der);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private sealed record Root(byte[] Der, Range Subject)
    {
        public Lazy<X509Certificate2> Certificate { get; } = new(() => X509CertificateLoader.LoadCertificate(Der));
    }
}

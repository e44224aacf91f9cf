namespace DepRisk.Packages.Signatures;

/// <summary>The object identifiers of a package signature. Sources: RFC 5126 (1.2.840.113549.1.9.16), RFC 5280, and NuGet's package signature specification for Microsoft's arc.</summary>
internal static class SignatureOids
{
    public const string Data = "1.2.840.113549.1.7.1";

    public const string CommitmentType = "1.2.840.113549.1.9.16.2.16";

    /// <summary>Proof of origin: an author signs.</summary>
    public const string Origin = "1.2.840.113549.1.9.16.6.1";

    /// <summary>Proof of receipt: a repository signs.</summary>
    public const string Receipt = "1.2.840.113549.1.9.16.6.2";

    public const string SigningCertificateV2 = "1.2.840.113549.1.9.16.2.47";
    public const string Timestamp = "1.2.840.113549.1.9.16.2.14";

    public const string ServiceIndex = "1.3.6.1.4.1.311.84.2.1.1.1";
    public const string Owners = "1.3.6.1.4.1.311.84.2.1.1.2";

    public const string CodeSigning = "1.3.6.1.5.5.7.3.3";
    public const string Timestamping = "1.3.6.1.5.5.7.3.8";

    /// <summary>An extended key usage: signatures end with the certificate, timestamp or not. NuGet refuses them.</summary>
    public const string LifetimeSigning = "1.3.6.1.4.1.311.10.3.13";
}

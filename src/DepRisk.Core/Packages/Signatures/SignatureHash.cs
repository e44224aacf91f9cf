using System.Security.Cryptography;

namespace DepRisk.Packages.Signatures;

/// <summary>The hash algorithms that NuGet signs with. All others are weak or unheard of.</summary>
internal static class SignatureHash
{
    public static HashAlgorithmName? Of(string? oid) => oid switch
    {
        "2.16.840.1.101.3.4.2.1" => HashAlgorithmName.SHA256,
        "2.16.840.1.101.3.4.2.2" => HashAlgorithmName.SHA384,
        "2.16.840.1.101.3.4.2.3" => HashAlgorithmName.SHA512,
        _ => null,
    };

    public static bool IsStrong(string? oid) => Of(oid) is not null;
}

using System.Security.Cryptography.X509Certificates;

namespace DepRisk.Packages.Signatures;

internal static class SignerKey
{
    // NuGet refuses shorter keys, and every kind but RSA.
    private const int LeastBits = 2048;

    public static bool IsStrong(X509Certificate2 certificate)
    {
        using var key = certificate.GetRSAPublicKey();
        return key?.KeySize >= LeastBits;
    }

    /// <summary>SignedCms hands out new certificates whenever it is asked; they hold memory of the operating system.</summary>
    public static void Dispose(X509Certificate2Collection certificates)
    {
        foreach (var certificate in certificates)
        {
            certificate.Dispose();
        }
    }
}

using System.Security.Cryptography;
using System.Text;

namespace DepRisk.Sbom;

/// <summary>
/// A serial number that is derived from the document's own content, so that equal content has an equal number: the document is
/// written with a placeholder of the same length, hashed, and patched. The form is UUID version 8 of RFC 9562.
/// </summary>
internal static class SerialNumber
{
    public const string Placeholder = "urn:uuid:00000000-0000-0000-0000-000000000000";

    /// <summary>Writers put the number before any text from outside, so that the first occurrence is the right one.</summary>
    public static void Patch(Span<byte> document)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(document, hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        var number = new Guid(hash[..16], bigEndian: true).ToString("D");
        var start = document.IndexOf("urn:uuid:00000000-"u8);
        Encoding.ASCII.GetBytes(number, document[(start + "urn:uuid:".Length)..]);
    }
}

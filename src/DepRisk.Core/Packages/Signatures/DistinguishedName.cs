using System.Buffers;
using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace DepRisk.Packages.Signatures;

/// <summary>
/// The name in a certificate as text. Our own, because <see cref="X500DistinguishedName.Name"/> depends on the operating system: Windows, OpenSSL and Apple
/// call the same field by different names.
/// </summary>
internal static class DistinguishedName
{
    private static readonly SearchValues<char> Special = SearchValues.Create(",+\"\\<>;");

    /// <summary>As RFC 2253 writes it: the last part first, known types by their short names, all others as <c>OID=#hex</c>.</summary>
    /// <exception cref="AsnContentException">The name is not DER.</exception>
    public static string Rfc2253(ReadOnlyMemory<byte> name)
    {
        var parts = new List<string>();
        var sequence = new AsnReader(name, AsnEncodingRules.BER).ReadSequence();
        while (sequence.HasData)
        {
            var set = sequence.ReadSetOf(skipSortOrderValidation: true);
            var part = new StringBuilder();
            while (set.HasData)
            {
                AppendAttribute(part.Length > 0 ? part.Append('+') : part, set.ReadSequence());
            }

            parts.Add(part.ToString());
        }

        parts.Reverse();
        return string.Join(',', parts);
    }

    /// <summary>The first value of a type, unescaped; null where the name has none that is text.</summary>
    /// <exception cref="AsnContentException">The name is not DER.</exception>
    public static string? First(ReadOnlyMemory<byte> name, string oid)
    {
        var sequence = new AsnReader(name, AsnEncodingRules.BER).ReadSequence();
        while (sequence.HasData)
        {
            var set = sequence.ReadSetOf(skipSortOrderValidation: true);
            while (set.HasData)
            {
                var attribute = set.ReadSequence();
                if (attribute.ReadObjectIdentifier().Equals(oid, StringComparison.Ordinal))
                {
                    return Text(attribute);
                }
            }
        }

        return null;
    }

    public const string CommonName = "2.5.4.3";
    public const string Organization = "2.5.4.10";

    private static void AppendAttribute(StringBuilder text, AsnReader attribute)
    {
        var oid = attribute.ReadObjectIdentifier();
        var encoded = attribute.PeekEncodedValue();
        if (ShortName(oid) is { } name && Text(attribute) is { } value)
        {
            AppendEscaped(text.Append(name).Append('='), value);
        }
        else
        {
            text.Append(oid).Append("=#").Append(Convert.ToHexStringLower(encoded.Span));
        }
    }

    // RFC 2253, section 2.3.
    private static string? ShortName(string oid) => oid switch
    {
        CommonName => "CN",
        "2.5.4.7" => "L",
        "2.5.4.8" => "ST",
        Organization => "O",
        "2.5.4.11" => "OU",
        "2.5.4.6" => "C",
        "2.5.4.9" => "STREET",
        "0.9.2342.19200300.100.1.25" => "DC",
        "0.9.2342.19200300.100.1.1" => "UID",
        _ => null,
    };

    private static string? Text(AsnReader attribute)
    {
        var tag = attribute.PeekTag();
        return tag.TagClass is TagClass.Universal && (UniversalTagNumber)tag.TagValue
            is UniversalTagNumber.UTF8String or UniversalTagNumber.PrintableString or UniversalTagNumber.IA5String
            or UniversalTagNumber.T61String or UniversalTagNumber.BMPString or UniversalTagNumber.VisibleString
                ? attribute.ReadCharacterString((UniversalTagNumber)tag.TagValue)
                : null;
    }

    // RFC 2253, section 2.4.
    private static void AppendEscaped(StringBuilder text, string value)
    {
        for (var i = 0; i < value.Length; i++)
        {
            var isOuterSpace = value[i] is ' ' && (i is 0 || i == value.Length - 1);
            if (isOuterSpace || Special.Contains(value[i]) || (value[i] is '#' && i is 0))
            {
                text.Append('\\');
            }

            text.Append(value[i]);
        }
    }
}

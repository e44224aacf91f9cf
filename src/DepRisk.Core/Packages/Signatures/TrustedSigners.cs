using System.Collections.Immutable;
using System.Xml;
using DepRisk.Input;

namespace DepRisk.Packages.Signatures;

/// <summary>The repositories that a nuget.config trusts: <c>configuration/trustedSigners/repository/certificate</c>.</summary>
/// <param name="Repositories">In the order of the file.</param>
/// <param name="Ignored">
/// What trusts nothing here, as phrases with the repository's name: fingerprints by another hash than SHA-256, repositories without an https address, and
/// all that is said of an official one. The file is part of the repository that is looked at: a change to it must not make anybody's package one of
/// an account there.
/// </param>
public sealed record TrustedSigners(ImmutableArray<RepositoryCertificate> Repositories, ImmutableArray<string> Ignored)
{
    private const int FingerprintCharacters = 64;

    /// <summary>Errors: unreadable, no XML, a root that is not <c>configuration</c>, a SHA-256 fingerprint that is none.</summary>
    /// <param name="path">A nuget.config. <c>author</c> elements are no matter of ours: who may sign is policy, not truth.</param>
    public static Result<TrustedSigners> Read(string path) =>
        InputFile.Read(path).Succeeded(out var bytes, out var error) ? XmlInput.Parse(path, bytes, Parse) : error;

    private static TrustedSigners Parse(XmlReader reader)
    {
        while (reader.NodeType is not XmlNodeType.Element && XmlInput.Read(reader))
        {
        }

        if (reader.LocalName is not "configuration")
        {
            throw new InputException(InputErrorCode.Unexpected, "is no nuget.config: its root is not <configuration>");
        }

        var found = ImmutableArray.CreateBuilder<RepositoryCertificate>();
        var ignored = ImmutableArray.CreateBuilder<string>();
        var (isInSigners, name, serviceIndex) = (false, (string?)null, (string?)null);
        while (XmlInput.Read(reader))
        {
            if (reader.NodeType is XmlNodeType.Element && reader.Depth is 1)
            {
                isInSigners = reader.LocalName is "trustedSigners";
            }
            else if (reader.NodeType is XmlNodeType.Element && reader.Depth is 2)
            {
                (name, serviceIndex) = isInSigners && reader.LocalName is "repository" ? Repository(reader, ignored) : (null, null);
            }
            else if (reader is { NodeType: XmlNodeType.Element, Depth: 3, LocalName: "certificate" } && name is not null && serviceIndex is not null)
            {
                AddCertificate(reader, name, serviceIndex, found, ignored);
            }
        }

        return new TrustedSigners(found.DrainToImmutable(), ignored.DrainToImmutable());
    }

    /// <returns>Without a service index where the repository trusts nothing.</returns>
    private static (string Name, string? ServiceIndex) Repository(XmlReader reader, ImmutableArray<string>.Builder ignored)
    {
        var name = reader.GetAttribute("name") ?? "a repository without a name";
        var serviceIndex = reader.GetAttribute("serviceIndex")?.Trim();
        if (!Uri.TryCreate(serviceIndex, UriKind.Absolute, out var address) || !address.Scheme.Equals(Uri.UriSchemeHttps, StringComparison.Ordinal))
        {
            ignored.Add($"{name}: its serviceIndex is no https address");
            return (name, null);
        }

        if (RepositoryCertificates.IsOfficial(address))
        {
            ignored.Add($"{name}: {address.IdnHost} is the host of an official repository, whose certificates are known");
            return (name, null);
        }

        return (name, serviceIndex);
    }

    private static void AddCertificate(
        XmlReader reader, string name, string serviceIndex, ImmutableArray<RepositoryCertificate>.Builder found, ImmutableArray<string>.Builder ignored)
    {
        var algorithm = reader.GetAttribute("hashAlgorithm");
        if (!string.Equals(algorithm, "SHA256", StringComparison.OrdinalIgnoreCase))
        {
            ignored.Add($"{name}: a fingerprint by {algorithm ?? "no hashAlgorithm"}; only SHA256 is compared");
            return;
        }

        var fingerprint = reader.GetAttribute("fingerprint") ?? "";
        if (fingerprint.Length is not FingerprintCharacters || !fingerprint.All(char.IsAsciiHexDigit))
        {
            throw new InputException(InputErrorCode.Unexpected, $"has a fingerprint of {FingerprintCharacters} hexadecimal digits nowhere in a certificate of a repository");
        }

#pragma warning disable CA1308 // Normalize strings to uppercase: fingerprints are in lower case everywhere.
        found.Add(new RepositoryCertificate(name, serviceIndex, fingerprint.ToLowerInvariant(), "trustedSigners of a nuget.config"));
#pragma warning restore CA1308
    }
}

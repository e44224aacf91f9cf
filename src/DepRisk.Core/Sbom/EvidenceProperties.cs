using System.Collections.Immutable;
using System.Globalization;
using DepRisk.Graph;
using DepRisk.Packages;
using DepRisk.Packages.Signatures;

namespace DepRisk.Sbom;

/// <summary>What signatures, build files and IL of a package prove, in the words of the document.</summary>
internal static class EvidenceProperties
{
    /// <summary>The accounts that can publish the package, each with its page where the repository is nuget.org; null where none is proven.</summary>
    public static BomEntity? Accounts(PackageSignature signature) => signature is { Verdict: SignatureVerdict.Verified, Owners.IsEmpty: false, Repository: { } repository }
        ? new BomEntity(string.Join(", ", signature.Accounts), ProfilePages(signature.Owners, repository.ServiceIndex))
        : null;

    public static BomIdentity? Identity(Component component, PackageEvidence evidence)
    {
        if (PackageUrl.Of(component) is not { } purl || !evidence.IsOnDisk)
        {
            return null;
        }

        var restored = new BomMethod("manifest-analysis", 80, "restored by NuGet");
        // A verified signature covers the content hash, which was computed from the package's bytes.
        return evidence.Signature.Verdict is SignatureVerdict.Verified
            ? new BomIdentity("purl", 100, purl.ToString(), [new BomMethod("attestation", 100, Signers(evidence.Signature)), restored])
            : new BomIdentity("purl", 80, purl.ToString(), [restored]);
    }

    public static IEnumerable<BomProperty> Of(PackageEvidence evidence)
    {
        var signature = evidence.Signature;
        var properties = new List<BomProperty>(16) { new("deprisk:signature", FactNames.Of(signature.Verdict)) };
        Add(properties, "deprisk:signature-reason", signature.Reason);
        foreach (var owner in signature.Accounts)
        {
            properties.Add(new BomProperty("deprisk:owner", owner));
        }

        Add(properties, "deprisk:repository-signed", Date(signature.Repository?.SignedAt));
        if (signature.Author is { } author)
        {
            properties.Add(new BomProperty("deprisk:author-signature", FactNames.Of(author.Verdict)));
            Add(properties, "deprisk:author-certificate", author.Subject);
            Add(properties, "deprisk:author-signed", Date(author.SignedAt));
        }

        if (evidence.Build is { Digest: { } digest } build)
        {
            properties.Add(new BomProperty("deprisk:build-code-digest", digest));
            properties.AddRange(build.Assets.Where(asset => asset.Executes).Select(asset => $"{FactNames.Of(asset.Kind)} {asset.Path}")
                .Distinct(StringComparer.Ordinal).Select(text => new BomProperty("deprisk:build-code", text)));
        }

        properties.AddRange((evidence.Build?.Problems ?? []).Select(problem => new BomProperty("deprisk:build-unknown", problem)));
        return properties;
    }

    /// <summary>Of the files that ship here alone: a package can do more on another framework.</summary>
    public static IEnumerable<BomProperty> OfFiles(PackageEvidence evidence, ImmutableArray<ShippedFile> files)
    {
        if (files.IsDefaultOrEmpty || evidence.Files.IsEmpty)
        {
            return [];
        }

        var shipped = files.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        var here = evidence.Files.Where(file => shipped.Contains(file.Path)).ToArray();
        return
        [
            .. here.SelectMany(file => file.Present)
                .Select(use => use.Capability)
                .Distinct()
                .Order()
                .Select(capability => new BomProperty("deprisk:capability", FactNames.Of(capability))),
            .. here.Where(file => file.Problem is not null).Select(file => new BomProperty("deprisk:capability-unknown", $"{file.Path}: {file.Problem}")),
        ];
    }

    private static string Signers(PackageSignature signature)
    {
        var names = new List<string>(2);
        if (signature.Author is { Verdict: SignatureVerdict.Verified } author)
        {
            names.Add($"author {author.CommonName ?? author.Subject}");
        }

        if (signature.Repository is { } repository)
        {
            names.Add($"repository {repository.CommonName ?? repository.Subject}");
        }

        return "signed by " + string.Join(" and ", names);
    }

    private static ImmutableArray<string> ProfilePages(ImmutableArray<string> owners, string? serviceIndex)
    {
        const string Suffix = ".nuget.org";
        return Uri.TryCreate(serviceIndex, UriKind.Absolute, out var address) && RepositoryCertificates.IsOfficial(address)
            ? [.. owners.Select(owner => $"https://www{Suffix}/profiles/{Uri.EscapeDataString(owner)}")]
            : [];
    }

    private static string? Date(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static void Add(List<BomProperty> properties, string name, string? value)
    {
        if (value is not null)
        {
            properties.Add(new BomProperty(name, value));
        }
    }
}

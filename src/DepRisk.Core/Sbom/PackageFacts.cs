using System.Collections.Immutable;
using DepRisk.Graph;
using DepRisk.Input;
using DepRisk.Packages;
using DepRisk.Packages.Feeds;

namespace DepRisk.Sbom;

/// <summary>What a package's folder contributes to its component, the same in every target.</summary>
/// <param name="Supplier">The accounts that publish it, where a verified signature names them; else what the package says of itself.</param>
/// <param name="Manufacturer">Who says to have made it; only with an address, because BSI TR-03183-2 asks for a way to reach the creator.</param>
/// <param name="Identity">Why it is this package; null where nothing of it is on this disk.</param>
internal sealed record PackageFacts(
    BomEntity? Supplier,
    BomEntity? Manufacturer,
    BomIdentity? Identity,
    ImmutableArray<string> Authors,
    ImmutableArray<BomHash> Hashes,
    BomLicense? License,
    string? Copyright,
    ImmutableArray<BomReference> References,
    ImmutableArray<BomProperty> Properties,
    ImmutableArray<InputError> Problems)
{
    public static PackageFacts Of(Component component, PackageFolder folder, PackageEvidence? evidence, string? contentHash)
    {
        var nuspec = folder.Nuspec;
        var website = FeedAddress.Link(nuspec?.ProjectUrl);
        var repository = FeedAddress.Link(nuspec?.Repository?.Url);
        var hash = folder.Sha512 is { } hex ? new BomHash("SHA-512", hex) : null;
        var maker = nuspec?.Authors is { } authors ? new BomEntity(authors, website ?? repository) : null;
        var accounts = evidence is null ? null : EvidenceProperties.Accounts(evidence.Signature);
        return new PackageFacts(
            accounts ?? maker,
            maker is { Urls.IsEmpty: false } ? maker : null,
            evidence is null ? null : EvidenceProperties.Identity(component, evidence),
            nuspec?.Authors is null ? [] : [.. nuspec.Authors.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)],
            hash is null ? [] : [hash],
            LicenseOf(component, nuspec?.License),
            nuspec?.Copyright,
            ReferencesOf(component, folder, website, repository, hash),
            [.. PropertiesOf(component, folder, contentHash ?? folder.ContentHash, accounts is not null), .. evidence is null ? [] : EvidenceProperties.Of(evidence)],
            folder.Problems);
    }

    private static BomLicense? LicenseOf(Component component, NuspecLicense? license) => license?.Type switch
    {
        null => null,
        NuspecLicenseType.Expression when SpdxExpression.IsWellFormed(license.Text) => new BomLicense(license.Text, null, null),
        NuspecLicenseType.Expression => new BomLicense(null, LicenseRef(component), null),
        NuspecLicenseType.File => new BomLicense(null, LicenseRef(component), null),
        _ => new BomLicense(null, LicenseRef(component), FeedAddress.Link(license.Text)),
    };

    /// <summary>SPDX allows letters, digits, dots and hyphens in the name of a licence that it does not list.</summary>
    private static string LicenseRef(Component component)
    {
        var text = component.Version is null ? component.Id : $"{component.Id}-{component.Version}";
        return "LicenseRef-" + string.Concat(text.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' ? c : '-'));
    }

    private static ImmutableArray<BomReference> ReferencesOf(
        Component component, PackageFolder folder, string? website, string? repository, BomHash? hash)
    {
        var references = ImmutableArray.CreateBuilder<BomReference>(3);
        if (component is { Ecosystem: "nuget", Version: { } version } && (hash is not null || folder.Feed is not null))
        {
            var url = FeedAddress.FlatContainer(folder.Feed, component.Id, version);
            references.Add(url is null
                ? new BomReference("distribution", Uri.EscapeDataString(PackageFolder.FileName(component.Id, version)), folder.Feed is null ? null : "feed: " + folder.Feed, hash)
                : new BomReference("distribution", url, null, hash));
        }

        if (repository is not null)
        {
            references.Add(new BomReference("vcs", repository, folder.Nuspec?.Repository?.Commit is { } commit ? "commit " + commit : null));
        }

        if (website is not null)
        {
            references.Add(new BomReference("website", website));
        }

        return references.DrainToImmutable();
    }

    private static ImmutableArray<BomProperty> PropertiesOf(Component component, PackageFolder folder, string? contentHash, bool hasAccounts)
    {
        var properties = new List<BomProperty>(8);
        if (component is { Ecosystem: "nuget", Version: { } version })
        {
            BsiProperties.AddPackage(properties, PackageFolder.FileName(component.Id, version));
        }

        if (contentHash is not null)
        {
            properties.Add(new BomProperty("deprisk:nuget:contentHash", contentHash));
        }

        if (hasAccounts || folder.Nuspec?.Authors is { Length: > 0 })
        {
            // A nuspec is what the package says of itself; nobody signed it.
            properties.Add(new BomProperty("deprisk:supplier-source", hasAccounts ? "signature" : "nuspec"));
        }

        if (folder.Feed is not null)
        {
            properties.Add(new BomProperty("deprisk:feed", folder.Feed));
        }

        if (folder.Nuspec?.License is { Type: NuspecLicenseType.Expression } expression && !SpdxExpression.IsWellFormed(expression.Text))
        {
            properties.Add(new BomProperty("deprisk:nuget:license", expression.Text));
        }

        if (folder.Nuspec?.License is { Type: NuspecLicenseType.File } file)
        {
            properties.Add(new BomProperty("deprisk:nuget:licenseFile", file.Text.Replace('\\', '/')));
        }

        return [.. properties];
    }
}

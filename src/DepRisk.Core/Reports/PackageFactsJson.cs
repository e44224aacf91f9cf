using System.Globalization;
using System.Text.Json;
using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Packages;
using DepRisk.Packages.Build;
using DepRisk.Packages.Feeds;
using DepRisk.Packages.Signatures;

namespace DepRisk.Reports;

/// <summary><c>facts</c> of a package: what its files prove and what it says of itself. What is not known is null, an empty list is known to be empty.</summary>
internal static class PackageFactsJson
{
    public static void Write(Utf8JsonWriter json, Component component, ScopeEvidence evidence)
    {
        var facts = evidence.Of(component);
        json.WriteStartObject("facts"u8);
        WriteSignature(json, facts.Signature);
        json.WriteString("feed"u8, facts.Folder.Feed);
        WriteNuspec(json, facts.Folder.Nuspec);
        WriteBuild(json, facts.Build);
        WriteCapabilities(json, facts);
        json.WriteEndObject();
    }

    private static void WriteSignature(Utf8JsonWriter json, PackageSignature signature)
    {
        json.WriteStartObject("signature"u8);
        json.WriteString("verdict"u8, FactNames.Of(signature.Verdict));
        json.WriteString("reason"u8, signature.Reason);
        WriteOwners(json, signature);
        WriteSigner(json, "author"u8, signature.Author);
        WriteSigner(json, "repository"u8, signature.Repository);
        json.WriteEndObject();
    }

    private static void WriteOwners(Utf8JsonWriter json, PackageSignature signature)
    {
        if (signature.Verdict is not SignatureVerdict.Verified)
        {
            // That nobody is proven is not that there is nobody.
            json.WriteNull("owners"u8);
            return;
        }

        json.WriteStartArray("owners"u8);
        foreach (var owner in signature.Owners)
        {
            json.WriteStringValue(owner);
        }

        json.WriteEndArray();
    }

    private static void WriteSigner(Utf8JsonWriter json, ReadOnlySpan<byte> name, PackageSigner? signer)
    {
        if (signer is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteString("verdict"u8, FactNames.Of(signer.Verdict));
        json.WriteString("reason"u8, signer.Reason);
        json.WriteString("subject"u8, signer.Subject);
        json.WriteString("commonName"u8, signer.CommonName);
        json.WriteString("organization"u8, signer.Organization);
        json.WriteString("issuer"u8, signer.Issuer);
        json.WriteString("fingerprint"u8, signer.Fingerprint);
        json.WriteString("signedAt"u8, signer.SignedAt?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        json.WriteString("serviceIndex"u8, signer.ServiceIndex is null ? null : FeedAddress.Printable(signer.ServiceIndex));
        // Nobody can know it without a network.
        json.WriteString("revocation"u8, "unknown"u8);
        json.WriteEndObject();
    }

    private static void WriteNuspec(Utf8JsonWriter json, Nuspec? nuspec)
    {
        json.WriteString("authors"u8, nuspec?.Authors);
        json.WriteString("projectUrl"u8, FeedAddress.Link(nuspec?.ProjectUrl));
        json.WriteString("repository"u8, RepositoryId.Parse(nuspec?.Repository?.Url)?.ToString());
        json.WriteString("commit"u8, nuspec?.Repository?.Commit);
        if (nuspec?.License is { } license)
        {
            json.WriteStartObject("license"u8);
            json.WriteString("type"u8, license.Type switch { NuspecLicenseType.Expression => "expression"u8, NuspecLicenseType.File => "file"u8, _ => "url"u8 });
            json.WriteString("text"u8, license.Text);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("license"u8);
        }
    }

    private static void WriteBuild(Utf8JsonWriter json, BuildPower? build)
    {
        if (build is null)
        {
            json.WriteNull("build"u8);
            return;
        }

        json.WriteStartObject("build"u8);
        json.WriteString("digest"u8, build.Digest);
        json.WriteStartArray("assets"u8);
        foreach (var asset in build.Assets)
        {
            json.WriteStartObject();
            BuildAssetJson.WriteFields(json, asset);
            json.WriteBoolean("executes"u8, asset.Executes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("unknown"u8);
        foreach (var problem in build.Problems)
        {
            json.WriteStringValue(problem);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteCapabilities(Utf8JsonWriter json, PackageEvidence facts)
    {
        if (!facts.IsOnDisk)
        {
            json.WriteNull("capabilities"u8);
            return;
        }

        json.WriteStartArray("capabilities"u8);
        // One example a capability: the first file by path that has it.
        var examples = facts.Files.SelectMany(file => file.Present.Select(use => (File: file, Use: use)))
            .GroupBy(pair => pair.Use.Capability)
            .OrderBy(group => group.Key)
            .Select(group => group.First());
        foreach (var (file, use) in examples)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, FactNames.Of(use.Capability));
            json.WriteString("file"u8, file.Path);
            json.WriteString("method"u8, use.Method);
            json.WriteString("api"u8, use.Api);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("unreadable"u8);
        foreach (var file in facts.Files)
        {
            if (file.Problem is not null)
            {
                json.WriteStringValue($"{file.Path}: {file.Problem}");
            }
        }

        json.WriteEndArray();
    }
}

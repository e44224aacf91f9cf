using System.Reflection;

namespace DepRisk.Sbom;

public enum SpecVersion : byte
{
    V1_4,
    V1_5,
    V1_6,
    V1_7,
}

/// <summary>What the caller decides about the documents; everything else comes from the scope and the disk.</summary>
/// <param name="SpecVersion">The version to write; the model itself is the same for all.</param>
/// <param name="Manufacturer">Who makes the product: the primary component's and every first-party component's supplier.</param>
/// <param name="Author">Who makes the SBOM: a name, or <c>Name &lt;address&gt;</c>.</param>
/// <param name="Framework">Takes only targets of this framework or alias.</param>
/// <param name="RuntimeIdentifier">Takes the targets of this runtime identifier; null takes the portable ones.</param>
/// <param name="Merge">One document for all apps.</param>
/// <param name="Sha256">Hash files with SHA-256 besides SHA-512.</param>
public sealed record BomOptions(
    SpecVersion SpecVersion = SpecVersion.V1_6,
    string? Manufacturer = null,
    string? ManufacturerUrl = null,
    string? Author = null,
    DateTimeOffset? Timestamp = null,
    string? Framework = null,
    string? RuntimeIdentifier = null,
    bool Merge = false,
    bool Sha256 = false)
{
    public string ToolVersion { get; init; } = OwnVersion;

    private static string OwnVersion { get; } =
        typeof(BomOptions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";

    internal BomEntity? ManufacturerEntity => Manufacturer is { } name
        ? new BomEntity(name, ManufacturerUrl)
        : ManufacturerUrl is { } url ? new BomEntity(url, url) : null;

    internal BomContact? AuthorContact
    {
        get
        {
            if (Author is null)
            {
                return null;
            }

            var open = Author.IndexOf('<', StringComparison.Ordinal);
            return open > 0 && Author.EndsWith('>') && Author.IndexOf('@', open) > 0
                ? new BomContact(Author[..open].Trim(), Author[(open + 1)..^1].Trim())
                : new BomContact(Author, null);
        }
    }
}

using System.Collections.Immutable;

namespace DepRisk.Sbom;

/// <summary>One CycloneDX document before it is written, the same for every version and format.</summary>
/// <param name="Timestamp">Null where nothing dates the inputs; the clock never does.</param>
/// <param name="Components">Sorted by <see cref="BomComponent.Ref"/>, ordinal. Instances are shared among the documents of one scope.</param>
/// <param name="Formulation">What builds the product without being in its graph.</param>
/// <param name="Dependencies">One entry for the primary and each component, sorted, leaves included.</param>
/// <param name="Alone">No other document shares its components, so that writers need not keep them encoded.</param>
public sealed record Bom(
    DateTimeOffset? Timestamp,
    BomPhase Phase,
    string ToolVersion,
    BomEntity? Manufacturer,
    BomContact? Author,
    BomComponent Primary,
    ImmutableArray<BomComponent> Components,
    ImmutableArray<BomComponent> Formulation,
    ImmutableArray<BomDependency> Dependencies,
    ImmutableArray<BomComposition> Compositions,
    bool Alone = false);

public enum BomPhase : byte
{
    /// <summary>Only lock files were read: what a restore would fetch.</summary>
    PreBuild,
    Build,
}

public sealed record BomDependency(string Ref, ImmutableArray<string> DependsOn);

/// <param name="Dependencies">Refs whose list of dependencies is as complete as <paramref name="Aggregate"/> says.</param>
/// <param name="Assemblies">Refs whose nested components are.</param>
public sealed record BomComposition(BomAggregate Aggregate, ImmutableArray<string> Assemblies, ImmutableArray<string> Dependencies);

public enum BomAggregate : byte
{
    Complete,
    Incomplete,
    Unknown,
}

public enum BomComponentType : byte
{
    Application,
    Framework,
    Library,
    File,
}

public enum BomScope : byte
{
    Required,
    Excluded,
}

/// <summary>Compared by reference: the builder makes each distinct component once, and writers encode it once.</summary>
public sealed class BomComponent
{
    public required string Ref { get; init; }

    public required BomComponentType Type { get; init; }

    public required string Name { get; init; }

    public string? Group { get; init; }

    public string? Version { get; init; }

    /// <summary>Null where the source cannot tell.</summary>
    public BomScope? Scope { get; init; }

    public BomEntity? Supplier { get; init; }

    /// <summary>Written from 1.6 on; who created the component, reachable at its URL.</summary>
    public BomEntity? Manufacturer { get; init; }

    public ImmutableArray<string> Authors { get; init; } = [];

    public ImmutableArray<BomHash> Hashes { get; init; } = [];

    public BomLicense? License { get; init; }

    public string? Copyright { get; init; }

    public string? Purl { get; init; }

    public ImmutableArray<BomReference> References { get; init; } = [];

    public ImmutableArray<BomProperty> Properties { get; init; } = [];

    public ImmutableArray<BomComponent> Components { get; init; } = [];

    public BomEvidence? Evidence { get; init; }
}

/// <param name="Urls">Compared by content.</param>
public sealed record BomEntity(string Name, ImmutableArray<string> Urls)
{
    public BomEntity(string name, string? url)
        : this(name, url is null ? [] : ImmutableArray.Create(url))
    {
    }

    public bool Equals(BomEntity? other) => other is not null && Name.Equals(other.Name, StringComparison.Ordinal) && Urls.AsSpan().SequenceEqual(other.Urls.AsSpan());

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);
}

public sealed record BomContact(string Name, string? Email);

/// <param name="Algorithm">As CycloneDX names it: SHA-512.</param>
/// <param name="Content">Lower-case hex.</param>
public sealed record BomHash(string Algorithm, string Content);

/// <summary>Either an expression, or a name that may come with a URL.</summary>
public sealed record BomLicense(string? Expression, string? Name, string? Url);

public sealed record BomReference(string Type, string Url, string? Comment = null, BomHash? Hash = null);

public sealed record BomProperty(string Name, string Value);

/// <summary>Why the document says what it says of a component, and where our own code uses it.</summary>
/// <param name="Identities">1.5 can write the first alone.</param>
/// <param name="Occurrences">Sorted by location.</param>
public sealed record BomEvidence(ImmutableArray<BomIdentity> Identities, ImmutableArray<BomOccurrence> Occurrences)
{
    /// <summary>A version that a file states of itself. It is a claim, so it is never the component's version.</summary>
    public static BomEvidence OfVersion(string version) => new([new BomIdentity("version", 50, null, [new BomMethod("binary-analysis", 50, version)])], []);

    public string? StatedVersion => Identities.FirstOrDefault(identity => identity.Field is "version")?.Methods[0].Value;
}

/// <param name="Field">What of the component is identified: purl, version.</param>
/// <param name="ConfidencePercent">0 to 100.</param>
/// <param name="Concluded">Null where the value is a claim and nothing was concluded from it.</param>
public sealed record BomIdentity(string Field, int ConfidencePercent, string? Concluded, ImmutableArray<BomMethod> Methods);

/// <param name="Technique">As CycloneDX names it: manifest-analysis, attestation.</param>
/// <param name="ConfidencePercent">0 to 100.</param>
public sealed record BomMethod(string Technique, int ConfidencePercent, string Value);

/// <param name="Location">A source file of ours, relative to the scope.</param>
/// <param name="Line">One-based; 0 where unknown.</param>
public sealed record BomOccurrence(string Location, int Line);

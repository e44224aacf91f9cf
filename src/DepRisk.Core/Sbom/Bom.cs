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

    public BomVersionEvidence? Evidence { get; init; }
}

public sealed record BomEntity(string Name, string? Url);

public sealed record BomContact(string Name, string? Email);

/// <param name="Algorithm">As CycloneDX names it: SHA-512.</param>
/// <param name="Content">Lower-case hex.</param>
public sealed record BomHash(string Algorithm, string Content);

/// <summary>Either an expression, or a name that may come with a URL.</summary>
public sealed record BomLicense(string? Expression, string? Name, string? Url);

public sealed record BomReference(string Type, string Url, string? Comment = null, BomHash? Hash = null);

public sealed record BomProperty(string Name, string Value);

/// <summary>A version that a file states of itself. It is a claim, so it is never the component's version.</summary>
/// <param name="ConfidencePercent">0 to 100.</param>
public sealed record BomVersionEvidence(string Value, string Technique, int ConfidencePercent);

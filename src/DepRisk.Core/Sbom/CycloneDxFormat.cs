using System.Collections.Immutable;

namespace DepRisk.Sbom;

/// <summary>A version and a syntax of the format.</summary>
public sealed record CycloneDxFormat(SpecVersion Version, bool IsXml)
{
    /// <summary>As people write them, in the order of <see cref="SpecVersion"/>.</summary>
    public static ImmutableArray<string> Versions { get; } = ["1.4", "1.5", "1.6", "1.7"];

    /// <returns>Null for what is none of <see cref="Versions"/>.</returns>
    public static SpecVersion? VersionOf(string text) => Versions.IndexOf(text) is var index and >= 0 ? (SpecVersion)index : null;

    /// <returns>What encodes documents; components that several share are encoded once.</returns>
    public Func<Bom, ReadOnlyMemory<byte>> Writer() => IsXml ? new CycloneDxXmlWriter(Version).Write : new CycloneDxJsonWriter(Version).Write;
}

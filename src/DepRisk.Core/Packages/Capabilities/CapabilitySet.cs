using System.Numerics;

namespace DepRisk.Packages.Capabilities;

/// <summary>Some of the capabilities; one bit each.</summary>
public readonly record struct CapabilitySet(ushort Bits)
{
    public static CapabilitySet None => default;

    public bool IsEmpty => Bits is 0;

    /// <summary>How many.</summary>
    public int Count => BitOperations.PopCount(Bits);

    public static CapabilitySet Of(Capability capability) => new((ushort)(1 << (int)capability));

    public bool Contains(Capability capability) => (Bits & (1 << (int)capability)) is not 0;

    public CapabilitySet Union(CapabilitySet other) => new((ushort)(Bits | other.Bits));

    public CapabilitySet Except(CapabilitySet other) => new((ushort)(Bits & ~other.Bits));

    public CapabilitySet Intersect(CapabilitySet other) => new((ushort)(Bits & other.Bits));
}

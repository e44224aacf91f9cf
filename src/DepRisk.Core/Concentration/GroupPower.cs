using System.Collections.Immutable;
using DepRisk.Graph;
using DepRisk.Packages.Build;
using DepRisk.Packages.Capabilities;

namespace DepRisk.Concentration;

/// <summary>What a control group's code can do: of the files that ship, and in the build.</summary>
/// <param name="Capabilities">In the order of the enumeration.</param>
/// <param name="Examples">One a capability, in the same order: which package and file proves it.</param>
/// <param name="Executing">What executes in a build of ours, by package.</param>
/// <param name="Exists">At least one strong capability, or build code that executes; unknown where nothing is known of a package and nothing proves it.</param>
public sealed record GroupPower(
    CapabilitySet Capabilities,
    ImmutableArray<(Component Package, CapabilityUse Use)> Examples,
    ImmutableArray<(Component Package, BuildAsset Asset)> Executing,
    Truth Exists)
{
    /// <summary>Strong alone. The others only add to a strong one.</summary>
    public static readonly CapabilitySet AllStrong = new[]
    {
        Capability.Net, Capability.Process, Capability.DynamicLoad, Capability.Deserialization, Capability.Archive, Capability.PInvoke, Capability.Native,
    }.Aggregate(CapabilitySet.None, (set, capability) => set.Union(CapabilitySet.Of(capability)));

    public CapabilitySet Strong => Capabilities.Intersect(AllStrong);
}

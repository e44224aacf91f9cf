using System.Collections.Immutable;
using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Packages;
using DepRisk.Packages.Build;
using DepRisk.Packages.Capabilities;

namespace DepRisk.Concentration;

/// <summary>What a control group's code can do: of the files that ship, and in the build.</summary>
/// <param name="Capabilities">In the order of the enumeration.</param>
/// <param name="Examples">One a capability, in the same order: which package and file proves it.</param>
/// <param name="Executing">What executes in a build of ours, by package.</param>
/// <param name="Exists">At least one strong capability, or build code that executes; unknown where nothing is known of a package and nothing proves it.</param>
/// <param name="Unknown">Packages of which not all is known, sorted by id and version: they may do more than is listed.</param>
public sealed record GroupPower(
    CapabilitySet Capabilities,
    ImmutableArray<(Component Package, CapabilityUse Use)> Examples,
    ImmutableArray<(Component Package, BuildAsset Asset)> Executing,
    Truth Exists,
    ImmutableArray<Component> Unknown)
{
    /// <summary>Strong alone. The others only add to a strong one.</summary>
    public static readonly CapabilitySet AllStrong = new[]
    {
        Capability.Net, Capability.Process, Capability.DynamicLoad, Capability.Deserialization, Capability.Archive, Capability.PInvoke, Capability.Native,
    }.Aggregate(CapabilitySet.None, (set, capability) => set.Union(CapabilitySet.Of(capability)));

    public CapabilitySet Strong => Capabilities.Intersect(AllStrong);

    /// <param name="build">What executes in the builds of the apps and of what they contain, by package.</param>
    internal static GroupPower Of(ControlGroup group, AppFiles files, ScopeEvidence evidence, IReadOnlyDictionary<Component, BuildCode> build)
    {
        var capabilities = CapabilitySet.None;
        var examples = new SortedDictionary<Capability, (Component, CapabilityUse)>();
        var executing = ImmutableArray.CreateBuilder<(Component, BuildAsset)>();
        var unknown = ImmutableArray.CreateBuilder<Component>();
        foreach (var package in group.Packages)
        {
            var known = evidence.Of(package);
            var code = files.CodeOf(package, known, out var isComplete);
            foreach (var file in code)
            {
                foreach (var use in file.Present)
                {
                    capabilities = capabilities.Union(CapabilitySet.Of(use.Capability));
                    examples.TryAdd(use.Capability, (package, use));
                }
            }

            foreach (var asset in build.GetValueOrDefault(package)?.Executing ?? [])
            {
                executing.Add((package, asset));
            }

            if (!isComplete || MayExecute(package, known, files))
            {
                unknown.Add(package);
            }
        }

        var exists = !capabilities.Intersect(AllStrong).IsEmpty || executing.Count > 0 ? Truth.True : unknown.Count > 0 ? Truth.Unknown : Truth.False;
        return new GroupPower(capabilities, [.. examples.Values], executing.ToImmutable(), exists, unknown.ToImmutable());
    }

    /// <summary>Build files that only MSBuild could understand, or executing ones of which no source says whether a build is given them.</summary>
    private static bool MayExecute(Component package, PackageEvidence evidence, AppFiles files)
    {
        if (evidence.Build is not { } build || !build.Problems.IsEmpty)
        {
            return true;
        }

        foreach (var asset in build.Assets)
        {
            if (asset.Executes && files.IsUntold(package))
            {
                return true;
            }
        }

        return false;
    }
}

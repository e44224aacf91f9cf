using System.Collections.Immutable;
using DepRisk.Concentration;
using DepRisk.Graph;
using DepRisk.Lock;
using DepRisk.Packages;
using DepRisk.Packages.Capabilities;

namespace DepRisk.Rules;

/// <summary>
/// An upgrade can do what no accepted version of the package could. A package that the lock does not know is no upgrade, and where the lock does not know
/// what one of its versions could, nothing is said.
/// </summary>
internal static class DR1008_CapabilityGained
{
    public static ImmutableArray<Finding> Find(RuleInput input, AppReach apps)
    {
        if (input.Lock is not { } accepted)
        {
            return [];
        }

        var locked = new LockedVersions(accepted);
        var findings = ImmutableArray.CreateBuilder<Finding>();
        foreach (var use in input.Concentration.Uses.Packages)
        {
            var before = locked.Of(use.Component);
            if (use.Apps.IsEmpty || !IsUpgrade(use.Component, before) || Platform.Contains(input.Evidence.Of(use.Component).Signature, input.Policy.Platforms))
            {
                continue;
            }

            var gained = Gained(input.Evidence.Of(use.Component), before);
            if (!gained.IsEmpty)
            {
                findings.Add(Of(input, use, before, gained, apps));
            }
        }

        return findings.DrainToImmutable();
    }

    private static bool IsUpgrade(Component package, ImmutableArray<LockedPackage> before) =>
        !before.IsEmpty && before.All(version => version.Capabilities is not null && PackageVersion.Compare(version.Version, package.Version) is not 0);

    /// <summary>The first proof of each strong capability that is new, in the order of the enumeration.</summary>
    private static ImmutableArray<(string File, CapabilityUse Use)> Gained(PackageEvidence evidence, ImmutableArray<LockedPackage> before)
    {
        var could = before.SelectMany(version => version.Capabilities!.Value).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. evidence.Files.SelectMany(file => file.Present.Select(use => (File: file.Path, Use: use)))
                .Where(proof => GroupPower.AllStrong.Contains(proof.Use.Capability) && !could.Contains(FactNames.Of(proof.Use.Capability)))
                .DistinctBy(proof => proof.Use.Capability)
                .OrderBy(proof => proof.Use.Capability),
        ];
    }

    private static Finding Of(RuleInput input, PackageUse use, ImmutableArray<LockedPackage> before, ImmutableArray<(string File, CapabilityUse Use)> gained, AppReach apps)
    {
        var can = Phrase.List([.. gained.Select(proof => CapabilityWords.Of(proof.Use.Capability))]);
        var old = LockedVersions.Text(before);
        return new Finding(
            RuleCatalog.CapabilityGained,
            LockedPackage.IdOf(use.Component),
            $"{use.Component}: can {can}, which {old} could not",
            $"{use.Component} runs in {apps.Of(use.Apps)} and can {can}, which {old} of the lock could not: {string.Join("; ", gained.Select(Proof))}.",
            apps.Homes.Of(use.Component),
            [use.Component],
            apps.Paths(use.Apps),
            [.. gained.Select(proof => new Condition(FactNames.Of(proof.Use.Capability), Truth.True, Proof(proof)))],
            [
                new FindingFact("reaches", apps.Named(use.Apps)),
                new FindingFact("can do", can),
                new FindingFact("accepted", old),
            ],
            [
                new WayOut(WayOutKind.Clears, "look at what it does with it, then accept it with 'deprisk lock'", "all", []),
                new WayOut(WayOutKind.Clears, $"go back to {before[^1].Version}", "all", []),
            ],
            [.. Unread(input.Evidence.Of(use.Component))],
            apps.Share(use.Apps));
    }

    private static string Proof((string File, CapabilityUse Use) proof) => proof.Use.Capability is Capability.Native
        ? $"{proof.File} is native code"
        : $"in {proof.File} {proof.Use.Method} uses {proof.Use.Api}";

    private static IEnumerable<UnknownFact> Unread(PackageEvidence evidence) =>
        evidence.Files.Where(file => file.Problem is not null).Select(file => new UnknownFact($"what {file.Path} can do: it {file.Problem}", null));
}

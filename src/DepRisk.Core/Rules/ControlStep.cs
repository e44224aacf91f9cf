using System.Collections.Immutable;
using DepRisk.Concentration;
using DepRisk.Graph;
using DepRisk.Packages;

namespace DepRisk.Rules;

/// <summary>From one version of a package to the next: who was in control, and who is.</summary>
/// <param name="Before">The version that it is compared with.</param>
/// <param name="IsLocked">That version is the lock's; otherwise it ships here as well.</param>
/// <param name="Changes">What of the change is worth a word: drift, or what is information alone.</param>
internal sealed record ControlStep(Component Package, string Before, bool IsLocked, Hands From, Hands To, ImmutableArray<ControlChange> Changes)
{
    public bool IsDrift => Changes[0].IsDrift;

    /// <summary>Equal for all packages that went from the same hands to the same hands: a family is one finding.</summary>
    public string Family => string.Join('\n', [Text(From), Text(To), IsLocked ? "lock" : "scope", IsDrift ? "drift" : "information"]);

    /// <summary>Each version against the lock, and each against the one below it in the scope.</summary>
    /// <param name="versions">Of one id, ascending.</param>
    public static IEnumerable<ControlStep> Of(RuleInput input, ImmutableArray<Component> versions)
    {
        for (var i = 0; i < versions.Length; i++)
        {
            var package = versions[i];
            var signature = input.Evidence.Of(package).Signature;
            if (Platform.Contains(signature, input.Policy.Platforms))
            {
                continue;
            }

            var before = input.Lock is { } accepted ? LockedBefore.Of(accepted, package) : null;
            if (before is not null && Step(package, before.Version, true, Hands.Of(before), Hands.Of(signature)) is { } step)
            {
                yield return step;
            }

            var isCompared = i is 0 || string.Equals(before?.Version, versions[i - 1].Version, StringComparison.OrdinalIgnoreCase);
            if (!isCompared && Step(package, versions[i - 1].Version ?? "", false, Hands.Of(input.Evidence.Of(versions[i - 1]).Signature), Hands.Of(signature)) is { } inside)
            {
                yield return inside;
            }
        }
    }

    private static ControlStep? Step(Component package, string before, bool isLocked, Hands from, Hands to)
    {
        var changes = ControlChange.Between(from, to, PackageVersion.Compare(before, package.Version) > 0);
        // Whoever lost access, or began to sign, is nobody to look at.
        ImmutableArray<ControlChange> kept = [.. changes.Where(change => change.IsDrift || change.Kind is ControlChangeKind.OwnersAdded or ControlChangeKind.CertificateGained)];
        return kept.IsEmpty ? null : new ControlStep(package, before, isLocked, from, to, kept);
    }

    private static string Text(Hands hands) => $"{hands.Signature}\t{hands.Certificate}\t{string.Join(' ', (hands.Owners ?? []).Select(owner => owner.ToUpperInvariant()))}";
}

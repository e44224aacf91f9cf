using System.Collections.Immutable;
using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Packages.Signatures;

namespace DepRisk.Concentration;

/// <summary>
/// Packages that the same hands control: the identical verified owners and the same holder of the author's certificate, or none on both sides. A package
/// without a verified signature stays alone: what it says of itself never joins it to another. Owners are frozen in each version when it is published, so
/// that all versions of an id go with the newest of them whose hands are proven: whoever those are publishes the next one (docs/decisions/0013).
/// </summary>
/// <param name="Accounts">Ordinal; empty where nothing is verified.</param>
/// <param name="Entity">Of the author's certificate; null without a verified one.</param>
/// <param name="IsPlatform">Part of the stack by choice, see <see cref="Platform"/>.</param>
/// <param name="Packages">Sorted by id and version.</param>
public sealed record ControlGroup(ImmutableArray<string> Accounts, string? Entity, bool IsPlatform, ImmutableArray<Component> Packages)
{
    public bool IsVerified => !Accounts.IsEmpty;

    /// <returns>In the order of their first packages. Each package is in exactly one group.</returns>
    public static ImmutableArray<ControlGroup> Of(IEnumerable<Component> packages, ScopeEvidence evidence) => Of(packages, evidence, []);

    /// <param name="platforms">See <see cref="Platform.Holds"/>.</param>
    /// <returns>In the order of their first packages. Each package is in exactly one group.</returns>
    public static ImmutableArray<ControlGroup> Of(IEnumerable<Component> packages, ScopeEvidence evidence, ImmutableArray<string> platforms) =>
    [
        .. packages
            .Distinct()
            .GroupBy(package => (package.Ecosystem, Id: package.Id.ToUpperInvariant()))
            .Select(versions => versions.Order(ComponentOrder.Instance).ToArray())
            .GroupBy(versions => KeyOf(versions, evidence, platforms))
            .Select(group => new ControlGroup(group.Key.Accounts, group.Key.Entity, group.Key.IsPlatform, [.. group.SelectMany(versions => versions).Order(ComponentOrder.Instance)]))
            .OrderBy(group => group.Packages[0], ComponentOrder.Instance),
    ];

    /// <param name="versions">Of one id, the oldest first.</param>
    private static Key KeyOf(Component[] versions, ScopeEvidence evidence, ImmutableArray<string> platforms)
    {
        for (var i = versions.Length - 1; i >= 0; i--)
        {
            if (evidence.Of(versions[i]).Signature is { Verdict: SignatureVerdict.Verified, Owners.IsEmpty: false } proven)
            {
                return Key.Of(versions[i], proven, platforms);
            }
        }

        return Key.Of(versions[^1], evidence.Of(versions[^1]).Signature, platforms);
    }

    /// <param name="Alone">The id of a package whose hands are not known; null where they are.</param>
    private sealed record Key(ImmutableArray<string> Accounts, string? Entity, bool IsPlatform, string? Alone)
    {
        public static Key Of(Component package, PackageSignature signature, ImmutableArray<string> platforms)
        {
            if (signature is not { Verdict: SignatureVerdict.Verified, Owners.IsEmpty: false })
            {
                return new Key([], null, Platform.Contains(signature, platforms), $"{package.Ecosystem}\n{package.Id.ToUpperInvariant()}");
            }

            var entity = signature.Author is { Verdict: SignatureVerdict.Verified } author ? author.Entity : null;
            return new Key([.. signature.Accounts], entity, Platform.Contains(signature, platforms), null);
        }

        public bool Equals(Key? other) =>
            other is not null
            // Accounts of one repository compare without case.
            && Accounts.SequenceEqual(other.Accounts, StringComparer.OrdinalIgnoreCase)
            && string.Equals(Entity, other.Entity, StringComparison.Ordinal)
            // The names of one repository do not prove that another one signed them.
            && IsPlatform == other.IsPlatform
            && string.Equals(Alone, other.Alone, StringComparison.Ordinal);

        public override int GetHashCode() =>
            HashCode.Combine(string.Join('\n', Accounts).GetHashCode(StringComparison.OrdinalIgnoreCase), Entity, Alone);
    }
}

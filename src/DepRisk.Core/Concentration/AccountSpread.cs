using System.Collections.Immutable;

namespace DepRisk.Concentration;

/// <summary>Over how many hands some packages are spread.</summary>
/// <param name="Packages">Each id and version once.</param>
/// <param name="Unproven">Of these, whose accounts nobody proved: they count into the half that a set must exceed, and to nobody's side.</param>
/// <param name="Capture">See <see cref="AccountSet.Capture"/>.</param>
/// <param name="Loss">See <see cref="AccountSet.Loss"/>.</param>
/// <param name="Posture">Of control groups, weighted by packages.</param>
public sealed record AccountSpread(int Packages, int Unproven, AccountSet Capture, AccountSet Loss, Posture Posture)
{
    public static readonly AccountSpread Nothing = new(0, 0, new AccountSet([], IsExact: true), new AccountSet([], IsExact: true), Posture.Nothing);

    /// <summary>Whether no smaller set does: the search came to its end, and no package is left whose unknown accounts could be the same ones.</summary>
    public bool IsSmallest(AccountSet set) => set.IsExact && Unproven is 0;

    public static AccountSpread Of(ImmutableArray<ControlGroup> groups)
    {
        // Certificates tell groups apart that the same accounts publish.
        OwnedPackages[] owned =
        [
            .. groups.GroupBy(group => string.Join('\n', group.Accounts), StringComparer.OrdinalIgnoreCase)
                .Select(same => new OwnedPackages(same.First().Accounts, same.Sum(group => group.Packages.Length))),
        ];
        return new AccountSpread(
            groups.Sum(group => group.Packages.Length),
            groups.Where(group => !group.IsVerified).Sum(group => group.Packages.Length),
            AccountSet.Capture(owned),
            AccountSet.Loss(owned),
            Posture.Of(groups.Select(group => (double)group.Packages.Length)));
    }
}

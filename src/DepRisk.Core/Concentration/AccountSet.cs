using System.Collections.Immutable;

namespace DepRisk.Concentration;

/// <summary>What an account set is asked about: one for each distinct set of owners.</summary>
/// <param name="Owners">Distinct.</param>
/// <param name="Weight">Above 0: its packages, or its packages weighted by reach.</param>
public sealed record OwnedPackages(ImmutableArray<string> Owners, double Weight);

/// <summary>The fewest accounts that together hold more than half.</summary>
/// <param name="Accounts">Ordinal; of several such sets the one found first in the order of weight, then name. Empty where no set holds that much.</param>
/// <param name="IsExact">False where the search was given up at its bound: then there may be a smaller set.</param>
public sealed record AccountSet(ImmutableArray<string> Accounts, bool IsExact)
{
    /// <summary>
    /// Capture: the fewest accounts of which at least one can publish more than half of the packages (Srinivasan and Lee 2017; maximum coverage).
    /// More owners a package make it smaller.
    /// </summary>
    public static AccountSet Capture(IReadOnlyList<OwnedPackages> packages) => new AccountSearch(packages, isCapture: true).Smallest();

    /// <summary>
    /// Loss: the fewest accounts that must all vanish until nobody is left to publish more than half of the packages. More owners a package make
    /// it larger. Never to be mixed with capture.
    /// </summary>
    public static AccountSet Loss(IReadOnlyList<OwnedPackages> packages) => new AccountSearch(packages, isCapture: false).Smallest();
}

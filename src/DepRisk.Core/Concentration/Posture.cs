using System.Collections.Immutable;

namespace DepRisk.Concentration;

/// <summary>How power is spread over control groups. Posture and trend, never a finding: with the platform in, it is always concentrated.</summary>
/// <param name="Hhi">
/// Herfindahl-Hirschman index, 0 to 10,000: the sum of the squared shares in percent. The United States' merger guidelines of 2023 call a market
/// concentrated above 1,800 and a rise by more than 100 significant.
/// </param>
/// <param name="Count">Hill number of order 0: how many groups there are.</param>
/// <param name="Shannon">Hill number of order 1: e to Shannon's entropy, the number of equally large groups that would be as diverse (Jost 2006).</param>
/// <param name="Effective">Hill number of order 2: 10,000 / HHI.</param>
public sealed record Posture(double Hhi, int Count, double Shannon, double Effective)
{
    public static readonly Posture Nothing = new(0, 0, 0, 0);

    /// <param name="weights">Of each group, at least 0: its packages, or its packages weighted by reach.</param>
    public static Posture Of(IEnumerable<double> weights)
    {
        // Sorted, so that sums do not depend on the order in which groups are found.
        ImmutableArray<double> sorted = [.. weights.Where(weight => weight > 0).Order()];
        var sum = sorted.Sum();
        if (sorted.IsEmpty)
        {
            return Nothing;
        }

        var (squares, entropy) = (0.0, 0.0);
        foreach (var weight in sorted)
        {
            var share = weight / sum;
            squares += share * share;
            entropy -= share * Math.Log(share);
        }

        return new Posture(squares * 10_000, sorted.Length, Math.Exp(entropy), 1 / squares);
    }
}

namespace DepRisk.Concentration;

/// <summary>From where on a number counts. The defaults are those of docs/metrics.md; a policy may set others.</summary>
/// <param name="Reach">Share of the apps, 0 to 1.</param>
/// <param name="Apps">As many apps at least; in a scope of fewer, all of them.</param>
/// <param name="Hiddenness">Share of the reached apps, 0 to 1.</param>
/// <param name="RemovalCut">Packages that must go.</param>
/// <param name="ReleaseMonths">Age of the newest release, in months.</param>
/// <param name="Binding">Share of our source files, 0 to 1.</param>
public sealed record Thresholds(double Reach = 0.5, int Apps = 3, double Hiddenness = 0.8, int RemovalCut = 2, int ReleaseMonths = 24, double Binding = 0.1)
{
    public static readonly Thresholds Default = new();
}

using System.Collections.Immutable;
using DepRisk.Graph;

namespace DepRisk.Concentration;

/// <summary>What one control group is to the apps of a scope.</summary>
/// <param name="Index">Into <see cref="GroupedScope.Groups"/>.</param>
/// <param name="Lead">The package that names the group: in most apps, then with most dependents, then the shortest id, then first.</param>
/// <param name="Apps">Indexes into <see cref="GroupedScope.Apps"/> that it reaches, ascending.</param>
/// <param name="HiddenIn">Those of them in which nobody of ours chose it, ascending.</param>
/// <param name="IsEligible">It ships real files in an app and is no platform. Unknown where its source or its hands are not known.</param>
/// <param name="HasReach">It reaches as many apps as the threshold asks for.</param>
/// <param name="IsInescapable">More packages must go than the threshold allows. Only computed where the reach suffices; unknown otherwise.</param>
/// <param name="IsLockedIn">Our code is spread over it, or shows its types to others.</param>
/// <param name="Unknown">What the conditions that are unknown would need.</param>
public sealed record GroupConcentration(
    int Index,
    ControlGroup Group,
    Component Lead,
    ImmutableArray<int> Apps,
    ImmutableArray<int> HiddenIn,
    GroupPower Power,
    GroupBinding Binding,
    Truth IsEligible,
    bool HasReach,
    Truth IsHidden,
    Truth IsInescapable,
    Truth IsLockedIn,
    ImmutableArray<UnknownFact> Unknown)
{
    /// <summary>Eligible, with reach and with power.</summary>
    public Truth IsExposed => HasReach ? Truths.All(IsEligible, Power.Exists) : Truth.False;
}

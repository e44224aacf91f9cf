using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Packages.Signatures;

namespace DepRisk.Concentration;

/// <summary>
/// Packages of unknown hands that may belong to a control group whose hands are proven: those that refer to it, directly or over others of them. Npgsql's provider for
/// Entity Framework, where it lies on no disk, is what brings Npgsql in and is of the same hands. What has nothing to do with a group is taken for none of it. Of a group
/// whose own hands are unknown the exposure is unknown as well, and nothing is asked.
/// </summary>
internal sealed class PossibleFamily
{
    private readonly GroupedScope _scope;

    // By group, those of unknown hands that refer to it.
    private readonly HashSet<int>?[] _referring;

    private PossibleFamily(GroupedScope scope)
    {
        _scope = scope;
        _referring = new HashSet<int>?[scope.Groups.Length];
    }

    public static PossibleFamily In(GroupedScope scope, ScopeEvidence evidence)
    {
        var family = new PossibleFamily(scope);
        bool[] isUnknown = [.. scope.Groups.Select(group => !group.IsVerified && group.Packages.Any(package => evidence.Of(package).Signature.Verdict is SignatureVerdict.Unknown))];
        if (isUnknown.Contains(true) && scope.Groups.Any(group => group.IsVerified))
        {
            foreach (var target in scope.Targets)
            {
                family.Count(target, isUnknown);
            }
        }

        family.CountOpen(isUnknown);
        return family;
    }

    /// <summary>Where it is not known what packages refer to, whoever is of related or unknown hands and in the same app may.</summary>
    private void CountOpen(bool[] isUnknown)
    {
        HashSet<int>?[]? related = null;
        foreach (var target in _scope.Targets)
        {
            if (target.Target.Graph.EdgeSource is not EdgeSource.Direct)
            {
                continue;
            }

            related ??= ControlFamily.RelatedIn(_scope.Groups);
            int[] present = [.. target.GroupOf.Where(group => group is not GroupedScope.NoGroup).Distinct()];
            foreach (var group in present)
            {
                foreach (var other in present)
                {
                    if (other != group && (isUnknown[other] || related[group]?.Contains(other) is true))
                    {
                        (_referring[group] ??= []).Add(other);
                    }
                }
            }
        }
    }

    private void Count(GroupedTarget target, bool[] isUnknown)
    {
        var graph = target.Target.Graph;
        for (var from = 0; from < graph.Nodes.Length; from++)
        {
            if (target.GroupOf[from] is GroupedScope.NoGroup || !isUnknown[target.GroupOf[from]])
            {
                continue;
            }

            foreach (var to in graph.DependenciesOf(from))
            {
                if (target.GroupOf[to] is not GroupedScope.NoGroup and var group && group != target.GroupOf[from])
                {
                    (_referring[group] ??= []).Add(target.GroupOf[from]);
                }
            }
        }
    }

    /// <returns>Groups; mostly none.</returns>
    public HashSet<int> Of(int group)
    {
        var family = new HashSet<int>();
        if (!_scope.Groups[group].IsVerified)
        {
            return family;
        }

        var pending = new Stack<int>([group]);
        while (pending.TryPop(out var member))
        {
            foreach (var referring in _referring[member] ?? [])
            {
                if (family.Add(referring))
                {
                    pending.Push(referring);
                }
            }
        }

        return family;
    }
}

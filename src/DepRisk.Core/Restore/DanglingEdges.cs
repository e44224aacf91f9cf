using DepRisk.Graph;
using DepRisk.Input;

namespace DepRisk.Restore;

/// <summary>
/// Reports dependencies that an assets file lists without the package. NuGet itself loses such nodes, for example where a
/// referenced project has the same package with PrivateAssets="all". The graph is partial only where the missing package ships
/// somewhere else in the scope: a class that nobody states is no evidence of damage.
/// </summary>
internal static class DanglingEdges
{
    public static void Report(ProjectParts[] parts, List<InputError> problems)
    {
        HashSet<string>? shipping = null;
        foreach (var part in parts)
        {
            foreach (var target in part.Assets is null ? [] : part.Targets)
            {
                foreach (var group in target.Graph.Dropped.Where(edge => edge.Reason is DroppedEdge.Missing).GroupBy(edge => edge.Id, StringComparer.OrdinalIgnoreCase))
                {
                    shipping ??= Shipping(parts);
                    var needers = string.Join(", ", group.Select(edge => edge.From is 0 ? "the project" : target.Graph.Nodes[edge.From].Component.ToString()).Distinct(StringComparer.Ordinal));
                    problems.Add(new InputError(
                        InputErrorCode.DanglingEdge, part.Assets!.Path, $"lists no {group.Key} in {target.Name}, which {needers} depends on, so that this edge is left out; run 'dotnet restore' (where it stays: DR9010)")
                    {
                        IsPartial = shipping.Contains(group.Key),
                    });
                }
            }
        }
    }

    private static HashSet<string> Shipping(ProjectParts[] parts)
    {
        var ids = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var target in parts.SelectMany(part => part.Targets))
        {
            foreach (var node in target.Graph.Nodes)
            {
                if (node.Ships)
                {
                    ids.Add(node.Component.Id);
                }
            }
        }

        return ids;
    }
}

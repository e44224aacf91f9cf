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
    // A message is for a person, and a broken file may lack everything.
    private const int Named = 10;

    public static void Report(ProjectParts[] parts, List<InputError> problems)
    {
        HashSet<string>? shipping = null;
        foreach (var part in parts)
        {
            foreach (var target in part.Assets is null ? [] : part.Targets)
            {
                var groups = target.Graph.Dropped.Where(edge => edge.Reason is DroppedEdge.Missing).GroupBy(edge => edge.Id, StringComparer.OrdinalIgnoreCase).ToArray();
                if (groups.Length is 0)
                {
                    continue;
                }

                shipping ??= Shipping(parts);
                foreach (var group in groups.Take(Named))
                {
                    problems.Add(new InputError(
                        InputErrorCode.DanglingEdge,
                        part.Assets!.Path,
                        $"lists no {group.Key} in {target.Name}, which {Needers(group, target.Graph)} depends on, so that this edge is left out; run 'dotnet restore' (where it stays: DR9010)")
                    {
                        IsPartial = shipping.Contains(group.Key),
                    });
                }

                if (groups.Length > Named)
                {
                    problems.Add(new InputError(
                        InputErrorCode.DanglingEdge, part.Assets!.Path, $"{target.Name} has {groups.Length - Named} more that it says are needed and that it does not have")
                    {
                        IsPartial = groups.Skip(Named).Any(group => shipping.Contains(group.Key)),
                    });
                }
            }
        }
    }

    private static string Needers(IEnumerable<DroppedEdge> edges, DependencyGraph graph)
    {
        var needers = edges.Select(edge => edge.From is 0 ? "the project" : graph.Nodes[edge.From].Component.ToString()).Distinct(StringComparer.Ordinal).ToArray();
        var more = needers.Length > Named ? $" and {needers.Length - Named} more" : "";
        return string.Join(", ", needers.Take(Named)) + more;
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

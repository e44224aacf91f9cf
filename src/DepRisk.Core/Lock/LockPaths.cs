using System.Collections.Immutable;

namespace DepRisk.Lock;

/// <summary>A lock may lie above the scope that it is for: its paths are relative to itself, those of a scope to the scope.</summary>
public static class LockPaths
{
    /// <param name="from">Absolute: the folder that the paths are relative to.</param>
    /// <param name="to">Absolute: the folder that they shall be relative to.</param>
    public static DepRiskLock Rebase(DepRiskLock state, string from, string to)
    {
        if (Path.GetRelativePath(from, to) is ".")
        {
            return state;
        }

        // Each package names its apps again.
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        return state with
        {
            Apps = Rebased(state.Apps),
            Projects = [.. state.Projects.Select(project => project with { Path = One(project.Path), Apps = Rebased(project.Apps) }).OrderBy(project => project.Path, StringComparer.Ordinal)],
            Packages = [.. state.Packages.Select(package => package with { Apps = Rebased(package.Apps) })],
            Findings = [.. state.Findings.Select(finding => finding with { Apps = Rebased(finding.Apps) })],
        };

        ImmutableArray<string> Rebased(ImmutableArray<string> paths) => [.. paths.Select(One).Order(StringComparer.Ordinal)];

        string One(string path)
        {
            if (!seen.TryGetValue(path, out var rebased))
            {
                seen.Add(path, rebased = Path.GetRelativePath(to, Path.GetFullPath(path, from)).Replace('\\', '/'));
            }

            return rebased;
        }
    }
}

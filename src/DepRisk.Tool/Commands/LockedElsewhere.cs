using DepRisk.Graph;
using DepRisk.Lock;
using DepRisk.Restore;

namespace DepRisk.Tool.Commands;

/// <summary>What a lock is for besides the scope that a run looks at, because somebody asked for a part: a folder, a solution filter, a framework.</summary>
/// <param name="Projects">Of the lock, above or beside the scope.</param>
/// <param name="Packages">Of the lock, in targets that nobody asked for and in no other.</param>
internal readonly record struct LockedElsewhere(int Projects, int Packages)
{
    public bool IsSome => Projects > 0 || Packages > 0;

    /// <param name="state">With paths relative to the scope.</param>
    public static LockedElsewhere Of(Scope scope, DepRiskLock? state)
    {
        if (state is null)
        {
            return default;
        }

        var here = scope.Projects.Select(project => project.Path).ToHashSet(StringComparer.Ordinal);
        var seen = Keys(scope.Projects.SelectMany(project => project.Targets));
        var unseen = Keys(scope.LeftOut);
        return new LockedElsewhere(
            state.Projects.Count(project => !here.Contains(project.Path) && IsElsewhere(scope, project.Path)),
            state.Packages.Count(package => Key(package.Id, package.Version) is var key && unseen.Contains(key) && !seen.Contains(key)));
    }

    /// <summary>A project that a solution filter does not name and that is still there was left out; one that a solution does not name any more is gone.</summary>
    private static bool IsElsewhere(Scope scope, string path) => path.StartsWith("../", StringComparison.Ordinal)
        || (SolutionReader.IsSolutionFilter(scope.Name) && File.Exists(Path.Combine(scope.Root, path)));

    private static HashSet<(string, string)> Keys(IEnumerable<Target> targets) => targets
        .SelectMany(target => target.Graph.Nodes.ToArray())
        .Select(node => node.Component)
        .Where(component => component.Type is ComponentType.Package)
        .Select(component => Key(Lock.LockedPackage.IdOf(component), component.Version))
        .ToHashSet();

    private static (string, string) Key(string id, string? version) => (id.ToUpperInvariant(), (version ?? "").ToUpperInvariant());
}

using System.Collections.Immutable;
using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Packages;
using DepRisk.Packages.Build;

namespace DepRisk.Concentration;

/// <summary>
/// Whose code runs when our projects are built. It reaches an app where it runs in the build of the app itself or of a project that the app
/// contains: what it changes in a library is delivered with every app that has the library.
/// </summary>
internal sealed class BuildReach
{
    private readonly ScopeEvidence _evidence;
    private readonly Dictionary<Component, Row> _rows = new(ReferenceEqualityComparer.Instance);

    private BuildReach(ScopeEvidence evidence) => _evidence = evidence;

    public static ImmutableArray<BuildCode> Of(Scope scope, ScopeEvidence evidence, ImmutableArray<Project> delivered)
    {
        var reach = new BuildReach(evidence);
        var containing = ContainingApps(scope, delivered);
        foreach (var project in scope.Projects)
        {
            foreach (var target in project.Targets)
            {
                reach.Count(project, target, containing[project.Component]);
            }
        }

        return
        [
            .. reach._rows.Select(row => new BuildCode(
                row.Key, [.. reach.Assets(row.Key).Where(row.Value.Executing.Contains)], null, [.. row.Value.Projects], [.. row.Value.Apps], reach.Unknown(row.Key))),
            .. scope.BuildComponents.GroupBy(build => (build.Component, build.Kind)).Select(group => new BuildCode(
                group.Key.Component, [], group.Key.Kind, [.. group.Select(build => build.DeclaredIn).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)], [], reach.Unknown(group.Key.Component))),
        ];
    }

    private void Count(Project project, Target target, SortedSet<int> apps)
    {
        foreach (var node in target.Graph.Nodes)
        {
            if (node.Component.Type is not ComponentType.Package || !(target.IsPackagesConfig || (node.Traits & NodeTraits.BuildAssets) is not NodeTraits.None))
            {
                continue;
            }

            foreach (var asset in Assets(node.Component))
            {
                if (Runs(asset, node, target))
                {
                    RowOf(node.Component).Add(asset, project, apps);
                }
            }
        }
    }

    private Row RowOf(Component package)
    {
        if (!_rows.TryGetValue(package, out var row))
        {
            _rows.Add(package, row = new Row());
        }

        return row;
    }

    private ImmutableArray<string> Unknown(Component package) => _evidence.Of(package).Build?.Problems ?? [];

    private ImmutableArray<BuildAsset> Assets(Component package) => _evidence.Of(package).Build?.Assets ?? [];

    /// <summary>
    /// Sdk files act only where a project names the package as its SDK, scripts only under packages.config. Props and targets need to be given to the
    /// build; analyzers do not: the SDK takes them from the list of the package's files, so that excluding them keeps none out (dotnet/sdk#1212).
    /// </summary>
    private static bool Runs(BuildAsset asset, in Node node, Target target) => asset.Executes && asset.Kind switch
    {
        BuildAssetKind.Sdk => false,
        BuildAssetKind.Script => target.IsPackagesConfig,
        BuildAssetKind.Analyzer or BuildAssetKind.Generator when asset.Path.StartsWith("analyzers/", StringComparison.OrdinalIgnoreCase) => true,
        _ => target.IsPackagesConfig || (node.Traits & NodeTraits.Imported) is not NodeTraits.None,
    };

    /// <returns>By project: indexes of the delivered ones that contain it, itself included, ascending.</returns>
    internal static Dictionary<Component, SortedSet<int>> ContainingApps(Scope scope, ImmutableArray<Project> delivered)
    {
        var containing = new Dictionary<Component, SortedSet<int>>(ReferenceEqualityComparer.Instance);
        foreach (var project in scope.Projects)
        {
            containing.TryAdd(project.Component, []);
        }

        for (var app = 0; app < delivered.Length; app++)
        {
            containing[delivered[app].Component].Add(app);
            foreach (var target in delivered[app].Targets)
            {
                foreach (var node in target.Graph.Nodes)
                {
                    if (node.Component.Type is ComponentType.Project && containing.TryGetValue(node.Component, out var apps))
                    {
                        apps.Add(app);
                    }
                }
            }
        }

        return containing;
    }

    private sealed class Row
    {
        public HashSet<BuildAsset> Executing { get; } = [];

        public SortedSet<string> Projects { get; } = new(StringComparer.Ordinal);

        public SortedSet<int> Apps { get; } = [];

        public void Add(BuildAsset asset, Project project, SortedSet<int> apps)
        {
            Executing.Add(asset);
            Projects.Add(project.Path);
            Apps.UnionWith(apps);
        }
    }
}

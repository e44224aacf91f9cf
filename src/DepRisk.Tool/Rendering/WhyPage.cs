using System.Globalization;
using DepRisk.Concentration;
using DepRisk.Graph;
using DepRisk.Packages;
using DepRisk.Rules;
using DepRisk.Tool.Commands;

namespace DepRisk.Tool.Rendering;

/// <summary>The page that <c>why</c> prints: projects and targets with the same answer share one paragraph.</summary>
internal static class WhyPage
{
    private const int RoutesShown = 5;
    private const int LinesShown = 10;
    private const string Indent = "              ";

    public static void Write(Seams seams, Scope scope, IReadOnlyList<PackageHit> hits, Verbosity verbosity)
    {
        var isFirst = true;
        foreach (var component in Components(hits))
        {
            if (!isFirst)
            {
                seams.Terminal.Line();
            }

            isFirst = false;
            seams.Terminal.Line(component.Key.ToString(), Tone.Strong);
            foreach (var group in component.Select(hit => (Hit: hit, Answer: Answer.Of(hit))).GroupBy(item => item.Answer.Key, StringComparer.Ordinal))
            {
                PackageHit[] same = [.. group.Select(item => item.Hit)];
                WriteAnswer(seams.Terminal, group.First().Answer, same);
                WriteUpgrade(seams, scope, same);
            }
        }

        WriteRemoval(seams.Terminal, hits, verbosity);
    }

    /// <summary>Once for all projects and versions: a removal that forgets one of them removes nothing.</summary>
    private static void WriteRemoval(Terminal terminal, IReadOnlyList<PackageHit> hits, Verbosity verbosity)
    {
        terminal.Line();
        terminal.Line("To remove it everywhere", Tone.Strong);
        if (hits.Any(hit => hit.Target.Graph.EdgeSource is EdgeSource.Unknown))
        {
            terminal.Line("  what must go is not known: a source leaves open which component needs which");
            return;
        }

        var components = hits.Select(hit => hit.Node.Component).ToHashSet();
        var exit = Exit.Of([.. hits.Select(hit => hit.Project).Distinct()], components.Contains);
        var isDetailed = verbosity >= Verbosity.Detailed;
        var name = "drop";
        foreach (var line in ExitLines.References(exit, isDetailed ? int.MaxValue : LinesShown, isDetailed ? int.MaxValue : RoutesShown).DefaultIfEmpty("no reference of yours leads there"))
        {
            Field(terminal, name, line);
            name = "";
        }

        if (ExitLines.Lever(exit, RoutesShown) is { } lever)
        {
            Field(terminal, "or only", lever);
        }
    }

    private static IEnumerable<IGrouping<Component, PackageHit>> Components(IReadOnlyList<PackageHit> hits) =>
        hits.GroupBy(hit => hit.Node.Component)
            .OrderBy(group => group.Key.Id, StringComparer.OrdinalIgnoreCase)
            .ThenBy(group => group.Key.Version, Comparer<string?>.Create(PackageVersion.Compare));

    private static void WriteAnswer(Terminal terminal, Answer answer, PackageHit[] same)
    {
        string[] projects = [.. same.Select(hit => hit.Project.Name).Distinct(StringComparer.Ordinal)];
        string[] targets = [.. same.Select(hit => hit.Target.Name).Distinct(StringComparer.Ordinal)];
        terminal.Line();
        terminal.Line($"  {Phrase.List(projects)}   {Phrase.List(targets)}".TrimEnd());
        Field(terminal, "here", answer.Here);
        if (answer.ComesBy is not null)
        {
            Field(terminal, "comes by", answer.ComesBy);
        }

        if (answer.Passes is not null)
        {
            Field(terminal, "passes", answer.Passes);
        }

        var start = projects.Length == 1 ? projects[0] : "each";
        for (var i = 0; i < answer.Routes.Count; i++)
        {
            Field(terminal, i > 0 ? "" : answer.Routes.Count == 1 ? "route" : "routes", start + answer.Routes[i]);
        }

        if (answer.More is not null)
        {
            Field(terminal, "", answer.More);
        }
    }

    private static void WriteUpgrade(Seams seams, Scope scope, PackageHit[] same)
    {
        var edits = UpgradeEdit.For(scope, [.. same.Select(hit => hit.Project).Distinct()], same[0], seams.Locate);
        for (var i = 0; i < edits.Count; i++)
        {
            Field(seams.Terminal, i == 0 ? "upgrade" : "", edits[i]);
        }
    }

    private static void Field(Terminal terminal, string name, string text)
    {
        terminal.Write(string.Concat("    ", name, Indent.AsSpan(4 + name.Length)), Tone.Quiet);
        terminal.Line(text);
    }

    private sealed record Answer(string Here, string? ComesBy, string? Passes, IReadOnlyList<string> Routes, string? More)
    {
        public string Key => string.Join('\n', [Here, ComesBy, Passes, .. Routes, More]);

        public static Answer Of(PackageHit hit)
        {
            var graph = hit.Target.Graph;
            var dependents = Dependents.In(graph);
            var routes = DepRisk.Graph.Routes.To(graph, dependents, hit.Index, RoutesShown);
            var dominators = Dominators.Of(graph, dependents);
            var reference = DominatingReference.Of(graph, dependents, dominators, hit.Index);
            // The start is left out here, so that projects with the same routes have the same answer.
            return new Answer(
                HereText(hit, routes),
                ComesByText(hit, reference),
                PassesText(graph, dominators, reference, hit.Index),
                [.. routes.Found.Select(route => RouteText.Of(graph, route, ""))],
                MoreText(routes));
        }

        private static string HereText(PackageHit hit, Routes routes)
        {
            var place = routes.Found.IsEmpty
                ? hit.Target.Graph.EdgeSource is EdgeSource.Resolved ? "no route leads to it" : "its routes are not known"
                : hit.Node.IsDirect
                    ? "referenced directly"
                    : string.Create(CultureInfo.InvariantCulture, $"brought in by others, depth {routes.Found[0].Length - 1:N0}");
            var pinned = (hit.Node.Traits & NodeTraits.Pinned) == NodeTraits.Pinned ? "; version pinned centrally" : "";
            var inferred = hit.Target.Graph.EdgeSource is EdgeSource.Inferred ? "; edges inferred" : "";
            var version = hit.IsVersionKnown ? "" : "; its version cannot be compared";
            return $"{ClassText.Of(hit.Node)}; {place}{pinned}{inferred}{version}";
        }

        private static string? ComesByText(PackageHit hit, DominatingReference reference)
        {
            var graph = hit.Target.Graph;
            var others = reference.Reaching.Where(node => node != hit.Index).Select(node => graph.Nodes[node].Component.ToString())
                .Order(StringComparer.OrdinalIgnoreCase).ToArray();
            return others.Length == 0
                ? null
                : reference.Exists && reference.Dominating != hit.Index
                    ? $"{graph.Nodes[reference.Dominating].Component}, on every route"
                    : Phrase.List(others) + (hit.Node.IsDirect ? ", besides the project's own reference" : others.Length > 1 ? "; all of them must go to remove it" : "");
        }

        /// <summary>What all routes have in common behind our own references: the hub, where there is one.</summary>
        private static string? PassesText(DependencyGraph graph, int[] dominators, DominatingReference reference, int node)
        {
            var hubs = new List<string>();
            for (var at = dominators[node]; at > 0; at = dominators[at])
            {
                if (at != reference.Dominating && graph.Nodes[at].Component.Type is not ComponentType.Project)
                {
                    hubs.Insert(0, graph.Nodes[at].Component.ToString());
                }
            }

            return hubs.Count is 0 ? null : $"{string.Join(", then ", hubs)}, on every route";
        }

        private static string? MoreText(Routes routes) => routes switch
        {
            { IsTotalExact: false, Found.Length: > 0 } when routes.More == 0 => "and more, too many to count",
            { More: > 0 } => string.Create(CultureInfo.InvariantCulture, $"and {(routes.IsTotalExact ? "" : "at least ")}{routes.More:N0} more"),
            _ => null,
        };
    }
}

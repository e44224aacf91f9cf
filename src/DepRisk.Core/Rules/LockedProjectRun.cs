using System.Collections.Immutable;
using DepRisk.Concentration;
using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Lock;
using DepRisk.Packages;
using DepRisk.Packages.Feeds;

namespace DepRisk.Rules;

/// <summary>
/// One project's build with a lock. Where nothing of the project differs from the lock no rule is looked at. Where something does, the rules judge the scope of the lock with the
/// project's own graph in it, and what the difference touches is said.
/// </summary>
internal static class LockedProjectRun
{
    public static ProjectAssessment Of(ProjectInput input, LockIndex state)
    {
        var project = input.Scope.Projects[0];
        var delta = ProjectDelta.Of(project, state, input.Decided().Projects[0].IsApp);
        var loose = Loose(project, state.State, delta);
        var feeds = Feeds(input, state);
        if (delta.IsEmpty && loose.IsEmpty && feeds is null)
        {
            return Silent();
        }

        var read = Read(input, state, delta);
        delta = delta with { Build = [.. delta.Build.Where(package => read.Of(package).Build?.Digest is not null)] };
        if (delta.IsEmpty && loose.IsEmpty && feeds is null)
        {
            return Silent();
        }

        var scope = LockedScope.Of(input.Scope, state, delta);
        var assessment = Judge(scope, input.Policy, state.State, read, Aligned(scope.Scope, project, feeds));
        var origin = new ChangeOrigin(project, state, delta);
        ImmutableArray<Finding> findings =
        [
            .. assessment.Findings
                .Where(finding => finding is { Verdict: Verdict.New or Verdict.Worse, Accepted: null } && IsCertain(finding, scope))
                .Select(finding => AtHome(finding, project, origin, loose, feeds is not null))
                .OfType<Finding>(),
        ];
        return new ProjectAssessment(findings, 0, WatchedComponents.Of(project, state, findings));

        ProjectAssessment Silent() => new([], 0, WatchedComponents.Of(project, state, []));
    }

    /// <summary>All that the rules find, whatever it has to do with the project.</summary>
    internal static Assessment Judge(LockedScope locked, Policy policy, DepRiskLock accepted, ScopeEvidence read, ImmutableArray<FeedSettings> feeds)
    {
        var evidence = EvidenceOf(locked, read) with { Feeds = feeds };
        var concentration = ScopeConcentration.Of(locked.Scope, evidence, policy.Thresholds, policy.Platforms);
        return Assessment.Of(new RuleInput(locked.Scope, evidence, concentration, policy, accepted, null) { IsPart = true });
    }

    /// <summary>What the lock knows it says; what our own code is bound to is not asked, because a build must not depend on what was built before.</summary>
    internal static ScopeEvidence EvidenceOf(LockedScope locked, ScopeEvidence read)
    {
        var packages = new Dictionary<Component, PackageEvidence>(read.Packages, ReferenceEqualityComparer.Instance);
        var paths = ShippedPaths(locked);
        foreach (var (package, facts) in locked.Packages)
        {
            packages[package] = LockedEvidence.Of(facts, [.. paths.GetValueOrDefault(package) ?? []]);
        }

        return new ScopeEvidence(packages, []) { Problems = read.Problems };
    }

    private static Dictionary<Component, HashSet<string>> ShippedPaths(LockedScope locked)
    {
        var paths = new Dictionary<Component, HashSet<string>>(ReferenceEqualityComparer.Instance);
        foreach (var target in locked.Scope.Projects.SelectMany(project => project.Targets))
        {
            foreach (ref readonly var node in target.Graph.Nodes)
            {
                foreach (var file in node.Files.IsDefault ? [] : node.Files)
                {
                    if (file is { Type: ShippedFileType.Assembly or ShippedFileType.Native } and not { Path: LockedEvidence.SomeFile })
                    {
                        (paths.TryGetValue(node.Component, out var known) ? known : paths[node.Component] = new(StringComparer.Ordinal)).Add(file.Path);
                    }
                }
            }
        }

        return paths;
    }

    private static ScopeEvidence Read(ProjectInput input, LockIndex state, ProjectDelta delta)
    {
        Component[] unknown = [.. delta.Changed.Union(delta.Build).Where(package => state.Find(package) is null)];
        return unknown.Length is 0 ? ScopeEvidence.None : input.Read(unknown);
    }

    /// <summary>Ids whose version the next restore may choose anew, and of which the lock does not accept that for each of these apps.</summary>
    private static ImmutableArray<string> Loose(Project project, DepRiskLock state, ProjectDelta delta)
    {
        var loose = DR1005_UncontrolledChange.LooseIds(project);
        return loose.IsEmpty ? [] : loose.RemoveAll(id => state.Findings.Any(finding =>
            finding.Rule.Equals(RuleCatalog.UncontrolledChange.Id, StringComparison.Ordinal) && finding.Subject.Equals(id, StringComparison.OrdinalIgnoreCase) && LockIndex.HasAll(finding.Apps, delta.Containing)));
    }

    /// <summary>Where this project is the one that speaks for a nuget.config, and several feeds could serve what it has; null otherwise.</summary>
    private static FeedSettings? Feeds(ProjectInput input, LockIndex state)
    {
        var project = input.Scope.Projects[0];
        // The restore recorded all that it could ask, a user's own included.
        if (input.Feeds is null || project.Feeds.Length is 1 || input.Feeds() is not [var settings, ..] || DR1006_AmbiguousFeed.HomeOf(settings) is not { } home)
        {
            return null;
        }

        var folder = Path.GetDirectoryName(home) is { Length: > 0 } parent && !home.StartsWith("../", StringComparison.Ordinal) ? parent.Replace('\\', '/') + "/" : "";
        foreach (var other in state.State.Projects)
        {
            if (other.Path.StartsWith(folder, StringComparison.Ordinal))
            {
                return other.Path.Equals(project.Path, StringComparison.Ordinal) && !FeedChoice.Of(project, settings).Ids.IsEmpty ? settings : null;
            }
        }

        return null;
    }

    private static ImmutableArray<FeedSettings> Aligned(Scope scope, Project project, FeedSettings? feeds) => feeds is null
        ? []
        : [.. scope.Projects.Select(other => ReferenceEquals(other.Component, project.Component) ? feeds : FeedSettings.None)];

    /// <summary>Nothing that it rests on may be gone. What one account has of all packages rests on all of them.</summary>
    private static bool IsCertain(Finding finding, LockedScope scope) => finding.Rule == RuleCatalog.AccountTooPowerful
        ? scope.Uncertain.Count is 0
        : !finding.Packages.Any(package => scope.Uncertain.Contains(package.Id));

    /// <returns>Null where it is somebody else's to say.</returns>
    private static Finding? AtHome(Finding finding, Project project, ChangeOrigin origin, ImmutableArray<string> loose, bool speaksForFeeds)
    {
        if (finding.Rule == RuleCatalog.UncontrolledChange)
        {
            return loose.Contains(finding.Subject, StringComparer.OrdinalIgnoreCase) ? finding with { Home = new FindingHome(project.Path, finding.Subject) } : null;
        }

        if (finding is { Packages.IsEmpty: true, Home.Reference: null })
        {
            return speaksForFeeds && finding.Rule == RuleCatalog.AmbiguousFeed ? finding : null;
        }

        return origin.HomeOf(finding) is { } home ? finding with { Home = home } : null;
    }
}

using System.Collections.Immutable;
using DepRisk.Graph;
using DepRisk.Input;
using DepRisk.Lock;
using DepRisk.Restore;
using DepRisk.RiskModel;
using DepRisk.Rules;

namespace DepRisk.Build;

/// <param name="Model">What the compiler is told.</param>
/// <param name="Messages">In the order in which they are to be logged.</param>
internal sealed record BuildOutcome(ProjectModel Model, ImmutableArray<BuildMessage> Messages)
{
    /// <summary>Further files that decided: policies that the policy extends. Absolute.</summary>
    public ImmutableArray<string> Inputs { get; init; } = [];

    public static BuildOutcome Nothing(params ImmutableArray<BuildMessage> messages) => new(ProjectModel.Empty, messages);
}

/// <summary>
/// From the restore output of one project, the lock, the policy and the folders of packages to what its build says: a function of these files and of nothing else. No other
/// project is read, because the lock says which apps contain this one.
/// </summary>
internal static class ProjectBuild
{
    public static BuildOutcome Run(BuildRequest request, BuildMemory memory)
    {
        if (!File.Exists(request.AssetsPath))
        {
            return request.IsDesignTime ? BuildOutcome.Nothing() : BuildOutcome.Nothing(DiagnosticTexts.NotRestored(request.ProjectPath));
        }

        var lockPath = request.LockPath ?? NearestFile.Find(request.ProjectFolder, DepRiskLock.FileName);
        var policyPath = request.PolicyPath ?? NearestFile.Find(request.ProjectFolder, Policy.FileName);
        DepRiskLock? accepted = null;
        if (lockPath is not null && !memory.Get($"lock {lockPath}", () => LockReader.Read(lockPath)).Succeeded(out accepted, out var wrong))
        {
            return Unusable(request, wrong);
        }

        Policy? policy = Policy.Default;
        if (policyPath is not null && !memory.Get($"policy {policyPath}", () => PolicyReader.Read(policyPath, RuleCatalog.Ids)).Succeeded(out policy, out wrong))
        {
            return Unusable(request, wrong);
        }

        var root = lockPath is null ? request.ProjectFolder : Path.GetDirectoryName(lockPath)!;
        return new Judgement(request, memory, root, accepted, policy).Run();
    }

    private static BuildOutcome Unusable(BuildRequest request, InputError wrong) =>
        request.IsDesignTime ? BuildOutcome.Nothing() : BuildOutcome.Nothing(DiagnosticTexts.Unusable(wrong, request.IsGate));

    private sealed class Judgement(BuildRequest request, BuildMemory memory, string root, DepRiskLock? accepted, Policy policy)
    {
        private readonly ProjectFileTable _table = new();

        public BuildOutcome Run()
        {
            var discovered = ScopeDiscovery.Project(request.ProjectPath, request.AssetsPath, root, _table);
            if (!ScopeReader.Read(discovered).Succeeded(out var scope, out var error))
            {
                return request.IsDesignTime || !request.IsReporting ? BuildOutcome.Nothing() : BuildOutcome.Nothing(BuildMessage.Of(Severity.Warning, error));
            }

            var project = scope.Projects[0];
            var reading = new PackageReading(scope, memory);
            var read = ProjectAssessment.Of(new ProjectInput(scope, policy, accepted, SaysThatItIsAnApp(project), reading.Packages) { Feeds = reading.Feeds });
            var places = request.IsReporting ? Placed(read, scope.Root, project) : [];
            var model = new ProjectModel(
                [.. places.Where(placed => !request.HasNoAnalyzer || IsSilent(placed.Finding)).Select(placed => Line(placed, project, read.More))],
                Watched(read, project),
                policy.CodeRules);
            return new BuildOutcome(model, [.. Messages(scope, project, read, places)]) { Inputs = [.. policy.ReadFrom.Skip(1)] };
        }

        /// <summary>That no other project refers to it says nothing here: no other project is looked at.</summary>
        private static bool SaysThatItIsAnApp(Project project) => project.IsApp && !project.RoleReason.Equals(ProjectRoles.NobodyRefers, StringComparison.Ordinal);

        private static bool IsSilent(Finding finding) => finding.Accepted is not null || finding.Verdict is Verdict.Unchanged;

        private List<(Finding Finding, FindingPlace Place)> Placed(ProjectAssessment read, string root, Project project)
        {
            var placed = new List<(Finding, FindingPlace)>();
            foreach (var finding in read.Findings)
            {
                if (finding is { Home: { } home, Level: >= RuleLevel.Info, IsWithinBudget: true } && FindingPlace.Of(home, root, project.Path, accepted, _table) is { } place)
                {
                    placed.Add((finding, place));
                }
            }

            return placed;
        }

        private ModelFinding Line((Finding Finding, FindingPlace Place) placed, Project project, int more) => new(
            placed.Finding.Rule.Id,
            placed.Finding.Level,
            Path.GetRelativePath(request.ProjectFolder, placed.Place.File).Replace('\\', '/'),
            placed.Place.Line,
            placed.Place.Column,
            FindingMessage.Of(placed.Finding, project, more))
        {
            IsAccepted = IsSilent(placed.Finding),
        };

        private ImmutableArray<WatchedPackage> Watched(ProjectAssessment read, Project project) =>
        [
            .. read.Watched
                .Select(watched => new WatchedPackage(
                    watched.Package.Id, watched.Reason, watched.IsDirect, policy.IsAdapter(watched.Package.Id, project.Path, root), Assemblies(watched.Package, project)))
                .Where(watched => !watched.Assemblies.IsEmpty)
                .OrderBy(watched => watched.Id, StringComparer.Ordinal),
        ];

        private static ImmutableArray<string> Assemblies(Component package, Project project) =>
        [
            .. project.Targets
                .SelectMany(target => target.Graph.Nodes.ToArray())
                .Where(node => ReferenceEquals(node.Component, package) && !node.Files.IsDefaultOrEmpty)
                .SelectMany(node => node.Files)
                .Where(file => file is { Type: ShippedFileType.Assembly, RuntimeIdentifier: null, Culture: null })
                .Select(file => Path.GetFileNameWithoutExtension(file.Path))
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];

        private IEnumerable<BuildMessage> Messages(Scope scope, Project project, ProjectAssessment read, List<(Finding Finding, FindingPlace Place)> places)
        {
            if (request.IsDesignTime || !request.IsReporting)
            {
                yield break;
            }

            foreach (var problem in scope.Problems.Where(problem => problem.IsPartial))
            {
                yield return BuildMessage.Of(Severity.Warning, problem);
            }

            if (accepted is null && request.IsGate)
            {
                yield return DiagnosticTexts.GateWithoutLock();
            }
            else if (accepted is null && !read.Findings.IsEmpty)
            {
                yield return DiagnosticTexts.NoLockYet();
            }

            foreach (var (finding, place) in places)
            {
                if (SeverityOf(finding) is { } severity)
                {
                    var text = FindingMessage.Of(finding, project, read.More) + (IsSilent(finding) ? $" (accepted in {DepRiskLock.FileName})" : "");
                    yield return new BuildMessage(severity, finding.Rule.Id, place.File, place.Line, place.Column, BuildMessage.WithLink(text, finding.Rule.Id));
                }
            }
        }

        /// <returns>Null where the task has nothing to say of it: the analyzer reports it, or nobody does.</returns>
        private Severity? SeverityOf(Finding finding)
        {
            if (request.IsGate && accepted is not null && finding.Accepted is null
                && (finding.Level is RuleLevel.Error || (finding.Level is RuleLevel.Warning && finding.Verdict is Verdict.New or Verdict.Worse)))
            {
                return Severity.Error;
            }

            return !request.HasNoAnalyzer || (IsSilent(finding) && !request.IsShowingAll) ? null
                : finding.Level is RuleLevel.Info ? Severity.Message
                : Severity.Warning;
        }
    }
}

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
    /// <summary>Further files that decided: policies that the policy extends, and what configures feeds. Absolute.</summary>
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
            return request.IsDesignTime ? BuildOutcome.Nothing() : BuildOutcome.Nothing(DiagnosticTexts.NotRestored(request.ProjectPath, request.IsGate));
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
            // What the build before this one left would make the result depend on it.
            discovered = discovered with { Projects = [discovered.Projects[0] with { Facts = new ProjectFactsFile(request.ProjectPath, request.Properties) }] };
            if (!ScopeReader.Read(discovered).Succeeded(out var scope, out var error))
            {
                return request.IsDesignTime || !(request.IsReporting || request.IsGate) ? BuildOutcome.Nothing() : BuildOutcome.Nothing(BuildMessage.Of(DiagnosticTexts.Unseen(request.IsGate), error));
            }

            var project = scope.Projects[0];
            var reading = new PackageReading(scope, memory);
            var read = ProjectAssessment.Of(new ProjectInput(scope, policy, accepted, SaysThatItIsAnApp(project), reading.Packages) { Feeds = reading.Feeds });
            var reported = request.IsReporting ? Placed(read.Findings, scope.Root, project, accepted) : [];
            ImmutableArray<ModelFinding> lines = [.. reported.Select(placed => Line(placed, project, read.More)), .. Accepted(project)];
            // Whoever else would say it may not be part of this build, nor the target framework that speaks for the project.
            ModelFinding[] failing = [.. Placed(read.Findings.Where(Fails), scope.Root, project, null).Select(placed => Line(placed, project, read.More))];
            var model = new ProjectModel(lines, WatchedLines.Of(read.Watched, project, policy, root), policy.CodeRules);
            return new BuildOutcome(model, [.. Messages(scope, read, failing, lines)]) { Inputs = [.. policy.ReadFrom.Skip(1), .. reading.FeedFiles] };
        }

        /// <summary>That no other project refers to it says nothing here: no other project is looked at.</summary>
        private static bool SaysThatItIsAnApp(Project project) => project.IsApp && !project.RoleReason.Equals(ProjectRoles.NobodyRefers, StringComparison.Ordinal);

        /// <param name="speakers">Null where it does not matter that another project says the same.</param>
        private List<(Finding Finding, FindingPlace Place)> Placed(IEnumerable<Finding> findings, string root, Project project, DepRiskLock? speakers)
        {
            var placed = new List<(Finding, FindingPlace)>();
            foreach (var finding in findings)
            {
                if (finding is { Home: { } home, Level: >= RuleLevel.Info, IsWithinBudget: true } && FindingPlace.Of(home, root, project.Path, speakers, _table) is { } place)
                {
                    placed.Add((finding, place));
                }
            }

            return placed;
        }

        private ModelFinding Line((Finding Finding, FindingPlace Place) placed, Project project, int more) =>
            Line(placed.Finding.Rule, placed.Finding.Level, placed.Place, FindingMessage.Of(placed.Finding, project, more));

        private ModelFinding Line(RuleDescriptor rule, RuleLevel level, FindingPlace place, string message) =>
            new(rule.Id, level, Path.GetRelativePath(request.ProjectFolder, place.File).Replace('\\', '/'), place.Line, place.Column, message);

        /// <summary>What the lock accepts, as far as somebody wants to see it.</summary>
        private ImmutableArray<ModelFinding> Accepted(Project project) => accepted is null || !request.IsShowingAll || !request.IsReporting
            ? []
            :
            [
                .. AcceptedLines.Of(accepted, project)
                    .Where(line => LevelOf(line.Rule) >= RuleLevel.Info)
                    .Select(line => (line.Rule, line.Message, Place: FindingPlace.Of(line.Home, root, project.Path, null, _table)!))
                    .Select(line => Line(line.Rule, LevelOf(line.Rule), line.Place, line.Message) with { IsAccepted = true }),
            ];

        private RuleLevel LevelOf(RuleDescriptor rule) => policy.Levels.GetValueOrDefault(rule.Id, rule.DefaultLevel);

        private IEnumerable<BuildMessage> Messages(Scope scope, ProjectAssessment read, ModelFinding[] failing, ImmutableArray<ModelFinding> lines)
        {
            if (request.IsDesignTime || !(request.IsReporting || request.IsGate))
            {
                yield break;
            }

            foreach (var problem in scope.Problems.Where(problem => problem.IsPartial))
            {
                yield return BuildMessage.Of(DiagnosticTexts.Unseen(request.IsGate), problem);
            }

            if (accepted is null && request.IsGate)
            {
                yield return DiagnosticTexts.GateWithoutLock();
            }
            else if (accepted is null && !read.Findings.IsEmpty)
            {
                yield return DiagnosticTexts.NoLockYet();
            }

            foreach (var line in failing)
            {
                yield return Said(line, Severity.Error);
            }

            // Elsewhere the analyzer reports them.
            foreach (var line in request.HasNoAnalyzer ? lines.Where(line => !failing.Contains(line)) : [])
            {
                yield return Said(line, line.Level is RuleLevel.Info ? Severity.Message : Severity.Warning);
            }
        }

        private BuildMessage Said(ModelFinding line, Severity severity) => new(
            severity, line.Rule, Path.GetFullPath(line.File, request.ProjectFolder), line.Line, line.Column,
            BuildMessage.WithLink(line.IsAccepted ? $"{line.Message} (accepted in {DepRiskLock.FileName})" : line.Message, line.Rule));

        /// <summary>What is found against a lock is new or worse, and nobody accepted it.</summary>
        private bool Fails(Finding finding) => request.IsGate && accepted is not null && finding.Level >= RuleLevel.Warning;
    }
}

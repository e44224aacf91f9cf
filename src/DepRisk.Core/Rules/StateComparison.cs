using System.Collections.Immutable;
using DepRisk.Graph;
using DepRisk.Lock;

namespace DepRisk.Rules;

/// <summary>One side of a comparison.</summary>
/// <param name="Name">As somebody named it.</param>
/// <param name="State">Paths relative to the side itself.</param>
/// <param name="Assessment">Null of a lock, which holds what was judged before.</param>
/// <param name="IsPartial">Part of its graph could not be read.</param>
public sealed record ComparedSide(string Name, DepRiskLock State, Assessment? Assessment, bool IsPartial)
{
    public int UnknownHands { get; } = State.Packages.Count(package => !package.HandsAreKnown);

    public int UnknownContent { get; } = State.Packages.Count(package => !package.ContentIsKnown);

    /// <summary>Ids, as a lock has them, of packages that ship in no app and are not on this disk, so that nobody sees whether they run code in a build.</summary>
    public ImmutableHashSet<string> Unseen { get; private init; } = [];

    /// <summary>The facts of a scope as they are, whatever some lock of it knew.</summary>
    public static ComparedSide Of(string name, Assessment assessment)
    {
        var bare = Assessment.Of(assessment.Input with { Lock = null });
        var state = AcceptedState.Of(bare).Lock;
        return new ComparedSide(name, state, bare, bare.Input.Scope.IsPartial) { Unseen = UnseenIn(bare.Input, state) };
    }

    private static ImmutableHashSet<string> UnseenIn(RuleInput input, DepRiskLock state)
    {
        var seen = state.Packages.Select(package => package.Id).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var unseen = ImmutableHashSet.CreateBuilder<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var target in input.Scope.Projects.SelectMany(project => project.Targets))
        {
            foreach (var node in target.Graph.Nodes)
            {
                if (node.Component.Type is ComponentType.Package && !input.Evidence.Of(node.Component).IsOnDisk && LockedPackage.IdOf(node.Component) is var id && !seen.Contains(id))
                {
                    unseen.Add(id);
                }
            }
        }

        return unseen.ToImmutable();
    }
}

public enum FindingChangeKind : byte
{
    New,

    /// <summary>A condition or an app more, or the greater rule.</summary>
    Worse,

    /// <summary>There are fewer of them and none more.</summary>
    Better,
    Gone,

    /// <summary>One side has it, and of the other its facts are not known.</summary>
    Undecided,
}

/// <param name="Conditions">Of the new side where it has the finding, else of the old one; in the order of the rule.</param>
/// <param name="Apps">Likewise; ordinal.</param>
public sealed record FindingChange(FindingChangeKind Kind, string Rule, string Subject, ImmutableArray<string> Conditions, ImmutableArray<string> Apps);

/// <summary>What differs between two states, each taken from a scope, an SBOM or a lock. What is unknown on one side differs in nothing.</summary>
/// <param name="Findings">From warnings on; by kind, rule and subject. Those that did not change are left out.</param>
public sealed record StateComparison(ComparedSide Old, ComparedSide New, LockDifference Difference, ImmutableArray<FindingChange> Findings)
{
    public bool IsEmpty => Difference.AddedApps.IsEmpty && Difference.RemovedApps.IsEmpty && Difference.Packages.IsEmpty && Findings.IsEmpty;

    public static StateComparison Of(ComparedSide old, ComparedSide now)
    {
        var before = old.State;
        if (before.Apps is [var was] && now.State.Apps is [var becomes])
        {
            // Two documents of one app each describe the same one, whatever their files are called.
            before = Renamed(before, was, becomes);
        }

        var difference = LockDifference.Of(before, now.State);
        difference = difference with { Packages = [.. difference.Packages.Where(package => !IsUnseen(package, old, now))] };
        var findings = now.Assessment is { } assessment ? Judged(before, assessment) : difference.Findings.Select(ChangeOf).OfType<FindingChange>();
        return new StateComparison(old, now, difference,
        [
            .. findings.Where(change => IsWarning(change, now)).Select(change => Decided(change, old with { State = before }, now))
                .OrderBy(change => change.Kind).ThenBy(change => change.Rule, StringComparer.Ordinal).ThenBy(change => change.Subject, StringComparer.Ordinal),
        ]);
    }

    /// <summary>A lock has findings of the level info as well, so that they are silent once somebody accepted them.</summary>
    private static bool IsWarning(FindingChange change, ComparedSide now) =>
        (now.Assessment?.Input.Policy ?? Policy.Default).Levels.TryGetValue(change.Rule, out var level) ? level >= RuleLevel.Warning
        : RuleCatalog.All.FirstOrDefault(rule => rule.Id.Equals(change.Rule, StringComparison.Ordinal)) is not { DefaultLevel: RuleLevel.Info };

    /// <summary>It runs in the build of one side, and of the other nobody knows: it neither came nor went.</summary>
    private static bool IsUnseen(PackageDifference package, ComparedSide old, ComparedSide now) => package switch
    {
        { Before: null, After: { Apps.IsEmpty: true } } => old.Unseen.Contains(package.Id),
        { After: null, Before: { Apps.IsEmpty: true } } => now.Unseen.Contains(package.Id),
        _ => false,
    };

    /// <summary>The rules themselves say what is worse and what is gone, and what cannot be told any more.</summary>
    private static IEnumerable<FindingChange> Judged(DepRiskLock before, Assessment assessment)
    {
        var judged = Assessment.Of(assessment.Input with { Lock = before });
        foreach (var finding in judged.Findings.Where(finding => finding is { Level: >= RuleLevel.Warning, Verdict: Verdict.New or Verdict.Worse }))
        {
            yield return new FindingChange(finding.Verdict is Verdict.New ? FindingChangeKind.New : FindingChangeKind.Worse, finding.Rule.Id, finding.Subject, ConditionsOf(finding), finding.Apps);
        }

        foreach (var gone in judged.Resolved)
        {
            yield return new FindingChange(FindingChangeKind.Gone, gone.Rule, gone.Subject, gone.Conditions, gone.Apps);
        }

        foreach (var locked in before.Findings.Except(judged.Resolved))
        {
            var same = judged.Findings.FirstOrDefault(finding => AcceptedState.IsSame(locked.Rule, locked.Subject, finding));
            if (same is null)
            {
                yield return new FindingChange(FindingChangeKind.Undecided, locked.Rule, locked.Subject, locked.Conditions, locked.Apps);
            }
            else if (same.Verdict is Verdict.Unchanged && IsLess(locked, same))
            {
                yield return new FindingChange(FindingChangeKind.Better, same.Rule.Id, same.Subject, ConditionsOf(same), same.Apps);
            }
        }
    }

    /// <summary>A condition that nobody can tell any more has not become false.</summary>
    private static bool IsLess(LockedFinding before, Finding now) =>
        before.Conditions.Any(name => now.Conditions.Any(condition => condition.Holds is Concentration.Truth.False && condition.Name.Equals(name, StringComparison.Ordinal)))
        || before.Apps.Except(now.Apps, StringComparer.Ordinal).Any();

    private static ImmutableArray<string> ConditionsOf(Finding finding) => [.. finding.Conditions.Where(condition => condition.Holds is Concentration.Truth.True).Select(condition => condition.Name)];

    /// <summary>Of two locks nobody can judge again; their findings stand as they were accepted.</summary>
    private static FindingChange? ChangeOf(FindingDifference difference) => difference switch
    {
        { Before: null, After: { } come } => new FindingChange(FindingChangeKind.New, come.Rule, come.Subject, come.Conditions, come.Apps),
        { Before: { } gone, After: null } => new FindingChange(FindingChangeKind.Gone, gone.Rule, gone.Subject, gone.Conditions, gone.Apps),
        { Before: { } old, After: { } now } => new FindingChange(
            now.Conditions.Except(old.Conditions, StringComparer.Ordinal).Concat(now.Apps.Except(old.Apps, StringComparer.Ordinal)).Any() ? FindingChangeKind.Worse : FindingChangeKind.Better,
            now.Rule, now.Subject, now.Conditions, now.Apps),
        _ => null,
    };

    /// <summary>What is new beside unknown facts of the old side, or a graph of it that could not be read, may have been there, and what is gone beside those of the new side may still be.</summary>
    private static FindingChange Decided(FindingChange change, ComparedSide old, ComparedSide now)
    {
        var side = change.Kind switch { FindingChangeKind.New => old, FindingChangeKind.Gone => now, _ => null };
        return side is not null && (side.IsPartial || side.Unseen.Contains(change.Subject) || side.State.Packages.Any(package => package.Id.Equals(change.Subject, StringComparison.OrdinalIgnoreCase) && !(package.HandsAreKnown && package.ContentIsKnown)))
            ? change with { Kind = FindingChangeKind.Undecided }
            : change;
    }

    private static DepRiskLock Renamed(DepRiskLock state, string was, string becomes)
    {
        return state with
        {
            Apps = Apps(state.Apps),
            Projects = [.. state.Projects.Select(project => project with { Path = project.Path.Equals(was, StringComparison.Ordinal) ? becomes : project.Path, Apps = Apps(project.Apps) })],
            Packages = [.. state.Packages.Select(package => package with { Apps = Apps(package.Apps) })],
            Findings = [.. state.Findings.Select(finding => finding with { Apps = Apps(finding.Apps) })],
        };

        ImmutableArray<string> Apps(ImmutableArray<string> apps) => [.. apps.Select(app => app.Equals(was, StringComparison.Ordinal) ? becomes : app)];
    }
}

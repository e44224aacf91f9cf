using System.Collections.Immutable;
using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Lock;
using DepRisk.Packages.Feeds;

namespace DepRisk.Rules;

/// <summary>What the build of one project looks at.</summary>
/// <param name="Scope">Exactly one project, read from its own restore output. Its root is the folder of the lock, or of the project where there is none, so that paths are those of the lock.</param>
/// <param name="Lock">Null where there is none.</param>
/// <param name="IsApp">The project says of itself that it is one: asked where there is no lock, or where the lock does not know the project.</param>
/// <param name="Read">Facts of packages from this disk. Called at most once, and never with a package that the lock knows.</param>
public sealed record ProjectInput(Scope Scope, Policy Policy, DepRiskLock? Lock, bool IsApp, Func<IReadOnlyCollection<Component>, ScopeEvidence> Read)
{
    /// <summary>What the files nuget.config say for the project, as <see cref="ProjectFeeds"/> reads it. Called at most once; null where nobody shall look.</summary>
    public Func<ImmutableArray<FeedSettings>>? Feeds { get; init; }

    /// <summary>The scope as the policy decides it, else the project itself. That nobody refers to it makes no app of it: of one project alone that is always so.</summary>
    internal Scope Decided() => Policy.Apply(Scope with
    {
        Projects = [Scope.Projects[0] with { Role = IsApp ? ProjectRole.App : Scope.Projects[0].IsTest ? ProjectRole.Test : ProjectRole.Library }],
    });
}

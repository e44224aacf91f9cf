using System.Collections.Immutable;
using DepRisk.Concentration;
using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Lock;

namespace DepRisk.Rules;

/// <summary>What the build of one project looks at.</summary>
/// <param name="Scope">Of exactly one project; its root is the folder of the lock, or of the project where there is none.</param>
/// <param name="Lock">Null where there is none.</param>
/// <param name="IsApp">The project says of itself that it is one.</param>
/// <param name="Read">Facts of packages from this disk.</param>
public sealed record ProjectInput(Scope Scope, Policy Policy, LockIndex? Lock, bool IsApp, Func<IReadOnlyCollection<Component>, ScopeEvidence> Read);

/// <param name="More">On the first day: how many further warnings there are.</param>
public sealed record ProjectAssessment(ImmutableArray<Finding> Findings, int More, ImmutableArray<WatchedComponent> Watched)
{
    public static ProjectAssessment Of(ProjectInput input)
    {
        var project = input.Scope.Projects[0];
        if (input.Lock is not null || !input.IsApp)
        {
            return new ProjectAssessment([], 0, []);
        }

        var evidence = input.Read([.. input.Scope.Packages.Keys]);
        var assessment = Assessment.Of(new RuleInput(input.Scope, evidence, ScopeConcentration.Of(input.Scope, evidence, input.Policy.Thresholds, input.Policy.Platforms), input.Policy, null, null) { IsPart = true });
        var warnings = assessment.Findings.Where(finding => finding.IsWarning).ToArray();
        return new ProjectAssessment([.. warnings.Take(1)], Math.Max(0, warnings.Length - 1), []);
    }
}

public sealed record WatchedComponent(Component Package, string Reason, bool IsDirect);

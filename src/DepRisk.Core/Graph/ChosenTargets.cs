using System.Collections.Immutable;

namespace DepRisk.Graph;

/// <summary>Keeps of a scope the targets that somebody names.</summary>
public static class ChosenTargets
{
    /// <param name="framework">Its short name or its alias; null for every one.</param>
    /// <param name="runtime">A runtime identifier; null for every one, and for those without.</param>
    /// <returns>Null, with a reason that names what there is, where no target is left.</returns>
    public static Scope? Of(Scope scope, string? framework, string? runtime, out string reason)
    {
        reason = "";
        if (framework is null && runtime is null)
        {
            return scope;
        }

        ImmutableArray<Project> projects =
        [
            .. scope.Projects
                .Select(project => project with { Targets = [.. project.Targets.Where(target => IsChosen(target, framework, runtime))] })
                .Where(project => !project.Targets.IsEmpty),
        ];
        if (projects.IsEmpty)
        {
            var names = scope.Projects.SelectMany(project => project.Targets).Select(target => target.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
            reason = $"no project targets {string.Join('/', new[] { framework, runtime }.Where(part => part is not null))}; there is {string.Join(", ", names)}";
            return null;
        }

        return scope with
        {
            Projects = projects,
            LeftOut = [.. scope.Projects.SelectMany(project => project.Targets).Where(target => !IsChosen(target, framework, runtime))],
        };
    }

    public static string Framework(Target target) =>
        target.Framework.Length > 0 ? target.Framework : target.Name.Split('/')[0];

    private static bool IsChosen(Target target, string? framework, string? runtime) =>
        (framework is null
            || framework.Equals(Framework(target), StringComparison.OrdinalIgnoreCase)
            || framework.Equals(target.Name.Split('/')[0], StringComparison.OrdinalIgnoreCase))
        && (runtime is null || runtime.Equals(target.RuntimeIdentifier, StringComparison.OrdinalIgnoreCase));
}

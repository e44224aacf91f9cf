using System.Collections.Immutable;
using DepRisk.Concentration;
using DepRisk.Graph;

namespace DepRisk.Lock;

/// <summary>What a team decided, <c>deprisk.json</c>. Every key has a default, so that no file is a policy too.</summary>
public sealed record Policy
{
    public const string FileName = "deprisk.json";

    public static readonly Policy Default = new();

    public Thresholds Thresholds { get; init; } = Thresholds.Default;

    /// <summary>Hands that are part of the stack by choice besides Microsoft: "owner:NAME", "certificate:HOLDER".</summary>
    public ImmutableArray<string> Platforms { get; init; } = [];

    /// <summary>In the order of the file; the last one that matches decides.</summary>
    public ImmutableArray<AppChoice> Apps { get; init; } = [];

    /// <summary>Of rules whose level differs from their default, by id.</summary>
    public ImmutableDictionary<string, RuleLevel> Levels { get; init; } = ImmutableDictionary<string, RuleLevel>.Empty;

    /// <summary>How many findings of a rule are reported as such, by id; the rest is in the report. DR1001 stands for DR1001 and DR1002 together.</summary>
    public ImmutableDictionary<string, int> Budgets { get; init; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>Of DR1009, 0 to 1: more of the apps must not be reached by one account outside the platform. Null: no limit.</summary>
    public double? AccountReach { get; init; }

    /// <summary>Of DR1009, 0 to 1: more of the shipped packages outside the platform must not be publishable by one account. Null: no limit.</summary>
    public double? AccountPackages { get; init; }

    /// <summary>Of DR2001, 1 or more: from more source files of a project than this on a use counts as spread.</summary>
    public int Files { get; init; } = CodeRules.DefaultFiles;

    /// <summary>By id of a package, case ignored: where the projects lie in which its use belongs.</summary>
    public ImmutableDictionary<string, ImmutableArray<PolicyPath>> Adapters { get; init; } = ImmutableDictionary.Create<string, ImmutableArray<PolicyPath>>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Addresses of feeds that packages may come from; empty allows all.</summary>
    public ImmutableArray<string> AllowedFeeds { get; init; } = [];

    /// <summary>Absolute paths of the files that it was read from, the extending one first. Never part of any output.</summary>
    public ImmutableArray<string> ReadFrom { get; init; } = [];

    /// <summary>What it says of the rules about code, with the defaults of what it says nothing of.</summary>
    public CodeRules CodeRules => new(
        LevelOf(CodeRules.Ids[0], CodeRules.Default.SpreadBinding), LevelOf(CodeRules.Ids[1], CodeRules.Default.LeakedType), LevelOf(CodeRules.Ids[2], CodeRules.Default.HiddenUse), Files);

    /// <summary>The use of the package belongs into this project.</summary>
    /// <param name="projectPath">Relative to <paramref name="root"/>.</param>
    public bool IsAdapter(string packageId, string projectPath, string root) =>
        Adapters.TryGetValue(packageId, out var paths) && paths.Any(path => path.Matches(projectPath, root));

    private RuleLevel LevelOf(string rule, RuleLevel otherwise) => Levels.GetValueOrDefault(rule, otherwise);

    /// <summary>Gives projects the role that the policy decided. What it says nothing of keeps its own.</summary>
    public Scope Apply(Scope scope) => Apps.IsEmpty ? scope : scope with { Projects = [.. scope.Projects.Select(project => Decided(project, scope.Root))] };

    private Project Decided(Project project, string root)
    {
        for (var i = Apps.Length - 1; i >= 0; i--)
        {
            if (Apps[i].Matches(project.Path, root))
            {
                return Apps[i].IsApp ? project with { Role = ProjectRole.App, RoleReason = $"app by {FileName}" }
                    : project.IsApp ? project with { Role = ProjectRole.Library, RoleReason = $"no app by {FileName}" }
                    : project;
            }
        }

        return project;
    }
}

/// <inheritdoc cref="PolicyPath"/>
public sealed record AppChoice(string Path, bool IsApp, string? Folder = null)
{
    /// <param name="path">Relative to <paramref name="root"/>.</param>
    public bool Matches(string path, string root) => new PolicyPath(Path, Folder).Matches(path, root);
}

/// <param name="Path">Of projects, relative to the policy with <c>/</c>; <c>*</c> stands for any text inside a name, <c>**</c> for any folders.</param>
/// <param name="Folder">Absolute: of the file that says so. Never part of any output. Null stands for the scope's root.</param>
public sealed record PolicyPath(string Path, string? Folder = null)
{
    /// <param name="path">Relative to <paramref name="root"/>.</param>
    public bool Matches(string path, string root) =>
        PathPattern.Matches(Path, Folder is null ? path : System.IO.Path.GetRelativePath(Folder, System.IO.Path.Combine(root, path)).Replace('\\', '/'));
}

using System.Collections.Immutable;
using DepRisk.Graph;
using DepRisk.Input;

namespace DepRisk.Restore;

/// <param name="Assets">Null where the project is not restored, or is restored by other means.</param>
/// <param name="PackagesConfigIds">Direct packages of a packages.config or lock file; empty where there is none.</param>
public sealed record RoleInput(DiscoveredProject Project, AssetsFile? Assets, ImmutableArray<string> PackagesConfigIds)
{
    /// <summary>Names of the projects that a lock file lists, directly referenced or not, in its spelling; empty where there is none.</summary>
    public ImmutableArray<string> LockedProjects { get; init; } = [];
}

/// <param name="Reason">A phrase for people: "OutputType Exe in Web.csproj", "no project refers to it".</param>
public sealed record DecidedRole(ProjectRole Role, string Reason);

/// <param name="Roles">Parallel to the input.</param>
/// <param name="Undecided">Paths of projects whose role rests on properties that only evaluation can tell, and that nobody evaluated.</param>
public sealed record RoleDecisions(ImmutableArray<DecidedRole> Roles, ImmutableArray<string> Undecided, ImmutableArray<InputError> Problems)
{
    /// <summary>Parallel to the input: see <see cref="Project.IsPackable"/>.</summary>
    public required ImmutableArray<bool> Packable { get; init; }
}

/// <summary>Decides which projects are tests, which are apps (deployed or published on their own) and which are libraries.</summary>
public static class ProjectRoles
{
    private static readonly HashSet<string> TestPackages = new(StringComparer.OrdinalIgnoreCase)
    {
        "Microsoft.NET.Test.Sdk", "MSTest", "xunit.v3", "xunit.v3.mtp-v1", "xunit.v3.mtp-v2", "TUnit",
    };

    private static readonly HashSet<string> AppSdks = new(StringComparer.OrdinalIgnoreCase)
    {
        "Microsoft.NET.Sdk.Web", "Microsoft.NET.Sdk.Worker", "Microsoft.NET.Sdk.BlazorWebAssembly",
    };

    // How Visual Studio marks a test project of the older kind, which references no test SDK.
    private const string TestProjectType = "3AC096D0-A1C2-E12C-1390-A8335801FDAB";

    /// <summary>The reason of what is an app only because nobody of the scope uses it; of a scope of one project that says nothing.</summary>
    public const string NobodyRefers = "no project refers to it";

    public static RoleDecisions Decide(ImmutableArray<RoleInput> projects, EvaluateProjects? evaluate = null)
    {
        var problems = new List<InputError>();
        var built = projects.Select(input => Built(input.Project, problems)).ToArray();
        var claims = new DecidedRole?[projects.Length];
        var open = new List<int>();
        for (var i = 0; i < projects.Length; i++)
        {
            claims[i] = Claim(projects[i], new EvaluatedFacts(projects[i].Project.Sources, built[i], null), out var isOpen);
            if (isOpen)
            {
                open.Add(i);
            }
        }

        ImmutableArray<string> undecided = [.. open.Select(i => projects[i].Project.ProjectPath)];
        if (evaluate is not null && undecided.Length > 0)
        {
            var values = evaluate(undecided, EvaluatedFacts.Properties);
            foreach (var i in open)
            {
                claims[i] = Claim(projects[i], new EvaluatedFacts(projects[i].Project.Sources, built[i], values.GetValueOrDefault(projects[i].Project.ProjectPath)), out _);
            }

            undecided = [.. undecided.Where(path => !values.ContainsKey(path))];
        }

        var roles = WithFallback(projects, claims);
        return new RoleDecisions(roles, undecided, [.. problems])
        {
            Packable = [.. roles.Select((role, i) => role.Role is not ProjectRole.Test
                && IsPackable(projects[i].Project.Sources, new EvaluatedFacts(projects[i].Project.Sources, built[i], null)))],
        };
    }

    // A tool is a package that nobody compiles against. A PackageId counts where the project itself states it: one in Directory.Build.props is a pattern
    // for all projects, packed or not.
    private static bool IsPackable(ProjectSources? sources, EvaluatedFacts facts)
    {
        if (facts["IsPackable"].IsFalse || facts["PackAsTool"].IsTrue)
        {
            return false;
        }

        return facts["IsPackable"].IsTrue || facts["GeneratePackageOnBuild"].IsTrue
            || (sources is not null && sources.Property("PackageId") is { File: { } file } && ReferenceEquals(file, sources.Project));
    }

    /// <summary>What the project says of itself; null where it says nothing.</summary>
    private static DecidedRole? Claim(RoleInput input, EvaluatedFacts facts, out bool isOpen)
    {
        var wanted = facts["DepRiskApp"];
        var test = facts["IsTestProject"];
        isOpen = false;
        if (wanted.IsTrue)
        {
            return App($"DepRiskApp true {wanted.Source}");
        }

        if (TestReason(input, facts) is { } reason)
        {
            return new DecidedRole(ProjectRole.Test, reason);
        }

        if (wanted.IsFalse)
        {
            return new DecidedRole(ProjectRole.Library, $"DepRiskApp false {wanted.Source}");
        }

        // A test project is often an executable too, so this decides first.
        var app = AppReason(input, facts);
        isOpen = test.IsOpen || (app is null && (wanted.IsOpen || facts["OutputType"].IsOpen));
        return app is null ? null : App(app);
    }

    private static string? TestReason(RoleInput input, EvaluatedFacts facts)
    {
        if (facts["IsTestProject"] is { IsTrue: true } test)
        {
            return $"IsTestProject {test.Source}";
        }

        foreach (var id in DirectPackages(input))
        {
            if (TestPackages.Contains(id))
            {
                return $"references {id}";
            }
        }

        if (Sdk(input, name => name.Equals("MSTest.Sdk", StringComparison.OrdinalIgnoreCase)) is { } sdk)
        {
            return $"uses {sdk}";
        }

        return facts["ProjectTypeGuids"] is { Value: { } types } fact && types.Contains(TestProjectType, StringComparison.OrdinalIgnoreCase)
            ? $"test project type {fact.Source}"
            : null;
    }

    private static string? AppReason(RoleInput input, EvaluatedFacts facts)
    {
        var output = facts["OutputType"];
        if (input.Project.IsFileBasedApp)
        {
            return "file-based app";
        }

        if (output.Is("Exe") || output.Is("WinExe") || output.Is("AppContainerExe"))
        {
            return $"OutputType {output.Value} {output.Source}";
        }

        // A library of components may use the web SDK and say that it is one.
        if (!output.Is("Library") && Sdk(input, AppSdks.Contains) is { } sdk)
        {
            return $"uses {sdk}";
        }

        if (facts["AzureFunctionsVersion"] is { Value.Length: > 0 } functions)
        {
            return $"AzureFunctionsVersion {functions.Source}";
        }

        foreach (var property in (ReadOnlySpan<string>)["PackAsTool", "GeneratePackageOnBuild", "IsPackable"])
        {
            if (facts[property] is { IsTrue: true } fact)
            {
                return $"{property} {fact.Source}";
            }
        }

        return null;
    }

    private static ImmutableArray<DecidedRole> WithFallback(ImmutableArray<RoleInput> projects, DecidedRole?[] claims)
    {
        var users = Users(projects, claims);
        var roles = ImmutableArray.CreateBuilder<DecidedRole>(projects.Length);
        for (var i = 0; i < projects.Length; i++)
        {
            roles.Add(claims[i] ?? (users[i] is { } user
                ? new DecidedRole(ProjectRole.Library, $"{user} refers to it")
                : App(NobodyRefers)));
        }

        return roles.MoveToImmutable();
    }

    /// <summary>For each project the first non-test project that refers to it.</summary>
    private static string?[] Users(ImmutableArray<RoleInput> projects, DecidedRole?[] claims)
    {
        var byPath = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var byRecordedPath = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        // A lock file names projects and says nothing of where they are; a name that two projects have says nothing.
        var byName = projects.Select((input, i) => (input.Project.Name, Index: i)).GroupBy(project => project.Name, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() is 1).ToDictionary(group => group.Key, group => group.Single().Index, StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < projects.Length; i++)
        {
            byPath.TryAdd(projects[i].Project.ProjectPath, i);
            if (projects[i].Assets?.Project.ProjectPath is { } recorded)
            {
                byRecordedPath.TryAdd(recorded, i);
            }
        }

        var users = new string?[projects.Length];
        for (var i = 0; i < projects.Length; i++)
        {
            if (claims[i]?.Role is ProjectRole.Test)
            {
                continue;
            }

            foreach (var path in DeclaredReferences(projects[i].Project.Sources))
            {
                Use(byPath, path, i);
            }

            foreach (var framework in projects[i].Assets?.Project.Frameworks ?? [])
            {
                foreach (var path in framework.ProjectReferences)
                {
                    Use(byRecordedPath, path, i);
                }
            }

            foreach (var name in projects[i].LockedProjects)
            {
                Use(byName, name, i);
            }
        }

        return users;

        void Use(Dictionary<string, int> paths, string path, int user)
        {
            if (paths.TryGetValue(path, out var used) && used != user)
            {
                users[used] ??= projects[user].Project.Name;
            }
        }
    }

    private static IEnumerable<string> DeclaredReferences(ProjectSources? sources)
    {
        foreach (var (file, item) in sources?.Items ?? [])
        {
            if (item is { Type: ProjectItemType.ProjectReference, Operation: ItemOperation.Include }
                && MSBuildText.ExpandPath(item.Id, file.Path, sources!.ProjectPath, sources.Folder) is { } path)
            {
                yield return path;
            }
        }
    }

    private static IEnumerable<string> DirectPackages(RoleInput input)
    {
        foreach (var framework in input.Assets?.Project.Frameworks ?? [])
        {
            foreach (var reference in framework.References)
            {
                yield return reference.Id;
            }
        }

        foreach (var (_, item) in input.Project.Sources?.Items ?? [])
        {
            if (item is { Type: ProjectItemType.PackageReference, Operation: ItemOperation.Include, IsConditional: false })
            {
                yield return item.Id;
            }
        }

        foreach (var id in input.PackagesConfigIds.IsDefault ? [] : input.PackagesConfigIds)
        {
            yield return id;
        }
    }

    private static string? Sdk(RoleInput input, Func<string, bool> isWanted)
    {
        foreach (var sdk in input.Project.Sources?.Project?.Sdks ?? [])
        {
            if (isWanted(sdk.Name))
            {
                return sdk.Name;
            }
        }

        return null;
    }

    private static ProjectFactsFile? Built(DiscoveredProject project, List<InputError> problems)
    {
        if (project.Facts is not null || EvaluatedFacts.BuiltFactsPath(project) is not { } path)
        {
            return project.Facts;
        }

        if (ProjectFactsFile.Read(path).Succeeded(out var file, out var error))
        {
            return file;
        }

        problems.Add(error with { IsPartial = false });
        return null;
    }

    private static DecidedRole App(string reason) => new(ProjectRole.App, reason);
}

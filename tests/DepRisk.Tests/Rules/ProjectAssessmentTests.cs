using System.Collections.Immutable;
using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Lock;
using DepRisk.Packages.Build;
using DepRisk.Packages.Capabilities;
using DepRisk.Packages.Feeds;
using DepRisk.Packages.Signatures;
using DepRisk.Rules;
using DepRisk.Tests.Tool;

namespace DepRisk.Tests.Rules;

/// <summary>One project's build: three apps that contain a library, before and after somebody changes a line.</summary>
public sealed class ProjectAssessmentTests
{
    private const string Library = "libs/Core/Core.csproj";

    private static readonly string[] Apps = ["src/Admin/Admin.csproj", "src/Web/Web.csproj", "src/Worker/Worker.csproj"];

    private static readonly string[] Accepted = ["Safe/1.0.0[1.0.0, ) > Deep/1.0.0[1.0.0, )"];

    /// <summary>Three apps with the library, what the library refers to, and what only one project has.</summary>
    private static Scope Solution(string[] library, string[]? admin = null, string[]? web = null, Func<TestScope, TestScope>? more = null)
    {
        var scope = new TestScope("x");
        foreach (var app in Apps)
        {
            var own = app == Apps[0] ? admin : app == Apps[1] ? web : null;
            // What a library refers to privately does not come along.
            scope.Project(app, ProjectRole.App, "net10.0", [Library, .. library.Where(chain => !chain.Contains(":Build", StringComparison.Ordinal)).Select(chain => $"{Library} > {chain}"), .. own ?? []]);
        }

        scope.Project(Library, ProjectRole.Library, "net10.0", library);
        return (more?.Invoke(scope) ?? scope).Build();
    }

    private static ScopeEvidence Evidence(Scope scope) => new TestEvidence(scope)
        .With("Safe", TestEvidence.Signed("ann"), repository: "https://git.example/safe", files: RuleRun.Can(Capability.Net))
        .With("Deep", TestEvidence.Signed("bob"), repository: "https://git.example/deep", files: RuleRun.Can(Capability.Process))
        .With("Other", TestEvidence.Signed("cat"), repository: "https://git.example/other", files: RuleRun.Can(Capability.Net))
        .With("Brings", TestEvidence.Signed("dan"), repository: "https://git.example/brings", files: RuleRun.Can())
        .With("Bad", PackageSignature.Of(SignatureVerdict.Invalid, "it was changed"), repository: "https://git.example/bad", files: RuleRun.Can(Capability.Net))
        .With("Grows/1.0.0", TestEvidence.Signed("eve"), repository: "https://git.example/grows", files: RuleRun.Can())
        .With("Grows/2.0.0", TestEvidence.Signed("eve"), repository: "https://git.example/grows", files: RuleRun.Can(Capability.Process))
        .With("Checks", TestEvidence.Signed("fay"), TestEvidence.Executing(BuildAssetKind.Analyzer, "analyzers/dotnet/cs/Checks.dll"))
        .Build();

    private static DepRiskLock Lock(Scope scope) => AcceptedState.Of(Assessment.Of(RuleRun.Input(scope, Evidence(scope)) with { AsOf = null })).Lock;

    private static ProjectAssessment Build(Scope scope, string path, DepRiskLock? accepted, Policy? policy = null, ImmutableArray<FeedSettings>? feeds = null)
    {
        var project = scope.Projects.Single(project => project.Path == path);
        var calls = 0;
        return ProjectAssessment.Of(new ProjectInput(scope with { Projects = [project] }, policy ?? Policy.Default, accepted, project.IsApp, packages =>
        {
            Assert.Equal(1, ++calls);
            return new ScopeEvidence(Evidence(scope).Packages.Where(pair => packages.Contains(pair.Key)).ToDictionary(), []);
        })
        { Feeds = feeds is { } settings ? () => settings : null });
    }

    private static string[] Said(Scope scope, DepRiskLock accepted, Policy? policy = null) =>
    [
        .. scope.Projects.SelectMany(project => Build(scope, project.Path, accepted, policy).Findings.Select(finding => $"{project.Name}: {finding.Rule.Id} {finding.Subject} in {finding.Apps.Length} at {finding.Home!.Path} {finding.Home.Reference}")),
    ];

    [Fact]
    public void Nothing_is_said_and_no_package_is_read_where_nothing_changed()
    {
        var scope = Solution(Accepted);
        var accepted = Lock(scope);
        foreach (var project in scope.Projects)
        {
            var input = new ProjectInput(scope with { Projects = [project] }, Policy.Default, accepted, project.IsApp, _ => throw new InvalidOperationException("A package was read."));
            Assert.Empty(ProjectAssessment.Of(input).Findings);
        }
    }

    [Fact]
    public void A_package_that_is_new_in_a_library_of_three_apps_is_said_once_on_its_line()
    {
        var accepted = Lock(Solution(Accepted));
        var scope = Solution([.. Accepted, "Brings/1.0.0[1.0.0, ) > Bad/1.0.0[1.0.0, )"]);
        Assert.Equal(["Core: DR1001 Bad in 3 at libs/Core/Core.csproj Brings"], Said(scope, accepted));
        var message = Build(scope, Library, accepted).Findings[0].Message;
        Assert.Contains("3 of 3 apps", message, StringComparison.Ordinal);
        Assert.Contains("no project references it", message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_lock_accepts_is_silent_again()
    {
        var scope = Solution([.. Accepted, "Brings/1.0.0[1.0.0, ) > Bad/1.0.0[1.0.0, )"]);
        Assert.Empty(Said(scope, Lock(scope)));
    }

    [Fact]
    public void What_somebody_accepted_by_hand_is_silent()
    {
        var accepted = Lock(Solution(Accepted)) with { Accepted = [new AcceptedFinding("DR1001", "Bad", new DateOnly(2027, 1, 31), "goes soon")] };
        Assert.Empty(Said(Solution([.. Accepted, "Brings/1.0.0[1.0.0, ) > Bad/1.0.0[1.0.0, )"]), accepted));
    }

    [Fact]
    public void An_upgrade_is_said_where_it_was_made()
    {
        var accepted = Lock(Solution(["Grows/1.0.0[1.0.0, )"]));
        Assert.Equal(["Core: DR1008 Grows in 3 at libs/Core/Core.csproj Grows"], Said(Solution(["Grows/2.0.0[2.0.0, )"]), accepted));
    }

    [Fact]
    public void A_central_version_that_rises_in_several_projects_is_said_by_the_first_of_them()
    {
        var accepted = Lock(Central(Solution(["Grows/1.0.0[1.0.0, )"], ["Grows/1.0.0[1.0.0, )"], ["Grows/1.0.0[1.0.0, )"])));
        var scope = Central(Solution(["Grows/2.0.0[2.0.0, )"], ["Grows/2.0.0[2.0.0, )"], ["Grows/2.0.0[2.0.0, )"]));
        Assert.Equal(["Core: DR1008 Grows in 3 at libs/Core/Core.csproj Grows"], Said(scope, accepted));
    }

    private static Scope Central(Scope scope) => scope with
    {
        Projects = [.. scope.Projects.Select(project => project with { Targets = [.. project.Targets.Select(target => target with { References = [.. target.References.Select(reference => reference with { IsCentrallyVersioned = true })] })] })],
    };

    [Fact]
    public void A_removed_reference_that_leaves_a_component_hidden_is_said()
    {
        string[] with = ["Brings/1.0.0[1.0.0, ) > Bad/1.0.0[1.0.0, )", "Bad/1.0.0[1.0.0, )"];
        var accepted = Lock(Solution(with));
        Assert.DoesNotContain(accepted.Findings, finding => finding.Rule == "DR1001");
        Assert.Equal(["Core: DR1001 Bad in 3 at libs/Core/Core.csproj Brings"], Said(Solution(with[..1]), accepted));
    }

    [Fact]
    public void A_package_that_is_removed_says_nothing() =>
        Assert.Empty(Said(Solution(Accepted), Lock(Solution([.. Accepted, "Other/1.0.0[1.0.0, )"]))));

    [Fact]
    public void What_a_new_app_brings_it_says_itself()
    {
        var accepted = Lock(Solution(Accepted));
        var scope = Solution(Accepted, more: scope => scope.Project("src/New/New.csproj", ProjectRole.App, "net10.0", Library, $"{Library} > {Accepted[0]}", "Checks/1.0.0[1.0.0, ):Build"));
        Assert.Equal(["New: DR1003 Checks in 1 at src/New/New.csproj Checks"], Said(scope, accepted));
    }

    [Fact]
    public void What_a_new_library_brings_the_project_says_that_took_it_in()
    {
        const string NewLibrary = "libs/New/New.csproj";
        var accepted = Lock(Solution(Accepted, admin: ["Grows/1.0.0[1.0.0, )"]));
        var scope = Solution(Accepted, admin: [NewLibrary, $"{NewLibrary} > Grows/2.0.0[2.0.0, )", "Grows/2.0.0[1.0.0, )"], more: scope => scope.Project(NewLibrary, ProjectRole.Library, "net10.0", "Grows/2.0.0[2.0.0, )"));
        Assert.Equal(["Admin: DR1008 Grows in 1 at src/Admin/Admin.csproj Grows"], Said(scope, accepted));
    }

    [Fact]
    public void A_private_analyzer_that_is_new_runs_in_the_build_and_is_said()
    {
        var accepted = Lock(Solution(Accepted));
        var scope = Solution([.. Accepted, "Checks/1.0.0[1.0.0, ):Build"]);
        Assert.Equal(["Core: DR1003 Checks in 3 at libs/Core/Core.csproj Checks"], Said(scope, accepted));
        Assert.Contains("in the build of 1 of 4 projects", Build(scope, Library, accepted).Findings[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lock_of_before_without_references_says_what_does_not_rest_on_them()
    {
        var old = Lock(Solution(["Grows/1.0.0[1.0.0, )"]));
        old = old with { Projects = [.. old.Projects.Select(project => project with { References = null })] };
        Assert.Equal(["Core: DR1008 Grows in 3 at libs/Core/Core.csproj Grows"], Said(Solution(["Grows/2.0.0[2.0.0, )"]), old));
        // Whether anybody refers to it is not known, and two conditions would be needed.
        Assert.DoesNotContain(Said(Solution(["Grows/1.0.0[1.0.0, )", "Brings/1.0.0[1.0.0, ) > Bad/1.0.0[1.0.0, )"]), old), said => said.Contains("DR1001", StringComparison.Ordinal));
    }

    [Fact]
    public void A_floating_version_is_said_by_the_project_that_asks_for_it()
    {
        var accepted = Lock(Solution(["Other/1.0.0[1.0.0, )"]));
        var scope = Solution(["Other/1.0.0[1.*, )"]);
        Assert.Equal(["Core: DR1005 Other in 3 at libs/Core/Core.csproj Other"], Said(scope, accepted));
        Assert.Empty(Said(scope, Lock(scope)));
    }

    [Fact]
    public void An_ambiguous_feed_is_said_by_the_first_project_below_its_file()
    {
        var scope = Solution(Accepted) is var all ? all with { Projects = [.. all.Projects.Select(project => project with { Feeds = ["https://a.example/v3", "https://b.example/v3"] })] } : null!;
        var settings = FeedSettings.None with { Files = [new FeedFile("nuget.config", true)], Sources = [new FeedSource("a", "https://a.example/v3"), new FeedSource("b", "https://b.example/v3")] };
        var accepted = Lock(Solution(Accepted));
        Assert.Equal(["libs/Core/Core.csproj"], scope.Projects.Where(project => !Build(scope, project.Path, accepted, feeds: [settings]).Findings.IsEmpty).Select(project => project.Path));
        Assert.Equal(new FindingHome("nuget.config", null), Build(scope, Library, accepted, feeds: [settings]).Findings.Single().Home);
        var below = settings with { Files = [new FeedFile("src/nuget.config", true)] };
        Assert.Equal([Apps[0]], scope.Projects.Where(project => !Build(scope, project.Path, accepted, feeds: [below]).Findings.IsEmpty).Select(project => project.Path));
    }

    [Fact]
    public void On_the_first_day_an_app_says_its_strongest_finding_and_how_many_more_there_are()
    {
        var scope = Solution(["Brings/1.0.0[1.0.0, ) > Bad/1.0.0[1.0.0, )"]);
        var app = Build(scope, Apps[1], null);
        Assert.Equal(["DR1001 Bad"], app.Findings.Select(finding => $"{finding.Rule.Id} {finding.Subject}"));
        Assert.Equal(0, app.More);
        Assert.Equal([("Bad", "runs in 1 of 1 app", false)], app.Watched.Select(watched => (watched.Package.Id, watched.Reason, watched.IsDirect)));
        Assert.Empty(Build(scope, Library, null).Findings);
        var policy = Policy.Default with { Apps = [new AppChoice("libs/**", true), new AppChoice("src/Web/**", false)] };
        Assert.Single(Build(scope, Library, null, policy).Findings);
        Assert.Empty(Build(scope, Apps[1], null, policy).Findings);
    }

    [Fact]
    public void What_the_lock_accepts_as_concentrated_is_watched_with_all_of_the_same_hands()
    {
        var scope = Solution(["Brings/1.0.0[1.0.0, ) > Bad/1.0.0[1.0.0, )", "Other/1.0.0[1.0.0, )"]);
        var accepted = Lock(scope);
        Assert.Contains(accepted.Findings, finding => finding is { Rule: "DR1001", Subject: "Bad" });
        Assert.Equal([("Bad", "runs in 3 of 3 apps", false)], Build(scope, Library, accepted).Watched.Select(watched => (watched.Package.Id, watched.Reason, watched.IsDirect)));
    }
}

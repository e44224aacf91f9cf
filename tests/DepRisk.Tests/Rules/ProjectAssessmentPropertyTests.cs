using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using DepRisk.Concentration;
using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Lock;
using DepRisk.Packages.Signatures;
using DepRisk.Rules;
using DepRisk.Tests.Concentration;
using Xunit.Abstractions;

namespace DepRisk.Tests.Rules;

/// <summary>What each project's build says, held against what a scan of the whole solution says.</summary>
public sealed class ProjectAssessmentPropertyTests(ITestOutputHelper output)
{
    private static readonly Policy Loud = Policy.Default with
    {
        Budgets = RuleCatalog.All.ToImmutableDictionary(rule => rule.Id, _ => 1000),
        AccountReach = 0.7,
        AccountPackages = 0.4,
    };

    [Fact]
    public void Nothing_is_said_of_what_the_lock_accepts()
    {
        var judged = 0;
        for (var seed = 0; seed < 150; seed++)
        {
            var solution = SmallSolution.Random(seed);
            var state = Lock(solution);
            foreach (var project in solution.Projects)
            {
                var scope = solution.ScopeOf(project);
                Assert.True(ProjectDelta.Of(scope.Projects[0], LockIndex.Of(state), project.Role is ProjectRole.App).IsEmpty, $"seed {seed}: {project.Path} differs from the lock that was made of it");
                judged += AssertSilent(scope, state, project.Role is ProjectRole.App, _ => ScopeEvidence.None, $"seed {seed}: {project.Path}");
            }
        }

        Assert.True(judged > 100, "No finding was ever accepted: nothing was silent that could have spoken.");
    }

    [Fact]
    public void Nothing_is_said_of_graphs_of_any_shape_that_the_lock_accepts()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var varied = new VariedScope(seed);
            var scope = varied.Build();
            var evidence = varied.Evidence(scope);
            var state = AcceptedState.Of(Assess(scope, evidence, null)).Lock;
            foreach (var project in scope.Projects)
            {
                AssertSilent(scope with { Projects = [project] }, state, project.IsApp, packages => new ScopeEvidence(evidence.Packages.Where(pair => packages.Contains(pair.Key)).ToDictionary(), []), $"seed {seed}: {project.Path}");
            }
        }
    }

    /// <returns>How many findings the lock accepts that the rules find again.</returns>
    private static int AssertSilent(Scope scope, DepRiskLock state, bool isApp, Func<IReadOnlyCollection<Component>, ScopeEvidence> read, string what)
    {
        var assessment = ProjectAssessment.Of(new ProjectInput(scope, Loud, state, isApp, read));
        Assert.True(assessment.Findings.IsEmpty, $"{what} says {Text(assessment.Findings)}");

        // The same although nothing differs.
        var delta = ProjectDelta.Of(scope.Projects[0], LockIndex.Of(state), isApp);
        var locked = LockedScope.Of(scope, LockIndex.Of(state), delta);
        var all = LockedProjectRun.Judge(locked, Loud, state, read([.. delta.Changed]), []);
        var loud = all.Findings.Where(finding => finding.Verdict is Verdict.New or Verdict.Worse && !finding.Packages.Any(package => locked.Uncertain.Contains(package.Id))).ToImmutableArray();
        Assert.True(loud.IsEmpty, $"{what} would say {Text(loud)}");
        return all.Findings.Length;
    }

    [Fact]
    public void What_a_build_says_the_whole_solution_says_too_and_once()
    {
        var count = new Dictionary<string, Tally>(StringComparer.Ordinal);
        for (var seed = 0; seed < 240; seed++)
        {
            var before = SmallSolution.Random(seed);
            var state = Lock(before);
            var random = new Random(seed);
            foreach (var (name, after) in Changes(before, random))
            {
                var kind = before.IsRegular ? $"{name}, regular" : name;
                var tally = count.TryGetValue(kind, out var known) ? known : count[kind] = new Tally();
                Compare(after, state, tally, $"seed {seed}, {name}");
            }
        }

        foreach (var (name, tally) in count.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-36} new or worse {tally.All,5}, said {tally.Said,5} ({(double)tally.Said / Math.Max(1, tally.All):P0}), said more than once {tally.Repeated,4}; why not: {string.Join(", ", tally.Why.OrderBy(why => why.Key, StringComparer.Ordinal).Select(why => $"{why.Key} {why.Value}"))}; by rule: {string.Join(", ", tally.Rules.OrderBy(rule => rule.Key, StringComparer.Ordinal).Select(rule => $"{rule.Key} {rule.Value.Said}/{rule.Value.All}"))}"));
        }

        var wrong = count.SelectMany(pair => pair.Value.Wrong).ToArray();
        Assert.True(wrong.Length is 0, $"{wrong.Length} findings are wrong:\n{string.Join('\n', wrong.Take(40))}");
        var added = count["a package is added, regular"];
        Assert.True(added.All > 50 && added.Said * 2 > added.All, $"of {added.All} findings about what is added {added.Said} are said");
    }

    private static void Compare(SmallSolution after, DepRiskLock state, Tally tally, string what)
    {
        var scope = after.Scope();
        Finding[] truth = [.. Assess(scope, SmallSolution.Evidence(after.Seed, scope), state).Findings.Where(finding => finding is { Verdict: Verdict.New or Verdict.Worse, Accepted: null })];
        var said = new Dictionary<Finding, int>(ReferenceEqualityComparer.Instance);
        foreach (var project in after.Projects)
        {
            foreach (var finding in Say(after, project, state))
            {
                Finding[] same = [.. truth.Where(other => IsSame(finding, other))];
                if (same.Length is 0)
                {
                    tally.Wrong.Add($"{what}: {project.Path} says {Text([finding])} and the solution {Text([.. truth.Where(other => other.Rule == finding.Rule)])}");
                }

                foreach (var other in same)
                {
                    said[other] = said.GetValueOrDefault(other) + 1;
                }
            }
        }

        foreach (var finding in truth)
        {
            tally.All++;
            tally.Said += said.ContainsKey(finding) ? 1 : 0;
            tally.Repeated += said.GetValueOrDefault(finding) > 1 ? 1 : 0;
            var (all, spoken) = tally.Rules.GetValueOrDefault(finding.Rule.Id);
            if (!said.ContainsKey(finding))
            {
                var why = Why(after, state, finding);
                tally.Why[why] = tally.Why.GetValueOrDefault(why) + 1;
            }

            tally.Rules[finding.Rule.Id] = (all + 1, spoken + (said.ContainsKey(finding) ? 1 : 0));
        }
    }

    /// <summary>Why no build says what the solution says.</summary>
    private static string Why(SmallSolution solution, DepRiskLock state, Finding truth)
    {
        var why = "no project differs";
        foreach (var project in solution.Projects)
        {
            var scope = solution.ScopeOf(project);
            var delta = ProjectDelta.Of(scope.Projects[0], LockIndex.Of(state), project.Role is ProjectRole.App);
            if (delta.IsEmpty)
            {
                continue;
            }

            var locked = LockedScope.Of(scope, LockIndex.Of(state), delta);
            var found = LockedProjectRun.Judge(locked, Loud, state, SmallSolution.Evidence(solution.Seed, delta.Changed.Concat(delta.Build)), []).Findings
                .Where(finding => finding.Verdict is Verdict.New or Verdict.Worse && IsSame(finding, truth)).ToArray();
            if (Array.Exists(found, finding => !finding.Packages.Any(package => locked.Uncertain.Contains(package.Id))))
            {
                return "somebody else is to say it";
            }

            why = found.Length > 0 ? "what it rests on may be gone" : why is "no project differs" ? "not known" : why;
        }

        return why;
    }

    /// <summary>What is said is about the same, of no greater rule, with no condition and no app that the solution does not have.</summary>
    private static bool IsSame(Finding said, Finding truth) =>
        (said.Rule == truth.Rule || (said.Rule == RuleCatalog.ConcentratedComponent && truth.Rule == RuleCatalog.CriticalConcentration))
        && (said.Subject == truth.Subject || (said.Rule != RuleCatalog.AccountTooPowerful && said.Packages.Any(package => truth.Packages.Any(other => other.Id == package.Id))))
        && !said.Apps.Except(truth.Apps).Any()
        && !Held(said).Except(Held(truth)).Any();

    private static IEnumerable<string> Held(Finding finding) => finding.Conditions.Where(condition => condition.Holds is Truth.True).Select(condition => condition.Name);

    private static ImmutableArray<Finding> Say(SmallSolution solution, SmallProject project, DepRiskLock state)
    {
        var index = LockIndex.Of(state);
        var calls = 0;
        return ProjectAssessment.Of(new ProjectInput(solution.ScopeOf(project), Loud, state, project.Role is ProjectRole.App, packages =>
        {
            Assert.Equal(1, ++calls);
            Assert.All(packages, package => Assert.Null(index.Find(package)));
            return SmallSolution.Evidence(solution.Seed, packages);
        })).Findings;
    }

    private static IEnumerable<(string, SmallSolution)> Changes(SmallSolution solution, Random random)
    {
        var project = solution.Projects[random.Next(solution.Projects.Length - 1)];
        var isCentral = solution.Seed % 2 is 0;
        var package = random.Next(SmallSolution.Packages);
        if (!project.Packages.Any(reference => reference.Package == package))
        {
            var version = isCentral ? SmallSolution.Central(solution.Seed, package) : random.Next(1, SmallSolution.Versions + 1);
            yield return ("a package is added", solution.With(project with { Packages = project.Packages.Add(new SmallReference(package, version, IsCentral: isCentral)) }));
        }

        if (!project.Packages.IsEmpty)
        {
            var reference = project.Packages[random.Next(project.Packages.Length)];
            yield return ("a package is removed", solution.With(project with { Packages = project.Packages.Remove(reference) }));
            yield return isCentral
                ? ("a central version rises", solution with { Projects = [.. solution.Projects.Select(other => Set(other, reference.Package, SmallSolution.Versions))] })
                : ("a version rises", solution.With(Set(project, reference.Package, SmallSolution.Versions)));
            if (!isCentral && reference.Version > 1)
            {
                yield return ("a version falls", solution.With(Set(project, reference.Package, 1)));
            }

            yield return ("a version floats", solution.With(project with { Packages = project.Packages.Replace(reference, reference with { IsFloating = true }) }));
        }

        if (solution.Projects.FirstOrDefault(other => other.Role is ProjectRole.Library && project.Role is ProjectRole.App && !project.Projects.Contains(other.Path)) is { } library)
        {
            yield return ("a project is referred to", solution.With(project with { Projects = project.Projects.Add(library.Path) }));
        }

        var app = new SmallProject("apps/New/New.csproj", ProjectRole.App, ["libs/A/A.csproj"], [new SmallReference(package, isCentral ? SmallSolution.Central(solution.Seed, package) : 2, IsCentral: isCentral)]);
        yield return ("an app is new", solution.With(app));
        if (project.Role is ProjectRole.App)
        {
            var added = solution.With(app with { Path = "libs/New/New.csproj", Role = ProjectRole.Library, Projects = [] });
            yield return ("a library is new", added.With(project with { Projects = project.Projects.Add("libs/New/New.csproj") }));
        }
    }

    private static SmallProject Set(SmallProject project, int package, int version) =>
        project with { Packages = [.. project.Packages.Select(reference => reference.Package == package ? reference with { Version = version } : reference)] };

    [Fact]
    public void The_lock_groups_packages_by_hands_as_the_packages_themselves_do()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var solution = SmallSolution.Random(seed);
            var scope = solution.Scope();
            var evidence = SmallSolution.Evidence(seed, scope);
            // Microsoft's signature among them, and one of a repository that is not the public one.
            var table = new ComponentTable();
            Component[] packages = [.. Lock(solution).Packages.Select(locked => table.Package(locked.Id, locked.Version)), table.Package("M.One", "1.0.0"), table.Package("M.Two", "1.0.0"), table.Package("E.One", "1.0.0"), table.Package("E.Two", "2.0.0")];
            var real = Real(evidence, packages);
            var locked = packages.ToDictionary(package => package, package => LockedEvidence.Of(AcceptedPackage.Of(package, real.Of(package), false, [], null, out _), []), (IEqualityComparer<Component>)ReferenceEqualityComparer.Instance);
            Assert.Equal(Groups(packages, real), Groups(packages, new ScopeEvidence(locked, [])));
        }
    }

    private static ScopeEvidence Real(ScopeEvidence evidence, Component[] packages)
    {
        var official = RepositoryCertificates.Official[0];
        var microsoft = Tool.TestEvidence.Signed("Microsoft") with { Repository = Tool.TestEvidence.Signer("R", "R", "https://packages.nuget.org/v3/index.json") with { Fingerprint = official.Fingerprint } };
        var elsewhere = Tool.TestEvidence.Signed("Microsoft ann") with { Repository = Tool.TestEvidence.Signer("E", "E", "https://feed.example/v3/index.json") };
        var byName = evidence.Packages.ToDictionary(pair => pair.Key.ToString(), pair => pair.Value, StringComparer.Ordinal);
        return new ScopeEvidence(
            packages.ToDictionary(
                package => package,
                package => package.Id switch
                {
                    ['M', '.', ..] => DepRisk.Packages.PackageEvidence.Unknown with { Signature = microsoft },
                    ['E', '.', ..] => DepRisk.Packages.PackageEvidence.Unknown with { Signature = elsewhere },
                    _ => byName.GetValueOrDefault(package.ToString(), DepRisk.Packages.PackageEvidence.Unknown),
                },
                (IEqualityComparer<Component>)ReferenceEqualityComparer.Instance),
            []);
    }

    private static string[] Groups(Component[] packages, ScopeEvidence evidence) =>
        [.. ControlGroup.Of(packages, evidence).Select(group => $"{string.Join(',', group.Accounts)}|{group.Entity}|{group.IsPlatform}|{string.Join(',', group.Packages)}")];

    private static DepRiskLock Lock(SmallSolution solution)
    {
        var scope = solution.Scope();
        return AcceptedState.Of(Assess(scope, SmallSolution.Evidence(solution.Seed, scope), null)).Lock;
    }

    private static Assessment Assess(Scope scope, ScopeEvidence evidence, DepRiskLock? accepted) =>
        Assessment.Of(new RuleInput(scope, evidence, ScopeConcentration.Of(scope, evidence, Loud.Thresholds, Loud.Platforms), Loud, accepted, null));

    private static string Text(ImmutableArray<Finding> findings)
    {
        var text = new StringBuilder();
        foreach (var finding in findings)
        {
            text.Append(CultureInfo.InvariantCulture, $"[{finding.Rule.Id} {finding.Subject} {finding.Verdict}: {string.Join(' ', Held(finding))}; {string.Join(' ', finding.Packages)}; {string.Join(' ', finding.Apps)}] ");
        }

        return text.Length is 0 ? "nothing" : text.ToString();
    }

    private sealed class Tally
    {
        public int All;
        public int Said;
        public int Repeated;

        public List<string> Wrong { get; } = [];

        public Dictionary<string, int> Why { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, (int All, int Said)> Rules { get; } = new(StringComparer.Ordinal);
    }
}

using DepRisk.Concentration;
using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Lock;
using DepRisk.Packages.Capabilities;
using DepRisk.Rules;
using DepRisk.Tests.Tool;

namespace DepRisk.Tests.Rules;

public class LockVerdictTests
{
    private static readonly ComponentTable Table = new();

    [Theory]
    [InlineData("DR1001", "DR1001 Zip hidden,inescapable A,B", Verdict.Unchanged)]
    [InlineData("DR1001", "DR1001 zip hidden,inescapable A,B", Verdict.Unchanged)]
    [InlineData("DR1001", "DR1001 Zip.Extras hidden,inescapable A,B", Verdict.Unchanged)]
    [InlineData("DR1001", "DR1001 Zip hidden,inescapable,locked-in A,B,C", Verdict.Unchanged)]
    [InlineData("DR1001", "DR1002 Zip hidden,inescapable,locked-in A,B", Verdict.Unchanged)]
    [InlineData("DR1001", "DR1001 Zip hidden A,B", Verdict.Worse)]
    [InlineData("DR1001", "DR1001 Zip hidden,weak-hands A,B", Verdict.Worse)]
    [InlineData("DR1001", "DR1001 Zip hidden,inescapable A", Verdict.Worse)]
    [InlineData("DR1002", "DR1001 Zip hidden,inescapable A,B", Verdict.Worse)]
    [InlineData("DR1001", "DR1001 Log hidden,inescapable A,B", Verdict.New)]
    [InlineData("DR1001", "DR1003 Zip hidden,inescapable A,B", Verdict.New)]
    [InlineData("DR1001", "DR1001 Zip hidden A|DR1001 Zip.Extras hidden,inescapable A,B", Verdict.Unchanged)]
    public void A_finding_is_worse_with_a_condition_or_an_app_more_or_the_greater_rule(string rule, string locked, Verdict expected) =>
        Assert.Equal(expected, LockVerdict.On(Finding(rule), Lock(locked)).Verdict);

    [Fact]
    public void Without_a_lock_everything_is_new() => Assert.Equal(Verdict.New, LockVerdict.On(Finding("DR1001"), null).Verdict);

    [Fact]
    public void What_was_known_and_is_unknown_now_is_nothing_worse()
    {
        var finding = Finding("DR1001") with { Conditions = [new Condition("hidden", Truth.True, ""), new Condition("locked-in", Truth.Unknown, ""), new Condition("inescapable", Truth.True, "")] };
        Assert.Equal(Verdict.Unchanged, LockVerdict.On(finding, Lock("DR1001 Zip hidden,inescapable A,B")).Verdict);
    }

    [Theory]
    [InlineData("DR1001", "DR1001", "Zip", true)]
    [InlineData("DR1001", "DR1001", "zip.extras", true)]
    [InlineData("DR1001", "DR1002", "Zip", true)]
    [InlineData("DR1002", "DR1001", "Zip", false)]
    [InlineData("DR1002", "DR1002", "Zip", true)]
    [InlineData("DR1001", "DR1001", "Log", false)]
    [InlineData("DR1001", "DR1004", "Zip", false)]
    public void By_hand_it_is_accepted_for_its_rule_and_subject_and_for_nothing_greater(string rule, string acceptedRule, string subject, bool expected)
    {
        var accepted = DepRiskLock.Empty with { Accepted = [new AcceptedFinding(acceptedRule, subject, new DateOnly(2000, 1, 1), "because")] };
        var finding = LockVerdict.On(Finding(rule), accepted);
        Assert.Equal(expected, finding.Accepted is not null);
        // Only the gate looks at the date, and accepting is no knowledge of the lock.
        Assert.Equal(Verdict.New, finding.Verdict);
    }

    [Fact]
    public void What_no_finding_is_about_any_more_is_resolved_unless_it_cannot_be_told()
    {
        var scope = new TestScope("x").Project("App/App.csproj", ProjectRole.App, "net10.0", "Log/1.0.0", "Zip/1.0.0", "Net/1.0.0").Build();
        var evidence = new TestEvidence(scope).With("Log", TestEvidence.Signed("ann")).With("Zip", TestEvidence.Signed("bob")).With("Net", TestEvidence.Signed("cat"), files: [RuleRun.Can(Capability.Net)]).Build();
        var accepted = Lock("DR1001 Zip hidden A|DR1001 Log hidden A|DR1001 Net hidden A|DR1004 Log x A|DR1004 Gone x A|DR1005 Log x A|DR1009 owner:ann x A");
        // Net is exposed, and what nobody fetched and nobody built could make a finding of it.
        Assert.Equal(["DR1001 Log", "DR1004 Log", "DR1004 Gone", "DR1005 Log", "DR1009 owner:ann"], Resolved(scope, evidence, accepted));
        Assert.Equal(["DR1004 Gone", "DR1005 Log"], Resolved(scope, ScopeEvidence.None, accepted));
        Assert.Empty(RuleRun.Assess(scope, evidence).Resolved);
    }

    [Fact]
    public void Of_a_scope_that_could_not_be_read_in_whole_nothing_is_resolved()
    {
        var scope = new TestScope("x").Project("App/App.csproj", ProjectRole.App, "net10.0", "Log/1.0.0").Build();
        var partial = scope with { Problems = [new DepRisk.Input.InputError(DepRisk.Input.InputErrorCode.Malformed, "Other/obj/project.assets.json", "is cut off")] };
        var evidence = new TestEvidence(scope).With("Log", TestEvidence.Signed("ann")).Build();
        Assert.True(partial.IsPartial);
        Assert.Single(RuleRun.Assess(scope, evidence, Lock("DR1001 Gone hidden A")).Resolved);
        Assert.Empty(RuleRun.Assess(partial, evidence, Lock("DR1001 Gone hidden A")).Resolved);
    }

    [Fact]
    public void What_differs_from_the_lock_is_worse_although_the_hands_were_weak_before()
    {
        var changed = Finding("DR1001") with { Conditions = [new Condition("weak-hands", Truth.True, "") { IsChange = true }] };
        var same = Finding("DR1001") with { Conditions = [new Condition("weak-hands", Truth.True, "")] };
        Assert.Equal(Verdict.Worse, LockVerdict.On(changed, Lock("DR1001 Zip weak-hands A,B")).Verdict);
        Assert.Equal(Verdict.Unchanged, LockVerdict.On(same, Lock("DR1001 Zip weak-hands A,B")).Verdict);
    }

    /// <summary>With one finding, about Zip.</summary>
    private static IEnumerable<string> Resolved(Scope scope, ScopeEvidence evidence, DepRiskLock accepted)
    {
        var input = RuleRun.Input(scope, evidence, accepted);
        return LockVerdict.Resolved(input, [Finding("DR1002")], JudgedGroup.Of(input, new AppReach(input))).Select(locked => $"{locked.Rule} {locked.Subject}");
    }

    private static Finding Finding(string rule) => new(
        RuleCatalog.All.Single(descriptor => descriptor.Id.Equals(rule, StringComparison.Ordinal)),
        "Zip", "", "", null,
        [Table.Package("Zip", "1.0.0"), Table.Package("Zip.Extras", "1.0.0")],
        ["A", "B"],
        [new Condition("hidden", Truth.True, ""), new Condition("inescapable", Truth.True, ""), new Condition("weak-hands", Truth.False, "")],
        [], [], [], 0);

    private static DepRiskLock Lock(string findings) => DepRiskLock.Empty with
    {
        Findings = [.. findings.Split('|').Select(line => line.Split(' ')).Select(parts => new LockedFinding(parts[0], parts[1], [.. parts[2].Split(',')], [.. parts[3].Split(',')]))],
    };
}

using System.Collections.Immutable;
using DepRisk.Lock;

namespace DepRisk.Tests.Lock;

public class LockDifferenceTests
{
    private static readonly string[] Web = ["Web.csproj"];

    [Fact]
    public void The_same_state_differs_in_nothing() => Assert.True(LockDifference.Of(State(Package("A", "1.0.0")), State(Package("a", "1.0.0"))).IsEmpty);

    [Fact]
    public void An_upgrade_is_one_difference_with_what_it_changed()
    {
        var before = Package("Moq", "4.18.4") with { Owners = ["clarius", "kzu"], Capabilities = ["emit"], Licence = "BSD-3-Clause" };
        var after = Package("Moq", "4.20.70") with { Owners = ["clarius", "devlooped", "kzu"], Capabilities = ["net", "emit"], BuildCode = "b", Licence = "MIT", Certificate = "Devlooped" };
        var difference = Assert.Single(LockDifference.Of(State(before), State(after)).Packages);
        Assert.Equal(
            [
                "Version -4.18.4 +4.20.70", "Owners - +devlooped", "Certificate - +Devlooped", "Capabilities - +net", "BuildCode - +b", "Licence -BSD-3-Clause +MIT",
            ],
            difference.Facts.Select(Text));
    }

    [Fact]
    public void What_is_unknown_on_one_side_differs_in_nothing()
    {
        var known = Package("A", "1.0.0") with { Owners = ["ann"], Certificate = "Ann", BuildCode = "b", Licence = "MIT", Capabilities = ["net"] };
        var unknown = new LockedPackage("A", "1.0.0", null, null, null, null, null, null, [.. Web]);
        Assert.True(LockDifference.Of(State(known), State(unknown)).IsEmpty);
        Assert.True(LockDifference.Of(State(unknown), State(known)).IsEmpty);
    }

    [Fact]
    public void A_signature_that_is_gone_takes_its_owners_with_it()
    {
        var before = Package("A", "1.0.0") with { Owners = ["ann"], Certificate = "Ann" };
        var after = Package("A", "1.1.0") with { Signature = "unsigned" };
        Assert.Equal(["Version -1.0.0 +1.1.0", "Signature -verified +unsigned", "Owners -ann +", "Certificate -Ann +"], Assert.Single(LockDifference.Of(State(before), State(after)).Packages).Facts.Select(Text));
    }

    [Fact]
    public void Accounts_compare_without_case() => Assert.True(LockDifference.Of(
        State(Package("A", "1.0.0") with { Owners = ["Ann"] }), State(Package("A", "1.0.0") with { Owners = ["ann"] })).IsEmpty);

    [Fact]
    public void Of_several_versions_the_same_belong_together_and_then_the_newest()
    {
        var difference = LockDifference.Of(
            State(Package("A", "1.0.0"), Package("A", "2.0.0"), Package("A", "3.0.0")),
            State(Package("A", "2.0.0"), Package("A", "3.5.0"), Package("A", "4.0.0"), Package("A", "10.0.0")));
        Assert.Equal([" -> 3.5.0", "1.0.0 -> 4.0.0", "3.0.0 -> 10.0.0"], difference.Packages.Select(package => $"{package.Before?.Version} -> {package.After?.Version}"));
        Assert.Equal([true, false, false], difference.Packages.Select(package => package.IsAdded));
    }

    [Fact]
    public void An_app_that_is_new_is_said_once_and_not_with_each_package()
    {
        var before = State(Package("A", "1.0.0"));
        var after = before with { Apps = ["Admin.csproj", "Web.csproj"], Packages = [Package("A", "1.0.0") with { Apps = ["Admin.csproj", "Web.csproj"] }] };
        Assert.Equal(["Admin.csproj"], LockDifference.Of(before, after).AddedApps.ToArray());
        Assert.Empty(LockDifference.Of(before, after).Packages);
        Assert.Equal(["Admin.csproj"], LockDifference.Of(after, before).RemovedApps.ToArray());
    }

    [Fact]
    public void An_app_of_both_sides_that_a_package_reaches_now_is_its_difference()
    {
        var before = State(Package("A", "1.0.0")) with { Apps = ["Admin.csproj", "Web.csproj"] };
        var after = before with { Packages = [Package("A", "1.0.0") with { Apps = ["Admin.csproj", "Web.csproj"] }] };
        Assert.Equal("Apps - +Admin.csproj", Text(Assert.Single(Assert.Single(LockDifference.Of(before, after).Packages).Facts)));
    }

    [Fact]
    public void Findings_come_go_and_get_worse()
    {
        var before = State() with { Findings = [Finding("DR1001", "A", "hidden"), Finding("DR1001", "B"), Finding("DR1006", "x")] };
        var after = State() with { Findings = [Finding("DR1001", "A", "hidden", "locked-in"), Finding("DR1002", "C"), Finding("DR1006", "x")] };
        Assert.Equal(["A A", "B -", "- C"], LockDifference.Of(before, after).Findings.Select(finding => $"{finding.Before?.Subject ?? "-"} {finding.After?.Subject ?? "-"}"));
    }

    /// <summary>Whatever one side lost, the other way round it gained: over random states.</summary>
    [Fact]
    public void Turned_round_it_says_the_opposite()
    {
        var random = new Random(4);
        for (var i = 0; i < 300; i++)
        {
            var (one, other) = (Random(random), Random(random));
            var there = LockDifference.Of(one, other);
            var back = LockDifference.Of(other, one);
            Assert.Equal(there.IsEmpty, back.IsEmpty);
            Assert.Equal(
                there.Packages.Select(package => (package.Before?.Version, package.After?.Version, Facts: string.Join('|', package.Facts.Select(Text)))).Order(),
                back.Packages.Select(package => (package.After?.Version, package.Before?.Version, Facts: string.Join('|', package.Facts.Select(fact => Text(new FactDifference(fact.Fact, fact.Gained, fact.Lost)))))).Order());
            // Each package of both sides is in exactly one pair, or the same on both.
            Assert.Equal(one.Packages.Length - there.Packages.Count(package => package.Before is not null), other.Packages.Length - there.Packages.Count(package => package.After is not null));
        }
    }

    private static DepRiskLock Random(Random random) => State(
    [
        .. Enumerable.Range(1, 5).Where(_ => random.Next(2) is 0).Select(version => Package("A", $"{version}.0.0") with
        {
            Owners = random.Next(3) is 0 ? null : [.. new[] { "ann", "bob", "cy" }.Where(_ => random.Next(2) is 0)],
            Signature = random.Next(4) is 0 ? null : "verified",
            Capabilities = random.Next(3) is 0 ? null : [.. new[] { "net", "emit" }.Where(_ => random.Next(2) is 0)],
            BuildCode = random.Next(2) is 0 ? null : "b",
        }),
    ]);

    private static string Text(FactDifference fact) => $"{fact.Fact} -{string.Join(',', fact.Lost)} +{string.Join(',', fact.Gained)}";

    private static LockedFinding Finding(string rule, string subject, params string[] conditions) => new(rule, subject, [.. conditions], []);

    private static DepRiskLock State(params LockedPackage[] packages) => new([.. Web], [], [.. packages], [], []);

    private static LockedPackage Package(string id, string version) => new(id, version, "verified", null, null, ImmutableArray<string>.Empty, null, null, [.. Web]);
}

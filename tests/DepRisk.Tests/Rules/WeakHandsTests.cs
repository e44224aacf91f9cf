using DepRisk.Concentration;
using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Lock;
using DepRisk.Packages;
using DepRisk.Packages.Capabilities;
using DepRisk.Packages.Feeds;
using DepRisk.Packages.Signatures;
using DepRisk.Rules;
using DepRisk.Tests.Tool;

namespace DepRisk.Tests.Rules;

public class WeakHandsTests
{
    private const string Repository = "https://github.com/ann/zip";

    private static readonly Scope Shop = new TestScope("x")
        .Project("A/A.csproj", ProjectRole.App, "net10.0", "Zip/2.0.0", "Other/1.0.0")
        .Project("B/B.csproj", ProjectRole.App, "net10.0", "Zip/2.0.0")
        .Project("C/C.csproj", ProjectRole.App, "net10.0", "Zip/2.0.0", "Zip.Extras/1.0.0")
        .Build();

    [Fact]
    public void One_account_of_an_organisation_that_releases_is_not_weak()
    {
        var evidence = Evidence(TestEvidence.Signed("awsdotnet"), facts: RuleRun.Fetched("Zip", "2.0.0"));
        Is(Truth.False, "", evidence, Locked("1.0.0", "awsdotnet"));
        Is(Truth.False, "", evidence);
    }

    [Fact]
    public void A_new_legal_entity_that_signs_is_weak_against_the_lock_alone()
    {
        var evidence = Evidence(TestEvidence.Signed("jbogard LuckyPennySoftware", TestEvidence.Signer("Lucky Penny Software LLC", "Lucky Penny Software LLC")), facts: RuleRun.Fetched("Zip", "2.0.0"));
        Is(Truth.True, "Drift True: Zip 2.0.0, compared with 1.0.0 of the lock: signed by Lucky Penny Software LLC instead of Jimmy Bogard", evidence, Locked("1.0.0", "jbogard", "Jimmy Bogard"));
        Is(Truth.False, "", evidence);
        Is(Truth.False, "", evidence, Locked("2.0.0", "jbogard LuckyPennySoftware", "Lucky Penny Software LLC"));
    }

    [Fact]
    public void The_hands_of_an_older_version_are_no_drift_from_those_of_a_newer_one() => Is(
        Truth.False, "", Evidence(TestEvidence.Signed("jbogard"), facts: RuleRun.Fetched("Zip", "2.0.0")), Locked("3.0.0", "LuckyPennySoftware", "Lucky Penny Software LLC"));

    [Fact]
    public void A_certificate_or_an_owner_gained_is_not_weak()
    {
        Is(Truth.False, "", Evidence(TestEvidence.Signed("jonskeet", TestEvidence.Signer("Noda", "Noda")), facts: RuleRun.Fetched("Zip", "2.0.0")), Locked("1.0.0", "jonskeet"));
        Is(Truth.False, "", Evidence(TestEvidence.Signed("charliepoole nunit"), facts: RuleRun.Fetched("Zip", "2.0.0")), Locked("1.0.0", "charliepoole"));
    }

    [Fact]
    public void What_a_feed_calls_deprecated_is_weak()
    {
        var facts = RuleRun.Fetched("Zip", "2.0.0") with { IsDeprecated = true, Deprecation = new PackageDeprecation(["Legacy"], null, "Better.Zip", "*") };
        Is(Truth.True, "Deprecated True: its feed calls Zip 2.0.0 deprecated and names Better.Zip instead, 2026-11-21", Evidence(TestEvidence.Signed("ann"), facts: facts));
    }

    [Theory]
    [InlineData("2024-11-20", Truth.True)]
    [InlineData("2024-11-21", Truth.False)]
    [InlineData("2026-11-21", Truth.False)]
    public void A_newest_release_older_than_24_months_is_weak(string day, Truth expected) => Is(
        expected,
        expected is Truth.True ? $"Silence True: the newest release, Zip 9.9.9, is of {day}, 24 months before 2026-11-21" : "",
        Evidence(TestEvidence.Signed("ann"), facts: RuleRun.Fetched("Zip", "2.0.0", day)));

    [Fact]
    public void Without_fetched_facts_the_age_of_a_release_is_unknown() =>
        Is(Truth.Unknown, "Deprecated Unknown: deprecation (deprisk fetch)\nSilence Unknown: newer release (deprisk fetch)", Evidence(TestEvidence.Signed("ann")));

    [Theory]
    // Asked when the release was two months old, nothing shows that none came in the two years since.
    [InlineData("2024-09-01", Truth.Unknown)]
    [InlineData("2026-07-02", Truth.True)]
    public void What_was_released_after_the_feed_was_asked_is_not_known(string asked, Truth expected)
    {
        var facts = RuleRun.Fetched("Zip", "2.0.0", "2024-07-01") with { AsOf = DateOnly.Parse(asked, System.Globalization.CultureInfo.InvariantCulture) };
        Assert.Equal(expected, Hands(Evidence(TestEvidence.Signed("ann"), facts: facts), null).Holds);
    }

    [Fact]
    public void A_family_of_which_one_package_is_alive_has_living_hands()
    {
        var evidence = Evidence(TestEvidence.Signed("ann"), facts: RuleRun.Fetched("Zip", "2.0.0", "2015-01-01"), more: test => test.With("Zip.Extras", TestEvidence.Signed("ann"), repository: Repository));
        Is(Truth.Unknown, "Silence Unknown: newer release (deprisk fetch)", evidence);
        Is(Truth.False, "", With(evidence, RuleRun.Fetched("Zip", "2.0.0", "2015-01-01"), RuleRun.Fetched("Zip.Extras", "1.0.0")));
        Is(
            Truth.True,
            "Silence True: the newest release, Zip.Extras 9.9.9, is of 2016-01-01, 130 months before 2026-11-21",
            With(evidence, RuleRun.Fetched("Zip", "2.0.0", "2015-01-01"), RuleRun.Fetched("Zip.Extras", "1.0.0", "2016-01-01")));
    }

    [Fact]
    public void A_satellite_that_one_app_has_does_not_make_hands_weak()
    {
        var facts = RuleRun.Fetched("Zip.Extras", "1.0.0") with { IsDeprecated = true };
        var evidence = Evidence(TestEvidence.Signed("ann"), facts: RuleRun.Fetched("Zip", "2.0.0"), more: test => test.With("Zip.Extras", TestEvidence.Signed("ann")));
        Is(Truth.False, "", With(evidence, RuleRun.Fetched("Zip", "2.0.0"), facts));
    }

    [Theory]
    [InlineData("MIT", "MIT", Truth.False)]
    [InlineData("Apache-2.0", "RPL-1.5", Truth.True)]
    [InlineData("Apache-2.0", null, Truth.True)]
    [InlineData(null, "MIT", Truth.False)]
    [InlineData("url", "MIT", Truth.Unknown)]
    public void A_licence_that_changed_is_weak(string? before, string? now, Truth expected)
    {
        var evidence = Evidence(TestEvidence.Signed("ann"), facts: RuleRun.Fetched("Zip", "2.0.0"), licence: now is null ? null : new NuspecLicense(NuspecLicenseType.Expression, now));
        var accepted = DepRiskLock.Empty with { Packages = [RuleRun.Locked("Zip", "1.0.0", "ann", licence: before)] };
        Assert.Equal(expected, Hands(evidence, accepted).Holds);
        // The same version is the same package.
        Assert.Equal(Truth.False, Hands(evidence, DepRiskLock.Empty with { Packages = [RuleRun.Locked("Zip", "2.0.0", "ann", licence: before)] }).Holds);
    }

    [Fact]
    public void Unsigned_is_weak_only_where_the_feed_signs()
    {
        var unsigned = PackageSignature.Of(SignatureVerdict.Unsigned);
        var facts = RuleRun.Fetched("Zip", "2.0.0");
        Is(Truth.False, "", Evidence(unsigned, facts: facts));
        Is(Truth.True, "Origin True: Zip 2.0.0 is not signed, and other packages of its feed are", Evidence(unsigned, facts: facts, feed: "https://packages.nuget.org/v3/index.json"));
        Is(Truth.True, "Origin True: Zip 2.0.0 is not signed, and other packages of its feed are", Evidence(unsigned, facts: facts, more: test => test.With("Other", TestEvidence.Signed("bob"))));
        Is(Truth.Unknown, "Origin Unknown: which feed Zip 2.0.0 came from, and whether that one signs", Evidence(unsigned, facts: facts, feed: null));
    }

    [Fact]
    public void A_signature_that_does_not_hold_is_weak() => Is(
        Truth.True,
        "Origin True: the signature of Zip 2.0.0 does not hold: its content was changed",
        Evidence(PackageSignature.Of(SignatureVerdict.Invalid, "its content was changed"), facts: RuleRun.Fetched("Zip", "2.0.0")));

    [Fact]
    public void Neither_repository_nor_commit_is_weak() => Is(
        Truth.True, "Origin True: Zip 2.0.0 names neither a repository nor a commit", Evidence(TestEvidence.Signed("ann"), repository: null, facts: RuleRun.Fetched("Zip", "2.0.0")));

    [Fact]
    public void Of_what_lies_on_no_disk_nothing_is_known()
    {
        var hands = Hands(ScopeEvidence.None, DepRiskLock.Empty with { Packages = [RuleRun.Locked("Zip", "1.0.0", "ann", licence: "MIT")] });
        Assert.Equal(Truth.Unknown, hands.Holds);
        Assert.DoesNotContain(hands.All, weakness => weakness.Holds is not Truth.Unknown);
        Assert.Null(hands.Months);
    }

    private static void Is(Truth expected, string reasons, ScopeEvidence evidence, DepRiskLock? accepted = null)
    {
        var hands = Hands(evidence, accepted);
        Assert.Equal(reasons, string.Join('\n', hands.All.Where(weakness => weakness.Holds is not Truth.False).Select(weakness => $"{weakness.Kind} {weakness.Holds}: {weakness.Text}{(weakness.Command is null ? "" : $" ({weakness.Command})")}")));
        Assert.Equal(expected, hands.Holds);
    }

    private static WeakHands Hands(ScopeEvidence evidence, DepRiskLock? accepted)
    {
        var input = RuleRun.Input(Shop, evidence, accepted);
        var group = input.Concentration.Groups.Single(group => group.Lead.Id is "Zip");
        return WeakHands.Of(input, group, new AppReach(input), Origin.In(evidence));
    }

    private static ScopeEvidence Evidence(
        PackageSignature signature, string? repository = Repository, string? feed = "https://feed.example/v3/index.json", FetchedPackage? facts = null, NuspecLicense? licence = null, Action<TestEvidence>? more = null)
    {
        var test = new TestEvidence(Shop).With("Zip", signature, repository: repository, feed: feed, files: [RuleRun.Can(Capability.Archive)]);
        more?.Invoke(test);
        var evidence = test.Build();
        var packages = evidence.Packages.ToDictionary(
            pair => pair.Key,
            pair => pair.Value with { Folder = pair.Value.Folder with { Nuspec = pair.Value.Folder.Nuspec! with { License = licence } } });
        return With(evidence with { Packages = packages }, facts is null ? [] : [facts]);
    }

    private static ScopeEvidence With(ScopeEvidence evidence, params FetchedPackage[] facts) => evidence with { Fetched = FetchedFacts.Of(facts) };

    private static DepRiskLock Locked(string version, string owners, string? certificate = null) => DepRiskLock.Empty with { Packages = [RuleRun.Locked("Zip", version, owners, certificate)] };
}

using System.Collections.Immutable;
using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Lock;
using DepRisk.Packages.Signatures;
using DepRisk.Rules;
using DepRisk.Tests.Tool;

namespace DepRisk.Tests.Rules;

public sealed class DR1006_AmbiguousFeedTests : IDisposable
{
    private const string Public = "https://feed.example/v3/index.json";
    private const string Private = "https://user:secret@private.example/F/x/auth/TOKEN/index.json";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Two_sources_without_a_mapping_are_one_finding_at_the_file_that_names_them()
    {
        Configure(Both);
        var finding = Assert.Single(Find(Scope()));
        Assert.Equal(("nuget.config", new FindingHome("nuget.config", null)), (finding.Subject, finding.Home));
        Assert.Equal("nuget.config: 2 feeds, and nothing says which package comes from which", finding.Title);
        Assert.Equal(
            "3 of 3 packages may come from any of several feeds: public (https://feed.example/v3/index.json) and private (https://private.example/F/x/auth/redacted/index.json); "
            + "no packageSourceMapping decides. Whoever can publish one of these ids on any of them can answer first.",
            finding.Message);
        Assert.DoesNotContain("secret", RuleRun.Text(finding), StringComparison.Ordinal);
        Assert.DoesNotContain("TOKEN", RuleRun.Text(finding), StringComparison.Ordinal);
        Assert.Equal(["src/A/A.csproj", "src/B/B.csproj"], finding.Apps.AsEnumerable());
        Assert.Equal("3 of 3: Hub, Ours.Core and Zip", finding.Facts.Single(fact => fact.Label is "packages").Text);
    }

    [Fact]
    public void A_mapping_that_decides_for_all_ids_clears_it()
    {
        Configure(Both, "<packageSource key='public'><package pattern='*' /></packageSource><packageSource key='private'><package pattern='Ours.*' /></packageSource>");
        Assert.Empty(Find(Scope()));
    }

    [Fact]
    public void A_mapping_that_leaves_ids_open_names_them()
    {
        Configure(Both, "<packageSource key='public'><package pattern='*' /></packageSource><packageSource key='private'><package pattern='Ours.*' /><package pattern='*' /></packageSource>");
        var finding = Assert.Single(Find(Scope()));
        Assert.Contains("packageSourceMapping leaves Hub and Zip open", finding.Message, StringComparison.Ordinal);
        Assert.StartsWith("2 of 3 packages", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_source_or_a_disabled_second_one_is_no_choice()
    {
        Configure($"<clear /><add key='public' value='{Public}' />");
        Assert.Empty(Find(Scope()));
        _folder.Write("nuget.config", $"<configuration><packageSources><clear />{Both}</packageSources><disabledPackageSources><add key='private' value='true' /></disabledPackageSources></configuration>");
        Assert.Empty(Find(Scope()));
    }

    [Fact]
    public void Without_a_configuration_of_ours_that_adds_a_source_there_is_no_finding()
    {
        var scope = Scope(Public, Private);
        Assert.Empty(Find(scope));
        Configure("<clear />");
        Assert.Empty(Find(scope));
    }

    [Fact]
    public void What_the_restore_recorded_includes_what_a_users_configuration_adds()
    {
        Configure($"<add key='private' value='{Private}' />");
        Assert.Empty(Find(Scope()));
        Assert.Empty(Find(Scope(Private)));
        var finding = Assert.Single(Find(Scope(Private, Public)));
        Assert.Contains("private (https://private.example/F/x/auth/redacted/index.json) and https://feed.example/v3/index.json;", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/usr/share/dotnet/library-packs")]
    [InlineData("C:\\Program Files (x86)\\Microsoft SDKs\\NuGetPackages\\")]
    public void Folders_of_the_SDK_are_no_feed_to_choose(string folder)
    {
        Configure($"<clear /><add key='public' value='{Public}' />");
        Assert.Empty(Find(Scope(Public, folder)));
    }

    [Fact]
    public void A_folder_is_named_by_its_key_and_never_by_its_path()
    {
        Configure($"<clear /><add key='public' value='{Public}' /><add key='drop' value='../feed' />");
        var finding = Assert.Single(Find(Scope(Public, "/home/ann/work/feed")));
        Assert.Contains("public (https://feed.example/v3/index.json) and drop (a folder);", finding.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("ann", RuleRun.Text(finding), StringComparison.Ordinal);
    }

    [Fact]
    public void A_mapped_source_that_only_a_users_configuration_can_have_counts_where_the_restore_asked_it()
    {
        Configure($"<add key='private' value='{Private}' />", "<packageSource key='elsewhere'><package pattern='*' /></packageSource><packageSource key='private'><package pattern='*' /></packageSource>");
        Assert.Equal(3, Assert.Single(Find(Scope(Private, Public))).Facts.Count(fact => fact.Label is "feeds" or "packages" or "projects"));
        Configure($"<clear /><add key='private' value='{Private}' /><add key='public' value='{Public}' />", "<packageSource key='gone'><package pattern='*' /></packageSource><packageSource key='private'><package pattern='*' /></packageSource>");
        Assert.Empty(Find(Scope(Private, Public)));
    }

    [Fact]
    public void The_file_nearest_to_the_scope_is_its_home()
    {
        Configure(Both);
        _folder.Write("src/A/nuget.config", "<configuration><packageSources><add key='third' value='https://third.example/index.json' /></packageSources></configuration>");
        Assert.Equal("nuget.config", Assert.Single(Find(Scope())).Subject);
        _folder.Write("nuget.config", "<configuration />");
        _folder.Write("src/A/nuget.config", $"<configuration><packageSources><clear />{Both}</packageSources></configuration>");
        var finding = Assert.Single(Find(Scope()));
        Assert.Equal("src/A/nuget.config", finding.Subject);
        Assert.Equal(["src/A/A.csproj"], finding.Apps.AsEnumerable());
    }

    [Fact]
    public void A_document_of_somebody_elses_build_beside_the_file_is_no_finding()
    {
        Configure(Both);
        var scope = Scope();
        Assert.Empty(Find(scope with { Projects = [.. scope.Projects.Select(project => project with { IsLocked = false })] }));
        var hostile = new TestScope("x").Project("a\0b.json", ProjectRole.App, "net10.0", "Hub/1.0.0").Build() with { Root = _folder.Root };
        Assert.Empty(Find(hostile));
    }

    [Fact]
    public void A_feed_that_the_policy_does_not_allow_is_a_finding_of_its_own()
    {
        var scope = Scope();
        var evidence = new TestEvidence(scope)
            .With("Hub", TestEvidence.Signed("ann"), feed: "https://feed.example/v3/index.json")
            .With("Zip", PackageSignature.Of(SignatureVerdict.Unsigned), feed: "https://other.example/index.json")
            .With("Ours.Core", PackageSignature.Of(SignatureVerdict.Unsigned), feed: null)
            .Build();
        var input = RuleRun.Input(scope, evidence, null, Policy.Default with { AllowedFeeds = ["https://FEED.example/v3/index.json/"] });
        var finding = Assert.Single(RuleRun.Find(DR1006_AmbiguousFeed.Find, input));
        Assert.Equal("feed:https://other.example/index.json", finding.Subject);
        Assert.Equal("1 of 3 packages (Zip 1.0.0) came from https://other.example/index.json, which the policy does not allow; 1 of 2 apps ships one of them.", finding.Message);
        Assert.Empty(RuleRun.Find(DR1006_AmbiguousFeed.Find, input with { Policy = Policy.Default }));
        Assert.Empty(RuleRun.Find(DR1006_AmbiguousFeed.Find, input with { Policy = Policy.Default with { AllowedFeeds = ["https://feed.example/v3/index.json", "https://other.example/index.json"] } }));
    }

    private const string Both = $"<add key='public' value='{Public}' /><add key='private' value='{Private}' />";

    private void Configure(string sources, string mapping = "") => _folder.Write(
        "nuget.config", $"<configuration><packageSources>{sources}</packageSources><packageSourceMapping>{mapping}</packageSourceMapping></configuration>");

    private static ImmutableArray<Finding> Find(Scope scope) =>
        RuleRun.Find(DR1006_AmbiguousFeed.Find, RuleRun.Input(scope, ScopeEvidence.None with { Feeds = ProjectFeeds.Read(scope, []) }));

    private Scope Scope(params string[] recorded)
    {
        var scope = new TestScope("x")
            .Project("src/A/A.csproj", ProjectRole.App, "net10.0", "Hub/1.0.0", "System.Text.Json/10.0.0:Pruned")
            .Project("src/B/B.csproj", ProjectRole.App, "net10.0", "Hub/1.0.0", "Zip/1.0.0", "Ours.Core/1.0.0")
            .Build();
        return scope with { Root = _folder.Root, Projects = [.. scope.Projects.Select(project => project with { Feeds = [.. recorded], IsLocked = recorded.Length is 0 })] };
    }
}

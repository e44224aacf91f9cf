using DepRisk.Concentration;
using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Packages;
using DepRisk.Packages.Build;
using DepRisk.Packages.Signatures;
using DepRisk.Tests.Tool;

namespace DepRisk.Tests.Concentration;

public class PowerTests
{
    private static readonly Scope Shop = TestScope.Shop().Build();

    [Fact]
    public void Reach_of_an_account_is_the_union_of_the_apps_of_its_packages()
    {
        // Newtonsoft.Json 13.0.3 ships in Web, 12.0.3 in Admin, Legacy in Admin alone, Serilog in all three.
        var power = Of(new TestEvidence(Shop)
            .With("Newtonsoft.Json", TestEvidence.Signed("jamesnk newtonsoft"))
            .With("Legacy", TestEvidence.Signed("jamesnk"))
            .With("Serilog", TestEvidence.Signed("serilog")));
        Assert.Equal(
            ["serilog: 3 apps, Serilog 3.1.1", "jamesnk: 2 apps, Legacy 1.0.0, Newtonsoft.Json 12.0.3, Newtonsoft.Json 13.0.3", "newtonsoft: 2 apps, Newtonsoft.Json 12.0.3, Newtonsoft.Json 13.0.3"],
            power.Accounts.Select(Text));
    }

    [Fact]
    public void An_account_of_another_repository_is_another_account()
    {
        var elsewhere = TestEvidence.Signed("serilog") with { Repository = TestEvidence.Signer("R", null, "https://feed.example/v3/index.json") };
        var power = Of(new TestEvidence(Shop).With("Serilog", TestEvidence.Signed("serilog")).With("Legacy", elsewhere));
        Assert.Equal(["serilog", "serilog at feed.example"], power.Accounts.Select(account => account.Name));
    }

    [Fact]
    public void Accounts_are_one_whatever_their_case()
    {
        var power = Of(new TestEvidence(Shop).With("Serilog", TestEvidence.Signed("Serilog")).With("Legacy", TestEvidence.Signed("serilog")));
        Assert.Equal(["Serilog", "Legacy"], power.Accounts.Single().Packages.Select(package => package.Id).OrderDescending(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(SignatureVerdict.Unknown)]
    [InlineData(SignatureVerdict.Invalid)]
    [InlineData(SignatureVerdict.Unsigned)]
    public void Only_verified_signatures_prove_anything(SignatureVerdict verdict)
    {
        var claimed = TestEvidence.Signed("mallory", TestEvidence.Signer("Mallory")) with { Verdict = verdict, Reason = "for a test" };
        var power = Of(new TestEvidence(Shop).With("Serilog", claimed));
        Assert.Empty(power.Accounts);
        Assert.Empty(power.Certificates);
        Assert.Contains(power.Unknown, unknown => unknown.Verdict == verdict && unknown.Packages.Any(package => package.Id is "Serilog"));
    }

    [Fact]
    public void An_author_whose_chain_is_not_verified_holds_no_certificate()
    {
        var author = TestEvidence.Signer("Ann") with { Verdict = SignatureVerdict.Unknown, Reason = "no trusted roots" };
        var power = Of(new TestEvidence(Shop).With("Serilog", TestEvidence.Signed("serilog", author)).With("Legacy", TestEvidence.Signed("legacy", TestEvidence.Signer("Bob", "Bob Ltd"))));
        Assert.Equal(["Bob Ltd"], power.Certificates.Select(holder => holder.Name));
    }

    [Fact]
    public void Build_code_of_a_library_reaches_the_apps_that_contain_it()
    {
        var scope = new TestScope("x")
            .Project("App/App.csproj", ProjectRole.App, "net10.0", "Library/1.0.0")
            .Project("Other/Other.csproj", ProjectRole.App, "net10.0", "Serilog/3.1.1")
            .Build();
        var library = Library(scope);
        var evidence = new TestEvidence(library).With("Generator", TestEvidence.Signed("gen"), TestEvidence.Executing(BuildAssetKind.Generator, "analyzers/g.dll")).Build();
        var power = Power.Of(library, evidence);
        var code = power.BuildCode.Single();
        Assert.Equal(("Generator", 1), (code.Package.Id, code.Apps.Length));
        Assert.Equal("App", power.Delivered[code.Apps[0]].Name);
        Assert.Equal("Lib/Lib.csproj", Assert.Single(code.Projects));
        var account = power.Accounts.Single();
        Assert.Equal((0, 1, 1), (account.Apps.Length, account.BuildApps.Length, account.Reach));
    }

    [Theory]
    [InlineData(BuildAssetKind.Script, false)]
    [InlineData(BuildAssetKind.Sdk, false)]
    [InlineData(BuildAssetKind.Exec, true)]
    public void Scripts_and_SDK_files_run_in_no_build_with_package_references(BuildAssetKind kind, bool runs)
    {
        var library = Library(new TestScope("x").Project("App/App.csproj", ProjectRole.App, "net10.0", "Library/1.0.0").Build());
        var power = Power.Of(library, new TestEvidence(library).With("Generator", TestEvidence.Signed("gen"), TestEvidence.Executing(kind, "x")).Build());
        Assert.Equal(runs, !power.BuildCode.IsEmpty);
    }

    /// <summary>What restore and compiler did with each in a real build: ExcludeAssets="build" leaves a placeholder, analyzers are loaded all the same.</summary>
    [Theory]
    [InlineData(BuildAssetKind.Task, "build/x.targets", false)]
    [InlineData(BuildAssetKind.Exec, "build/x.targets", false)]
    [InlineData(BuildAssetKind.InlineTask, "build/x.targets", false)]
    [InlineData(BuildAssetKind.Analyzer, "tools/x.dll", false)]
    [InlineData(BuildAssetKind.Analyzer, "analyzers/dotnet/cs/x.dll", true)]
    [InlineData(BuildAssetKind.Generator, "analyzers/dotnet/cs/x.dll", true)]
    public void Build_files_that_restore_leaves_out_do_not_run_and_analyzers_do(BuildAssetKind kind, string path, bool runs)
    {
        var library = Library(new TestScope("x").Project("App/App.csproj", ProjectRole.App, "net10.0", "Library/1.0.0").Build(), NodeTraits.BuildAssets);
        var power = Power.Of(library, new TestEvidence(library).With("Generator", TestEvidence.Signed("gen"), TestEvidence.Executing(kind, path)).Build());
        Assert.Equal(runs, !power.BuildCode.IsEmpty);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_script_runs_in_projects_with_packages_config_alone_whichever_project_comes_first(bool scriptsFirst)
    {
        var library = Library(new TestScope("x").Project("App/App.csproj", ProjectRole.App, "net10.0", "Library/1.0.0").Build());
        var sdkStyle = library.Projects[1];
        var old = new Project(new ComponentTable().Project("Old", null, "Old/Old.csproj"), ProjectRole.Library, "", [sdkStyle.Targets[0] with { IsPackagesConfig = true }]);
        var scope = library with { Projects = scriptsFirst ? [old, .. library.Projects] : [.. library.Projects, old] };
        BuildPower build = new([new BuildAsset(BuildAssetKind.Exec, "build/x.targets", "x", 1, true), new BuildAsset(BuildAssetKind.Script, "tools/init.ps1", null, 0, true)], new string('b', 64), []);
        var both = Power.Of(scope, new TestEvidence(library).With("Generator", TestEvidence.Signed("gen"), build).Build()).BuildCode.Single();
        Assert.Equal([BuildAssetKind.Exec, BuildAssetKind.Script], both.Executing.Select(asset => asset.Kind));
        Assert.Equal(["Lib/Lib.csproj", "Old/Old.csproj"], both.Projects.AsEnumerable());
        var script = Power.Of(scope, new TestEvidence(library).With("Generator", TestEvidence.Signed("gen"), build with { Assets = [build.Assets[1]] }).Build()).BuildCode.Single();
        Assert.Equal(["Old/Old.csproj"], script.Projects.AsEnumerable());
    }

    [Fact]
    public void Which_apps_an_sdk_reaches_is_unknown_and_not_none()
    {
        var sdk = new ComponentTable().Package("Some.Sdk", "1.0.0");
        var code = Power.Of(Shop with { BuildComponents = [new BuildComponent(sdk, "msbuild-sdk", "global.json")] }, ScopeEvidence.None).BuildCode.Single();
        Assert.False(code.HasReach);
        Assert.Equal(["global.json"], code.Projects.AsEnumerable());
    }

    [Fact]
    public void A_package_nobody_could_look_at_is_unknown_and_in_no_list()
    {
        var power = Power.Of(Shop, ScopeEvidence.None);
        Assert.Empty(power.Accounts);
        Assert.Empty(power.BuildCode);
        Assert.Empty(power.Feeds);
        Assert.Equal<Component>(power.Packages, power.Unknown.Single().Packages);
        Assert.Equal("the package is not on this disk", power.Unknown.Single().Reason);
    }

    /// <summary>App refers to the project Lib, whose build runs a generator.</summary>
    private static Scope Library(Scope scope, NodeTraits traits = NodeTraits.BuildAssets | NodeTraits.Imported)
    {
        var table = new ComponentTable();
        var lib = table.Project("Lib", "1.0.0", "Lib/Lib.csproj");
        var generator = new Node(table.Package("Generator", "1.0.0"), DependencyClass.Build, NodeTraits.Direct | traits, []);
        var libGraph = DependencyGraph.Create([new Node(lib, DependencyClass.Runtime, NodeTraits.None, []), generator], [new Edge(0, 1, null)]);
        var target = new Target("net10.0", "net10.0", null, false, [], libGraph);
        var app = scope.Projects[0];
        var appGraph = DependencyGraph.Create(
            [new Node(app.Component, DependencyClass.Runtime, NodeTraits.None, []), new Node(lib, DependencyClass.Runtime, NodeTraits.Direct, [])], [new Edge(0, 1, null)]);
        return scope with
        {
            Projects =
            [
                app with { Targets = [target with { Graph = appGraph }] },
                new Project(lib, ProjectRole.Library, "", [target]),
                .. scope.Projects.Skip(1),
            ],
        };
    }

    private static Power Of(TestEvidence evidence) => Power.Of(Shop, evidence.Build());

    private static string Text(PowerHolder holder) => $"{holder.Name}: {holder.Reach} apps, {string.Join(", ", holder.Packages)}";
}

using DepRisk.Graph;
using DepRisk.Restore;
using DepRisk.Sbom;

namespace DepRisk.Tests.Cases;

/// <summary>Rows 4, 5 and 19 to 21: what a shared framework or a runtime pack brings instead of a package.</summary>
[Collection(CasesCollection.Name)]
public sealed class FrameworkCases(RestoredCases cases)
{
    private const string Framework = "Microsoft.AspNetCore.App";

    internal static void Lay(TempFolder folder, LocalFeed feed)
    {
        folder.Write("Row04/A.csproj", RestoredCases.Project("<PackageReference Include='System.Text.Json' Version='9.0.0' />", "net10.0;netstandard2.0"));
        folder.Write("Row05/A.csproj", RestoredCases.Project("<PackageReference Include='Serilog' Version='3.1.1' />", "net10.0;netstandard2.0"));

        const string Exe = "<OutputType>Exe</OutputType><RuntimeIdentifier>linux-x64</RuntimeIdentifier>";
        folder.Write("Row19/Carries/Carries.csproj", RestoredCases.Project($"<FrameworkReference Include='{Framework}' />", properties: Exe + "<SelfContained>true</SelfContained>"));
        folder.Write("Row19/Portable/Portable.csproj", RestoredCases.Project("", properties: "<OutputType>Exe</OutputType><RuntimeIdentifiers>linux-x64</RuntimeIdentifiers>"));
        folder.Write("Row19/Depends/Depends.csproj", RestoredCases.Project("", properties: Exe + "<SelfContained>false</SelfContained>"));

        // An id that only ASP.NET Core provides, in a version that only the local feed has.
        feed.Pack("Microsoft.Extensions.Options", "10.0.0-case20").Pack("Microsoft.Extensions.Options", "11.0.0-case20");
        feed.Pack("Case20.Uses", "1.0.0", dependencies: On("Microsoft.Extensions.Options 10.0.0-case20"));
        feed.Pack("Case20.Newer", "1.0.0", dependencies: On("Microsoft.Extensions.Options 11.0.0-case20"));
        folder.Write("Row20/Web/Web.csproj", RestoredCases.Project($"<FrameworkReference Include='{Framework}' />"));
        const string ToWeb = "<ProjectReference Include='../Web/Web.csproj' />";
        folder.Write("Row20/App/App.csproj", RestoredCases.Project(ToWeb + "<PackageReference Include='Case20.Uses' Version='1.0.0' />", properties: "<OutputType>Exe</OutputType>"));
        folder.Write("Row20/Newer/Newer.csproj", RestoredCases.Project(ToWeb + "<PackageReference Include='Case20.Newer' Version='1.0.0' />", properties: "<OutputType>Exe</OutputType>"));
        folder.Write("Row20/Alone/Alone.csproj", RestoredCases.Project("<PackageReference Include='Case20.Uses' Version='1.0.0' />", properties: "<OutputType>Exe</OutputType>"));
        folder.Write("Row20/Direct/Direct.csproj", RestoredCases.Project($"<FrameworkReference Include='{Framework}' /><PackageReference Include='Case20.Uses' Version='1.0.0' />"));

        // Pruning off is how SDKs before .NET 10 restore.
        folder.Write("Row21/A.csproj", RestoredCases.Project(
            "<PackageReference Include='NETStandard.Library' Version='1.6.1' />", properties: "<OutputType>Exe</OutputType><RestoreEnablePackagePruning>false</RestoreEnablePackagePruning>"));
    }

    /// <summary>The deps.json of a build has nothing of System.Text.Json for net10.0.</summary>
    [Fact]
    public void Row_04_A_pruned_direct_package_is_provided_by_the_framework()
    {
        var scope = cases.Read("Row04");
        var node = scope.Only.Net10().Node("System.Text.Json");
        Assert.Equal((DependencyClass.Pruned, "Microsoft.NETCore.App", true), (node.Class, node.ProvidedBy, node.IsDirect));

        var json = scope.Bom(options: new BomOptions(Framework: "net10.0")).Component("pkg:nuget/System.Text.Json@9.0.0");
        Assert.Equal((BomScope.Excluded, "pruned"), (json.Scope, Assert.Single(json.Values("deprisk:class"))));
        Assert.Equal(["Microsoft.NETCore.App"], json.Values("deprisk:provided-by"), StringComparer.Ordinal);
        Assert.Empty(json.Components);
    }

    [Fact]
    public void Row_04_Where_no_framework_provides_it_it_ships_with_all_it_needs()
    {
        var scope = cases.Read("Row04");
        var required = scope.Bom(options: new BomOptions(Framework: "netstandard2.0")).Components
            .Where(component => component.Scope is BomScope.Required).Select(component => component.Name).ToArray();

        // The seven of System.Text.Json 9.0.0's nuspec for netstandard2.0 and, by way of System.Memory, System.Numerics.Vectors.
        Assert.Equal(
            [
                "Microsoft.Bcl.AsyncInterfaces", "System.Buffers", "System.IO.Pipelines", "System.Memory", "System.Numerics.Vectors",
                "System.Runtime.CompilerServices.Unsafe", "System.Text.Encodings.Web", "System.Text.Json", "System.Threading.Tasks.Extensions",
            ],
            required.Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.Equal(7, scope.Only.Target("netstandard2.0").Edges().Count(edge => edge.StartsWith("System.Text.Json 9.0.0 >", StringComparison.Ordinal)));
    }

    [Fact]
    public void Row_05_An_edge_that_the_restore_pruned_leaves_nothing_dangling()
    {
        var scope = cases.Read("Row05");
        Assert.Equal(["Serilog 3.1.1"], scope.Only.Net10().Packages(), StringComparer.Ordinal);
        Assert.Contains("Serilog 3.1.1 > System.Diagnostics.DiagnosticSource 7.0.2", scope.Only.Target("netstandard2.0").Edges(), StringComparer.Ordinal);
        Assert.All(scope.Only.Targets, target => Assert.Empty(target.Graph.Dropped));

        var bom = scope.Bom();
        Assert.Subset(
            bom.Components.Select(component => component.Ref).Append(bom.Primary.Ref).ToHashSet(StringComparer.Ordinal),
            bom.Dependencies.SelectMany(entry => entry.DependsOn).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>NuGet/Home#14698: the edge is still there and the package is not.</summary>
    [Theory]
    [InlineData("""{"System.Diagnostics.DiagnosticSource":"(,10.0.32767]"}""", DroppedEdge.Pruned, "System.Diagnostics.DiagnosticSource 7.0.2: pruned")]
    [InlineData("{}", DroppedEdge.Pruned, "System.Diagnostics.DiagnosticSource 7.0.2: pruned")]
    [InlineData("""{"System.Diagnostics.DiagnosticSource":"(,10.0.32767]"}""", DroppedEdge.Missing, "Case05.Gone 1.0.0: missing")]
    public void Row_05_A_dangling_edge_is_dropped_and_recorded(string prune, string reason, string text)
    {
        var (id, version) = (text.Split(' ')[0], text.Split(' ', ':')[1]);
        using var folder = HandWritten.Assets(
            target: $$"""{"Serilog/3.1.1":{"type":"package","dependencies":{"{{id}}":"{{version}}"},"runtime":{"lib/net7.0/Serilog.dll":{} } } }""",
            framework: $$"""{"framework":"net10.0","dependencies":{"Serilog":{"target":"Package","version":"[3.1.1, )"} },"frameworkReferences":{"Microsoft.NETCore.App":{} },"packagesToPrune":{{prune}} }""");
        var scope = CaseScope.Read(folder.Root);

        Assert.Equal(["project > Serilog 3.1.1"], scope.Only.Net10().Edges(), StringComparer.Ordinal);
        Assert.Equal((id, reason), (scope.Only.Net10().Graph.Dropped.Single().Id, scope.Only.Net10().Graph.Dropped.Single().Reason));
        Assert.Equal([text], scope.Bom().Named("Serilog").Values("deprisk:pruned-edge"), StringComparer.Ordinal);
        Assert.DoesNotContain(scope.Bom().Components, component => component.Name.Equals(id, StringComparison.Ordinal));

        // Only an edge that no framework explains leaves the list incomplete.
        var lost = reason is DroppedEdge.Missing ? BomAggregate.Incomplete : BomAggregate.Complete;
        Assert.Contains("pkg:nuget/Serilog@3.1.1", scope.Bom().Composition(lost), StringComparer.Ordinal);
    }

    [Fact]
    public void Row_19_A_self_contained_app_carries_its_runtime_packs()
    {
        var expected = Downloads("Row19/Carries/obj/project.assets.json").Where(pack => pack.Id.Contains(".App.Runtime.", StringComparison.Ordinal)).ToArray();
        Assert.Equal(["Microsoft.AspNetCore.App.Runtime.linux-x64", "Microsoft.NETCore.App.Runtime.linux-x64"], expected.Select(pack => pack.Id).Order(StringComparer.Ordinal), StringComparer.Ordinal);

        var scope = cases.Read("Row19");
        Assert.True(scope.Project("Carries").Target("net10.0/linux-x64").IsSelfContained);
        var bom = scope.Bom("Carries");
        foreach (var (id, version) in expected)
        {
            var pack = bom.Named(id);
            Assert.Equal((BomComponentType.Framework, version, BomScope.Required, $"pkg:nuget/{id}@{version}"), (pack.Type, pack.Version, pack.Scope, pack.Purl));
            Assert.Contains(pack.Ref, bom.DependsOn(bom.Primary.Ref), StringComparer.Ordinal);
        }
    }

    [Fact]
    public void Row_19_A_framework_dependent_app_only_names_its_framework()
    {
        var scope = cases.Read("Row19");
        Assert.All(scope.Project("Depends").Targets, target => Assert.False(target.IsSelfContained));

        var framework = Assert.Single(scope.Bom("Depends").Components);
        Assert.Equal(("Microsoft.NETCore.App", BomComponentType.Framework, BomScope.Excluded, null), (framework.Name, framework.Type, framework.Scope, framework.Version));
    }

    /// <summary>RuntimeIdentifiers fetches runtime packs, and neither `dotnet build` nor `dotnet publish -r linux-x64` copies them.</summary>
    [Fact]
    public void Row_19_Runtime_packs_that_are_fetched_for_a_portable_app_do_not_ship()
    {
        Assert.Contains("Microsoft.NETCore.App.Runtime.linux-x64", Downloads("Row19/Portable/obj/project.assets.json").Select(pack => pack.Id), StringComparer.Ordinal);

        var scope = cases.Read("Row19");
        Assert.All(scope.Project("Portable").Targets, target => Assert.False(target.IsSelfContained));
        Assert.DoesNotContain(scope.Bom("Portable").Components, component => component.Scope is BomScope.Required);
        Assert.DoesNotContain(scope.Bom("Portable", new BomOptions(RuntimeIdentifier: "linux-x64")).Components, component => component.Scope is BomScope.Required);
    }

    /// <summary>What SDK 10.0.401 writes for PublishReadyToRun: it fetches the packs to compile against, and the app does not carry them.</summary>
    [Fact]
    public void Row_19_ReadyToRun_fetches_runtime_packs_and_ships_none()
    {
        using var folder = Packs("<PublishReadyToRun>true</PublishReadyToRun>", "Microsoft.AspNetCore.App.Runtime.linux-x64", "Microsoft.NETCore.App.Crossgen2.linux-x64", "Microsoft.NETCore.App.Runtime.linux-x64");
        var bom = CaseScope.Read(folder.Root).Bom(options: new BomOptions(RuntimeIdentifier: "linux-x64"));

        Assert.Equal(4, bom.Components.Length);
        Assert.All(bom.Components, component => Assert.Equal(BomScope.Excluded, component.Scope));
        Assert.Equal(["framework:Microsoft.NETCore.App"], bom.DependsOn(bom.Primary.Ref), StringComparer.Ordinal);
    }

    /// <summary>What SDK 10.0.401 writes for PublishAot.</summary>
    [Fact]
    public void Row_19_NativeAOT_carries_the_runtime_of_its_pack()
    {
        using var folder = Packs("<PublishAot>true</PublishAot>", "Microsoft.AspNetCore.App.Runtime.linux-x64", "Microsoft.NETCore.App.Runtime.linux-x64", "Microsoft.NETCore.App.Runtime.NativeAOT.linux-x64", "runtime.linux-x64.Microsoft.DotNet.ILCompiler");
        var bom = CaseScope.Read(folder.Root).Bom();

        var pack = bom.Named("Microsoft.NETCore.App.Runtime.NativeAOT.linux-x64");
        Assert.Equal((BomComponentType.Framework, "10.0.12", BomScope.Required), (pack.Type, pack.Version, pack.Scope));
        Assert.Contains(pack.Ref, bom.DependsOn(bom.Primary.Ref), StringComparer.Ordinal);

        // Nothing refers to ASP.NET Core, the runtime of the other kind is not linked, and the compiler stays behind.
        Assert.Equal(BomScope.Excluded, bom.Named("Microsoft.NETCore.App.Runtime.linux-x64").Scope);
        Assert.Equal(BomScope.Excluded, bom.Named("Microsoft.AspNetCore.App.Runtime.linux-x64").Scope);
        Assert.Equal(BomScope.Excluded, bom.Named("runtime.linux-x64.Microsoft.DotNet.ILCompiler").Scope);
    }

    /// <summary>NuGet/Home#14920: the restore prunes by the project's own framework references alone, the build resolves by all.</summary>
    [Fact]
    public void Row_20_A_framework_that_comes_by_a_project_reference_overrides_packages()
    {
        var scope = cases.Read("Row20");
        var target = scope.Project("App").Net10();
        Assert.Contains("Case20.Uses 1.0.0 > Microsoft.Extensions.Options 10.0.0-case20", target.Edges(), StringComparer.Ordinal);
        Assert.Equal((DependencyClass.Pruned, Framework), (target.Node("Microsoft.Extensions.Options").Class, target.Node("Microsoft.Extensions.Options").ProvidedBy));

        var options = scope.Bom("App").Named("Microsoft.Extensions.Options");
        Assert.Equal((BomScope.Excluded, Framework), (options.Scope, Assert.Single(options.Values("deprisk:provided-by"))));
        Assert.Equal(BomScope.Required, scope.Bom("App").Named("Case20.Uses").Scope);
    }

    [Fact]
    public void Row_20_A_package_that_is_newer_than_the_framework_or_without_it_ships()
    {
        var scope = cases.Read("Row20");

        Assert.Equal(BomScope.Required, scope.Bom("Newer").Named("Microsoft.Extensions.Options").Scope);
        Assert.Equal(BomScope.Required, scope.Bom("Alone").Named("Microsoft.Extensions.Options").Scope);
    }

    [Fact]
    public void Row_20_A_direct_framework_reference_prunes_in_the_restore()
    {
        var scope = cases.Read("Row20");

        Assert.Equal(["Case20.Uses 1.0.0"], scope.Project("Direct").Net10().Packages(), StringComparer.Ordinal);
        Assert.Equal(["framework:Microsoft.AspNetCore.App", "framework:Microsoft.NETCore.App", "pkg:nuget/Case20.Uses@1.0.0"], scope.Bom("Direct").DependsOn("project:Direct/Direct.csproj"), StringComparer.Ordinal);
    }

    /// <summary>The output of a build of this project holds its own assembly and nothing else, and so does its deps.json.</summary>
    [Fact]
    public void Row_21_Nothing_of_a_netstandard_1_chain_ships()
    {
        var scope = cases.Read("Row21");
        Assert.Contains("NETStandard.Library 1.6.1 > System.Net.Http 4.3.0", scope.Only.Net10().Edges(), StringComparer.Ordinal);
        Assert.True(scope.Only.Net10().Packages().Length > 60);

        Assert.DoesNotContain(scope.Bom().Components, component => component.Scope is BomScope.Required);
        Assert.Equal(["Microsoft.NETCore.App"], scope.Bom().Named("System.Net.Http").Values("deprisk:provided-by"), StringComparer.Ordinal);
    }

    private static TempFolder Packs(string properties, params string[] packs) => HandWritten.Assets(
        target: "{}",
        framework: $$"""
            {"framework":"net10.0","downloadDependencies":[{{string.Join(',', packs.Select(pack => $$"""{"name":"{{pack}}","version":"[10.0.12, 10.0.12]"}"""))}}],
             "frameworkReferences":{"Microsoft.NETCore.App":{"privateAssets":"all"} } }
            """,
        properties: properties);

    private IEnumerable<(string Id, string Version)> Downloads(string assets) =>
        from framework in CaseReading.Json(cases[assets]).GetProperty("project").GetProperty("frameworks").EnumerateObject()
        from pack in framework.Value.GetProperty("downloadDependencies").EnumerateArray()
        select (pack.GetProperty("name").GetString()!, pack.GetProperty("version").GetString()!.Trim('[', ']').Split(',')[0]);

    private static Dictionary<string, string[]> On(params string[] dependencies) => new(StringComparer.Ordinal) { [""] = dependencies };
}

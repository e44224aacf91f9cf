using System.Security.Cryptography;
using System.Text.Json;
using DepRisk.Graph;
using DepRisk.Restore;
using DepRisk.Sbom;

namespace DepRisk.Tests.Cases;

/// <summary>Rows 12, 22, 26 and 31 to 33: what is ours, what only builds it, and files of no package.</summary>
[Collection(CasesCollection.Name)]
public sealed class ProjectCases(RestoredCases cases)
{
    internal static void Lay(TempFolder folder, LocalFeed feed)
    {
        feed.Pack("Case12.Emit", "4.3.0");
        feed.Pack("Case12.Dapper", "2.1.66", ["lib/netstandard2.0/Case12.Dapper.dll", "lib/net8.0/Case12.Dapper.dll"], new(StringComparer.Ordinal) { ["netstandard2.0"] = ["Case12.Emit 4.3.0"], ["net8.0"] = [] });
        folder.Write("Row12/L/L.csproj", RestoredCases.Project(
            "<PackageReference Include='Case12.Dapper' Version='2.1.66' />", "netstandard2.0", "<AssemblyName>Renamed.Lib</AssemblyName><Version>3.2.1</Version>"));
        folder.Write("Row12/App/App.csproj", RestoredCases.Project("<ProjectReference Include='../L/L.csproj' />", properties: "<OutputType>Exe</OutputType>"));

        feed.Pack("Microsoft.NET.Test.Sdk", "99.0.0-case22").Pack("Case22.Assert", "1.0.0").Pack("Case22.Lib", "1.0.0");
        folder.Write("Row22/Tests/Directory.Build.props", "<Project><ItemGroup><PackageReference Include='Microsoft.NET.Test.Sdk' Version='99.0.0-case22' /></ItemGroup></Project>");
        folder.Write("Row22/Tests/Tests.csproj", RestoredCases.Project("<ProjectReference Include='../App/App.csproj' /><PackageReference Include='Case22.Assert' Version='1.0.0' />"));
        folder.Write("Row22/App/App.csproj", RestoredCases.Project("<PackageReference Include='Case22.Lib' Version='1.0.0' />"));

        feed.Pack("Case31.Thing", "1.0.0");
        folder.Write("Row31/Thing/Case31.Thing.csproj", RestoredCases.Project(""));
        folder.Write("Row31/ByPackage/ByPackage.csproj", RestoredCases.Project("<PackageReference Include='Case31.Thing' Version='1.0.0' />", properties: "<OutputType>Exe</OutputType>"));
        folder.Write("Row31/ByProject/ByProject.csproj", RestoredCases.Project("<ProjectReference Include='../Thing/Case31.Thing.csproj' />", properties: "<OutputType>Exe</OutputType>"));

        feed.Pack("Case32.Native", "1.0.0", ["lib/netstandard2.0/Case32.Native.dll", "runtimes/linux-x64/native/libcase32.so"]);
        folder.Write("Row32/lib/Vendor.dll", "");
        File.Copy(typeof(Component).Assembly.Location, folder["Row32/lib/Vendor.dll"], overwrite: true);
        folder.Write("Row32/A/A.csproj", RestoredCases.Project(
            "<Reference Include='Vendor'><HintPath>../lib/Vendor.dll</HintPath></Reference><PackageReference Include='Case32.Native' Version='1.0.0' />"));

        feed.Pack("Case33.Sdk", "3.7.0", ["Sdk/Sdk.props", "Sdk/Sdk.targets"], packageType: "MSBuildSdk").Pack("Case33.Global", "1.2.0", ["Sdk/Sdk.props", "Sdk/Sdk.targets"], packageType: "MSBuildSdk");
        folder.Write("Row33/A.csproj", RestoredCases.Project("", body: "<Sdk Name='Case33.Sdk' Version='3.7' />"));
        folder.Write("Row33/global.json", """{"msbuild-sdks":{"Case33.Global":"1.2.0"}}""");
        folder.Write("Row33/.config/dotnet-tools.json", """{"version":1,"isRoot":true,"tools":{"case33.tool":{"version":"9.0.0","commands":["case33"]}}}""");
    }

    [Fact]
    public void Row_12_A_renamed_project_is_one_component_and_resolves_for_the_app()
    {
        var scope = cases.Read("Row12");
        Assert.Equal(["Renamed.Lib 3.2.1 > Case12.Dapper 2.1.66", "project > Renamed.Lib 3.2.1"], scope.Project("App").Net10().Edges(), StringComparer.Ordinal);
        Assert.Contains("Case12.Dapper 2.1.66 > Case12.Emit 4.3.0", scope.Project("Renamed.Lib").Target("netstandard2.0").Edges(), StringComparer.Ordinal);

        var bom = scope.Bom("App");
        var library = Assert.Single(bom.Components, component => component.Name.Contains("Renamed", StringComparison.Ordinal));
        Assert.Equal(("Renamed.Lib", "3.2.1", null, "project:L/L.csproj", BomScope.Required), (library.Name, library.Version, library.Purl, library.Ref, library.Scope));
        Assert.Equal(["pkg:nuget/Case12.Dapper@2.1.66"], bom.DependsOn(library.Ref), StringComparer.Ordinal);
        Assert.Equal(["lib/net8.0/Case12.Dapper.dll"], bom.Named("Case12.Dapper").Components.Select(file => file.Name), StringComparer.Ordinal);
    }

    /// <summary>What the library resolves for itself and what the app resolves under it are two lists, and both are true.</summary>
    [Fact]
    public void Row_12_A_merged_document_keeps_the_lists_of_the_library_and_of_the_app_apart()
    {
        var bom = cases.Read("Row12").Merged();
        var inApp = Assert.Single(bom.DependsOn("project:App/App.csproj"), reference => reference.StartsWith("project:", StringComparison.Ordinal));

        Assert.Matches("^project:L/L.csproj#[0-9a-f]{12}$", inApp);
        Assert.Empty(bom.DependsOn(Dapper(inApp)));
        Assert.Equal(["pkg:nuget/Case12.Emit@4.3.0"], bom.DependsOn(Dapper("project:L/L.csproj")), StringComparer.Ordinal);
        Assert.Equal(bom.Components.Length, bom.Components.Select(component => component.Ref).Distinct(StringComparer.Ordinal).Count());

        string Dapper(string library) => Assert.Single(bom.DependsOn(library), reference => reference.Contains("Case12.Dapper", StringComparison.Ordinal));
    }

    [Fact]
    public void Row_22_A_test_SDK_from_a_shared_file_makes_a_test_and_nothing_of_it_ships()
    {
        var scope = cases.Read("Row22");
        Assert.Equal([("App", ProjectRole.App), ("Tests", ProjectRole.Test)], scope.Scope.Projects.Select(project => (project.Name, project.Role)));
        Assert.Equal(["App"], new BomBuilder(scope.Scope, new BomOptions()).Delivered.Select(project => project.Name), StringComparer.Ordinal);

        Assert.All(scope.Bom("Tests").Components, component => Assert.Equal(BomScope.Excluded, component.Scope));
        var merged = scope.Merged();
        Assert.Equal(BomScope.Required, merged.Named("Case22.Lib").Scope);
        Assert.Equal((BomScope.Excluded, BomScope.Excluded), (merged.Named("Case22.Assert").Scope, merged.Named("Microsoft.NET.Test.Sdk").Scope));
    }

    /// <summary>Where a native AOT pack is not to be had, the restore fails after it has written the graph.</summary>
    [Fact]
    public void Row_26_A_file_based_app_keeps_its_compiler_out_of_what_ships()
    {
        cases.Write("Row26/app.cs", "#!/usr/bin/env dotnet\n#:package YamlDotNet@16.3.0\nSystem.Console.WriteLine();\n");
        var failure = cases.Restore("Row26/app.cs", cases["Row26-data"]);
        Assert.True(failure is null || failure.Contains("NativeAOT", StringComparison.Ordinal), failure);

        var scope = CaseScope.Read(cases["Row26/app.cs"], cases["Row26-data/dotnet/runfile"]);
        Assert.Equal(("app.cs", ProjectRole.App), (scope.Only.Path, scope.Only.Role));
        Assert.Equal((DependencyClass.Runtime, NodeTraits.Direct), (scope.Only.Net10().Node("YamlDotNet").Class, scope.Only.Net10().Node("YamlDotNet").Traits));
        foreach (var target in scope.Only.Targets)
        {
            foreach (var id in new[] { "Microsoft.DotNet.ILCompiler", "Microsoft.NET.ILLink.Tasks" })
            {
                var tool = target.Node(id);
                Assert.Equal(DependencyClass.Build, tool.Class);
                Assert.True(tool.Traits.HasFlag(NodeTraits.AutoReferenced), id);
            }

            // The SDK lists the compiler of the platform among the downloads although it is a package of the graph as well.
            var components = target.Nodes().Select(node => node.Component).ToArray();
            Assert.Equal(components.Distinct(), components);
        }

        var required = scope.Bom().Components.Where(component => component.Scope is BomScope.Required && component.Type is BomComponentType.Library);
        Assert.Equal(["pkg:nuget/YamlDotNet@16.3.0"], required.Select(component => component.Ref), StringComparer.Ordinal);
        var line = PackageReferenceLocator.VersionBearing(PackageReferenceLocator.Locate(cases["Row26/app.cs"], "YamlDotNet", new ProjectFileTable()))!;
        Assert.Equal((cases["Row26/app.cs"], 2L, DeclarationKind.AppDirective), (line.File, line.Line, line.Kind));
    }

    [Fact]
    public void Row_31_A_project_and_a_package_of_one_id_stay_two()
    {
        var scope = cases.Read("Row31");
        Assert.Equal(ComponentType.Package, scope.Project("ByPackage").Net10().Node("Case31.Thing").Component.Type);
        Assert.Equal(ComponentType.Project, scope.Project("ByProject").Net10().Node("Case31.Thing").Component.Type);

        // Both apps and nothing else: the library is part of the app that refers to it.
        var bom = new BomBuilder(scope.Scope, new BomOptions()).Merge([scope.Project("ByPackage"), scope.Project("ByProject")]);
        Assert.Equal(
            ["pkg:nuget/Case31.Thing@1.0.0", "project:Thing/Case31.Thing.csproj"],
            bom.Components.Where(component => component.Name is "Case31.Thing").Select(component => component.Ref), StringComparer.Ordinal);
        Assert.Contains("pkg:nuget/Case31.Thing@1.0.0", bom.DependsOn("project:ByPackage/ByPackage.csproj"), StringComparer.Ordinal);
        Assert.Contains("project:Thing/Case31.Thing.csproj", bom.DependsOn("project:ByProject/ByProject.csproj"), StringComparer.Ordinal);
    }

    [Fact]
    public void Row_32_A_referenced_DLL_is_a_file_whose_version_is_evidence_only()
    {
        // A folder is its own root: the reference leads to a place beside the project.
        var bom = cases.Read("Row32").Bom();
        var vendor = bom.Component("file:lib/Vendor.dll");

        Assert.Equal((BomComponentType.File, BomScope.Required, null, null), (vendor.Type, vendor.Scope, vendor.Purl, vendor.Version));
        Assert.Equal(Sha512(cases["Row32/lib/Vendor.dll"]), Assert.Single(vendor.Hashes).Content);
        Assert.Equal(typeof(Component).Assembly.GetName().Version!.ToString(), vendor.Evidence!.StatedVersion);
        Assert.InRange(vendor.Evidence.Identities.Single().ConfidencePercent, 1, 99);
        Assert.Contains(vendor.Ref, bom.DependsOn("project:A/A.csproj"), StringComparer.Ordinal);
    }

    [Fact]
    public void Row_32_A_native_file_of_a_package_is_a_file_below_it_with_its_own_hash()
    {
        var scope = cases.Read("Row32");
        var native = scope.Bom().Named("Case32.Native").Components.Single(file => file.Name.EndsWith(".so", StringComparison.Ordinal));
        var folder = scope.Scope.Packages[scope.Only.Net10().Node("Case32.Native").Component].Folder!;

        Assert.Equal(("runtimes/linux-x64/native/libcase32.so", BomComponentType.File, null), (native.Name, native.Type, native.Purl));
        Assert.Equal(Sha512(Path.Combine(folder, native.Name)), Assert.Single(native.Hashes).Content);
    }

    [Fact]
    public void Row_33_SDKs_and_tools_are_what_builds_and_in_no_graph()
    {
        var bom = cases.Read("Row33").Bom();
        using var json = JsonDocument.Parse(new CycloneDxJsonWriter(SpecVersion.V1_6).Write(bom));
        var listed = json.RootElement.GetProperty("formulation")[0].GetProperty("components").EnumerateArray();

        Assert.Equal(["Case33.Global 1.2.0", "Case33.Sdk 3.7.0", "case33.tool 9.0.0"], listed.Select(one => $"{one.GetProperty("name")} {one.GetProperty("version")}"), StringComparer.Ordinal);
        Assert.Equal(
            ["pkg:nuget/Case33.Global@1.2.0", "pkg:nuget/Case33.Sdk@3.7.0", "pkg:nuget/case33.tool@9.0.0"],
            bom.Formulation.Select(component => component.Ref), StringComparer.Ordinal);
        Assert.All(bom.Formulation, component => Assert.Equal(BomScope.Excluded, component.Scope));
        Assert.DoesNotContain(bom.Components, component => component.Name.StartsWith("case33", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(bom.Dependencies, entry => entry.Ref.Contains("case33", StringComparison.OrdinalIgnoreCase));
    }

    private static string Sha512(string path) => Convert.ToHexStringLower(SHA512.HashData(File.ReadAllBytes(path)));
}

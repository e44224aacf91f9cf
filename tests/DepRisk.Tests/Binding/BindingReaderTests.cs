using System.Globalization;
using DepRisk.Binding;
using DepRisk.Graph;

namespace DepRisk.Tests.Binding;

/// <summary>Which build is read, where its sources are, and how targets are brought together.</summary>
public sealed class BindingReaderTests
{
    private const string OneCall = "class A {\nstatic void M() =>\nPkg.Thing.Go(); }";
    private const string TwoCalls = "class A {\nstatic void M() {\nPkg.Thing.Go();\nPkg.Thing.Go(); } }";
    private const string Library = "public class B {\npublic Pkg.Thing? P { get; set; } }";

    [Fact]
    public void A_project_that_is_not_built_says_what_to_do()
    {
        using var project = new BuiltProject().Source("A.cs", OneCall);
        var binding = project.Read();
        Assert.Equal("is not built; run 'dotnet build'", binding.Unknown);
        Assert.Empty(binding.Files);
        Assert.Empty(binding.Packages);
    }

    [Fact]
    public void Files_calls_types_and_lines_are_those_of_the_build()
    {
        using var project = new BuiltProject { IsPackable = true }.Source("A.cs", OneCall).Source("B.cs", Library).Source("C.cs", "class C { }").Build("Debug/net10.0");
        var binding = project.Read();
        Assert.Equal("1 src/Ours/A.cs:3 src/Ours/B.cs:2 | Pkg.Thing | B.P", Text(binding));
        Assert.Equal(["src/Ours/A.cs", "src/Ours/B.cs", "src/Ours/C.cs"], binding.Files.ToArray());
        Assert.False(binding.IsStale);
        Assert.Empty(binding.Notes);
        Assert.Same(project.Package, Assert.Single(binding.Packages).Package);
    }

    [Fact]
    public void Only_a_packable_project_leaks()
    {
        using var project = new BuiltProject().Source("B.cs", Library).Build("Debug/net10.0");
        Assert.Equal("0 src/Ours/B.cs:2 | Pkg.Thing | ", Text(project.Read()));
    }

    [Theory]
    [InlineData("Debug/net10.0", "Release/net10.0")]
    [InlineData("Release/net10.0", "Debug/net10.0")]
    [InlineData("Zoo/net10.0", "x64/Release/net10.0")]
    public void The_build_of_the_sources_on_disk_is_read_whatever_its_configuration(string right, string wrong)
    {
        using var project = new BuiltProject().Source("A.cs", OneCall).Build(wrong).Source("A.cs", TwoCalls).Build(right);
        var binding = project.Read();
        Assert.Equal("2 src/Ours/A.cs:3 | Pkg.Thing | ", Text(binding));
        Assert.False(binding.IsStale);
    }

    [Theory]
    [InlineData("Debug/net10.0", "Release/net10.0")]
    [InlineData("AAA/net10.0", "Debug/net10.0")]
    [InlineData("BBB/net10.0", "AAA/net10.0")]
    [InlineData("debug_net10.0", "release_net10.0")]
    public void Of_builds_of_the_same_sources_release_comes_before_debug_and_debug_before_others(string later, string first)
    {
        // A file of a package is no source of ours, so that both builds fit the sources equally and still differ.
        using var project = new BuiltProject().Source("A.cs", OneCall);
        project.Write("../packages/some.package/1.0.0/contentFiles/P.cs", "class P { static void M() => Pkg.Thing.Go(); }"u8.ToArray());
        project.Build(later, files: ["A.cs"]).Build(first, files: ["A.cs", "../../../packages/some.package/1.0.0/contentFiles/P.cs"]);
        Assert.Equal("2 src/Ours/A.cs:3 | Pkg.Thing | ", Text(project.Read()));
    }

    /// <summary>A build reads what it has just made, whatever lies beside it.</summary>
    [Theory]
    [InlineData("Debug/net10.0", "src/Ours/obj/Debug/net10.0/Ours.dll", "1")]
    [InlineData("Debug/net10.0", "src/Ours/obj/Release/net10.0/Ours.dll", "2")]
    [InlineData("../../../out", "out/Ours.dll", "1")]
    public void Of_several_builds_the_one_that_somebody_names_is_read(string named, string path, string calls)
    {
        using var project = new BuiltProject { BuiltAssembly = path }.Source("A.cs", OneCall).Build(named).Source("A.cs", TwoCalls).Build("Release/net10.0");
        Assert.Equal(calls + " src/Ours/A.cs:3 | Pkg.Thing | ", Text(project.Read()));
    }

    [Fact]
    public void A_build_that_somebody_names_and_that_is_not_there_is_none()
    {
        using var project = new BuiltProject { BuiltAssembly = "src/Ours/obj/Debug/net10.0/Ours.dll" }.Source("A.cs", OneCall).Build("Release/net10.0");
        Assert.Equal("is not built; run 'dotnet build'", project.Read().Unknown);
    }

    [Fact]
    public void A_build_of_other_sources_is_read_and_said()
    {
        using var project = new BuiltProject().Source("A.cs", OneCall).Build("Debug/net10.0").Source("A.cs", TwoCalls);
        var binding = project.Read();
        Assert.Equal("1 src/Ours/A.cs:3 | Pkg.Thing | ", Text(binding));
        Assert.True(binding.IsStale);
        Assert.Equal("net10.0 was built from other sources; build again", Assert.Single(binding.Notes));
    }

    [Fact]
    public void Without_symbols_files_are_unknown_and_calls_are_not()
    {
        using var project = new BuiltProject().Source("A.cs", OneCall).Build("Debug/net10.0", withSymbols: false);
        var binding = project.Read();
        Assert.Equal("1 | Pkg.Thing | ", Text(binding));
        Assert.Empty(binding.Files);
        Assert.StartsWith("net10.0 has no symbols", Assert.Single(binding.Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ref")]
    [InlineData("refint")]
    [InlineData("Debug/net10.0/ref")]
    [InlineData("Release/net10.0/linux-x64/R2R")]
    [InlineData("Release/net10.0/linux-x64/linked")]
    [InlineData("Debug/net8.0")]
    [InlineData("Debug/netstandard2.0")]
    [InlineData(".")]
    public void Copies_and_builds_of_other_frameworks_are_no_build(string folder)
    {
        using var project = new BuiltProject().Source("A.cs", OneCall).Build(folder);
        Assert.NotNull(project.Read().Unknown);
    }

    [Theory]
    [InlineData("src/Ours/obj", "Debug")]
    [InlineData("src/Ours/obj", "x64/Debug/net10.0")]
    [InlineData("src/Ours/obj", "Debug/net10.0/linux-x64")]
    [InlineData("artifacts/obj/Ours", "debug")]
    [InlineData("artifacts/obj/Ours", "release_net10.0")]
    [InlineData("artifacts/obj/Ours", "release_net10.0_linux-x64")]
    public void Every_layout_of_the_sdk_is_known(string intermediate, string output)
    {
        using var project = new BuiltProject { Intermediate = intermediate }.Source("A.cs", OneCall).Build(output);
        Assert.Equal("1 src/Ours/A.cs:3 | Pkg.Thing | ", Text(project.Read()));
    }

    [Fact]
    public void Targets_are_united_and_a_file_that_all_compile_counts_once()
    {
        // Both compile A and one of them B; the newer calls twice in A.
        using var project = new BuiltProject().Source("A.cs", OneCall).Source("B.cs", "class B { static void M() => Pkg.Thing.Go(); }");
        project.Build("Debug/net8.0", files: ["A.cs", "B.cs"]).Build("Debug/net10.0", files: ["A.cs"]);
        var binding = project.Read("net8.0", "net10.0");
        Assert.Equal("2 src/Ours/A.cs:3 src/Ours/B.cs:1 | Pkg.Thing | ", Text(binding));
        Assert.Equal(["src/Ours/A.cs", "src/Ours/B.cs"], binding.Files.ToArray());
        Assert.Equal(Text(binding), Text(project.Read("net8.0", "net10.0", "net10.0/linux-x64")));
    }

    [Fact]
    public void A_target_that_is_not_built_is_named_and_the_others_are_read()
    {
        using var project = new BuiltProject().Source("A.cs", OneCall).Build("Debug/net8.0");
        var binding = project.Read("net8.0", "net10.0");
        Assert.Equal("1 src/Ours/A.cs:3 | Pkg.Thing | ", Text(binding));
        Assert.Equal("net10.0 is not built; run 'dotnet build'", Assert.Single(binding.Notes));
    }

    [Theory]
    [InlineData("/_/")]
    [InlineData("/_1/deeper/")]
    [InlineData(@"C:\agent\work\1\s\")]
    public void Mapped_paths_are_found_again(string mapped)
    {
        using var project = new BuiltProject().Source("A.cs", OneCall).Source("C.cs", "class C { }").Build("Release/net10.0", mapped);
        var binding = project.Read();
        Assert.Equal("1 src/Ours/A.cs:3 | Pkg.Thing | ", Text(binding));
        Assert.False(binding.IsStale);

        // The scope is the project's folder alone; the compiler mapped the repository.
        Assert.Equal("1 A.cs:3 | Pkg.Thing | ", Text(project.Read(Path.Combine(project.Root, "src", "Ours"), [])));
    }

    [Fact]
    public void A_mapped_file_of_the_same_name_is_told_apart_by_its_content()
    {
        using var project = new BuiltProject().Source("A.cs", OneCall);
        project.Write("A.cs", "// Not compiled."u8.ToArray());
        project.Build("Release/net10.0", "/gone/elsewhere/");
        Assert.Equal("1 src/Ours/A.cs:3 | Pkg.Thing | ", Text(project.Read()));
    }

    [Fact]
    public void A_linked_file_outside_of_the_scope_has_a_relative_path_and_one_of_a_package_is_not_ours()
    {
        using var project = new BuiltProject();
        project.Write("shared/Linked.cs", System.Text.Encoding.UTF8.GetBytes(OneCall));
        project.Write("../packages/some.package/1.0.0/contentFiles/P.cs", "class P { static void M() => Pkg.Thing.Go(); }"u8.ToArray());
        project.Build("Debug/net10.0", files: ["../../shared/Linked.cs", "../../../packages/some.package/1.0.0/contentFiles/P.cs"]);
        var binding = project.Read(Path.Combine(project.Root, "src"), []);
        Assert.Equal("2 ../shared/Linked.cs:3 | Pkg.Thing | ", Text(binding));
        Assert.Equal("../shared/Linked.cs", Assert.Single(binding.Files));
    }

    [Fact]
    public void Generated_files_are_none_of_ours_and_their_calls_count()
    {
        using var project = new BuiltProject().Source("A.cs", OneCall).Source("View.g.cs", "class V { static void M() => Pkg.Thing.Go(); }");
        project.Write("src/Ours/obj/Debug/net10.0/Ours.AssemblyInfo.cs", "[assembly: Pkg.Mark]"u8.ToArray());
        project.Build("Debug/net10.0", files: ["A.cs", "View.g.cs", "obj/Debug/net10.0/Ours.AssemblyInfo.cs"]);
        var binding = project.Read();
        Assert.Equal("2 src/Ours/A.cs:3 | Pkg.MarkAttribute,Pkg.Thing | ", Text(binding));
        Assert.Equal("src/Ours/A.cs", Assert.Single(binding.Files));
    }

    [Fact]
    public void A_package_that_is_only_compiled_against_is_found_by_its_folder()
    {
        using var project = new BuiltProject { Class = DependencyClass.Compile }.Source("A.cs", OneCall).Build("Debug/net10.0");
        Assert.Equal("1 src/Ours/A.cs:3 | Pkg.Thing | ", Text(project.Read()));
    }

    [Fact]
    public void What_the_shared_framework_provides_is_no_package()
    {
        using var project = new BuiltProject { Class = DependencyClass.Pruned }.Source("A.cs", OneCall).Build("Debug/net10.0");
        Assert.Empty(project.Read().Packages);
    }

    [Fact]
    public void A_package_with_an_older_assembly_than_we_were_compiled_against_was_not_compiled_against()
    {
        using var project = new BuiltProject().Source("A.cs", OneCall).Build("Debug/net10.0");
        Assert.Single(project.Read().Packages);

        // Version 0.0.0.0 of the package's source against a reference to 2.0.0.0 is what a framework that is newer looks like.
        const string Newer = "[assembly: System.Reflection.AssemblyVersion(\"2.0.0.0\")]";
        var newer = BuiltSources.Of([("Pkg.cs", BuiltSources.PackageSource), ("Version.cs", Newer)], "Pkg", []);
        var ours = BuiltSources.Of([("A.cs", OneCall)], "Ours", [Microsoft.CodeAnalysis.MetadataReference.CreateFromImage(newer.Assembly)]);
        project.Write("src/Ours/obj/Debug/net10.0/Ours.dll", ours.Assembly);
        Assert.Empty(project.Read().Packages);
        project.Write("../packages/some.package/1.0.0/lib/net10.0/Pkg.dll", newer.Assembly);
        Assert.Single(project.Read().Packages);
    }

    [Fact]
    public void A_damaged_assembly_is_unknown_with_the_reason()
    {
        using var project = new BuiltProject();
        project.Write("src/Ours/obj/Debug/net10.0/Ours.dll", "MZ and nothing else that makes sense"u8.ToArray());
        Assert.Equal("is damaged; build again", project.Read().Unknown);
    }

    [Fact]
    public void Damaged_symbols_cost_the_files_alone()
    {
        using var project = new BuiltProject().Source("A.cs", OneCall).Build("Debug/net10.0");
        project.Write("src/Ours/obj/Debug/net10.0/Ours.pdb", "BSJB and nothing else"u8.ToArray());
        Assert.Equal("1 | Pkg.Thing | ", Text(project.Read()));
    }

    /// <summary>"calls path:line ... | types | leaks" of the one package.</summary>
    private static string Text(ProjectBinding binding)
    {
        Assert.Null(binding.Unknown);
        var package = Assert.Single(binding.Packages);
        var sites = string.Concat(package.Sites.Select(site => string.Create(CultureInfo.InvariantCulture, $" {site.Path}:{site.Line}")));
        return string.Create(CultureInfo.InvariantCulture, $"{package.CallSites}{sites} | {string.Join(',', package.Types)} | {string.Join(',', package.Leaks)}");
    }
}

using DepRisk.Graph;
using DepRisk.Input;
using DepRisk.Sbom;

namespace DepRisk.Tests.Sbom;

public class CycloneDxReaderTests
{
    private const string Two = """
        "components":[{"type":"library","bom-ref":"a","name":"A","version":"1","purl":"pkg:nuget/A@1.0.0.0"},{"type":"library","bom-ref":"b","group":"org","name":"B"}],
        "dependencies":[{"ref":"app","dependsOn":["a"]},{"ref":"a","dependsOn":["b"]},{"ref":"b"}]
        """;

    private const string TwoInXml = """
        <components>
          <component type="library" bom-ref="a"><name>A</name><version>1</version><purl>pkg:nuget/A@1.0.0.0</purl></component>
          <component type="library" bom-ref="b"><group>org</group><name> B </name></component>
        </components>
        <dependencies><dependency ref="app"><dependency ref="a"/></dependency><dependency ref="a"><dependency ref="b"/></dependency><dependency ref="b"/></dependencies>
        """;

    public static TheoryData<string> BothForms => [SbomDocument.Json(Two), SbomDocument.Xml(TwoInXml)];

    [Theory]
    [MemberData(nameof(BothForms))]
    public void Reads_components_and_edges_from_both_forms(string text)
    {
        var scope = SbomDocument.Read(text);
        Assert.Equal(["Shop > A", "A > org/B"], scope.Edges());
        Assert.Empty(scope.Problems);
        Assert.Equal(EdgeSource.Resolved, scope.Graph().EdgeSource);
        Assert.Equal(("nuget", "1.0.0"), (scope.Node("A").Component.Ecosystem, scope.Node("A").Component.Version));
        Assert.Equal(("", null), (scope.Node("org/B").Component.Ecosystem, scope.Node("org/B").Component.Version));
        Assert.True(scope.Node("A").IsDirect);
        Assert.False(scope.Node("org/B").IsDirect);
    }

    [Theory]
    [MemberData(nameof(BothForms))]
    public void Makes_one_app_with_one_target_of_the_primary_component(string text)
    {
        var scope = SbomDocument.Read(text);
        var project = Assert.Single(scope.Projects);
        Assert.Equal(("Shop", "1.0", ProjectRole.App, "primary component of the SBOM"), (project.Name, project.Component.Version, project.Role, project.RoleReason));
        Assert.Equal(("bom.json", ComponentType.Project), (project.Path, scope.Graph().Nodes[0].Component.Type));
        Assert.Equal("A", Assert.Single(Assert.Single(project.Targets).References).Id);
    }

    [Fact]
    public void Resolves_references_that_stand_before_what_they_mean()
    {
        const string Text = """
            {"dependencies":[{"dependsOn":["a"],"ref":"app"}],"components":[{"components":[{"name":"C","type":"library"}],"name":"A","bom-ref":"a","type":"library"}],
             "metadata":{"component":{"name":"Shop","bom-ref":"app","type":"application"}},"specVersion":"1.5","bomFormat":"CycloneDX"}
            """;
        Assert.Equal(["Shop > A", "A > C"], SbomDocument.Read(Text).Edges());
    }

    [Fact]
    public void Tells_types_apart()
    {
        var scope = SbomDocument.Read(SbomDocument.Json("""
            "components":[
              {"type":"framework","name":"Microsoft.NETCore.App","version":"10.0.0"},
              {"type":"file","name":"lib/native.so"},
              {"type":"application","name":"Worker"},
              {"type":"application","name":"checkout","purl":"pkg:github/actions/checkout@v4"},
              {"type":"library","name":"Core","bom-ref":"project:src/Core/Core.csproj"},
              {"type":"operating-system","name":"alpine"}]
            """));
        Assert.Equal(ComponentType.Framework, scope.Node("Microsoft.NETCore.App").Component.Type);
        Assert.Equal((ComponentType.File, "lib/native.so"), (scope.Node("lib/native.so").Component.Type, scope.Node("lib/native.so").Component.Path));
        Assert.Equal(ComponentType.Project, scope.Node("Worker").Component.Type);
        Assert.Equal((ComponentType.Package, "github"), (scope.Node("actions/checkout").Component.Type, scope.Node("actions/checkout").Component.Ecosystem));
        Assert.Equal((ComponentType.Project, "src/Core/Core.csproj"), (scope.Node("Core").Component.Type, scope.Node("Core").Component.Path));
        Assert.Equal((ComponentType.Package, ""), (scope.Node("alpine").Component.Type, scope.Node("alpine").Component.Ecosystem));
    }

    [Fact]
    public void A_shared_framework_is_no_reference_of_the_project()
    {
        var scope = SbomDocument.Read("""
            {"bomFormat":"CycloneDX","specVersion":"1.6","metadata":{"component":{"type":"application","name":"Web","bom-ref":"w"}},
             "components":[{"type":"framework","name":"Microsoft.NETCore.App","bom-ref":"f"},{"type":"framework","name":"express","purl":"pkg:npm/express@4.0.0","bom-ref":"e"}],
             "dependencies":[{"ref":"w","dependsOn":["f","e"]}]}
            """);
        Assert.False(scope.Node("Microsoft.NETCore.App").IsDirect);
        Assert.True(scope.Node("express").IsDirect);
    }

    [Theory]
    [InlineData("", "", DependencyClass.Unknown)]
    [InlineData("", "\"scope\":\"required\",", DependencyClass.Runtime)]
    [InlineData("\"scope\":\"required\",", "", DependencyClass.Runtime)]
    [InlineData("\"scope\":\"required\",", "\"scope\":\"optional\",", DependencyClass.Unknown)]
    [InlineData("", "\"scope\":\"excluded\",", DependencyClass.Excluded)]
    [InlineData("", "\"scope\":\"excluded\",\"properties\":[{\"value\":\"build\",\"name\":\"deprisk:class\"}],", DependencyClass.Build)]
    [InlineData("", "\"properties\":[{\"name\":\"x:class\",\"value\":\"build\"}],", DependencyClass.Unknown)]
    [InlineData("", "\"isExternal\":true,", DependencyClass.Pruned)]
    public void Classes_by_our_property_then_by_scope(string other, string own, DependencyClass expected)
    {
        var scope = SbomDocument.Read(SbomDocument.Json($$"""
            "components":[{{{other}}"type":"library","name":"O"},{{{own}}"type":"library","name":"A"}]
            """));
        Assert.Equal(expected, scope.Node("A").Class);
    }

    [Fact]
    public void Classes_the_same_in_XML()
    {
        var scope = SbomDocument.Read(SbomDocument.Xml("""
            <components>
              <component type="library"><name>A</name><properties><property name="other">runtime</property><property name="deprisk:class">compile</property></properties></component>
              <component type="library"><name>B</name><scope>excluded</scope></component>
              <component type="library"><name>C</name></component>
            </components>
            """));
        Assert.Equal(
            (DependencyClass.Compile, DependencyClass.Excluded, DependencyClass.Runtime),
            (scope.Node("A").Class, scope.Node("B").Class, scope.Node("C").Class));
    }

    [Fact]
    public void Makes_nested_files_the_files_of_their_package()
    {
        var scope = SbomDocument.Read(SbomDocument.Json("""
            "components":[{"type":"library","bom-ref":"a","name":"A","components":[
              {"type":"file","bom-ref":"f","name":"runtimes/linux-x64/native/libx.so"},
              {"type":"file","name":"lib/net8.0/de/A.resources.dll"},
              {"type":"file","name":"lib/net8.0/A.dll","components":[{"type":"library","name":"Merged"}]}]}],
            "dependencies":[{"ref":"app","dependsOn":["f"]},{"ref":"a","dependsOn":["f"]}]
            """));
        Assert.Equal(
            [
                new ShippedFile("lib/net8.0/A.dll", ShippedFileType.Assembly),
                new ShippedFile("lib/net8.0/de/A.resources.dll", ShippedFileType.Resource, null, "de"),
                new ShippedFile("runtimes/linux-x64/native/libx.so", ShippedFileType.Native, "linux-x64"),
            ],
            scope.Node("A").Files.AsEnumerable());
        Assert.Equal(["Shop > A", "A > Merged"], scope.Edges());
        Assert.DoesNotContain(scope.Problems, problem => problem.Code is InputErrorCode.DanglingEdge);
    }

    [Fact]
    public void Keeps_a_nested_component_with_its_parent_unless_a_dependency_says_where_it_belongs()
    {
        const string Components = """
            "components":[{"type":"library","bom-ref":"a","name":"A","components":[{"type":"library","bom-ref":"in","name":"In"}]},{"type":"library","bom-ref":"b","name":"B"}],
            """;
        Assert.Equal(
            ["Shop > A", "A > In"],
            SbomDocument.Read(SbomDocument.Json(Components + """ "dependencies":[{"ref":"app","dependsOn":["a"]},{"ref":"in"},{"ref":"b"}] """)).Edges());
        Assert.Equal(
            ["Shop > A", "B > In"],
            SbomDocument.Read(SbomDocument.Json(Components + """ "dependencies":[{"ref":"app","dependsOn":["a"]},{"ref":"b","dependsOn":["in"]}] """)).Edges());
    }

    [Theory]
    [InlineData("")]
    [InlineData(",\"dependencies\":null")]
    public void Says_that_edges_are_unknown_without_a_dependencies_section(string dependencies)
    {
        var scope = SbomDocument.Read(SbomDocument.Json("\"components\":[{\"type\":\"library\",\"name\":\"A\"}]" + dependencies));
        Assert.Equal(EdgeSource.Unknown, scope.Graph().EdgeSource);
        Assert.Equal((InputErrorCode.UnknownEdges, true), (Assert.Single(scope.Problems).Code, scope.IsPartial));
        Assert.Empty(scope.Edges());
    }

    [Fact]
    public void Says_which_components_the_dependencies_section_leaves_out()
    {
        var scope = SbomDocument.Read(SbomDocument.Json("""
            "components":[{"type":"library","bom-ref":"a","name":"A"},{"type":"library","bom-ref":"b","name":"B","version":"2"},{"type":"library","name":"C"}],
            "dependencies":[{"ref":"app","dependsOn":["a"]}]
            """));
        Assert.Contains("leaves out 2 components", Assert.Single(scope.Problems).Message, StringComparison.Ordinal);
        Assert.EndsWith("the first is B 2", scope.Problems[0].Message, StringComparison.Ordinal);
        Assert.Equal((EdgeSource.Unknown, false), (scope.Graph().EdgeSource, scope.IsPartial));
    }

    [Fact]
    public void Invents_no_edges_of_a_primary_component_on_which_nothing_hangs()
    {
        var scope = SbomDocument.Read(SbomDocument.Json("""
            "components":[{"type":"library","bom-ref":"a","name":"A"},{"type":"library","bom-ref":"b","name":"B"}],
            "dependencies":[{"ref":"app"},{"ref":"a","dependsOn":["b"]},{"ref":"b"}]
            """));
        Assert.Equal(["A > B"], scope.Edges());
        Assert.Empty(scope.Problems);
    }

    [Fact]
    public void Drops_a_dependency_on_a_service_without_calling_it_dangling()
    {
        var scope = SbomDocument.Read(SbomDocument.Json("""
            "services":[{"bom-ref":"s","name":"S","services":[{"bom-ref":"t","name":"T"}]}],
            "dependencies":[{"ref":"app","dependsOn":["s","t"]},{"ref":"s"}]
            """));
        Assert.Equal(["s", "t"], scope.Graph().Dropped.Select(edge => edge.Id).ToArray());
        Assert.Empty(scope.Problems);
    }

    [Fact]
    public void Keeps_what_the_document_says_of_its_own_completeness()
    {
        var scope = SbomDocument.Read(SbomDocument.Json("""
            "dependencies":[{"ref":"app"}],
            "compositions":[{"aggregate":"complete","dependencies":["app"]},{"aggregate":"unknown","dependencies":["app"]}]
            """));
        Assert.Contains("aggregate unknown", Assert.Single(scope.Problems).Message, StringComparison.Ordinal);
        Assert.Equal((EdgeSource.Unknown, false), (scope.Graph().EdgeSource, scope.IsPartial));
    }

    [Fact]
    public void Reads_nested_dependency_elements_at_any_depth()
    {
        var scope = SbomDocument.Read(SbomDocument.Xml("""
            <components><component type="library" bom-ref="a"><name>A</name></component><component type="library" bom-ref="b"><name>B</name></component></components>
            <dependencies><dependency ref="app"><dependency ref="a"><dependency ref="b"/></dependency></dependency></dependencies>
            """));
        Assert.Equal(["Shop > A", "A > B"], scope.Edges());
        Assert.Empty(scope.Problems);
    }

    [Fact]
    public void Joins_the_parts_of_a_text_in_XML()
    {
        var scope = SbomDocument.Read(SbomDocument.Xml("<components><component type=\"library\"><name>A<![CDATA[&B]]>&amp;C<!-- x -->D</name></component></components>"));
        Assert.Equal("A&B&CD", scope.Graph().Nodes[1].Component.Id);
    }

    [Fact]
    public void Goes_by_the_name_where_a_purl_cannot_be_read()
    {
        var scope = SbomDocument.Read(SbomDocument.Json("\"components\":[{\"type\":\"library\",\"name\":\"A\",\"version\":\"1\",\"purl\":\"nuget:A\"}],\"dependencies\":[]"));
        Assert.Equal("A 1", scope.Graph().Nodes[1].Component.ToString());
        Assert.Contains(scope.Problems, problem => problem.Message.Contains("purl nuget:A", StringComparison.Ordinal) && !problem.IsPartial);
    }

    [Fact]
    public void Says_no_more_than_it_must_of_a_generator_that_repeats_itself()
    {
        var refs = string.Join(',', Enumerable.Range(0, 1000).Select(i => $"\"x{i}\""));
        var scope = SbomDocument.Read(SbomDocument.Json($$"""
            "dependencies":[{"ref":"app","dependsOn":[{{refs}}]}]
            """));
        Assert.Equal(1000, scope.Graph().Dropped.Length);
        Assert.Equal(26, scope.Problems.Length);
        Assert.Equal("has 975 more problems of this kind", scope.Problems[^1].Message);
    }

    [Fact]
    public void Says_that_a_missing_file_does_not_exist()
    {
        Assert.False(CycloneDxReader.Read("no-such-file.cdx.json").Succeeded(out _, out var error));
        Assert.Equal((InputErrorCode.Unreadable, "does not exist"), (error.Code, error.Message));
    }
}

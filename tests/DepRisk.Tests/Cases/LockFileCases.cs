using DepRisk.Graph;
using DepRisk.Input;
using DepRisk.Sbom;

namespace DepRisk.Tests.Cases;

/// <summary>Rows 34 to 42 as documents; the graphs are tested with their reader, in Restore/LockFile*Tests.cs.</summary>
public sealed class LockFileCases : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Row_34_An_edge_finds_its_package_in_any_case()
    {
        var bom = Lock("net8.0", """
            "Serilog": { "type": "Direct", "requested": "[3.1.1, )", "resolved": "3.1.1" },
            "shop.core": { "type": "Project", "dependencies": { "SERILOG": "[3.1.1, )" } }
            """).Bom();

        var project = Assert.Single(bom.Components, component => component.Name is "shop.core");
        Assert.Equal(["pkg:nuget/Serilog@3.1.1"], bom.DependsOn(project.Ref), StringComparer.Ordinal);
    }

    [Fact]
    public void Row_35_A_dangling_edge_is_recorded_and_nothing_is_called_incomplete_that_nobody_says_ships()
    {
        var bom = Lock("net8.0", """
            "A": { "type": "Direct", "requested": "[1.0.0, )", "resolved": "1.0.0", "dependencies": { "Gone": "4.3.0", "B": "2.0.0" } },
            "B": { "type": "Transitive", "resolved": "2.0.0" }
            """).Bom();

        Assert.Equal(["pkg:nuget/B@2.0.0"], bom.DependsOn("pkg:nuget/A@1.0.0"), StringComparer.Ordinal);
        Assert.Equal(["Gone 4.3.0: the lock file has no such entry"], bom.Component("pkg:nuget/A@1.0.0").Values("deprisk:pruned-edge"), StringComparer.Ordinal);
        Assert.Contains("pkg:nuget/A@1.0.0", bom.Composition(BomAggregate.Unknown), StringComparer.Ordinal);
        Assert.Empty(bom.Composition(BomAggregate.Incomplete));
    }

    /// <summary>The same loss where the assets file says of the node that lost the edge whether it ships.</summary>
    [Theory]
    [InlineData("\"runtime\":{\"lib/net8.0/A.dll\":{}}", BomAggregate.Incomplete)]
    [InlineData("\"build\":{\"build/A.props\":{}}", BomAggregate.Complete)]
    public void Row_35_A_list_is_incomplete_only_where_its_package_ships(string assets, BomAggregate expected)
    {
        using var folder = HandWritten.Assets(
            $$"""{"A/1.0.0":{"type":"package","dependencies":{"Gone":"4.3.0"},{{assets}} } }""", """{"framework":"net10.0","dependencies":{"A":{"target":"Package","version":"[1.0.0, )"} } }""");

        Assert.Contains("pkg:nuget/A@1.0.0", CaseScope.Read(folder.Root).Bom().Composition(expected), StringComparer.Ordinal);
    }

    [Fact]
    public void Row_40_The_document_of_a_packages_config_lock_says_that_edges_are_unknown()
    {
        var scope = Lock(".NETFramework,Version=v4.6.1", """
            "A": { "type": "Direct", "requested": "[1.0.0, 1.0.0]", "resolved": "1.0.0" },
            "B": { "type": "Direct", "requested": "[2.0.0, 2.0.0]", "resolved": "2.0.0" }
            """);
        var bom = scope.Bom();

        Assert.Equal([InputErrorCode.UnknownEdges], scope.Problems);
        Assert.Equal(["unknown"], bom.Primary.Values("deprisk:edges"), StringComparer.Ordinal);
        Assert.Empty(bom.Composition(BomAggregate.Complete));
        Assert.All(bom.Components, component => Assert.Contains(component.Ref, bom.Composition(BomAggregate.Unknown), StringComparer.Ordinal));
    }

    [Fact]
    public void Row_42_An_unreadable_lock_file_is_named_with_its_place_and_the_rest_is_scanned()
    {
        _folder.Write("a/packages.lock.json", "\r\n \"bogus\"");
        _folder.Write("b/packages.lock.json", "{ \"version\": 1, \"dependencies\": { \"odd-9x\": {}, \"net8.0\": { \"A\": { \"type\": \"Direct\", \"resolved\": \"1.0.0\" } } } }");

        var scope = CaseScope.Read(_folder.Root);

        Assert.Equal(["A 1.0.0"], scope.Project("b").Targets.SelectMany(target => target.Packages()), StringComparer.Ordinal);
        var bogus = Assert.Single(scope.Scope.Problems, problem => string.Equals(problem.Path, _folder["a/packages.lock.json"], StringComparison.Ordinal));
        Assert.Equal((InputErrorCode.Unexpected, 2L, 2L, true), (bogus.Code, bogus.Line, bogus.Column, bogus.IsPartial));
        var odd = Assert.Single(scope.Scope.Problems, problem => string.Equals(problem.Path, _folder["b/packages.lock.json"], StringComparison.Ordinal));
        Assert.Contains("odd-9x", odd.Message, StringComparison.Ordinal);
        Assert.True(odd.Line > 0 && odd.IsPartial);
    }

    private CaseScope Lock(string framework, string entries) =>
        CaseScope.Read(_folder.Write("packages.lock.json", $$"""{ "version": 1, "dependencies": { "{{framework}}": { {{entries}} } } }"""));
}

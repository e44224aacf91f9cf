using DepRisk.Graph;
using DepRisk.Restore;

namespace DepRisk.Tests.Restore;

/// <summary>cases.md row 33.</summary>
public sealed class BuildComponentsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Lists_versioned_sdks_and_local_tools_with_the_file_that_names_them()
    {
        _folder.Write("global.json", """{ "sdk": { "version": "10.0.100" }, "msbuild-sdks": { "Microsoft.Build.Traversal": "4.1.0" } }""");
        _folder.Write(".config/dotnet-tools.json", """{ "version": 1, "isRoot": true, "tools": { "dotnet-ef": { "version": "9.0.0", "commands": [ "dotnet-ef" ] } } }""");
        _folder.Write("A/dotnet-tools.json", """{ "version": 1, "tools": { "csharpier": { "version": "1.0", "commands": [] } } }""");
        _folder.Write("A/A.csproj", "<Project Sdk='Microsoft.Build.NoTargets/3.7' />");
        _folder.Write("B/B.csproj", "<Project Sdk='Microsoft.NET.Sdk'><Sdk Name='Third.Sdk' Version='1.0.0' /></Project>");

        var list = BuildComponents.Read(Discover(), new ComponentTable());

        Assert.Empty(list.Problems);
        Assert.Equal(
            [("dotnet-tool", "csharpier 1.0.0", "A/dotnet-tools.json"), ("dotnet-tool", "dotnet-ef 9.0.0", ".config/dotnet-tools.json"),
                ("msbuild-sdk", "Microsoft.Build.NoTargets 3.7.0", "A/A.csproj"), ("msbuild-sdk", "Microsoft.Build.Traversal 4.1.0", "global.json"),
                ("msbuild-sdk", "Third.Sdk 1.0.0", "B/B.csproj")],
            list.Components.Select(one => (one.Kind, one.Component.ToString(), one.DeclaredIn)));
    }

    [Fact]
    public void A_broken_manifest_is_a_problem_and_no_partial_graph()
    {
        _folder.Write("dotnet-tools.json", "{\n \"isRoot\": true, \"tools\": [] }");
        _folder.Write("A/A.csproj", "<Project Sdk='Microsoft.NET.Sdk' />");

        var problem = Assert.Single(BuildComponents.Read(Discover(), new ComponentTable()).Problems);

        Assert.Equal((2L, false), (problem.Line, problem.IsPartial));
    }

    private DiscoveredScope Discover() => ScopeDiscovery.Discover(_folder.Root, []).Value!;
}

using System.Collections.Immutable;
using DepRisk.Build;
using DepRisk.Restore;

namespace DepRisk.Tests.Build;

public sealed class ProjectFactsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_left_beside_the_restore_output_is_what_the_tool_reads()
    {
        Directory.CreateDirectory(_folder["obj"]);
        ProjectFacts.Write(Request("OutputType=Exe", "DepRiskApp=true", "TargetFrameworks=net10.0;net8.0", "AzureFunctionsVersion=a\tb", "IsTestProject=a\nb"));
        Assert.True(ProjectFactsFile.Read(_folder["obj/deprisk.project.tsv"]).Succeeded(out var facts, out var error), error?.Message);
        Assert.Equal([("DepRiskApp", "true"), ("OutputType", "Exe"), ("TargetFrameworks", "net10.0;net8.0")], facts.Values.Select(fact => (fact.Key, fact.Value)));
    }

    [Fact]
    public void Without_the_folder_of_a_restore_nothing_is_made()
    {
        ProjectFacts.Write(Request("OutputType=Exe"));
        Assert.False(Directory.Exists(_folder["obj"]));
    }

    private BuildRequest Request(params string[] properties) => new(_folder["a.csproj"], _folder["obj/project.assets.json"], _folder["obj/deprisk.model.tsv"])
    {
        Properties = properties.Select(property => property.Split('=', 2)).ToImmutableSortedDictionary(parts => parts[0], parts => parts[1], StringComparer.OrdinalIgnoreCase),
    };
}

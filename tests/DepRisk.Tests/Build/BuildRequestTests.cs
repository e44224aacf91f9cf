using DepRisk.Build;

namespace DepRisk.Tests.Build;

public sealed class BuildRequestTests
{
    [Fact]
    public void A_path_of_a_project_file_is_relative_to_the_project()
    {
        using var folder = new TempFolder();
        var project = folder["src/App/App.csproj"];
        var request = BuildRequest.Of(
            name => name switch
            {
                nameof(BuildRequest.ProjectPath) => project,
                nameof(BuildRequest.AssetsPath) => folder["src/App/obj/project.assets.json"],
                nameof(BuildRequest.ModelPath) => folder["src/App/obj/deprisk.model.tsv"],
                nameof(BuildRequest.LockPath) => "../other.lock.json",
                nameof(BuildRequest.PolicyPath) => "strict.json",
                _ => null,
            },
            new Dictionary<string, string>(StringComparer.Ordinal));
        Assert.Equal((folder["src/other.lock.json"], folder["src/App/strict.json"]), (request.LockPath, request.PolicyPath));
    }
}

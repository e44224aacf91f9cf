using System.Text.Json;
using DepRisk.Input;
using DepRisk.Restore;

namespace DepRisk.Tests.Restore;

public sealed class ScopeDiscoveryTests : IDisposable
{
    private const string Sdk = "<Project Sdk=\"Microsoft.NET.Sdk\" />";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_with_one_solution_is_that_solution()
    {
        _folder.Write("All.slnx", "<Solution><Project Path='src/A/A.csproj' /></Solution>");
        Project("src/A/A.csproj");
        Project("src/NotInIt/NotInIt.csproj");

        var scope = Discover("");

        Assert.Equal("All.slnx", scope.Name);
        Assert.Equal([("A", _folder["src/A/obj/project.assets.json"])], scope.Projects.Select(project => (project.Name, project.AssetsPath!)));
    }

    [Fact]
    public void An_assets_file_whose_project_is_gone_is_not_read_as_a_project()
    {
        _folder.Write("project.assets.json", """{ "version": 4, "project": { "restore": { "projectUniqueName": "/gone/A.csproj", "projectPath": "/gone/A.csproj" } } }""");

        var scope = Discover("project.assets.json");

        Assert.Empty(scope.Problems);
        Assert.Null(Assert.Single(scope.Projects).Sources);
    }

    [Fact]
    public void A_folder_with_several_solutions_unites_them()
    {
        _folder.Write("One.slnx", "<Solution><Project Path='A/A.csproj' /></Solution>");
        _folder.Write("Two.slnx", "<Solution><Project Path='A/A.csproj' /><Project Path='B/B.csproj' /></Solution>");
        Project("A/A.csproj");
        Project("B/B.csproj");

        var scope = Discover("");

        Assert.Equal(["A", "B"], scope.Projects.Select(project => project.Name), StringComparer.Ordinal);
        Assert.Equal([_folder["One.slnx"], _folder["Two.slnx"]], scope.Solutions.AsEnumerable(), StringComparer.Ordinal);
    }

    [Fact]
    public void A_folder_without_a_solution_is_searched_but_not_its_outputs_hidden_folders_or_links()
    {
        Project("src/A/A.csproj");
        _folder.Write("src/A/obj/Generated.csproj", Sdk);
        _folder.Write("src/A/bin/Copied.csproj", Sdk);
        _folder.Write(".git/Hidden.csproj", Sdk);
        _folder.Write("node_modules/x/Npm.csproj", Sdk);
        Directory.CreateSymbolicLink(_folder["src/loop"], _folder["src"]);

        Assert.Equal(["A"], Discover("").Projects.Select(project => project.Name), StringComparer.Ordinal);
    }

    [Fact]
    public void A_project_that_is_only_named_by_the_solution_is_a_problem_and_the_rest_is_found()
    {
        _folder.Write("All.slnx", "<Solution><Project Path='A/A.csproj' /><Project Path='Gone/Gone.csproj' /></Solution>");
        Project("A/A.csproj");

        var scope = Discover("All.slnx");

        Assert.Single(scope.Projects);
        var problem = Assert.Single(scope.Problems);
        Assert.Equal((InputErrorCode.Unreadable, _folder["Gone/Gone.csproj"], true), (problem.Code, problem.Path, problem.IsPartial));
    }

    [Fact]
    public void Two_projects_in_one_folder_take_the_assets_that_name_them()
    {
        _folder.Write("A.csproj", Sdk);
        _folder.Write("B.csproj", "<Project><PropertyGroup><BaseIntermediateOutputPath>obj-$(MSBuildProjectName)/</BaseIntermediateOutputPath></PropertyGroup><Import Project='Sdk.props' Sdk='Microsoft.NET.Sdk'/></Project>");
        Assets("obj", _folder["A.csproj"]);
        Assets("obj-B", _folder["B.csproj"]);
        _folder.Write("C.csproj", Sdk);

        Assert.Equal(
            [_folder["obj/project.assets.json"], _folder["obj-B/project.assets.json"], null],
            Discover("").Projects.Select(project => project.AssetsPath), StringComparer.Ordinal);
    }

    /// <summary>cases.md row 27.</summary>
    [Fact]
    public void Finds_assets_in_the_artifacts_folder_also_where_an_old_obj_is_left_over()
    {
        _folder.Write("Directory.Build.props", "<Project><PropertyGroup><UseArtifactsOutput>true</UseArtifactsOutput></PropertyGroup></Project>");
        var project = _folder.Write("src/A/A.csproj", Sdk);
        Assets("src/A/obj", project);
        Assets("artifacts/obj/A", project);

        Assert.Equal(_folder["artifacts/obj/A/project.assets.json"], Discover("src/A/A.csproj").Projects[0].AssetsPath);
    }

    [Theory]
    [InlineData("<ArtifactsPath>$(MSBuildThisFileDirectory)out</ArtifactsPath>", "out/obj/A")]
    [InlineData("<MSBuildProjectExtensionsPath>$(MSBuildThisFileDirectory)x/$(MSBuildProjectName)/</MSBuildProjectExtensionsPath>", "x/A")]
    [InlineData(@"<BaseIntermediateOutputPath>..\..\y\</BaseIntermediateOutputPath>", "y")]
    [InlineData("<BaseIntermediateOutputPath>$(SomethingElse)</BaseIntermediateOutputPath>", "deep/down/z")]
    public void Finds_assets_where_shared_properties_put_them(string property, string output)
    {
        _folder.Write("Directory.Build.props", $"<Project><PropertyGroup>{property}</PropertyGroup></Project>");
        Assets(output, _folder.Write("src/A/A.csproj", Sdk));

        Assert.Equal(_folder[output + "/project.assets.json"], Discover("").Projects[0].AssetsPath);
    }

    [Fact]
    public void Accepts_assets_of_a_moved_tree_by_name_and_not_those_of_another_project()
    {
        _folder.Write("A/A.csproj", Sdk);
        Assets("A/obj", "/src/A/A.csproj");
        _folder.Write("B/B.csproj", Sdk);
        Assets("B/obj", @"C:\src\B\B.csproj", withCache: false);
        _folder.Write("C/C.csproj", Sdk);
        Assets("C/obj", "/src/C/Other.csproj");

        var scope = Discover("");

        Assert.Equal(
            [_folder["A/obj/project.assets.json"], _folder["B/obj/project.assets.json"], null],
            scope.Projects.Select(project => project.AssetsPath), StringComparer.Ordinal);
        Assert.Equal(["C"], scope.Unrestored.Select(project => project.Name), StringComparer.Ordinal);
    }

    /// <summary>cases.md row 26: the folder that SDK 10.0.401 was seen to use, and one under another hash.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Finds_the_assets_of_a_file_based_app(bool knownHash)
    {
        var app = _folder.Write("tools/app.cs", "#:package YamlDotNet@16.3.0\n");
        var hash = knownHash
            ? Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(app.ToUpperInvariant())))
            : "0123";
        Assets($"runfile/app-{hash}/obj", app + ".csproj");
        Assets("runfile/app-ffff/obj", "/elsewhere/app.cs.csproj");

        var project = Assert.Single(ScopeDiscovery.Discover(app, [_folder["runfile"]]).Value!.Projects);

        Assert.Equal(_folder[$"runfile/app-{hash}/obj/project.assets.json"], project.AssetsPath);
        Assert.True(project.IsFileBasedApp);
    }

    [Fact]
    public void Attaches_lock_file_and_packages_config()
    {
        _folder.Write("A/My App.csproj", Sdk);
        _folder.Write("A/packages.My_App.lock.json", "{}");
        _folder.Write("A/packages.lock.json", "{}");
        _folder.Write("B/B.csproj", "<Project xmlns='http://schemas.microsoft.com/developer/msbuild/2003' />");
        _folder.Write("B/packages.config", "<packages />");

        var projects = Discover("").Projects;

        Assert.Equal(_folder["A/packages.My_App.lock.json"], projects[0].LockFilePath);
        Assert.Equal(_folder["B/packages.config"], projects[1].PackagesConfigPath);
        Assert.False(projects[1].NeedsRestore);
    }

    /// <summary>cases.md row 38.</summary>
    [Theory]
    [InlineData("packages.lock.json")]
    [InlineData("packages.win-x64.lock.json")]
    [InlineData("packages.lock.JSON")]
    [InlineData("packages.Some.Project.lock.json")]
    [InlineData("pc.packages.lock.json")]
    public void Takes_lock_files_under_other_names(string name)
    {
        var path = _folder.Write("x/" + name, "{}");

        Assert.Equal(path, Assert.Single(Discover("").Projects).LockFilePath);
        Assert.Equal(path, Assert.Single(Discover("x/" + name).Projects).LockFilePath);
    }

    [Fact]
    public void Takes_deps_json_only_where_nothing_says_more()
    {
        _folder.Write("app/App.deps.json", "{}");
        Assert.Equal(("App", _folder["app/App.deps.json"]), (Discover("").Projects[0].Name, Discover("").Projects[0].DepsJsonPath));

        _folder.Write("src/packages.config", "<packages />");
        Assert.Equal(_folder["src/packages.config"], Assert.Single(Discover("").Projects).PackagesConfigPath);
    }

    [Fact]
    public void An_assets_file_alone_stands_for_its_project()
    {
        var project = Project("src/A/A.csproj");

        var found = Assert.Single(Discover("src/A/obj/project.assets.json").Projects);

        Assert.Equal((project, true), (found.ProjectPath, found.Sources is not null));
    }

    [Theory]
    [InlineData("", InputErrorCode.NothingFound)]
    [InlineData("nowhere", InputErrorCode.Unreadable)]
    [InlineData("readme.md", InputErrorCode.Unexpected)]
    public void Says_why_there_is_nothing(string path, InputErrorCode code)
    {
        _folder.Write("readme.md", "");

        Assert.Equal(code, ScopeDiscovery.Discover(_folder[path]).Error!.Code);
    }

    /// <summary>Independent of our own search: System.Text.Json reads what each assets file records.</summary>
    [CorpusFact]
    public void Finds_every_assets_file_of_the_corpus_as_the_project_that_it_records()
    {
        var files = Corpus.Files("assets", "project.assets.json");
        var expected = files.Select(file =>
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file));
            var restore = json.RootElement.GetProperty("project").GetProperty("restore");
            return (file, Path.GetFileNameWithoutExtension(restore.GetProperty("projectPath").GetString()));
        });

        var scope = ScopeDiscovery.Discover(Path.Combine(Corpus.Root!, "assets")).Value!;

        Assert.Equal(57, scope.Projects.Length);
        Assert.Equal(
            expected.OrderBy(pair => pair.file, StringComparer.Ordinal),
            scope.Projects.Select(project => (project.AssetsPath!, project.Name)).OrderBy(pair => pair.Item1, StringComparer.Ordinal)!);
        Assert.Equal(scope.Projects.Length, scope.Projects.Select(project => project.ProjectPath).Distinct(StringComparer.Ordinal).Count());
    }

    [CorpusFact]
    public void Places_the_projects_of_a_moved_artifacts_folder_where_they_would_be()
    {
        var root = Path.Combine(Corpus.Root!, "assets", "jasontaylordev+CleanArchitecture.adapted");

        var scope = ScopeDiscovery.Discover(root).Value!;

        Assert.Contains("src/Domain/Domain.csproj", scope.Projects.Select(project => Path.GetRelativePath(root, project.ProjectPath).Replace('\\', '/')), StringComparer.Ordinal);
    }

    [CorpusFact]
    public void Finds_every_lock_file_of_the_corpus()
    {
        var scope = ScopeDiscovery.Discover(Path.Combine(Corpus.Root!, "lock")).Value!;

        Assert.Equal(Corpus.Files("lock", "*.lock.json").Where(file => !file.Contains("/.", StringComparison.Ordinal)), scope.Projects.Select(project => project.LockFilePath!), StringComparer.Ordinal);
    }

    private DiscoveredScope Discover(string relative) => ScopeDiscovery.Discover(_folder[relative], [_folder["no-apps"]]).Value!;

    private string Project(string relative)
    {
        var path = _folder.Write(relative, Sdk);
        Assets(Path.GetDirectoryName(relative) + "/obj", path);
        return path;
    }

    private void Assets(string folder, string recordedProject, bool withCache = true)
    {
        var recorded = JsonSerializer.Serialize(recordedProject);
        _folder.Write(folder + "/project.assets.json", $$"""{ "version": 3, "project": { "restore": { "projectUniqueName": {{recorded}}, "projectPath": {{recorded}} } } }""");
        if (withCache)
        {
            _folder.Write(folder + "/project.nuget.cache", $$"""{ "version": 2, "dgSpecHash": "x", "success": true, "projectFilePath": {{recorded}}, "expectedPackageFiles": [] }""");
        }
    }
}

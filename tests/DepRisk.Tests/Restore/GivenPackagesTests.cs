using System.Collections.Immutable;
using DepRisk.Graph;
using DepRisk.Input;
using DepRisk.Packages;
using DepRisk.Restore;
using DepRisk.Tests.Tool;

namespace DepRisk.Tests.Restore;

public sealed class GivenPackagesTests : IDisposable
{
    private const string Hash = "c29tZSBjb250ZW50";

    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void What_the_folder_holds_is_found_and_the_rest_stays_unknown()
    {
        Put("zip", "1.0.0", Hash);
        var scope = Read(Scope("Zip/1.0.0:Unknown", "Gone/1.0.0:Unknown"));
        Assert.Equal(["Zip"], scope.Packages.Where(package => package.Value.Folder is not null).Select(package => package.Key.Id));
        Assert.Empty(scope.Problems);
    }

    [Theory]
    [InlineData(Hash, true)]
    [InlineData("YW5vdGhlciBjb250ZW50", false)]
    public void Another_content_than_the_lock_file_states_is_not_taken(string stated, bool isTaken)
    {
        Put("zip", "1.0.0", Hash);
        var scope = Scope("Zip/1.0.0:Unknown");
        var zip = scope.Projects[0].Targets[0].Graph.Nodes[1].Component;
        var read = Read(scope with { Packages = ImmutableDictionary<Component, RestoredPackage>.Empty.WithComparers(ReferenceEqualityComparer.Instance).Add(zip, new RestoredPackage(stated, null)) });
        Assert.Equal(isTaken, read.Packages[zip].Folder is not null);
        Assert.Equal(stated, read.Packages[zip].ContentHash);
        Assert.Equal(isTaken ? [] : [InputErrorCode.ConflictingContent], read.Problems.Select(problem => problem.Code));
        Assert.False(read.IsPartial);
    }

    [Fact]
    public void A_folder_that_the_scope_names_itself_wins()
    {
        Put("zip", "1.0.0", Hash);
        var scope = Scope("Zip/1.0.0");
        var zip = scope.Projects[0].Targets[0].Graph.Nodes[1].Component;
        var named = new Dictionary<Component, RestoredPackage>(ReferenceEqualityComparer.Instance) { [zip] = new RestoredPackage(Hash, _temp["elsewhere"]) };
        Assert.Equal(_temp["elsewhere"], Read(scope with { Packages = named }).Packages[zip].Folder);
    }

    [Fact]
    public void A_version_is_no_way_out_of_the_folder()
    {
        Put("zip", "1.0.0", Hash);
        Assert.All(Read(Scope("zip/../zip/1.0.0:Unknown")).Packages, package => Assert.Null(package.Value.Folder));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_an_error_that_says_what_to_name()
    {
        var error = GivenPackages.In(Scope("Zip/1.0.0"), _temp["nowhere"]).Error;
        Assert.Contains("dotnet nuget locals", error!.Message, StringComparison.Ordinal);
    }

    private Scope Read(Scope scope)
    {
        Assert.True(GivenPackages.In(scope, _temp["packages"]).Succeeded(out var read, out var error), error?.Message);
        return read;
    }

    private static Scope Scope(params string[] chains) => new TestScope("x").Project("App/App.csproj", ProjectRole.App, "net10.0", chains).Build();

    private void Put(string id, string version, string hash)
    {
        _temp.Write($"packages/{id}/{version}/{id}.nuspec", $"<package><metadata><id>{id}</id><version>{version}</version></metadata></package>");
        _temp.Write($"packages/{id}/{version}/.nupkg.metadata", $$"""{"version":2,"contentHash":"{{hash}}","source":"https://feed.example/v3/index.json"}""");
    }
}

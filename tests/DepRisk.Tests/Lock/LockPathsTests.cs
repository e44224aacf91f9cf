using DepRisk.Lock;

namespace DepRisk.Tests.Lock;

public class LockPathsTests
{
    private static readonly string Repository = Path.GetFullPath("repository");

    private static readonly DepRiskLock Sample = new(
        ["src/Admin/Admin.csproj", "src/Web/Web.csproj"],
        [new LockedProject("src/Shared/Shared.csproj", ["src/Web/Web.csproj"])],
        [new LockedPackage("A", "1.0.0", null, null, null, null, null, null, ["src/Admin/Admin.csproj", "src/Web/Web.csproj"])],
        [new LockedFinding("DR1001", "A", [], ["src/Web/Web.csproj"])],
        []);

    [Fact]
    public void A_lock_above_the_scope_has_its_paths_seen_from_the_scope()
    {
        var rebased = LockPaths.Rebase(Sample, Repository, Path.Combine(Repository, "src", "Web"));
        Assert.Equal(["../Admin/Admin.csproj", "Web.csproj"], rebased.Apps.ToArray());
        Assert.Equal("../Shared/Shared.csproj", Assert.Single(rebased.Projects).Path);
        Assert.Equal(["Web.csproj"], Assert.Single(rebased.Projects).Apps.ToArray());
        Assert.Equal(["../Admin/Admin.csproj", "Web.csproj"], Assert.Single(rebased.Packages).Apps.ToArray());
        Assert.Equal(["Web.csproj"], Assert.Single(rebased.Findings).Apps.ToArray());
    }

    [Theory]
    [InlineData("src/Web")]
    [InlineData("../other")]
    [InlineData(".")]
    public void There_and_back_is_the_same(string folder)
    {
        var other = Path.GetFullPath(folder, Repository);
        var back = LockPaths.Rebase(LockPaths.Rebase(Sample, Repository, other), other, Repository);
        Assert.Equal(LockReaderTests.Write(Sample), LockReaderTests.Write(back));
    }
}

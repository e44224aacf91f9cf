using DepRisk.Tests.Cases;

namespace DepRisk.EndToEnd.Tests.Build;

/// <summary>The package DepRisk as a release packs it, from a copy of the repository, in a feed with packages that have power; made once for all tests.</summary>
internal sealed class BuiltPackage : IDisposable
{
    public const string Version = "0.1.0";

    private static readonly Lazy<BuiltPackage> Made = new(() => new BuiltPackage());

    private readonly TempFolder _temp = new();

    private BuiltPackage()
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Dispose();
        var power = Task.Run(() => PowerFeed.Pack(new LocalFeed(Feed), _temp["power"]));
        Repository.Copy(RepositoryCopy);
        Pack(RepositoryCopy, Feed);
        power.Wait();
    }

    public static BuiltPackage Shared => Made.Value;

    /// <summary>A folder that NuGet takes as a feed.</summary>
    public string Feed => _temp["feed"];

    /// <summary>Where all builds of these tests restore to; never the user's own.</summary>
    public string Packages => _temp["packages"];

    /// <summary>What the package was packed from: built in Release, not to be written to.</summary>
    public string RepositoryCopy => _temp["repository"];

    public string Path => _temp[$"feed/DepRisk.{Version}.nupkg"];

    public void Dispose() => _temp.Dispose();

    /// <summary>The copy has no history: nothing that a build server knows of it is asked for. Analyzers judged the sources where these tests were built; bytes do not depend on them.</summary>
    public static void Pack(string repository, string output) =>
        TestProcess.Run(TestProcess.Dotnet, repository, [("CI", null)], ["pack", "src/DepRisk.Build", "-o", output, "-v:quiet", "-tl:off", "-nologo", "-p:NuGetAudit=false", "-p:RunAnalyzers=false"]).Ended(0);
}

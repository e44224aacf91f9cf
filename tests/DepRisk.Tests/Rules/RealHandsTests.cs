using System.Diagnostics;
using System.Runtime.InteropServices;
using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Lock;
using DepRisk.Packages.Signatures;
using DepRisk.Rules;
using DepRisk.Tests.Packages.Capabilities;
using DepRisk.Tests.Tool;

namespace DepRisk.Tests.Rules;

/// <summary>
/// What real packages' signatures prove, from one version to the next, by the lock and in one scope. The rows are what <c>dotnet nuget verify</c> printed on
/// 2026-11-21. Where the sources of this machine do not serve a version, its row is passed over: no other test says anything of it.
/// </summary>
public sealed class RealHandsTests(RealHands hands) : IClassFixture<RealHands>
{
    [Theory]
    // A company signs, and has an account, where one person published.
    [InlineData("MediatR", "12.4.1", "14.3.0", "drift: Lucky Penny Software LLC signs it where no author did, and LuckyPennySoftware can publish it as well")]
    [InlineData("MediatR", "12.4.1", "15.0.0", "drift: Lucky Penny Software LLC signs it where no author did, and LuckyPennySoftware can publish it as well")]
    [InlineData("AutoMapper", "8.0.0", "15.1.4", "drift: Lucky Penny Software LLC signs it where no author did, and LuckyPennySoftware can publish it as well")]
    // The author began to sign; an organisation's account was added; another one was.
    [InlineData("NodaTime", "2.4.7", "3.3.4", "information: signed by Jonathan Skeet as well")]
    [InlineData("NUnit", "4.2.2", "5.0.0", "information: NUnit can publish it as well")]
    [InlineData("Moq", "4.18.4", "4.20.70", "information: Devlooped can publish it as well")]
    // The same hands.
    [InlineData("MediatR", "14.3.0", "15.0.0", "")]
    [InlineData("NodaTime", "3.3.4", "3.3.7", "")]
    public void What_changed_is_what_the_signatures_prove(string id, string before, string after, string expected)
    {
        if (hands.Of(id, before) is not { } from || hands.Of(id, after) is not { } to)
        {
            // The first is what the tests of capabilities restore as well, or fail.
            Assert.False(id is "MediatR" && after is "15.0.0", "MediatR 12.4.1 or 15.0.0 is not in the packages folder");
            return;
        }

        var upgraded = Scope($"{id}/{after}");
        var locked = DepRiskLock.Empty with { Packages = [new LockedPackage(id, before, "verified", [.. from.Accounts], from.Author?.Entity, [], null, null, [])] };
        Assert.Equal(expected, Text(RuleRun.Find(DR1004_ControlDrift.Find, RuleRun.Input(upgraded, new TestEvidence(upgraded).With(id, to).Build(), locked))));

        var both = Scope($"{id}/{before}", $"{id}/{after}");
        Assert.Equal(expected, Text(RuleRun.Find(DR1004_ControlDrift.Find, RuleRun.Input(both, new TestEvidence(both).With($"{id}/{before}", from).With($"{id}/{after}", to).Build()))));
    }

    private static Scope Scope(params string[] packages) => packages
        .Aggregate(new TestScope("x"), (scope, package) => scope.Project($"{package.Replace('/', '-')}/App.csproj", ProjectRole.App, "net10.0", package)).Build();

    private static string Text(IEnumerable<Finding> findings) => string.Join('\n', findings.Select(finding =>
        $"{(finding.AtMost is RuleLevel.Info ? "information" : "drift")}: {string.Join("; ", finding.Conditions.Select(condition => condition.Text))}"));
}

/// <summary>The signatures of the packages, each restored by itself, so that one that no source has costs its own row alone.</summary>
public sealed class RealHands : IDisposable
{
    private static readonly (string Id, string Version)[] Packages =
    [
        ("MediatR", "12.4.1"), ("MediatR", "14.3.0"), ("MediatR", "15.0.0"), ("AutoMapper", "8.0.0"), ("AutoMapper", "15.1.4"), ("NodaTime", "2.4.7"),
        ("NodaTime", "3.3.4"), ("NodaTime", "3.3.7"), ("NUnit", "4.2.2"), ("NUnit", "5.0.0"), ("Moq", "4.18.4"), ("Moq", "4.20.70"),
    ];

    private readonly TempFolder _folder = new();
    private readonly Dictionary<(string, string), PackageSignature> _signatures = [];

    public RealHands()
    {
        var missing = Packages.Where(package => !Directory.Exists(RestoredPackages.FolderOf($"{package.Id}/{package.Version}"))).ToArray();
        if (missing.Length > 0)
        {
            Restore(missing);
        }

        Assert.True(TrustedRoots.Read(SdkRoots.Find(RuntimeEnvironment.GetRuntimeDirectory(), Environment.GetEnvironmentVariable)!).Succeeded(out var roots, out var error), error?.Message);
        var reader = new PackageSignatureReader(new SignatureTrust(roots, RepositoryCertificates.Official));
        foreach (var (id, version) in Packages)
        {
            var folder = RestoredPackages.FolderOf($"{id}/{version}");
            if (Directory.Exists(folder))
            {
                _signatures.Add((id, version), reader.Read(folder, id, version));
            }
        }
    }

    public PackageSignature? Of(string id, string version) => _signatures.GetValueOrDefault((id, version));

    public void Dispose() => _folder.Dispose();

    // One project a package: a restore that misses one of several fetches none.
    private void Restore((string Id, string Version)[] packages)
    {
        _folder.Write("Directory.Build.props", "<Project />");
        _folder.Write("Directory.Build.targets", "<Project />");
        _folder.Write("Directory.Packages.props", "<Project />");
        foreach (var (id, version) in packages)
        {
            _folder.Write(
                $"{id}-{version}/P.csproj",
                $"<Project Sdk='Microsoft.NET.Sdk'><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup><ItemGroup><PackageDownload Include='{id}' Version='[{version}]' /></ItemGroup></Project>");
        }

        _folder.Write("All.slnx", $"<Solution>{string.Concat(packages.Select(package => $"<Folder Name='/{package.Id}-{package.Version}/'><Project Path='{package.Id}-{package.Version}/P.csproj' /></Folder>"))}</Solution>");
        var start = new ProcessStartInfo("dotnet", ["restore", "All.slnx", "-p:NuGetAudit=false", "-tl:off", "-nologo"]) { WorkingDirectory = _folder.Root, RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var variable in start.Environment.Keys.Where(key => key.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(variable);
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = Process.Start(start)!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
    }
}

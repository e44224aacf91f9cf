using DepRisk.Packages;
using DepRisk.Packages.Build;

namespace DepRisk.Tests.Packages.Build;

/// <summary>Real packages: what we say without running anything against what NuGet and MSBuild did.</summary>
public sealed class BuildEntriesTests(ReferencingProject project) : IClassFixture<ReferencingProject>
{
    [Fact]
    public void What_NuGet_hands_to_MSBuild_is_found()
    {
        var compared = 0;
        foreach (var package in project.Restored)
        {
            var imported = Paths(Power(package), BuildAssetKind.Imported);
            Assert.Empty(package.Build.Where(file => !imported.Contains(file)).Select(file => $"{package.Id} {file}"));
            compared += package.Build.Length;
        }

        var bringing = project.Restored.Count(package => !Power(package).Assets.IsEmpty);
        Assert.True(compared >= 35 && bringing >= 40, $"only {compared} files of {bringing} packages with something for the build, {project.Restored.Count} in all, were compared");
    }

    [Fact]
    public void Every_file_of_a_package_that_MSBuild_imports_is_found_and_none_is_invented()
    {
        var imports = project.Imports(ReferencingProject.Framework).Union(project.Imports(null)).ToHashSet(StringComparer.Ordinal);
        var (found, followed) = (0, 0);
        foreach (var package in project.Restored)
        {
            var start = package.Folder + Path.DirectorySeparatorChar;
            var real = imports.Where(file => file.StartsWith(start, StringComparison.Ordinal)).Select(file => file[start.Length..].Replace('\\', '/')).ToArray();
            var ours = Paths(Power(package), BuildAssetKind.Imported);
            Assert.Empty(real.Where(file => !ours.Contains(file)).Select(file => $"{package.Id} {file} is imported and not found"));

            // Of what we found, only what is for another framework, another system or under a condition may be missing there.
            var chosen = package.Build.ToHashSet(StringComparer.Ordinal);
            Assert.Empty(chosen.Where(file => !real.Contains(file, StringComparer.Ordinal)).Select(file => $"{package.Id} {file} is handed over and not imported"));
            found += real.Length;
            followed += real.Count(file => !chosen.Contains(file));
        }

        Assert.True(found >= 40 && followed >= 6, $"only {found} files were imported, {followed} of them by other files of their package");
    }

    [Fact]
    public void The_analyzers_are_those_that_the_compiler_is_given()
    {
        var given = project.Analyzers(ReferencingProject.Framework);
        var compared = 0;
        foreach (var package in project.Restored)
        {
            var start = package.Folder + Path.DirectorySeparatorChar;
            var real = given.Where(file => file.StartsWith(start, StringComparison.Ordinal)).Select(file => file[start.Length..].Replace('\\', '/')).ToHashSet(StringComparer.Ordinal);
            var ours = Paths(Power(package), BuildAssetKind.Analyzer, BuildAssetKind.Generator);
            Assert.Empty(real.Where(file => !ours.Contains(file)).Select(file => $"{package.Id} {file} is given to the compiler and not found"));
            compared += real.Count;

            // What else we list is for Visual Basic, or for an older or newer compiler than that of this SDK.
            var isReferenced = ReferencingProject.Ids.Contains(package.Id, StringComparer.OrdinalIgnoreCase);
            Assert.Empty(ours.Where(file => isReferenced && !real.Contains(file) && !file.Contains("/vb/", StringComparison.Ordinal) && !file.Contains("/roslyn", StringComparison.Ordinal))
                .Select(file => $"{package.Id} {file} is listed and not given to the compiler"));
        }

        Assert.True(compared >= 20, $"only {compared} analyzers were compared");
    }

    /// <summary>Looked over by hand. Kinds that execute, scripts aside; empty for inventory, null for nothing at all.</summary>
    [Theory]
    [InlineData("Fody", "Task")] // loads FodyTasks.dll, which rewrites the compiled assembly
    [InlineData("Costura.Fody", "")] // names its weaver in an item, which Fody loads: the power is Fody's
    [InlineData("Grpc.Tools", "Exec Task")] // Protobuf.MSBuild.dll, which starts protoc of the package
    [InlineData("Shouldly", "InlineTask")] // C# in its targets sets environment variables
    [InlineData("Microsoft.Extensions.ApiDescription.Server", "Exec")] // starts its GetDocument tool after a build
    [InlineData("coverlet.collector", "")] // a property that tells the test host where the collector lies
    [InlineData("Microsoft.NET.Test.Sdk", "")] // properties, and an entry point as source
    [InlineData("Microsoft.CodeCoverage", "")] // a property for the test host, and files to copy
    [InlineData("xunit.core", "")] // properties and a hook for its runner
    [InlineData("xunit.runner.visualstudio", "")] // files to copy
    [InlineData("xunit.analyzers", "Analyzer")] // analyzers and their fixes
    [InlineData("Microsoft.CodeAnalysis.Analyzers", "Analyzer")] // analyzers for two languages; props choose rules
    [InlineData("Microsoft.CodeAnalysis.BannedApiAnalyzers", "Analyzer")] // as above, with the lists as additional files
    [InlineData("Meziantou.Analyzer", "Analyzer")] // one set for each of five compilers
    [InlineData("Roslynator.Analyzers", "Analyzer")] // analyzers with five assemblies that they need
    [InlineData("Quartz", "Generator")] // one assembly is analyzer and generator
    [InlineData("System.ClientModel", "Generator")] // serialisation contexts
    [InlineData("Microsoft.EntityFrameworkCore.Analyzers", "Analyzer")] // comes with every use of EF Core
    [InlineData("Microsoft.Data.SqlClient.SNI.runtime", null)] // native libraries by runtime, nothing for the build
    [InlineData("SQLitePCLRaw.lib.e_sqlite3", "")] // copies native libraries where .NET Framework needs it
    [InlineData("Newtonsoft.Json", null)] // a library; its versions up to 9 had an install script
    [InlineData("Dapper", null)] // a library
    [InlineData("Microsoft.NET.ILLink.Tasks", "Analyzer Exec Task")] // the trimmer and its analyzers
    [InlineData("Serilog", null)] // a library
    public void Inventory_and_what_executes_are_told_apart(string id, string? expected)
    {
        var power = Power(project[id]);
        var kinds = power.Assets.Where(asset => asset.Executes && asset.Kind is not BuildAssetKind.Script).Select(asset => asset.Kind.ToString()).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(expected, power.Assets.IsEmpty ? null : string.Join(' ', kinds));
        Assert.Equal(expected is not null and not "", power.Digest is not null);
    }

    private static BuildPower Power(RestoredBuild package) => BuildPowerReader.Read(package.Folder, package.Id, package.Version);

    private static HashSet<string> Paths(BuildPower power, params BuildAssetKind[] kinds) =>
        power.Assets.Where(asset => kinds.Contains(asset.Kind)).Select(asset => asset.Path).ToHashSet(StringComparer.Ordinal);
}

using System.Globalization;
using DepRisk.Binding;
using DepRisk.Graph;
using DepRisk.Restore;

namespace DepRisk.EndToEnd.Tests;

/// <summary>
/// How deep code is bound to a package, read from what the real compilers of C#, F# and Visual Basic write. The used package is Newtonsoft.Json.
/// </summary>
public sealed class BindingTests
{
    private const string Reference = """<ItemGroup><PackageReference Include="Newtonsoft.Json" Version="13.0.3" /></ItemGroup>""";

    // Line 5: two calls and a type that a member names. Line 9: a call in a closure. Line 12: another in an asynchronous method.
    private const string CSharp = """
        using Newtonsoft.Json;
        using Newtonsoft.Json.Linq;
        public class Writer
        {
            public string Write(object value) => JsonConvert.SerializeObject(value) + JToken.Parse("1");
            internal JToken? Hidden() => null;
            public System.Func<string> Later(object value)
            {
                return () => JsonConvert.SerializeObject(value);
            }

            public async System.Threading.Tasks.Task<JToken?> Soon() { await System.Threading.Tasks.Task.Yield(); return JToken.Parse("2"); }
        }
        """;

    private const string Attributed = """
        [Newtonsoft.Json.JsonConverter(typeof(Newtonsoft.Json.Converters.StringEnumConverter))]
        public enum Colour { Red }
        """;

    // A function, a closure, and a union with a case of the package's type.
    private const string FSharp = """
        module Lib.Json
        open Newtonsoft.Json
        let write (x: obj) = JsonConvert.SerializeObject x
        let later (x: obj) =
            fun (_: int) -> JsonConvert.SerializeObject x
        type Shape =
            | Token of Newtonsoft.Json.Linq.JToken
            | Square of int
        """;

    private const string VisualBasic = """
        Imports Newtonsoft.Json
        Public Class Writer
            Public Property Token As Linq.JToken
            Public Function Write(value As Object) As String
                Dim later = Function() JsonConvert.SerializeObject(value)
                Return later() & JsonConvert.SerializeObject(value)
            End Function
        End Class
        """;

    [Fact]
    public void The_three_languages_of_the_sdk_and_several_targets_are_read()
    {
        using var temp = new TempFolder();
        Project(temp, "Cs/Cs.csproj", "<TargetFrameworks>net10.0;net8.0</TargetFrameworks><IsPackable>true</IsPackable>", ("Writer.cs", CSharp), ("Colour.cs", Attributed), ("Free.cs", "class Free { }"));
        Project(temp, "Fs/Fs.fsproj", "<TargetFramework>net10.0</TargetFramework><IsPackable>true</IsPackable>", ("Json.fs", FSharp));
        Project(temp, "Vb/Vb.vbproj", "<TargetFramework>net10.0</TargetFramework><IsPackable>true</IsPackable><OptionStrict>On</OptionStrict>", ("Writer.vb", VisualBasic));
        Project(temp, "Idle/Idle.csproj", "<TargetFramework>net10.0</TargetFramework>", ("Idle.cs", "class Idle { }"));
        Build(temp.Root, "restore", "Idle/Idle.csproj");
        Build(temp.Root, "build", "Cs/Cs.csproj");
        Build(temp.Root, "build", "Fs/Fs.fsproj");
        Build(temp.Root, "build", "Vb/Vb.vbproj", "-p:DebugType=embedded");

        var bindings = Read(temp.Root);
        Assert.Equal(["Cs/Cs.csproj", "Fs/Fs.fsproj", "Idle/Idle.csproj", "Vb/Vb.vbproj"], bindings.Select(binding => binding.Project.Path));
        Assert.Equal(
            "4 Cs/Colour.cs:0 Cs/Writer.cs:5 | Newtonsoft.Json.Converters.StringEnumConverter Newtonsoft.Json.JsonConvert Newtonsoft.Json.JsonConverterAttribute Newtonsoft.Json.Linq.JToken | Writer.Soon",
            Newtonsoft(bindings[0]));
        Assert.Equal(["Cs/Colour.cs", "Cs/Free.cs", "Cs/Writer.cs"], bindings[0].Files.ToArray());
        Assert.Equal("2 Fs/Json.fs:3", Newtonsoft(bindings[1]).Split(" | ")[0]);
        Assert.Equal("Newtonsoft.Json.JsonConvert Newtonsoft.Json.Linq.JToken", Newtonsoft(bindings[1]).Split(" | ")[1]);
        Assert.Contains("Lib.Json+Shape.NewToken", Newtonsoft(bindings[1]), StringComparison.Ordinal);
        Assert.Equal("Fs/Json.fs", Assert.Single(bindings[1].Files));
        Assert.Contains(bindings[1].Packages, package => package.Package.Id is "FSharp.Core");
        Assert.Equal("is not built; run 'dotnet build'", bindings[2].Unknown);

        // Accessors that Visual Basic makes have no line: the first one known is that of the closure. Its root namespace is the project.
        Assert.Equal("2 Vb/Writer.vb:5 | Newtonsoft.Json.JsonConvert Newtonsoft.Json.Linq.JToken | Vb.Writer.Token", Newtonsoft(bindings[3]));
        Assert.Equal("Vb/Writer.vb", Assert.Single(bindings[3].Files));
        Assert.All(bindings, binding => Assert.False(binding.IsStale));
        Assert.All(bindings, binding => Assert.Empty(binding.Notes));
    }

    [Fact]
    public void Of_a_debug_and_a_release_build_the_one_of_the_sources_on_disk_is_read()
    {
        using var temp = new TempFolder();
        Project(temp, "Cs/Cs.csproj", "<TargetFramework>net10.0</TargetFramework>", ("Writer.cs", CSharp));
        Build(temp.Root, "build", "Cs/Cs.csproj", "-c", "Release");
        temp.Write("Cs/Writer.cs", "// One line more.\n" + CSharp.Replace(" + JToken.Parse(\"1\")", "", StringComparison.Ordinal));
        Build(temp.Root, "build", "Cs/Cs.csproj", "-c", "Debug");
        var binding = Assert.Single(Read(temp.Root));
        Assert.StartsWith("3 Cs/Writer.cs:6 ", Newtonsoft(binding), StringComparison.Ordinal);
        Assert.False(binding.IsStale);

        // Back to what the release was built from; then to what neither was.
        temp.Write("Cs/Writer.cs", CSharp);
        binding = Assert.Single(Read(temp.Root));
        Assert.StartsWith("4 Cs/Writer.cs:5 ", Newtonsoft(binding), StringComparison.Ordinal);
        Assert.False(binding.IsStale);
        temp.Write("Cs/Writer.cs", CSharp + "// Changed.");
        binding = Assert.Single(Read(temp.Root));
        Assert.True(binding.IsStale);
        Assert.Equal("net10.0 was built from other sources; build again", Assert.Single(binding.Notes));
    }

    [Fact]
    public void A_build_for_publication_with_mapped_paths_and_the_artifacts_layout_are_read()
    {
        using var temp = new TempFolder();
        temp.Write("Directory.Build.props", """
            <Project>
              <PropertyGroup><UseArtifactsOutput>true</UseArtifactsOutput><ContinuousIntegrationBuild>true</ContinuousIntegrationBuild></PropertyGroup>
              <ItemGroup><SourceRoot Include="$(MSBuildThisFileDirectory)" /></ItemGroup>
            </Project>
            """);
        Project(temp, "src/Cs/Cs.csproj", "<TargetFrameworks>net10.0;net8.0</TargetFrameworks>", ("Writer.cs", CSharp), ("../Shared/Linked.cs", "class Linked { object? M() => Newtonsoft.Json.Linq.JToken.Parse(\"3\"); }"));
        Build(temp.Root, "build", "src/Cs/Cs.csproj", "-c", "Release");
        var output = Path.Combine(temp.Root, "artifacts", "obj", "Cs", "release_net10.0", "Cs.dll");
        Assert.True(BuiltAssembly.Open(output).Succeeded(out var assembly, out var error), error?.Message);
        using (assembly)
        {
            Assert.Contains("/_/src/Cs/Writer.cs", assembly.Documents.Select(document => document.Path));
        }

        var binding = Assert.Single(Read(temp.Root));
        Assert.StartsWith("5 src/Cs/Writer.cs:5 src/Shared/Linked.cs:1 ", Newtonsoft(binding), StringComparison.Ordinal);
        Assert.False(binding.IsStale);
        Assert.Empty(binding.Notes);
    }

    private static void Project(TempFolder temp, string path, string properties, params (string Name, string Text)[] sources)
    {
        // What the globs do not find, and everything of F#, is compiled by name.
        var named = sources.Where(source => path.EndsWith(".fsproj", StringComparison.Ordinal) || source.Name.StartsWith("..", StringComparison.Ordinal));
        var items = string.Concat(named.Select(source => $"""<Compile Include="{source.Name}" />"""));
        var nullable = path.EndsWith(".csproj", StringComparison.Ordinal) ? "<Nullable>enable</Nullable>" : "";
        temp.Write(path, $"""<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup>{properties}{nullable}<NuGetAudit>false</NuGetAudit></PropertyGroup><ItemGroup>{items}</ItemGroup>{Reference}</Project>""");
        foreach (var (name, text) in sources)
        {
            temp.Write(Path.GetRelativePath(temp.Root, Path.GetFullPath(temp[Path.GetDirectoryName(path) + "/" + name])).Replace('\\', '/'), text);
        }
    }

    private static void Build(string folder, params string[] arguments) =>
        TestProcess.RunDotnet(folder, [.. arguments, "-v:minimal", "-tl:off", "-nologo"]).Ended(0);

    private static System.Collections.Immutable.ImmutableArray<ProjectBinding> Read(string folder)
    {
        var discovery = ScopeDiscovery.Discover(folder);
        Assert.True(discovery.Succeeded(out var discovered, out var error), error?.ToString());
        Assert.True(ScopeReader.Read(discovered).Succeeded(out var scope, out error), error?.ToString());
        return BindingReader.Read(scope);
    }

    /// <summary>"calls path:line ... | types | leaks"</summary>
    private static string Newtonsoft(ProjectBinding binding)
    {
        Assert.Null(binding.Unknown);
        var package = binding.Packages.Single(package => package.Package.Id is "Newtonsoft.Json");
        var sites = string.Concat(package.Sites.Select(site => string.Create(CultureInfo.InvariantCulture, $" {site.Path}:{site.Line}")));
        return string.Create(CultureInfo.InvariantCulture, $"{package.CallSites}{sites} | {string.Join(' ', package.Types)} | {string.Join(' ', package.Leaks)}");
    }
}

using System.Text.RegularExpressions;
using System.Xml;
using DepRisk.Packages.Signatures;

namespace DepRisk.Tests;

/// <summary>The layout that the design asks for, read from the sources: what knows what, and where it stands.</summary>
public sealed class ArchitectureTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>What a folder of Core may use of the others; the one direction in which data flows.</summary>
    private static readonly Dictionary<string, string[]> Below = new(StringComparer.Ordinal)
    {
        ["Input"] = [],
        ["Graph"] = ["Input", "Packages"],
        ["IL"] = ["Input"],
        ["Packages"] = ["IL", "Input"],
        ["Restore"] = ["Graph", "Input", "Packages"],
        ["Sbom"] = ["Binding", "Concentration", "Evidence", "Graph", "Input", "Lock", "Packages", "Rules"],
        ["Binding"] = ["Graph", "IL", "Input", "Packages"],
        ["Evidence"] = ["Binding", "Graph", "Input", "Packages"],
        ["Concentration"] = ["Binding", "Evidence", "Graph", "Input", "Packages"],
        ["Lock"] = ["Concentration", "Evidence", "Graph", "Input", "Packages"],
        // What a compiler compiles again: no more than the levels that a policy has.
        ["RiskModel"] = ["Lock"],
        ["Rules"] = ["Binding", "Concentration", "Evidence", "Graph", "Input", "Lock", "Packages"],
        ["Reports"] = ["Binding", "Concentration", "Evidence", "Graph", "Input", "Lock", "Packages", "Rules"],
    };

    [Fact]
    public void Core_depends_on_two_packages_at_most_and_on_no_project()
    {
        var core = ProjectNamed("DepRisk.Core");
        Nothing(core.Includes("PackageReference").Except(["NuGet.Versioning", "System.Security.Cryptography.Pkcs"], StringComparer.Ordinal), "is a package that Core must not depend on; whoever needs it belongs into the Tool or a project of its own");
        Nothing(core.Includes("ProjectReference"), "is a reference of Core, which everything rests on and which rests on nothing of ours");
    }

    [Fact]
    public void Only_the_analyzer_knows_Roslyn() => NoCode(
        "src", @"\busing Microsoft\.CodeAnalysis\b", "compilers are the analyzer's business; it is loaded into one and nothing else of ours is", except: "src/DepRisk.Analyzer/");

    /// <summary>It is loaded into compilers of all languages: an assembly that one of them does not bring would fail there and nowhere else.</summary>
    [Fact]
    public void The_analyzer_depends_on_what_every_compiler_brings_and_on_no_project()
    {
        var analyzer = ProjectNamed("DepRisk.Analyzer");
        Assert.Equal(["Microsoft.CodeAnalysis.Analyzers", "Microsoft.CodeAnalysis.Common"], analyzer.Includes("PackageReference"));
        Nothing(analyzer.Includes("ProjectReference"), "is a reference of the analyzer; a compiler loads one assembly of ours, link the source of what it shares");
    }

    /// <summary>A value of the model, its two ends, and the rules by name. What reads a file or a graph is not for a compiler.</summary>
    [Fact]
    public void The_analyzer_compiles_of_Core_the_model_and_the_catalogue_alone() => Assert.Equal(
        ["../DepRisk.Core/RiskModel/*.cs", "../DepRisk.Core/Lock/CodeRules.cs", "../DepRisk.Core/Lock/RuleLevel.cs", "../DepRisk.Core/Rules/RuleCatalog.cs", "../DepRisk.Core/Rules/RuleDescriptor.cs"],
        ProjectNamed("DepRisk.Analyzer").Includes("Compile"));

    [Fact]
    public void The_analyzer_looks_at_operations_and_symbols_and_not_at_syntax() => NoCode(
        "src/DepRisk.Analyzer", @"\bRegisterSyntax\w+|\bRegisterSemanticModelAction|\bSyntaxNode\b|\bMicrosoft\.CodeAnalysis\.(CSharp|VisualBasic)\b", "syntax is one language's and says nothing of what it means");

    /// <summary>A compiler calls it on any machine, at any time, for an editor at each key: what it says depends on what it is given.</summary>
    [Fact]
    public void The_analyzer_reads_and_writes_no_file() => NoCode(
        "src/DepRisk.Analyzer", @"\bFile(Info|Stream)?\.|\bDirectory(Info)?\.|\bEnvironment\.|\bStream(Reader|Writer)\b", "what an analyzer knows are the options and additional files that the build hands over");

    [Fact]
    public void Tool_refers_to_Core_and_to_no_other_project_of_ours() =>
        Assert.Equal(["../DepRisk.Core/DepRisk.Core.csproj"], ProjectNamed("DepRisk.Tool").Includes("ProjectReference"));

    [Fact]
    public void Only_Core_and_Tool_and_what_the_design_names_are_projects_of_the_product() => Nothing(
        Projects.Where(project => project.Path.StartsWith("src/", StringComparison.Ordinal)).Select(project => Path.GetFileNameWithoutExtension(project.Path))
            .Except(["DepRisk.Core", "DepRisk.Tool", "DepRisk.Build", "DepRisk.Analyzer"], StringComparer.Ordinal),
        "is a new project; one exists only for another host process, target framework or third-party dependency, and design.md names it");

    [Fact]
    public void Core_has_no_console_network_process_MSBuild_or_Roslyn() => NoCode(
        "src/DepRisk.Core",
        @"\bConsole\.|\bHttp(Client|Request)|\bSockets?\b|\bSystem\.Net\b|\bProcessStartInfo\b|\bnew Process\b|\bProcess\.(Start|Get\w+)\(|\busing Microsoft\.(Build|CodeAnalysis)",
        "Core reads and computes; what starts a process, prints or uses a network belongs into the Tool and reaches Core as a delegate");

    [Fact]
    public void Chains_of_certificates_are_built_in_one_file_and_offline()
    {
        const string Home = "src/DepRisk.Core/Packages/Signatures/CertificateChains.cs";
        NoCode(
            "src",
            @"\bX509Chain(Policy)?\b|\.Verify\(\)|verifySignatureOnly: false|CheckSignature\((?!(\[certificate\], )?verifySignatureOnly: true\))",
            "by default a chain downloads certificates and revocation lists; ask CertificateChains, and check signatures alone",
            except: Home);
        var code = Sources("src").Single(source => source.Path.Equals(Home, StringComparison.Ordinal)).Code;
        var chains = Regex.Count(code, @"new X509Chain\b", RegexOptions.None, Patience);
        Assert.True(chains > 0, "CertificateChains builds no chain any more; this test guards nothing");
        Nothing(
            new[] { @"RevocationMode = X509RevocationMode\.NoCheck;", @"DisableCertificateDownloads = true;", @"TrustMode = X509ChainTrustMode\.CustomRootTrust;" }
                .Where(setting => Regex.Count(code, setting, RegexOptions.None, Patience) != chains),
            $"is not set once for every chain in {Home}");
    }

    [Fact]
    public void Only_Restore_knows_the_files_that_NuGet_writes() => NoCode(
        "src",
        @"project\.assets\.json|packages\.\S*lock\.json|packages\.config|\.deps\.json|project\.nuget\.cache|\.nuget\.dgspec",
        "files of a restore are named in Core/Restore alone; ask ScopeDiscovery or a reader there",
        except: "src/DepRisk.Core/Restore/");

    [Fact]
    public void Only_Registry_calls_the_client_of_NuGet() => NoCode(
        "src/DepRisk.Tool", @"\b(using|= )NuGet\.(?!Versioning;)", "the client that asks feeds is called in Registry alone, which loads it from the SDK", except: "src/DepRisk.Tool/Registry/");

    [Fact]
    public void Only_Sbom_knows_CycloneDX()
    {
        NoCode("src/DepRisk.Core", "cyclonedx|bomFormat|specVersion", "the format is written and read in Core/Sbom alone; add what is missing there", except: "src/DepRisk.Core/Sbom/", RegexOptions.IgnoreCase);
        NoCode("src/DepRisk.Tool", "cyclonedx", "in the Tool only a command may call the readers and writers of Core/Sbom", except: "src/DepRisk.Tool/Commands/", RegexOptions.IgnoreCase);
    }

    [Fact]
    public void Graph_knows_neither_NuGet_nor_a_format() => NoCode(
        "src/DepRisk.Core/Graph",
        @"\bNuGet\b|\busing DepRisk\.(Restore|Sbom|Reports)\b|System\.Text\.Json|System\.Xml",
        "a graph is nodes and edges; what reads or writes them stands in Restore, Sbom or Reports");

    [Fact]
    public void Only_versions_of_packages_are_taken_from_NuGet() => NoCode(
        "src/DepRisk.Core", @"\busing NuGet\.(?!Versioning;)", "the restore readers are ours (design.md, section 2); only NuGet.Versioning is used");

    [Fact]
    public void Folders_of_Core_use_only_those_below_them()
    {
        var wrong = new List<string>();
        foreach (var source in Sources("src/DepRisk.Core"))
        {
            var folder = source.Path.Split('/')[2];
            if (!Below.TryGetValue(folder, out var allowed))
            {
                wrong.Add($"{source.Path}: the folder {folder} is new; say in ArchitectureTests.Below what it may use");
                continue;
            }

            wrong.AddRange(Regex.Matches(source.Code, @"^using DepRisk\.(?<name>\w+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, Patience)
                .Select(use => use.Groups["name"].Value)
                .Where(used => !used.Equals(folder, StringComparison.Ordinal) && !allowed.Contains(used, StringComparer.Ordinal))
                .Select(used => $"{source.Path}: {folder} must not use {used}; data flows the other way"));
        }

        Nothing(wrong, "");
    }

    [Fact]
    public void No_file_names_the_host_of_a_package_registry()
    {
        // In pieces, so that this file does not name them either.
        var hosts = new[] { @"api\.nuget" + @"\.org", @"www\.nuget" + @"\.org/api", @"registry\.npmjs" + @"\.org", @"registry\.yarnpkg" + @"\.com" };
        var pattern = new Regex(string.Join('|', hosts), RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, Patience);
        Nothing(TextFiles().Where(file => pattern.IsMatch(File.ReadAllText(Path.Combine(Root, file)))), "names the host of a registry; the sources that a user configured serve, and test data says feed.example");
    }

    [Fact]
    public void XML_is_read_without_a_document_tree() => NoCode(
        "src", @"\bXDocument\b|\bXElement\b|\bXmlDocument\b|System\.Xml\.Linq", "XML is read by XmlInput, which prohibits a DTD and holds no tree");

    [Fact]
    public void XML_readers_are_made_in_one_place() => NoCode(
        "src", @"\bXmlReader\.Create\b|new XmlTextReader", "XmlInput makes the XmlReader, with a DTD prohibited and caps", except: "src/DepRisk.Core/Input/XmlInput.cs");

    [Fact]
    public void Namespaces_are_folders() => Nothing(
        CodeFiles().SelectMany(source =>
        {
            var expected = string.Join('.', source.Path.Split('/')[1..^1]).Replace("DepRisk.Core", "DepRisk", StringComparison.Ordinal);
            return Regex.Matches(source.Code, @"^namespace (?<name>[\w.]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, Patience)
                .Select(match => match.Groups["name"].Value)
                .Where(actual => !actual.Equals(expected, StringComparison.Ordinal))
                // A type that a compiler or a host looks for by its name, and that an older framework does not have.
                .Where(actual => !actual.StartsWith("System.", StringComparison.Ordinal) && !actual.StartsWith("Microsoft.Build.", StringComparison.Ordinal))
                .Select(actual => $"{source.Path}: the namespace is {actual}, the folder says {expected}; move the file or rename the namespace");
        }),
        "");

    [Fact]
    public void A_file_is_called_like_the_type_in_it() => Nothing(
        Sources("src")
            .Where(source => !source.Path.EndsWith("/Program.cs", StringComparison.Ordinal))
            .Where(source => !Regex.IsMatch(source.Code, $@"\b(class|record|struct|enum|interface|delegate \S+) {Regex.Escape(source.Stem)}\b", RegexOptions.ExplicitCapture, Patience))
            // A part of a type stands in a file of its own when the type says so.
            .Where(source => !Regex.IsMatch(source.Code, @"\bpartial class\b", RegexOptions.ExplicitCapture, Patience))
            .Select(source => source.Path),
        "holds no type of its own name; rename the file or the type");

    [Fact]
    public void A_test_stands_where_its_source_stands()
    {
        var sources = Sources("src").ToLookup(source => source.Stem, source => source.Path.Replace("src/DepRisk.Core/", "", StringComparison.Ordinal).Replace("src/DepRisk.", "", StringComparison.Ordinal), StringComparer.Ordinal);
        Nothing(
            Sources("tests/DepRisk.Tests")
                .Where(test => test.Stem.EndsWith("Tests", StringComparison.Ordinal))
                .Select(test => (test.Path, Folder: Folder(test.Path["tests/DepRisk.Tests/".Length..]), Homes: sources[test.Stem[..^"Tests".Length]].Select(Folder).ToArray()))
                // Commands are the Tool's tests without a folder of their own.
                .Where(test => test.Homes.Length > 0 && !test.Homes.Any(home => home.Equals(test.Folder, StringComparison.Ordinal) || home.Equals(test.Folder + "/Commands", StringComparison.Ordinal)))
                .Select(test => $"{test.Path}: the source stands in {string.Join(" or ", test.Homes)}; move the test there"),
            "");

        static string Folder(string path) => Path.GetDirectoryName(path)!.Replace('\\', '/');
    }

    [Fact]
    public void A_test_file_holds_the_class_of_its_name() => Nothing(
        CodeFiles().Where(source => source.Path.StartsWith("tests/", StringComparison.Ordinal) && source.Stem.EndsWith("Tests", StringComparison.Ordinal))
            .Where(source => !Regex.IsMatch(source.Code, $@"\bclass {source.Stem}\b", RegexOptions.ExplicitCapture, Patience))
            .Select(source => source.Path),
        "is a file of tests without the class of its name");

    [Fact]
    public void Every_project_is_part_of_the_solution()
    {
        var solution = File.ReadAllText(Path.Combine(Root, "DepRisk.sln")).Replace('\\', '/');
        Nothing(
            Projects.Select(project => project.Path).Where(path => !path.StartsWith("samples/", StringComparison.Ordinal) && !solution.Contains($"\"{path}\"", StringComparison.Ordinal)),
            "is not part of DepRisk.sln; run 'dotnet sln add' with it");
    }

    [Fact]
    public void Versions_of_packages_stand_in_one_place() => Nothing(
        Projects.Where(project => !project.Path.StartsWith("samples/", StringComparison.Ordinal))
            .Where(project => Regex.IsMatch(File.ReadAllText(Path.Combine(Root, project.Path)), "<PackageReference [^>]*Version(Override)?=", RegexOptions.ExplicitCapture, Patience))
            .Select(project => project.Path),
        "states a version; it belongs into Directory.Packages.props");

    [Fact]
    public void No_name_says_nothing() => NoCode(
        "src", @"\b(class|record|struct|interface|enum) \w*(Service|Manager|Helper|Utils?|Common)\b", "name what it is or does; Service, Manager, Helper, Utils and Common say nothing");

    [Fact]
    public void No_path_of_a_machine_stands_in_a_source()
    {
        // In pieces, so that this file is no hit.
        var pattern = new Regex("\"/(home" + "|Users" + "|root" + ")/(?!" + ".nuget)" + "|[A-Z]:\\\\\\\\Users\\\\", RegexOptions.ExplicitCapture, Patience);
        Nothing(CodeFiles().Where(source => source.Path.StartsWith("src/", StringComparison.Ordinal) && pattern.IsMatch(source.Code)).Select(source => source.Path), "names a folder of somebody's machine");
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("CONTRIBUTING.md")]
    [InlineData("LICENSE")]
    [InlineData("global.json")]
    public void The_repository_has_what_a_newcomer_looks_for(string file) =>
        Assert.True(new FileInfo(Path.Combine(Root, file)) is { Exists: true, Length: > 0 }, $"{file} is missing or empty; write it");

    private static string Root { get; } = FindRoot();

    private static IReadOnlyList<ProjectXml> Projects { get; } = [.. TextFiles().Where(file => file.EndsWith("proj", StringComparison.Ordinal)).Select(file => new ProjectXml(file))];

    private static ProjectXml ProjectNamed(string name) => Projects.Single(project => Path.GetFileNameWithoutExtension(project.Path).Equals(name, StringComparison.Ordinal));

    /// <summary>Everything of ours that is text: no build outputs, no git, no recorded schemas of others.</summary>
    private static IEnumerable<string> TextFiles() => Directory.EnumerateFiles(Root, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
        .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
        .Where(file => !file.Split('/').Any(part => part is "obj" or "bin" or ".git" or "artifacts" or "TestResults" or "node_modules"))
        .Where(file => Path.GetExtension(file) is ".cs" or ".csproj" or ".props" or ".targets" or ".json" or ".md" or ".xml" or ".slnx" or ".sln" or ".config" or ".txt" or ".tsv" or ".js" or ".mjs" or ".py" or ".sh" or ".yml" or "")
        .Order(StringComparer.Ordinal);

    private static IEnumerable<Source> CodeFiles() => Sources("src").Concat(Sources("tests"));

    private static IEnumerable<Source> Sources(string folder) => TextFiles()
        .Where(file => file.StartsWith(folder + "/", StringComparison.Ordinal) && file.EndsWith(".cs", StringComparison.Ordinal))
        .Select(file => new Source(file, Code(File.ReadAllText(Path.Combine(Root, file)))));

    /// <summary>Without the lines that are comments: they may say what the code must not do.</summary>
    private static string Code(string text) => Regex.Replace(text, @"^[ \t]*//.*$", "", RegexOptions.Multiline | RegexOptions.ExplicitCapture, Patience);

    private static void NoCode(string folder, string pattern, string advice, string? except = null, RegexOptions options = RegexOptions.None) => Nothing(
        Sources(folder)
            .Where(source => except is null || !source.Path.StartsWith(except, StringComparison.Ordinal))
            .SelectMany(source => Regex.Matches(source.Code, pattern, options | RegexOptions.ExplicitCapture, Patience)
                .Select(match => $"{source.Path}({source.Code.AsSpan(0, match.Index).Count('\n') + 1}): {match.Value}: {advice}")),
        "");

    private static void Nothing(IEnumerable<string> wrong, string advice)
    {
        var lines = wrong.Select(item => advice.Length == 0 ? item : $"{item}: {advice}").ToArray();
        Assert.True(lines.Length == 0, string.Join('\n', lines));
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "DepRisk.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("These tests run from inside the repository: there is no DepRisk.sln above them.");
    }

    private sealed record Source(string Path, string Code)
    {
        public string Stem => System.IO.Path.GetFileNameWithoutExtension(Path);
    }

    private sealed record ProjectXml(string Path)
    {
        public string[] Includes(string element)
        {
            using var reader = XmlReader.Create(System.IO.Path.Combine(Root, Path));
            var includes = new List<string>();
            while (reader.Read())
            {
                if (reader.NodeType is XmlNodeType.Element && reader.Name.Equals(element, StringComparison.Ordinal) && reader.GetAttribute("Include") is { } include)
                {
                    includes.Add(include);
                }
            }

            return [.. includes];
        }
    }
}

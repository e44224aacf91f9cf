using System.Text;
using System.Text.Json;
using DepRisk.Graph;
using DepRisk.Input;
using DepRisk.Restore;

namespace DepRisk.Tests.Restore;

public sealed class DepsJsonReaderTests
{
    private const string Trivy = "deps/aquasecurity+trivy/pkg/dependency/parser/dotnet/core_deps/testdata/";

    // Not JSON, and JSON that ends in the middle.
    private static readonly string[] NotJson =
    [
        "deps/anchore+syft/syft/pkg/cataloger/dotnet/testdata/glob-paths/src/something.deps.json",
        Trivy + "invalid.deps.json",
    ];

    private static readonly string[] AssetGroups = ["runtime", "native", "resources", "runtimeTargets"];

    internal static Result<DepsFile> Parse(string json, string name = "App.deps.json") => DepsJsonReader.Parse(name, Encoding.UTF8.GetBytes(json));

    [CorpusFact]
    public void Reads_every_file_of_the_corpus_with_the_counts_of_another_parser()
    {
        List<string> failed = [];
        foreach (var path in Corpus.Files("deps", "*.json"))
        {
            if (!DepsJsonReader.Read(path).Succeeded(out var file, out var error))
            {
                Assert.Equal(InputErrorCode.Malformed, error.Code);
                failed.Add(Corpus.Name(path));
                continue;
            }

            using var document = JsonDocument.Parse(InputFile.WithoutBom(File.ReadAllBytes(path)));
            var root = document.RootElement;
            Assert.Equal(root.GetProperty("runtimeTarget").GetProperty("name").GetString(), file.RuntimeTarget);
            Assert.Equal(root.TryGetProperty("libraries", out var libraries) ? libraries.EnumerateObject().Count() : 0, file.Libraries.Count);
            var entries = (root.TryGetProperty("targets", out var targets) ? targets.EnumerateObject().SelectMany(target => target.Value.EnumerateObject()) : []).ToList();
            Assert.Equal(entries.Count, file.Targets.Sum(target => target.Libraries.Length));
            Assert.Equal(
                entries.Sum(entry => AssetGroups.Sum(group => entry.Value.TryGetProperty(group, out var files) ? files.EnumerateObject().Count() : 0)),
                file.Targets.Sum(target => target.Libraries.Sum(library => library.Files.Length)));
        }

        Assert.Equal(NotJson, failed, StringComparer.Ordinal);
    }

    [Fact]
    public void Reads_every_kind_of_asset_sorted_and_leaves_placeholders_out()
    {
        var library = Parse("""
            { "runtimeTarget": { "name": ".NETCoreApp,Version=v10.0" }, "targets": { ".NETCoreApp,Version=v10.0": { "A/1.0.0": {
                "runtime": { "lib/net8.0/A.dll": { "assemblyVersion": "1.0.0.0" }, "lib/net8.0/_._": {} },
                "resources": { "lib/net8.0/de/A.resources.dll": { "locale": "de" } },
                "native": { "a.so": { "fileVersion": "0.0.0.0" } },
                "runtimeTargets": { "runtimes/win/native/a.dll": { "rid": "win", "assetType": "native" }, "runtimes/win/lib/A.dll": { "rid": "win", "assetType": "runtime" } } } } },
              "libraries": {} }
            """).Value!.Targets[0].Libraries[0];

        Assert.Equal(
            [
                new ShippedFile("a.so", ShippedFileType.Native),
                new ShippedFile("lib/net8.0/A.dll", ShippedFileType.Assembly),
                new ShippedFile("lib/net8.0/de/A.resources.dll", ShippedFileType.Resource, Culture: "de"),
                new ShippedFile("runtimes/win/lib/A.dll", ShippedFileType.Assembly, "win"),
                new ShippedFile("runtimes/win/native/a.dll", ShippedFileType.Native, "win"),
            ],
            library.Files.AsEnumerable());
    }

    [Theory]
    [InlineData("sha512-abc==", "abc==")]
    [InlineData("", null)]
    [InlineData("sha512-", null)]
    [InlineData("abc", null)]
    public void Takes_the_content_hash_out_of_sha512(string text, string? expected)
    {
        var file = Parse($$"""{ "runtimeTarget": { "name": "x" }, "libraries": { "A/1.0.0": { "type": "package", "sha512": "{{text}}" } } }""").Value!;

        Assert.Equal(expected, file.Libraries["a/1.0.0"].ContentHash);
    }

    [Theory]
    [InlineData("[]", InputErrorCode.Unexpected)]
    [InlineData("{}", InputErrorCode.Unexpected)]
    [InlineData("{ \"runtimeTarget\": {} }", InputErrorCode.Unexpected)]
    [InlineData("{ \"runtimeTarget\": { \"name\": 1 } }", InputErrorCode.Unexpected)]
    [InlineData("{ \"runtimeTarget\": { \"name\": \"x\" }, \"targets\": { \"x\": { \"A\": {} } } }", InputErrorCode.Unexpected)]
    [InlineData("{ \"runtimeTarget\": { \"name\": \"x\" }, \"targets\": { \"x\": { \"A/1\": {}, \"a/1\": {} } } }", InputErrorCode.Unexpected)]
    [InlineData("{ \"runtimeTarget\": { \"name\": \"x\" }, \"targets\": { \"x\": {}, \"x\": {} } }", InputErrorCode.Unexpected)]
    [InlineData("{ \"runtimeTarget\": { \"name\": \"x\" }, \"libraries\": { \"A/1\": {} } }", InputErrorCode.Unexpected)]
    [InlineData("{ \"runtimeTarget\": ", InputErrorCode.Malformed)]
    public void Refuses_what_is_no_deps_json_with_a_position(string json, InputErrorCode code)
    {
        var error = Parse(json).Error!;

        Assert.Equal(code, error.Code);
        Assert.True(error.Line > 0 && error.Column > 0);
    }

    [CorpusFact]
    public void Refuses_a_real_file_cut_off_at_any_byte()
    {
        var bytes = File.ReadAllBytes(Path.Combine(Corpus.Root!, Trivy + "self-contained.deps.json"));
        var end = Array.LastIndexOf(bytes, (byte)'}');
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Equal(length > end, DepsJsonReader.Parse("cut", bytes.AsMemory(0, length)).Value is not null);
        }
    }

    [CorpusFact]
    public void Never_throws_for_mutations_of_real_files()
    {
        foreach (var path in Corpus.Files("deps", "*.json").Where(path => new FileInfo(path).Length > 500))
        {
            foreach (var bytes in Mutations.Of(File.ReadAllBytes(path), seed: 12, count: 60))
            {
                var result = DepsJsonReader.Parse(path, bytes);
                Assert.True(result.Value is null ^ result.Error is null);
                if (result.Value is { } file)
                {
                    DepsGraphTests.Target(file);
                }
            }
        }
    }
}

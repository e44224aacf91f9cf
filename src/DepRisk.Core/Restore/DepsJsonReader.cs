using System.Collections.Immutable;
using System.Text.Json;
using DepRisk.Graph;
using DepRisk.Input;

namespace DepRisk.Restore;

/// <summary>Reads *.deps.json, which the SDK writes beside an application for the host.</summary>
public static class DepsJsonReader
{
    public static Result<DepsFile> Read(string path) =>
        InputFile.Read(path).Succeeded(out var bytes, out var error) ? Parse(path, bytes) : error;

    public static Result<DepsFile> Parse(string path, ReadOnlyMemory<byte> bytes) =>
        JsonInput.Parse(path, bytes, (ref Utf8JsonReader reader) => Root(ref reader, path));

    // { "runtimeTarget": {...}, "compilationOptions": {}, "targets": { TARGET: {...} }, "libraries": { "Id/1.0.0": {...} } }
    private static DepsFile Root(ref Utf8JsonReader reader, string path)
    {
        JsonInput.ExpectObject(ref reader, "the content");
        string? runtimeTarget = null;
        var targets = new SortedDictionary<string, DepsTarget>(StringComparer.Ordinal);
        var libraries = new Dictionary<string, DepsLibrary>(StringComparer.OrdinalIgnoreCase);
        while (JsonInput.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("runtimeTarget"u8))
            {
                runtimeTarget = RuntimeTarget(ref reader);
            }
            else if (reader.ValueTextEquals("targets"u8))
            {
                Targets(ref reader, targets);
            }
            else if (reader.ValueTextEquals("libraries"u8))
            {
                Libraries(ref reader, libraries);
            }
            else
            {
                JsonInput.SkipValue(ref reader);
            }
        }

        return runtimeTarget is null
            ? throw new InputException(InputErrorCode.Unexpected, "has no runtimeTarget; is it a deps.json?")
            : new DepsFile(path, runtimeTarget, [.. targets.Values], libraries);
    }

    // { "name": ".NETCoreApp,Version=v10.0", "signature": "" }
    private static string RuntimeTarget(ref Utf8JsonReader reader)
    {
        JsonInput.Object(ref reader, "runtimeTarget");
        string? name = null;
        while (JsonInput.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("name"u8))
            {
                name = JsonInput.String(ref reader, "the name of runtimeTarget");
            }
            else
            {
                JsonInput.SkipValue(ref reader);
            }
        }

        return name ?? throw new InputException(InputErrorCode.Unexpected, "runtimeTarget has no name");
    }

    // { ".NETCoreApp,Version=v10.0": { "Id/1.0.0": {...} } }
    private static void Targets(ref Utf8JsonReader reader, SortedDictionary<string, DepsTarget> targets)
    {
        JsonInput.Object(ref reader, "targets");
        while (JsonInput.NextProperty(ref reader))
        {
            var name = reader.GetString()!;
            if (!targets.TryAdd(name, new DepsTarget(name, TargetLibraries(ref reader))))
            {
                throw new InputException(InputErrorCode.Unexpected, "has one target twice");
            }
        }
    }

    // { "App/1.0.0": {...}, "Newtonsoft.Json/13.0.3": {...} }
    private static ImmutableArray<DepsTargetLibrary> TargetLibraries(ref Utf8JsonReader reader)
    {
        JsonInput.Object(ref reader, "a target");
        var libraries = new SortedDictionary<string, DepsTargetLibrary>(StringComparer.OrdinalIgnoreCase);
        while (JsonInput.NextProperty(ref reader))
        {
            var key = reader.GetString()!;
            var slash = key.IndexOf('/', StringComparison.Ordinal);
            if (slash <= 0 || slash == key.Length - 1)
            {
                throw new InputException(InputErrorCode.Unexpected, "has a library that is not named ID/VERSION");
            }

            if (!libraries.TryAdd(key, TargetLibrary(ref reader, key[..slash], key[(slash + 1)..])))
            {
                throw new InputException(InputErrorCode.Unexpected, "has one library twice in one target");
            }
        }

        return [.. libraries.Values];
    }

    // { "dependencies": {...}, "runtime": {...}, "native": {...}, "resources": {...}, "runtimeTargets": {...}, "compile": {...}, "compileOnly": true }
    private static DepsTargetLibrary TargetLibrary(ref Utf8JsonReader reader, string id, string version)
    {
        JsonInput.Object(ref reader, "a library");
        ImmutableArray<LibraryDependency> dependencies = [];
        List<ShippedFile> files = [];
        var compiles = false;
        while (JsonInput.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("dependencies"u8))
            {
                dependencies = Dependencies(ref reader);
            }
            else if (reader.ValueTextEquals("runtime"u8) || reader.ValueTextEquals("runtimeTargets"u8))
            {
                Assets(ref reader, ShippedFileType.Assembly, files);
            }
            else if (reader.ValueTextEquals("native"u8))
            {
                Assets(ref reader, ShippedFileType.Native, files);
            }
            else if (reader.ValueTextEquals("resources"u8))
            {
                Assets(ref reader, ShippedFileType.Resource, files);
            }
            else
            {
                var isCompile = reader.ValueTextEquals("compile"u8) || reader.ValueTextEquals("compileOnly"u8);
                JsonInput.SkipValue(ref reader);
                compiles |= isCompile && reader.TokenType is not JsonTokenType.False;
            }
        }

        files.Sort(static (left, right) => string.CompareOrdinal(left.Path, right.Path));
        return new DepsTargetLibrary(id, version, dependencies, [.. files], compiles);
    }

    // { "Newtonsoft.Json": "13.0.3" }
    private static ImmutableArray<LibraryDependency> Dependencies(ref Utf8JsonReader reader)
    {
        JsonInput.Object(ref reader, "dependencies");
        var dependencies = ImmutableArray.CreateBuilder<LibraryDependency>();
        while (JsonInput.NextProperty(ref reader))
        {
            var id = reader.GetString()!;
            dependencies.Add(new LibraryDependency(id, JsonInput.String(ref reader, "the version of a dependency")));
        }

        return dependencies.DrainToImmutable();
    }

    // { "lib/net8.0/de/A.resources.dll": { "locale": "de" }, "runtimes/win/native/b.dll": { "rid": "win", "assetType": "native" } }
    private static void Assets(ref Utf8JsonReader reader, ShippedFileType type, List<ShippedFile> files)
    {
        JsonInput.Object(ref reader, "a group of assets");
        while (JsonInput.NextProperty(ref reader))
        {
            var path = reader.GetString()!;
            var file = Asset(ref reader, path, type);
            if (!IsPlaceholder(path))
            {
                files.Add(file);
            }
        }
    }

    // { "assemblyVersion": "13.0.0.0", "fileVersion": "13.0.3.27908", "locale": "de", "rid": "win", "assetType": "native" }
    private static ShippedFile Asset(ref Utf8JsonReader reader, string path, ShippedFileType type)
    {
        JsonInput.Object(ref reader, "an asset");
        string? runtimeIdentifier = null, culture = null;
        while (JsonInput.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("rid"u8))
            {
                runtimeIdentifier = JsonInput.String(ref reader, "rid");
            }
            else if (reader.ValueTextEquals("locale"u8))
            {
                culture = JsonInput.String(ref reader, "locale");
            }
            else if (reader.ValueTextEquals("assetType"u8))
            {
                type = AssetType(JsonInput.String(ref reader, "assetType"), type);
            }
            else
            {
                JsonInput.SkipValue(ref reader);
            }
        }

        return new ShippedFile(path, type, runtimeIdentifier, culture);
    }

    private static ShippedFileType AssetType(string text, ShippedFileType otherwise) => text switch
    {
        "native" => ShippedFileType.Native,
        "resources" => ShippedFileType.Resource,
        "runtime" => ShippedFileType.Assembly,
        _ => otherwise,
    };

    // { "Newtonsoft.Json/13.0.3": {...} }
    private static void Libraries(ref Utf8JsonReader reader, Dictionary<string, DepsLibrary> libraries)
    {
        JsonInput.Object(ref reader, "libraries");
        while (JsonInput.NextProperty(ref reader))
        {
            var key = reader.GetString()!;
            if (!libraries.TryAdd(key, Library(ref reader)))
            {
                throw new InputException(InputErrorCode.Unexpected, "has one entry of libraries twice");
            }
        }
    }

    // { "type": "package", "serviceable": true, "sha512": "sha512-HrC5...", "path": "newtonsoft.json/13.0.3", "hashPath": "..." }
    private static DepsLibrary Library(ref Utf8JsonReader reader)
    {
        JsonInput.Object(ref reader, "an entry of libraries");
        string? type = null, contentHash = null;
        while (JsonInput.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("type"u8))
            {
                type = JsonInput.String(ref reader, "type");
            }
            else if (reader.ValueTextEquals("sha512"u8))
            {
                contentHash = ContentHash(JsonInput.String(ref reader, "sha512"));
            }
            else
            {
                JsonInput.SkipValue(ref reader);
            }
        }

        return type is null
            ? throw new InputException(InputErrorCode.Unexpected, "has an entry of libraries without a type")
            : new DepsLibrary(type, contentHash);
    }

    private static string? ContentHash(string text) =>
        text.StartsWith("sha512-", StringComparison.Ordinal) && text.Length > "sha512-".Length ? text["sha512-".Length..] : null;

    private static bool IsPlaceholder(string path) => path is "_._" || path.EndsWith("/_._", StringComparison.Ordinal);
}

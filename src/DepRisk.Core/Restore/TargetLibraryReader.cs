using System.Collections.Immutable;
using System.Text.Json;
using DepRisk.Graph;
using DepRisk.Input;

namespace DepRisk.Restore;

/// <summary>Reads one library of one target of project.assets.json.</summary>
internal static class TargetLibraryReader
{
    /// <summary>
    /// <code>"Dapper/2.1.66": { "type": "package", "dependencies": { "A": "[1.0.0, )" }, "frameworkReferences": ["..."],
    ///   "compile": {...}, "runtime": {...}, "runtimeTargets": {...}, "native": {...}, "resource": {...}, "contentFiles": {...}, "build": {...} }</code>
    /// </summary>
    public static TargetLibrary Library(ref Utf8JsonReader reader)
    {
        var (id, version) = LibraryKey.Split(reader.GetString()!);
        JsonInput.Object(ref reader, "a library");
        var type = "package";
        var dependencies = ImmutableArray<LibraryDependency>.Empty;
        var frameworks = ImmutableArray<string>.Empty;
        var assets = new Assets();
        while (JsonInput.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("type"u8))
            {
                type = JsonInput.String(ref reader, "type");
            }
            else if (reader.ValueTextEquals("dependencies"u8))
            {
                dependencies = AssetsProjectReader.Dependencies(ref reader);
            }
            else if (reader.ValueTextEquals("frameworkReferences"u8))
            {
                frameworks = AssetsProjectReader.Strings(ref reader, "frameworkReferences");
            }
            else
            {
                assets.Read(ref reader);
            }
        }

        return new TargetLibrary(id, version, type, dependencies, frameworks, assets.ToImmutable());
    }

    private sealed class Assets
    {
        private readonly List<ShippedFile> _ships = [];
        private readonly List<string> _runtimePlaceholders = [];
        private readonly List<string> _compilePlaceholders = [];
        private bool _compiles;
        private bool _builds;

        public void Read(ref Utf8JsonReader reader)
        {
            if (reader.ValueTextEquals("compile"u8))
            {
                Compile(ref reader);
            }
            else if (reader.ValueTextEquals("runtime"u8))
            {
                Runtime(ref reader);
            }
            else if (reader.ValueTextEquals("runtimeTargets"u8))
            {
                RuntimeTargets(ref reader);
            }
            else if (reader.ValueTextEquals("native"u8))
            {
                Files(ref reader, ShippedFileType.Native);
            }
            else if (reader.ValueTextEquals("resource"u8))
            {
                Resources(ref reader);
            }
            else if (reader.ValueTextEquals("contentFiles"u8))
            {
                ContentFiles(ref reader);
            }
            else if (reader.ValueTextEquals("build"u8) || reader.ValueTextEquals("buildMultiTargeting"u8))
            {
                Build(ref reader);
            }
            else
            {
                JsonInput.SkipValue(ref reader);
            }
        }

        /// <summary><c>"compile": { "lib/net8.0/Dapper.dll": { "related": ".xml" } }</c></summary>
        private void Compile(ref Utf8JsonReader reader)
        {
            JsonInput.Object(ref reader, "compile");
            while (JsonInput.NextProperty(ref reader))
            {
                var path = reader.GetString()!;
                JsonInput.SkipValue(ref reader);
                if (IsPlaceholder(path))
                {
                    _compilePlaceholders.Add(path);
                }
                else
                {
                    _compiles = true;
                }
            }
        }

        /// <summary><c>"runtime": { "lib/net8.0/Dapper.dll": { "related": ".xml" } }</c></summary>
        private void Runtime(ref Utf8JsonReader reader)
        {
            JsonInput.Object(ref reader, "runtime");
            while (JsonInput.NextProperty(ref reader))
            {
                var path = reader.GetString()!;
                JsonInput.SkipValue(ref reader);
                if (IsPlaceholder(path))
                {
                    _runtimePlaceholders.Add(path);
                }
                else
                {
                    _ships.Add(new ShippedFile(path, ShippedFileType.Assembly));
                }
            }
        }

        /// <summary><c>"native": { "runtimes/linux-x64/native/libsodium.so": {} }</c></summary>
        private void Files(ref Utf8JsonReader reader, ShippedFileType type)
        {
            JsonInput.Object(ref reader, "native");
            while (JsonInput.NextProperty(ref reader))
            {
                Add(new ShippedFile(reader.GetString()!, type));
                JsonInput.SkipValue(ref reader);
            }
        }

        /// <summary><c>"runtimeTargets": { "runtimes/unix/lib/net8.0/X.dll": { "assetType": "runtime", "rid": "unix" } }</c></summary>
        private void RuntimeTargets(ref Utf8JsonReader reader)
        {
            JsonInput.Object(ref reader, "runtimeTargets");
            while (JsonInput.NextProperty(ref reader))
            {
                var path = reader.GetString()!;
                var (type, rid) = (ShippedFileType.Assembly, (string?)null);
                JsonInput.Object(ref reader, "a runtime target");
                while (JsonInput.NextProperty(ref reader))
                {
                    if (reader.ValueTextEquals("assetType"u8))
                    {
                        type = AssetType(JsonInput.String(ref reader, "assetType"));
                    }
                    else if (reader.ValueTextEquals("rid"u8))
                    {
                        rid = JsonInput.String(ref reader, "rid");
                    }
                    else
                    {
                        JsonInput.SkipValue(ref reader);
                    }
                }

                Add(new ShippedFile(path, type, rid));
            }
        }

        /// <summary><c>"resource": { "lib/net8.0/de/X.resources.dll": { "locale": "de" } }</c></summary>
        private void Resources(ref Utf8JsonReader reader)
        {
            JsonInput.Object(ref reader, "resource");
            while (JsonInput.NextProperty(ref reader))
            {
                var path = reader.GetString()!;
                Add(new ShippedFile(path, ShippedFileType.Resource, Culture: Field(ref reader, "locale"u8)));
            }
        }

        /// <summary><c>"contentFiles": { "contentFiles/any/any/a.txt": { "buildAction": "None", "copyToOutput": true, "outputPath": "a.txt" } }</c></summary>
        private void ContentFiles(ref Utf8JsonReader reader)
        {
            JsonInput.Object(ref reader, "contentFiles");
            while (JsonInput.NextProperty(ref reader))
            {
                var path = reader.GetString()!;
                var copied = false;
                JsonInput.Object(ref reader, "a content file");
                while (JsonInput.NextProperty(ref reader))
                {
                    var isCopy = reader.ValueTextEquals("copyToOutput"u8);
                    reader.Read();
                    copied |= isCopy && reader.TokenType is JsonTokenType.True;
                    reader.Skip();
                }

                if (copied)
                {
                    Add(new ShippedFile(path, ShippedFileType.Content));
                }
            }
        }

        /// <summary><c>"build": { "buildTransitive/net8.0/X.targets": {} }</c></summary>
        private void Build(ref Utf8JsonReader reader)
        {
            JsonInput.Object(ref reader, "build");
            while (JsonInput.NextProperty(ref reader))
            {
                _builds |= !IsPlaceholder(reader.GetString()!);
                JsonInput.SkipValue(ref reader);
            }
        }

        public LibraryAssets ToImmutable()
        {
            _ships.Sort(static (x, y) => string.CompareOrdinal(x.Path, y.Path));
            return new LibraryAssets([.. _ships], _compiles, _builds, [.. _runtimePlaceholders], [.. _compilePlaceholders]);
        }

        private void Add(ShippedFile file)
        {
            if (!IsPlaceholder(file.Path))
            {
                _ships.Add(file);
            }
        }

        private static string? Field(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
        {
            string? value = null;
            JsonInput.Object(ref reader, "an asset");
            while (JsonInput.NextProperty(ref reader))
            {
                if (reader.ValueTextEquals(name))
                {
                    value = JsonInput.String(ref reader, "an asset's property");
                }
                else
                {
                    JsonInput.SkipValue(ref reader);
                }
            }

            return value;
        }

        private static ShippedFileType AssetType(string type) => type switch
        {
            "native" => ShippedFileType.Native,
            "resource" => ShippedFileType.Resource,
            _ => ShippedFileType.Assembly,
        };

        // NuGet names an empty folder, and an excluded asset, `_._`.
        private static bool IsPlaceholder(string path) => path.EndsWith("/_._", StringComparison.Ordinal);
    }
}

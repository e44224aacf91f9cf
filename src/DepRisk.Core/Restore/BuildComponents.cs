using System.Collections.Immutable;
using System.Text.Json;
using DepRisk.Graph;
using DepRisk.Input;

namespace DepRisk.Restore;

/// <param name="Components">Sorted by kind, id and version, ordinal.</param>
public sealed record BuildComponentList(ImmutableArray<BuildComponent> Components, ImmutableArray<InputError> Problems);

/// <summary>
/// What builds the scope without being in any restore graph: MSBuild SDK packages that a file names with a version or that global.json
/// gives one, and local tools (dotnet-tools.json). SDKs in the box have no version and are no packages.
/// </summary>
public static class BuildComponents
{
    public const string MSBuildSdk = "msbuild-sdk";
    public const string DotnetTool = "dotnet-tool";

    private const long ManifestBytes = 16 * 1024 * 1024;

    public static BuildComponentList Read(DiscoveredScope scope, ComponentTable table)
    {
        var pass = new Pass(scope.Root, table);
        var files = new Dictionary<string, ProjectFile>(StringComparer.Ordinal);
        var folders = new SortedSet<string>(StringComparer.Ordinal) { scope.Root };
        foreach (var sources in scope.Projects.Select(project => project.Sources).OfType<ProjectSources>())
        {
            folders.Add(sources.Folder);
            foreach (var file in sources.Files)
            {
                files.TryAdd(file.Path, file);
            }
        }

        foreach (var file in files.Values.OrderBy(file => file.Path, StringComparer.Ordinal))
        {
            pass.AddSdks(file);
        }

        foreach (var folder in folders)
        {
            if (scope.Files.Above(folder, "global.json") is { } global)
            {
                pass.AddOnce(global, pass.AddGlobalJson);
            }

            pass.AddTools(folder, scope.Files);
        }

        return pass.ToList();
    }

    private sealed class Pass(string root, ComponentTable table)
    {
        private readonly Dictionary<(string Kind, Component Component), string> _found = [];
        private readonly HashSet<string> _read = new(StringComparer.Ordinal);
        private readonly List<InputError> _problems = [];

        public void AddSdks(ProjectFile file)
        {
            foreach (var sdk in file.Sdks)
            {
                if (sdk.Version is { Length: > 0 } version && MSBuildText.IsLiteral(version))
                {
                    Add(MSBuildSdk, sdk.Name, version, file.Path);
                }
            }
        }

        public void AddOnce(string path, Action<string> add)
        {
            if (_read.Add(path))
            {
                add(path);
            }
        }

        // { "msbuild-sdks": { "Microsoft.Build.NoTargets": "3.7.0" } }
        public void AddGlobalJson(string path) => Read(path, (ref Utf8JsonReader reader) =>
        {
            JsonInput.ExpectObject(ref reader, "global.json");
            while (JsonInput.NextProperty(ref reader))
            {
                if (!reader.ValueTextEquals("msbuild-sdks"u8))
                {
                    JsonInput.SkipValue(ref reader);
                    continue;
                }

                JsonInput.Object(ref reader, "msbuild-sdks");
                while (JsonInput.NextProperty(ref reader))
                {
                    var name = reader.GetString()!;
                    Add(MSBuildSdk, name, JsonInput.String(ref reader, "the version of an SDK"), path);
                }
            }

            return this;
        });

        /// <summary>The manifests of a folder and of those above it, up to one that says isRoot, as <c>dotnet tool</c> looks for them.</summary>
        public void AddTools(string folder, ProjectFileTable files)
        {
            for (var at = folder; at is not null; at = Path.GetDirectoryName(at))
            {
                foreach (var name in (ReadOnlySpan<string>)[Path.Combine(".config", "dotnet-tools.json"), "dotnet-tools.json"])
                {
                    var path = Path.Combine(at, name);
                    if (string.Equals(files.Above(at, name), path, StringComparison.Ordinal) && IsRoot(path))
                    {
                        return;
                    }
                }
            }
        }

        public BuildComponentList ToList() => new(
            [.. _found
                .OrderBy(pair => pair.Key.Kind, StringComparer.Ordinal)
                .ThenBy(pair => pair.Key.Component.Id, StringComparer.OrdinalIgnoreCase)
                .ThenBy(pair => pair.Key.Component.Version, StringComparer.Ordinal)
                .Select(pair => new BuildComponent(pair.Key.Component, pair.Key.Kind, pair.Value))],
            [.. _problems]);

        private readonly Dictionary<string, bool> _isRoot = new(StringComparer.Ordinal);

        private bool IsRoot(string path)
        {
            if (!_isRoot.TryGetValue(path, out var isRoot))
            {
                isRoot = ReadTools(path);
                _isRoot.Add(path, isRoot);
            }

            return isRoot;
        }

        // { "version": 1, "isRoot": true, "tools": { "dotnet-ef": { "version": "9.0.0", "commands": [ "dotnet-ef" ] } } }
        private bool ReadTools(string path)
        {
            var isRoot = false;
            Read(path, (ref Utf8JsonReader reader) =>
            {
                JsonInput.ExpectObject(ref reader, "the tool manifest");
                while (JsonInput.NextProperty(ref reader))
                {
                    if (reader.ValueTextEquals("isRoot"u8))
                    {
                        reader.Read();
                        isRoot = reader.TokenType is JsonTokenType.True;
                    }
                    else if (reader.ValueTextEquals("tools"u8))
                    {
                        ReadToolList(ref reader, path);
                    }
                    else
                    {
                        JsonInput.SkipValue(ref reader);
                    }
                }

                return this;
            });
            return isRoot;
        }

        private void ReadToolList(ref Utf8JsonReader reader, string path)
        {
            JsonInput.Object(ref reader, "tools");
            while (JsonInput.NextProperty(ref reader))
            {
                var id = reader.GetString()!;
                JsonInput.Object(ref reader, "a tool");
                while (JsonInput.NextProperty(ref reader))
                {
                    if (reader.ValueTextEquals("version"u8))
                    {
                        Add(DotnetTool, id, JsonInput.String(ref reader, "the version of a tool"), path);
                    }
                    else
                    {
                        JsonInput.SkipValue(ref reader);
                    }
                }
            }
        }

        private void Read(string path, JsonParse<Pass> parse)
        {
            if (!InputFile.Read(path, ManifestBytes).Succeeded(out var bytes, out var error) || !JsonInput.Parse(path, bytes, parse).Succeeded(out _, out error))
            {
                // Nothing of the graph is missing.
                _problems.Add(error with { IsPartial = false });
            }
        }

        private void Add(string kind, string id, string version, string path)
        {
            var component = table.Package(id, Packages.PackageVersion.Normalize(version));
            _found.TryAdd((kind, component), Path.GetRelativePath(root, path).Replace('\\', '/'));
        }
    }
}

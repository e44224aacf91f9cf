using System.Collections.Immutable;
using System.Text.Json;
using DepRisk.Input;

namespace DepRisk.Restore;

/// <summary>Reads the <c>project</c> object of project.assets.json.</summary>
internal static class AssetsProjectReader
{
    private static readonly Dictionary<string, ImmutableArray<LibraryDependency>> NoneCentralTransitive = [];

    /// <summary><c>"project": { "version": "1.0.0", "restore": {...}, "frameworks": {...}, "runtimes": { "linux-x64": {...} } }</c></summary>
    public static AssetsProject Project(ref Utf8JsonReader reader, FragmentParse<IReadOnlyDictionary<string, string>> prunes)
    {
        JsonInput.Object(ref reader, "project");
        string? version = null;
        var restore = new Restore();
        var frameworks = ImmutableArray<AssetsFramework>.Empty;
        var runtimes = ImmutableArray<string>.Empty;
        while (JsonInput.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("version"u8))
            {
                version = JsonInput.String(ref reader, "project.version");
            }
            else if (reader.ValueTextEquals("restore"u8))
            {
                restore = ReadRestore(ref reader);
            }
            else if (reader.ValueTextEquals("frameworks"u8))
            {
                frameworks = Frameworks(ref reader, prunes);
            }
            else if (reader.ValueTextEquals("runtimes"u8))
            {
                runtimes = Names(ref reader, "runtimes");
            }
            else
            {
                JsonInput.SkipValue(ref reader);
            }
        }

        return restore.With(version, frameworks, runtimes);
    }

    private sealed class Restore
    {
        public string? Name;
        public string? Path;
        public string? OutputPath;
        public string? Style;
        public string? LockFilePath;
        public bool UsesLockFile;
        public bool Central;
        public ImmutableArray<string> Sources = [];
        public Dictionary<string, ImmutableArray<string>> ProjectReferences = [];

        public AssetsProject With(string? version, ImmutableArray<AssetsFramework> frameworks, ImmutableArray<string> runtimes)
        {
            var complete = frameworks.Select(framework => framework with { ProjectReferences = References(framework) });
            return new AssetsProject(
                version, Name, Path, OutputPath, Style, Central, [.. runtimes.Order(StringComparer.Ordinal)], LockFilePath, UsesLockFile, [.. complete], NoneCentralTransitive)
            { Sources = Sources };
        }

        private ImmutableArray<string> References(AssetsFramework framework) =>
            ProjectReferences.TryGetValue(framework.Alias, out var references) ? references : [];
    }

    /// <summary>
    /// <code>"restore": { "projectName": "Web", "projectPath": "...", "outputPath": "...", "projectStyle": "PackageReference",
    ///   "centralPackageVersionsManagementEnabled": true, "sources": { "https://feed.example/v3/index.json": {} }, "frameworks": { "net10.0": { "projectReferences": { "PATH": {...} } } },
    ///   "restoreLockProperties": { "restorePackagesWithLockFile": "true", "nuGetLockFilePath": "..." } }</code>
    /// </summary>
    private static Restore ReadRestore(ref Utf8JsonReader reader)
    {
        var restore = new Restore();
        JsonInput.Object(ref reader, "project.restore");
        while (JsonInput.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("projectName"u8))
            {
                restore.Name = JsonInput.String(ref reader, "projectName");
            }
            else if (reader.ValueTextEquals("projectPath"u8))
            {
                restore.Path = JsonInput.String(ref reader, "projectPath");
            }
            else if (reader.ValueTextEquals("outputPath"u8))
            {
                restore.OutputPath = JsonInput.String(ref reader, "outputPath");
            }
            else if (reader.ValueTextEquals("projectStyle"u8))
            {
                restore.Style = JsonInput.String(ref reader, "projectStyle");
            }
            else if (reader.ValueTextEquals("centralPackageVersionsManagementEnabled"u8))
            {
                reader.Read();
                restore.Central = reader.TokenType is JsonTokenType.True;
                reader.Skip();
            }
            else if (reader.ValueTextEquals("sources"u8))
            {
                restore.Sources = Names(ref reader, "sources");
            }
            else if (reader.ValueTextEquals("frameworks"u8))
            {
                restore.ProjectReferences = RestoreFrameworks(ref reader);
            }
            else if (reader.ValueTextEquals("restoreLockProperties"u8))
            {
                LockProperties(ref reader, restore);
            }
            else
            {
                JsonInput.SkipValue(ref reader);
            }
        }

        return restore;
    }

    /// <summary><c>"restoreLockProperties": { "restorePackagesWithLockFile": "true", "nuGetLockFilePath": "locks/packages.lock.json" }</c></summary>
    private static void LockProperties(ref Utf8JsonReader reader, Restore restore)
    {
        JsonInput.Object(ref reader, "restoreLockProperties");
        while (JsonInput.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("restorePackagesWithLockFile"u8))
            {
                reader.Read();
                restore.UsesLockFile = reader.TokenType is JsonTokenType.True
                    || (reader.TokenType is JsonTokenType.String && reader.ValueTextEquals("true"u8));
                reader.Skip();
            }
            else if (reader.ValueTextEquals("nuGetLockFilePath"u8))
            {
                restore.LockFilePath = JsonInput.String(ref reader, "nuGetLockFilePath");
            }
            else
            {
                JsonInput.SkipValue(ref reader);
            }
        }
    }

    /// <summary>
    /// <c>"frameworks": { "net10.0": { "targetAlias": "net10.0", "projectReferences": { "PATH": { "projectPath": "PATH" } } } }</c>.
    /// Before version 4 the key is the framework's short name, <c>net8.0-windows7.0</c>, and only the property is the alias.
    /// </summary>
    /// <returns>By alias.</returns>
    private static Dictionary<string, ImmutableArray<string>> RestoreFrameworks(ref Utf8JsonReader reader)
    {
        var all = new Dictionary<string, ImmutableArray<string>>(StringComparer.Ordinal);
        JsonInput.Object(ref reader, "project.restore.frameworks");
        while (JsonInput.NextProperty(ref reader))
        {
            var (key, alias) = (reader.GetString()!, "");
            var references = ImmutableArray<string>.Empty;
            JsonInput.Object(ref reader, "a framework of project.restore.frameworks");
            while (JsonInput.NextProperty(ref reader))
            {
                if (reader.ValueTextEquals("targetAlias"u8))
                {
                    alias = JsonInput.String(ref reader, "targetAlias");
                }
                else if (reader.ValueTextEquals("projectReferences"u8))
                {
                    references = Names(ref reader, "projectReferences");
                }
                else
                {
                    JsonInput.SkipValue(ref reader);
                }
            }

            all[alias.Length is 0 ? key : alias] = references;
        }

        return all;
    }

    /// <summary><c>"frameworks": { "net10.0": {...} }</c></summary>
    private static ImmutableArray<AssetsFramework> Frameworks(ref Utf8JsonReader reader, FragmentParse<IReadOnlyDictionary<string, string>> prunes)
    {
        JsonInput.Object(ref reader, "project.frameworks");
        var frameworks = ImmutableArray.CreateBuilder<AssetsFramework>();
        while (JsonInput.NextProperty(ref reader))
        {
            frameworks.Add(AssetsFrameworkReader.Framework(ref reader, prunes));
        }

        return frameworks.ToImmutable();
    }

    /// <summary><c>"dependencies": { "A": "[1.0.0, )", "B": "2.0.0" }</c></summary>
    public static ImmutableArray<LibraryDependency> Dependencies(ref Utf8JsonReader reader)
    {
        JsonInput.Object(ref reader, "dependencies");
        var dependencies = ImmutableArray.CreateBuilder<LibraryDependency>();
        while (JsonInput.NextProperty(ref reader))
        {
            var id = reader.GetString()!;
            dependencies.Add(new LibraryDependency(id, JsonInput.String(ref reader, "a dependency's range")));
        }

        return dependencies.ToImmutable();
    }

    /// <summary>The names of an object whose values do not matter: <c>{ "NAME": {...} }</c></summary>
    public static ImmutableArray<string> Names(ref Utf8JsonReader reader, string what)
    {
        JsonInput.Object(ref reader, what);
        var names = ImmutableArray.CreateBuilder<string>();
        while (JsonInput.NextProperty(ref reader))
        {
            names.Add(reader.GetString()!);
            JsonInput.SkipValue(ref reader);
        }

        return names.ToImmutable();
    }

    /// <summary><c>[ "A", "B" ]</c></summary>
    public static ImmutableArray<string> Strings(ref Utf8JsonReader reader, string what)
    {
        JsonInput.Array(ref reader, what);
        var items = ImmutableArray.CreateBuilder<string>();
        while (JsonInput.NextItem(ref reader))
        {
            items.Add(JsonInput.ExpectString(ref reader, what));
        }

        return items.ToImmutable();
    }

    /// <summary><c>{ "A": "x" }</c>, ids without case.</summary>
    public static IReadOnlyDictionary<string, string> StringMap(ref Utf8JsonReader reader)
    {
        JsonInput.Object(ref reader, "a map of strings");
        var map = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (JsonInput.NextProperty(ref reader))
        {
            var name = reader.GetString()!;
            map[name] = JsonInput.String(ref reader, "a value of a map of strings");
        }

        return map;
    }
}

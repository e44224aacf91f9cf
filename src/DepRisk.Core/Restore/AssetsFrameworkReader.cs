using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Text.Json;
using DepRisk.Input;

namespace DepRisk.Restore;

/// <summary>Reads one framework of <c>project.frameworks</c> of project.assets.json, and what is keyed by framework beside it.</summary>
internal static class AssetsFrameworkReader
{
    /// <summary>
    /// <code>"net10.0": { "framework": "net10.0", "targetAlias": "net10.0", "dependencies": {...}, "frameworkReferences": { "Microsoft.NETCore.App": {...} },
    ///   "downloadDependencies": [ { "name": "NLog", "version": "[6.2.0, 6.2.0]" } ], "packagesToPrune": {...} }</code>
    /// </summary>
    public static AssetsFramework Framework(ref Utf8JsonReader reader, FragmentParse<IReadOnlyDictionary<string, string>> prunes)
    {
        var key = reader.GetString()!;
        var (framework, alias) = (key, key);
        var references = ImmutableArray<AssetsReference>.Empty;
        var frameworks = ImmutableArray<string>.Empty;
        var downloads = ImmutableArray<LibraryDependency>.Empty;
        IReadOnlyDictionary<string, string> pruned = ReadOnlyDictionary<string, string>.Empty;
        JsonInput.Object(ref reader, "a framework");
        while (JsonInput.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("framework"u8))
            {
                framework = JsonInput.String(ref reader, "framework");
            }
            else if (reader.ValueTextEquals("targetAlias"u8))
            {
                alias = JsonInput.String(ref reader, "targetAlias");
            }
            else if (reader.ValueTextEquals("dependencies"u8))
            {
                references = References(ref reader);
            }
            else if (reader.ValueTextEquals("frameworkReferences"u8))
            {
                frameworks = AssetsProjectReader.Names(ref reader, "frameworkReferences");
            }
            else if (reader.ValueTextEquals("downloadDependencies"u8))
            {
                downloads = Downloads(ref reader);
            }
            else if (reader.ValueTextEquals("packagesToPrune"u8))
            {
                pruned = prunes(ref reader);
            }
            else
            {
                JsonInput.SkipValue(ref reader);
            }
        }

        return new AssetsFramework(alias.Length is 0 ? key : alias, framework, references, frameworks, downloads, [], pruned);
    }

    /// <summary><c>"dependencies": { "Dapper": { "target": "Package", "version": "[2.1.66, )", "suppressParent": "All" } }</c></summary>
    private static ImmutableArray<AssetsReference> References(ref Utf8JsonReader reader)
    {
        JsonInput.Object(ref reader, "project.frameworks.*.dependencies");
        var references = ImmutableArray.CreateBuilder<AssetsReference>();
        while (JsonInput.NextProperty(ref reader))
        {
            references.Add(Reference(ref reader));
        }

        return references.ToImmutable();
    }

    /// <summary><code>"Dapper": { "include": "Runtime", "suppressParent": "All", "target": "Package", "version": "[2.1.66, )",
    ///   "autoReferenced": true, "versionCentrallyManaged": true, "aliases": "d" }</code></summary>
    private static AssetsReference Reference(ref Utf8JsonReader reader)
    {
        var reference = new AssetsReference(reader.GetString()!, "", "", null, null, false, false, null);
        reader.Read();
        if (reader.TokenType is JsonTokenType.String)
        {
            return reference with { Range = JsonInput.ExpectString(ref reader, "a reference") };
        }

        JsonInput.ExpectObject(ref reader, "a reference");
        while (JsonInput.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("version"u8))
            {
                reference = reference with { Range = JsonInput.String(ref reader, "a reference's version") };
            }
            else if (reader.ValueTextEquals("target"u8))
            {
                reference = reference with { Target = JsonInput.String(ref reader, "a reference's target") };
            }
            else if (reader.ValueTextEquals("include"u8))
            {
                reference = reference with { Include = JsonInput.String(ref reader, "a reference's include") };
            }
            else if (reader.ValueTextEquals("suppressParent"u8))
            {
                reference = reference with { SuppressParent = JsonInput.String(ref reader, "a reference's suppressParent") };
            }
            else if (reader.ValueTextEquals("autoReferenced"u8))
            {
                reference = reference with { AutoReferenced = True(ref reader) };
            }
            else if (reader.ValueTextEquals("versionCentrallyManaged"u8))
            {
                reference = reference with { VersionCentrallyManaged = True(ref reader) };
            }
            else if (reader.ValueTextEquals("aliases"u8))
            {
                reference = reference with { Aliases = JsonInput.String(ref reader, "a reference's aliases") };
            }
            else
            {
                JsonInput.SkipValue(ref reader);
            }
        }

        return reference;
    }

    private static bool True(ref Utf8JsonReader reader)
    {
        reader.Read();
        var value = reader.TokenType is JsonTokenType.True;
        reader.Skip();
        return value;
    }

    /// <summary><c>"downloadDependencies": [ { "name": "NLog", "version": "[6.2.0, 6.2.0]" } ]</c>; several versions are separated by <c>;</c></summary>
    private static ImmutableArray<LibraryDependency> Downloads(ref Utf8JsonReader reader)
    {
        JsonInput.Array(ref reader, "downloadDependencies");
        var downloads = ImmutableArray.CreateBuilder<LibraryDependency>();
        while (JsonInput.NextItem(ref reader))
        {
            var (name, versions) = ("", "");
            JsonInput.ExpectObject(ref reader, "a download dependency");
            while (JsonInput.NextProperty(ref reader))
            {
                if (reader.ValueTextEquals("name"u8))
                {
                    name = JsonInput.String(ref reader, "a download's name");
                }
                else if (reader.ValueTextEquals("version"u8))
                {
                    versions = JsonInput.String(ref reader, "a download's version");
                }
                else
                {
                    JsonInput.SkipValue(ref reader);
                }
            }

            foreach (var version in versions.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                downloads.Add(new LibraryDependency(name, version));
            }
        }

        return downloads.ToImmutable();
    }

    /// <summary><c>"centralTransitiveDependencyGroups": { "net10.0": { "X": { "target": "Package", "version": "[10.0.0, )" } } }</c></summary>
    public static IReadOnlyDictionary<string, ImmutableArray<LibraryDependency>> CentralTransitive(ref Utf8JsonReader reader)
    {
        JsonInput.Object(ref reader, "centralTransitiveDependencyGroups");
        var groups = new Dictionary<string, ImmutableArray<LibraryDependency>>(StringComparer.OrdinalIgnoreCase);
        while (JsonInput.NextProperty(ref reader))
        {
            var framework = reader.GetString()!;
            groups[framework] = [.. References(ref reader).Select(reference => new LibraryDependency(reference.Id, reference.Range))];
        }

        return groups;
    }
}

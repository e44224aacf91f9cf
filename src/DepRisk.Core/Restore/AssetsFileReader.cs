using System.Collections.Immutable;
using System.Text.Json;
using DepRisk.Input;

namespace DepRisk.Restore;

/// <summary>
/// Reads project.assets.json, format versions 2, 3 and 4, in one forward pass. Fields that no part of DepRisk uses are skipped.
/// </summary>
public static class AssetsFileReader
{
    public static Result<AssetsFile> Read(string path, AssetsFragments? fragments = null)
    {
        using var file = PooledFile.Read(path);
        return file.Error is { } error ? error : Parse(path, file.Bytes, fragments);
    }

    /// <param name="fragments">What other files of the scope have taught; null reads every byte. The result is the same.</param>
    public static Result<AssetsFile> Parse(string path, ReadOnlyMemory<byte> bytes, AssetsFragments? fragments = null)
    {
        if (fragments is not null && Parse(path, bytes, new AssetsPass(InputFile.WithoutBom(bytes), fragments)) is { Error: null } result)
        {
            return result;
        }

        // Without jumps the reader's positions are those of the file, as an error needs them.
        return Parse(path, bytes, new AssetsPass(InputFile.WithoutBom(bytes), null));
    }

    private static Result<AssetsFile> Parse(string path, ReadOnlyMemory<byte> bytes, AssetsPass pass) =>
        JsonInput.Parse(path, bytes, (ref Utf8JsonReader reader) => pass.Root(path, ref reader));
}

/// <summary>One pass over one file. <paramref name="fragments"/> is null where the pass may not jump.</summary>
internal sealed class AssetsPass(ReadOnlyMemory<byte> bytes, AssetsFragments? fragments)
{
    private int _base;

    /// <summary><c>{ "version": 4, "targets": {...}, "libraries": {...}, "packageFolders": {...}, "project": {...}, "logs": [...] }</c></summary>
    public AssetsFile Root(string path, ref Utf8JsonReader reader)
    {
        JsonInput.ExpectObject(ref reader, "the file's root");
        var version = 0;
        var targets = ImmutableArray<AssetsTarget>.Empty;
        IReadOnlyDictionary<string, AssetsLibrary>? libraries = null;
        var folders = ImmutableArray<string>.Empty;
        var logs = ImmutableArray<AssetsLog>.Empty;
        AssetsProject? project = null;
        IReadOnlyDictionary<string, ImmutableArray<LibraryDependency>>? pinned = null;
        while (JsonInput.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("version"u8))
            {
                version = FormatVersion(ref reader);
            }
            else if (reader.ValueTextEquals("targets"u8))
            {
                targets = Targets(ref reader);
            }
            else if (reader.ValueTextEquals("libraries"u8))
            {
                libraries = Libraries(ref reader);
            }
            else if (reader.ValueTextEquals("packageFolders"u8))
            {
                folders = AssetsProjectReader.Names(ref reader, "packageFolders");
            }
            else if (reader.ValueTextEquals("project"u8))
            {
                project = AssetsProjectReader.Project(ref reader, Prunes);
            }
            else if (reader.ValueTextEquals("centralTransitiveDependencyGroups"u8))
            {
                pinned = AssetsFrameworkReader.CentralTransitive(ref reader);
            }
            else if (reader.ValueTextEquals("logs"u8))
            {
                logs = AssetsLogReader.Logs(ref reader);
            }
            else
            {
                JsonInput.SkipValue(ref reader);
            }
        }

        return version is 0 || libraries is null || project is null
            ? throw new InputException(InputErrorCode.Unexpected, "is no assets file: version, libraries or project is missing; run dotnet restore")
            : new AssetsFile(
                path, version, targets, libraries, folders, pinned is null ? project : project with { CentralTransitive = pinned }, logs);
    }

    private static int FormatVersion(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType is not JsonTokenType.Number || !reader.TryGetInt32(out var version))
        {
            throw new InputException(InputErrorCode.Unexpected, "version is not a number");
        }

        return version is 2 or 3 or 4
            ? version
            : throw new InputException(InputErrorCode.UnsupportedVersion, $"is an assets file of version {version}; versions 2, 3 and 4 are read");
    }

    /// <summary><c>"targets": { "net10.0": { "Dapper/2.1.66": {...} }, "net10.0/linux-x64": {...} }</c></summary>
    private ImmutableArray<AssetsTarget> Targets(ref Utf8JsonReader reader)
    {
        JsonInput.Object(ref reader, "targets");
        var targets = ImmutableArray.CreateBuilder<AssetsTarget>();
        while (JsonInput.NextProperty(ref reader))
        {
            var name = reader.GetString()!;
            JsonInput.Object(ref reader, "a target");
            var libraries = ImmutableArray.CreateBuilder<TargetLibrary>(128);
            while (JsonInput.NextProperty(ref reader))
            {
                libraries.Add(Value(fragments?.Targets, ref reader, TargetLibraryReader.Library));
            }

            targets.Add(new AssetsTarget(name, libraries.ToImmutable()));
        }

        targets.Sort(static (x, y) => string.CompareOrdinal(x.Name, y.Name));
        return targets.ToImmutable();
    }

    /// <summary><c>"libraries": { "Dapper/2.1.66": { "sha512": "...", "type": "package", "path": "dapper/2.1.66", "files": [...] } }</c></summary>
    private Dictionary<string, AssetsLibrary> Libraries(ref Utf8JsonReader reader)
    {
        JsonInput.Object(ref reader, "libraries");
        var libraries = new Dictionary<string, AssetsLibrary>(128, StringComparer.OrdinalIgnoreCase);
        while (JsonInput.NextProperty(ref reader))
        {
            var library = Value(fragments?.Libraries, ref reader, AssetsLibraryReader.Library);
            libraries[library.Key] = library;
        }

        return libraries;
    }

    /// <summary><c>"packagesToPrune": { "System.Text.Json": "(,10.0.32767]" }</c></summary>
    private IReadOnlyDictionary<string, string> Prunes(ref Utf8JsonReader reader) =>
        Value(fragments?.Prunes, ref reader, AssetsProjectReader.StringMap);

    private T Value<T>(AssetsFragments.FragmentTable<T>? table, ref Utf8JsonReader reader, FragmentParse<T> parse)
        where T : class
    {
        var json = bytes.Span[_base..];
        var length = json.Length;
        var value = AssetsFragments.Value(table, ref json, ref reader, parse);
        _base += length - json.Length;
        return value;
    }
}

using System.Collections.Immutable;
using System.Text.Json;
using DepRisk.Input;
using DepRisk.Packages;

namespace DepRisk.Restore;

/// <summary>
/// Reads packages.lock.json, versions 1 to 3. Names vary (packages.win-x64.lock.json, packages.lock.JSON), so the name is not looked at.
/// </summary>
public static class LockFileReader
{
    public static Result<LockFile> Read(string path) =>
        InputFile.Read(path).Succeeded(out var bytes, out var error) ? Parse(path, bytes) : error;

    public static Result<LockFile> Parse(string path, ReadOnlyMemory<byte> bytes)
    {
        List<(string Key, long Offset)> unknown = [];
        var result = JsonInput.Parse(path, bytes, (ref Utf8JsonReader reader) => Root(ref reader, path, unknown));
        if (unknown.Count is 0 || !result.Succeeded(out var file, out _))
        {
            return result;
        }

        var json = InputFile.WithoutBom(bytes).Span;
        var problems = ImmutableArray.CreateBuilder<InputError>(unknown.Count);
        foreach (var (key, offset) in unknown)
        {
            var (line, column) = InputFile.Position(json, offset);
            problems.Add(new InputError(InputErrorCode.Unexpected, path, $"has the target {Quote(key)}, which is no framework that NuGet knows; the target is left out", line, column));
        }

        return file with { Problems = problems.MoveToImmutable() };
    }

    // { "version": 2, "dependencies": { TARGET: {...} } }, from version 3 on { "version": 3, ALIAS: { "framework": "net10.0", "dependencies": {...} } }
    private static LockFile Root(ref Utf8JsonReader reader, string path, List<(string Key, long Offset)> unknown)
    {
        JsonInput.ExpectObject(ref reader, "the content");
        var version = 0;
        var hasDependencies = false;
        var skipped = false;
        var targets = new SortedDictionary<string, LockTarget>(StringComparer.Ordinal);
        while (JsonInput.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("version"u8))
            {
                version = Version(ref reader);
                if (version is 3 && (hasDependencies || skipped))
                {
                    throw new InputException(InputErrorCode.Unexpected, "has its version behind its targets");
                }
            }
            else if (version is 3)
            {
                AliasTarget(ref reader, targets, unknown);
            }
            else if (reader.ValueTextEquals("dependencies"u8))
            {
                Targets(ref reader, targets, unknown);
                hasDependencies = true;
            }
            else
            {
                JsonInput.SkipValue(ref reader);
                skipped = true;
            }
        }

        return (version, hasDependencies) switch
        {
            (0, _) => throw new InputException(InputErrorCode.Unexpected, "has no version; is it a packages.lock.json?"),
            ( < 3, false) => throw new InputException(InputErrorCode.Unexpected, "has no dependencies; is it a packages.lock.json?"),
            _ => new LockFile(path, version, [.. targets.Values], []),
        };
    }

    // "version": 2
    private static int Version(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType is not JsonTokenType.Number)
        {
            throw new InputException(InputErrorCode.Unexpected, "version is not a number");
        }

        return reader.TryGetInt32(out var version) && version is >= 1 and <= 3
            ? version
            : throw new InputException(InputErrorCode.UnsupportedVersion, "has a format version other than 1, 2 and 3, which are read");
    }

    // { "net8.0": { ID: {...} }, ".NETStandard,Version=v2.0": {...}, "net8.0/linux-x64": {...} }
    private static void Targets(ref Utf8JsonReader reader, SortedDictionary<string, LockTarget> targets, List<(string Key, long Offset)> unknown)
    {
        JsonInput.Object(ref reader, "dependencies");
        while (JsonInput.NextProperty(ref reader))
        {
            var offset = reader.TokenStartIndex;
            var key = reader.GetString()!;
            var (framework, runtimeIdentifier) = FrameworkName.SplitKey(key);
            var entries = Entries(ref reader, key);
            Add(targets, unknown, new LockTarget(key, framework, runtimeIdentifier, entries), offset);
        }
    }

    // "linux/linux-x64": { "framework": "net10.0", "dependencies": { ID: {...} } }
    private static void AliasTarget(ref Utf8JsonReader reader, SortedDictionary<string, LockTarget> targets, List<(string Key, long Offset)> unknown)
    {
        var offset = reader.TokenStartIndex;
        var key = reader.GetString()!;
        JsonInput.Object(ref reader, "a target");
        var framework = "";
        ImmutableArray<LockEntry> entries = [];
        while (JsonInput.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("framework"u8))
            {
                framework = JsonInput.String(ref reader, "framework");
            }
            else if (reader.ValueTextEquals("dependencies"u8))
            {
                entries = Entries(ref reader, key);
            }
            else
            {
                JsonInput.SkipValue(ref reader);
            }
        }

        Add(targets, unknown, new LockTarget(key, framework, FrameworkName.SplitKey(key).RuntimeIdentifier, entries), offset);
    }

    private static void Add(SortedDictionary<string, LockTarget> targets, List<(string Key, long Offset)> unknown, LockTarget target, long offset)
    {
        if (FrameworkName.Parse(target.Framework) is null)
        {
            unknown.Add((target.Name, offset));
        }
        else if (!targets.TryAdd(target.Name, target))
        {
            throw new InputException(InputErrorCode.Unexpected, $"has the target {Quote(target.Name)} twice");
        }
    }

    // { "Serilog": {...}, "Serilog.Sinks.File": {...} }
    private static ImmutableArray<LockEntry> Entries(ref Utf8JsonReader reader, string target)
    {
        JsonInput.Object(ref reader, "a target");
        var entries = ImmutableArray.CreateBuilder<LockEntry>();
        var ids = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        while (JsonInput.NextProperty(ref reader))
        {
            var id = reader.GetString()!;
            if (!ids.Add(id))
            {
                throw new InputException(InputErrorCode.Unexpected, $"has {Quote(id)} twice in the target {Quote(target)}");
            }

            entries.Add(Entry(ref reader, id));
        }

        return entries.DrainToImmutable();
    }

    // { "type": "Direct", "requested": "[3.1.1, )", "resolved": "3.1.1", "contentHash": "P6G4...", "dependencies": {...} }
    private static LockEntry Entry(ref Utf8JsonReader reader, string id)
    {
        JsonInput.Object(ref reader, "an entry");
        LockEntryType? type = null;
        string? requested = null, resolved = null, contentHash = null;
        ImmutableArray<LibraryDependency> dependencies = [];
        while (JsonInput.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("type"u8))
            {
                type = EntryType(JsonInput.String(ref reader, "type"));
            }
            else if (reader.ValueTextEquals("requested"u8))
            {
                requested = JsonInput.String(ref reader, "requested");
            }
            else if (reader.ValueTextEquals("resolved"u8))
            {
                resolved = JsonInput.String(ref reader, "resolved");
            }
            else if (reader.ValueTextEquals("contentHash"u8))
            {
                contentHash = JsonInput.String(ref reader, "contentHash");
            }
            else if (reader.ValueTextEquals("dependencies"u8))
            {
                dependencies = Dependencies(ref reader);
            }
            else
            {
                JsonInput.SkipValue(ref reader);
            }
        }

        return type is null
            ? throw new InputException(InputErrorCode.Unexpected, $"{Quote(id)} has no type")
            : type is not LockEntryType.Project && id.Length > Limits.NuGetIdCharacters
            ? throw new InputException(InputErrorCode.LimitExceeded, $"has a package id of {id.Length} characters; NuGet's limit is {Limits.NuGetIdCharacters}")
            : type is not LockEntryType.Project && resolved is null
            ? throw new InputException(InputErrorCode.Unexpected, $"{Quote(id)} has no resolved version")
            : new LockEntry(id, type.Value, requested, resolved, contentHash, dependencies);
    }

    // { "Serilog": "2.10.0", "System.Memory": "[4.5.4, )" }
    private static ImmutableArray<LibraryDependency> Dependencies(ref Utf8JsonReader reader)
    {
        JsonInput.Object(ref reader, "dependencies");
        var dependencies = ImmutableArray.CreateBuilder<LibraryDependency>();
        while (JsonInput.NextProperty(ref reader))
        {
            var id = reader.GetString()!;
            dependencies.Add(new LibraryDependency(id, JsonInput.String(ref reader, "the range of a dependency")));
        }

        return dependencies.DrainToImmutable();
    }

    private static LockEntryType EntryType(string text) =>
        text.Equals("Direct", StringComparison.OrdinalIgnoreCase) ? LockEntryType.Direct
        : text.Equals("Transitive", StringComparison.OrdinalIgnoreCase) ? LockEntryType.Transitive
        : text.Equals("CentralTransitive", StringComparison.OrdinalIgnoreCase) ? LockEntryType.CentralTransitive
        : text.Equals("Project", StringComparison.OrdinalIgnoreCase) ? LockEntryType.Project
        : throw new InputException(InputErrorCode.Unexpected, $"has the type {Quote(text)}; known are Direct, Transitive, CentralTransitive and Project");

    // Names go into messages at a length that a person reads.
    private static string Quote(string name) => name.Length <= 200 ? $"'{name}'" : $"'{name.AsSpan(0, 200)}...'";
}

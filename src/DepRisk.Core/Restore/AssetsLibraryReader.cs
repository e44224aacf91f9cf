using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using DepRisk.Input;

namespace DepRisk.Restore;

/// <summary>Reads one entry of <c>libraries</c> of project.assets.json.</summary>
internal static class AssetsLibraryReader
{
    /// <summary>
    /// <code>"Dapper/2.1.66": { "sha512": "...", "type": "package", "path": "dapper/2.1.66", "hasTools": true, "files": [ "lib/net8.0/Dapper.dll" ] }
    /// "L/1.0.0": { "type": "project", "path": "../L/L.csproj", "msbuildProject": "../L/L.csproj" }</code>
    /// </summary>
    public static AssetsLibrary Library(ref Utf8JsonReader reader)
    {
        var key = reader.GetString()!;
        var (type, hash, path, project) = ("package", (string?)null, (string?)null, (string?)null);
        var files = default(Files);
        JsonInput.Object(ref reader, "a library");
        while (JsonInput.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("sha512"u8))
            {
                hash = JsonInput.String(ref reader, "sha512");
            }
            else if (reader.ValueTextEquals("type"u8))
            {
                type = JsonInput.String(ref reader, "type");
            }
            else if (reader.ValueTextEquals("path"u8))
            {
                path = JsonInput.String(ref reader, "path");
            }
            else if (reader.ValueTextEquals("msbuildProject"u8))
            {
                project = JsonInput.String(ref reader, "msbuildProject");
            }
            else if (reader.ValueTextEquals("files"u8))
            {
                files = Files.Read(ref reader);
            }
            else
            {
                JsonInput.SkipValue(ref reader);
            }
        }

        return new AssetsLibrary(
            key, type, hash, project ?? path, files.Placeholders, files.HasAnalyzers, files.HasBuildCode);
    }

    private struct Files
    {
        public ImmutableArray<string> Placeholders;
        public bool HasAnalyzers;
        public bool HasBuildCode;

        /// <summary><c>"files": [ ".nupkg.metadata", "analyzers/dotnet/cs/X.dll", "lib/net8.0/_._" ]</c></summary>
        public static Files Read(ref Utf8JsonReader reader)
        {
            var files = default(Files);
            var placeholders = ImmutableArray.CreateBuilder<string>();
            JsonInput.Array(ref reader, "files");
            while (JsonInput.NextItem(ref reader))
            {
                if (reader.TokenType is not JsonTokenType.String)
                {
                    throw new InputException(InputErrorCode.Unexpected, "a file name is not a string");
                }

                var path = reader.ValueSpan;
                if (path.EndsWith("/_._"u8))
                {
                    placeholders.Add(reader.GetString()!);
                }
                else if (StartsWith(path, "analyzers/"u8) && path.EndsWith(".dll"u8))
                {
                    files.HasAnalyzers = files.HasBuildCode = true;
                }
                else
                {
                    files.HasBuildCode |= StartsWith(path, "build"u8) || StartsWith(path, "tools/"u8);
                }
            }

            files.Placeholders = placeholders.ToImmutable();
            return files;
        }

        private static bool StartsWith(ReadOnlySpan<byte> path, ReadOnlySpan<byte> prefix) =>
            path.Length > prefix.Length && Ascii.EqualsIgnoreCase(path[..prefix.Length], prefix);
    }
}

/// <summary>The key of a library: <c>Id/Version</c>.</summary>
internal static class LibraryKey
{
    public static (string Id, string Version) Split(string key)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        if (slash <= 0)
        {
            throw new InputException(InputErrorCode.Unexpected, "a library has no name of the form Id/Version");
        }

        return slash <= Limits.NuGetIdCharacters * 4
            ? (key[..slash], key[(slash + 1)..])
            : throw new InputException(InputErrorCode.LimitExceeded, $"a library's id is longer than {Limits.NuGetIdCharacters * 4} characters");
    }
}

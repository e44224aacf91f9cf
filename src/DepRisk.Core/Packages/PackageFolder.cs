using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DepRisk.Input;
using DepRisk.Packages.Feeds;

namespace DepRisk.Packages;

/// <summary>What an extracted package's folder proves. Every fact may be missing; a missing file is an unknown fact, not an error.</summary>
/// <param name="Sha512">Of the .nupkg file, lower-case hex.</param>
/// <param name="ContentHash">Base64, see <see cref="RestoredPackage.ContentHash"/>.</param>
/// <param name="Feed">Where it came from, printable: see <see cref="FeedAddress"/>.</param>
/// <param name="Problems">Files that are there and cannot be understood. They cost a fact, never a part of the graph.</param>
public sealed record PackageFolder(Nuspec? Nuspec, string? Sha512, string? ContentHash, string? Feed, ImmutableArray<InputError> Problems)
{
    public static readonly PackageFolder Unknown = new(null, null, null, null, []);

    public static PackageFolder Read(string? folder, string id, string? version)
    {
        if (folder is null || !Directory.Exists(folder))
        {
            return Unknown;
        }

        var problems = ImmutableArray.CreateBuilder<InputError>();
        var (contentHash, feed) = ReadMetadata(folder, problems);
        return new PackageFolder(
            ReadNuspec(folder, id, problems),
            version is null ? null : ReadHash(folder, FileName(id, version), problems),
            contentHash,
            feed,
            problems.DrainToImmutable());
    }

    /// <summary>As NuGet stores and serves it: in lower case.</summary>
#pragma warning disable CA1308 // Normalize strings to uppercase: NuGet's own file names are in lower case.
    public static string FileName(string id, string version) => $"{id.ToLowerInvariant()}.{version.ToLowerInvariant()}.nupkg";

    /// <summary>As NuGet extracts it.</summary>
    public static string NuspecName(string id) => id.ToLowerInvariant() + ".nuspec";
#pragma warning restore CA1308

    private static Nuspec? ReadNuspec(string folder, string id, ImmutableArray<InputError>.Builder problems)
    {
        var name = NuspecName(id);
        return Bytes(folder, name, problems) is { } bytes && Accept(Nuspec.Parse(name, bytes), problems) is { } nuspec ? nuspec : null;
    }

    private static string? ReadHash(string folder, string nupkg, ImmutableArray<InputError>.Builder problems)
    {
        var name = nupkg + ".sha512";
        if (Bytes(folder, name, problems) is not { } bytes)
        {
            return null;
        }

        Span<byte> hash = stackalloc byte[SHA512.HashSizeInBytes];
        if (Convert.TryFromBase64String(Encoding.UTF8.GetString(bytes).Trim(), hash, out var length) && length == hash.Length)
        {
            return Convert.ToHexStringLower(hash);
        }

        problems.Add(new InputError(InputErrorCode.Malformed, name, "is not the base64 text of a SHA-512; restore the package again") { IsPartial = false });
        return null;
    }

    /// <summary><c>{"version":2,"contentHash":"...","source":"..."}</c></summary>
    private static (string? ContentHash, string? Feed) ReadMetadata(string folder, ImmutableArray<InputError>.Builder problems)
    {
        const string Name = ".nupkg.metadata";
        if (Bytes(folder, Name, problems) is not { } bytes)
        {
            return (null, null);
        }

        var metadata = Accept(JsonInput.Parse(Name, bytes, ParseMetadata), problems);
        return (metadata?.ContentHash, metadata?.Source is { } source ? FeedAddress.Printable(source) : null);
    }

    private static Metadata ParseMetadata(ref Utf8JsonReader reader)
    {
        JsonInput.ExpectObject(ref reader, "the package's metadata");
        string? contentHash = null, source = null;
        while (JsonInput.NextProperty(ref reader))
        {
            var isHash = reader.ValueTextEquals("contentHash"u8);
            if (!isHash && !reader.ValueTextEquals("source"u8))
            {
                JsonInput.SkipValue(ref reader);
                continue;
            }

            reader.Read();
            var value = reader.TokenType is JsonTokenType.Null ? null : JsonInput.ExpectString(ref reader, isHash ? "contentHash" : "source");
            (contentHash, source) = isHash ? (value, source) : (contentHash, value);
        }

        return new Metadata(contentHash, string.IsNullOrEmpty(source) ? null : source);
    }

    private static byte[]? Bytes(string folder, string name, ImmutableArray<InputError>.Builder problems)
    {
        // The id is part of the name and comes from a file that anybody can write.
        var path = Path.Combine(folder, name);
        return !name.AsSpan().ContainsAny('/', '\\') && File.Exists(path) ? Accept(InputFile.Read(path), problems, name) : null;
    }

    private static T? Accept<T>(Result<T> result, ImmutableArray<InputError>.Builder problems, string? name = null)
        where T : class
    {
        if (result.Error is { } error)
        {
            problems.Add(error with { Path = name ?? error.Path, IsPartial = false });
        }

        return result.Value;
    }

    private sealed record Metadata(string? ContentHash, string? Source);
}

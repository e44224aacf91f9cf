using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using DepRisk.Input;

namespace DepRisk.Packages.Feeds;

/// <summary>
/// Reads a facts file. It is an input that anybody may have edited: what is wrong with it is an error with its position, never a fact
/// that is left out. Fields that are not known are skipped, so that a later version may add some.
/// </summary>
public static class FetchedFactsReader
{
    internal const string DateFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    private static readonly string[] Severities = ["low", "moderate", "high", "critical", "unknown"];

    /// <returns>An error for what is unreadable, malformed, over a limit or of another schema version. None of them makes a graph partial.</returns>
    public static Result<FetchedFacts> Read(string path)
    {
        var result = InputFile.Read(path, Limits.FactsBytes).Succeeded(out var bytes, out var error) ? Parse(path, bytes) : error;
        return result.Error is { } problem ? problem with { IsPartial = false } : result;
    }

    internal static Result<FetchedFacts> Parse(string path, ReadOnlyMemory<byte> bytes) => JsonInput.Parse(path, bytes, ParseFile);

    // {"schema":"deprisk-facts/1","packages":[{...}]}
    private static FetchedFacts ParseFile(ref Utf8JsonReader reader)
    {
        JsonInput.ExpectObject(ref reader, "the facts file");
        var packages = new List<FetchedPackage>();
        var (hasSchema, hasPackages) = (false, false);
        while (JsonInput.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("schema"u8))
            {
                hasSchema = true;
                ExpectSchema(JsonInput.String(ref reader, "schema"));
            }
            else if (reader.ValueTextEquals("packages"u8))
            {
                hasPackages = hasPackages ? throw Unexpected("packages stands twice") : true;
                JsonInput.Array(ref reader, "packages");
                ParsePackages(ref reader, packages);
            }
            else
            {
                JsonInput.SkipValue(ref reader);
            }
        }

        return hasSchema && hasPackages ? FetchedFacts.Of(packages) : throw Unexpected($"is no facts file: it has no {(hasSchema ? "packages" : "schema")}; 'deprisk fetch' writes one");
    }

    private static void ExpectSchema(string schema)
    {
        if (!schema.Equals(FetchedFactsWriter.Schema, StringComparison.Ordinal))
        {
            throw schema.StartsWith("deprisk-facts/", StringComparison.Ordinal)
                ? new InputException(InputErrorCode.UnsupportedVersion, $"has the schema {schema}; this version reads {FetchedFactsWriter.Schema}")
                : Unexpected($"has the schema {schema}, not {FetchedFactsWriter.Schema}");
        }
    }

    private static void ParsePackages(ref Utf8JsonReader reader, List<FetchedPackage> packages)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        while (JsonInput.NextItem(ref reader))
        {
            var package = ParsePackage(ref reader);
            if (!seen.Add($"{package.Id}/{package.Version}"))
            {
                throw Unexpected($"names {package.Id} {package.Version} twice");
            }

            packages.Add(package);
        }
    }

    private static FetchedPackage ParsePackage(ref Utf8JsonReader reader)
    {
        JsonInput.ExpectObject(ref reader, "a package");
        var package = new FetchedPackage("", "");
        while (JsonInput.NextProperty(ref reader))
        {
            package = WithProperty(ref reader, package);
        }

        if (package.Id.Length is 0 or > Limits.NuGetIdCharacters || package.Version.Length is 0)
        {
            throw Unexpected(package.Id.Length > Limits.NuGetIdCharacters ? $"has an id of more than {Limits.NuGetIdCharacters} characters" : "has a package without id or version");
        }

        return package;
    }

    private static FetchedPackage WithProperty(ref Utf8JsonReader reader, FetchedPackage package)
    {
        var name = reader.GetString();
        switch (name)
        {
            case "id":
                return package with { Id = JsonInput.String(ref reader, name) };
            case "version":
                return package with { Version = PackageVersion.Normalize(JsonInput.String(ref reader, name)) };
            case "feed":
                return package with { Feed = Text(ref reader, name) is { } feed ? FeedAddress.Printable(feed) : null };
            case "asOf":
                return package with { AsOf = Day(ref reader, name) };
            case "listed":
                return package with { IsListed = Boolean(ref reader, name) };
            case "published":
                return package with { Published = Date(ref reader, name) };
            case "deprecated":
                return package with { IsDeprecated = Boolean(ref reader, name) };
            case "deprecation":
                return package with { Deprecation = ParseDeprecation(ref reader) };
            case "newest":
                return package with { Newest = Text(ref reader, name) };
            case "newestPublished":
                return package with { NewestPublished = Date(ref reader, name) };
            case "newestOfMajor":
                return package with { NewestOfMajor = Text(ref reader, name) };
            case "owners":
                return package with { Owners = Strings(ref reader, name) };
            case "vulnerabilities":
                return package with { Vulnerabilities = ParseVulnerabilities(ref reader) };
            case "vulnerabilityFeeds":
                return package with { VulnerabilityFeeds = Strings(ref reader, name) ?? [] };
            default:
                JsonInput.SkipValue(ref reader);
                return package;
        }
    }

    // {"reasons":["Legacy"],"message":null,"alternativeId":"Other","alternativeRange":"*"}
    private static PackageDeprecation? ParseDeprecation(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType is JsonTokenType.Null)
        {
            return null;
        }

        JsonInput.ExpectObject(ref reader, "deprecation");
        var deprecation = new PackageDeprecation([], null, null, null);
        while (JsonInput.NextProperty(ref reader))
        {
            var name = reader.GetString();
            switch (name)
            {
                case "reasons":
                    deprecation = deprecation with { Reasons = Strings(ref reader, name) ?? [] };
                    break;
                case "message":
                    deprecation = deprecation with { Message = Text(ref reader, name) };
                    break;
                case "alternativeId":
                    deprecation = deprecation with { AlternativeId = Text(ref reader, name) };
                    break;
                case "alternativeRange":
                    deprecation = deprecation with { AlternativeRange = Text(ref reader, name) };
                    break;
                default:
                    JsonInput.SkipValue(ref reader);
                    break;
            }
        }

        return deprecation;
    }

    // [{"severity":"high","url":"https://feed.example/advisory"}]
    private static ImmutableArray<KnownVulnerability>? ParseVulnerabilities(ref Utf8JsonReader reader)
    {
        if (!IsArray(ref reader, "vulnerabilities"))
        {
            return null;
        }

        var known = ImmutableArray.CreateBuilder<KnownVulnerability>();
        while (JsonInput.NextItem(ref reader))
        {
            JsonInput.ExpectObject(ref reader, "a vulnerability");
            var (severity, url) = ("unknown", "");
            while (JsonInput.NextProperty(ref reader))
            {
                var isUrl = reader.ValueTextEquals("url"u8);
                if (!isUrl && !reader.ValueTextEquals("severity"u8))
                {
                    JsonInput.SkipValue(ref reader);
                    continue;
                }

                var text = JsonInput.String(ref reader, isUrl ? "url" : "severity");
                (severity, url) = isUrl ? (severity, text) : (text, url);
            }

            known.Add(Vulnerability(severity, url));
        }

        return known.DrainToImmutable();
    }

    private static KnownVulnerability Vulnerability(string severity, string url)
    {
        if (!Severities.Contains(severity, StringComparer.Ordinal))
        {
            throw Unexpected($"has the severity '{severity}', which is none of {string.Join(", ", Severities)}");
        }

        return Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? new KnownVulnerability(severity, url)
            : throw Unexpected("has a vulnerability whose url is no http or https address");
    }

    private static ImmutableArray<string>? Strings(ref Utf8JsonReader reader, string what)
    {
        if (!IsArray(ref reader, what))
        {
            return null;
        }

        var values = ImmutableArray.CreateBuilder<string>();
        while (JsonInput.NextItem(ref reader))
        {
            values.Add(JsonInput.ExpectString(ref reader, what));
        }

        return values.DrainToImmutable();
    }

    private static bool IsArray(ref Utf8JsonReader reader, string what)
    {
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.Null => false,
            JsonTokenType.StartArray => true,
            _ => throw Unexpected($"has {what} that is no array"),
        };
    }

    private static string? Text(ref Utf8JsonReader reader, string what)
    {
        reader.Read();
        return reader.TokenType is JsonTokenType.Null ? null : JsonInput.ExpectString(ref reader, what);
    }

    private static bool? Boolean(ref Utf8JsonReader reader, string what)
    {
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.Null => null,
            JsonTokenType.True => true,
            JsonTokenType.False => false,
            _ => throw Unexpected($"has {what} that is neither true, false nor null"),
        };
    }

    private static DateOnly? Day(ref Utf8JsonReader reader, string what) =>
        Text(ref reader, what) is not { } text ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw Unexpected($"has {what} that is no day such as 2026-01-31");

    private static DateTimeOffset? Date(ref Utf8JsonReader reader, string what) =>
        Text(ref reader, what) is not { } text ? null
        : DateTimeOffset.TryParseExact(text, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date
        : throw Unexpected($"has {what} that is no date such as 2026-01-31T12:00:00Z");

    private static InputException Unexpected(string message) => new(InputErrorCode.Unexpected, message);
}

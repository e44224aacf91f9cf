using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace DepRisk.Packages.Feeds;

/// <summary>
/// Writes <c>deprisk-facts/1</c>: JSON with one package a line, so that a review of a committed file shows what changed. The bytes are a
/// function of the facts. docs/facts-file.md describes every field.
/// </summary>
public static class FetchedFactsWriter
{
    public const string Schema = "deprisk-facts/1";

    public static void Write(FetchedFacts facts, Stream stream)
    {
        stream.Write("{\"schema\":\"deprisk-facts/1\",\"packages\":["u8);
        var separator = "\n"u8;
        using var json = new Utf8JsonWriter(stream);
        foreach (var package in facts.Packages)
        {
            stream.Write(separator);
            WritePackage(json, package);
            json.Flush();
            json.Reset();
            separator = ",\n"u8;
        }

        stream.Write("\n]}\n"u8);
    }

    /// <summary>One object, every field of it, unknown ones as null.</summary>
    public static void WritePackage(Utf8JsonWriter json, FetchedPackage package)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, package.Id);
        json.WriteString("version"u8, package.Version);
        json.WriteString("feed"u8, package.Feed);
        json.WriteString("asOf"u8, package.AsOf?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        WriteBoolean(json, "listed"u8, package.IsListed);
        WriteDate(json, "published"u8, package.Published);
        WriteBoolean(json, "deprecated"u8, package.IsDeprecated);
        WriteDeprecation(json, package.Deprecation);
        json.WriteString("newest"u8, package.Newest);
        WriteDate(json, "newestPublished"u8, package.NewestPublished);
        json.WriteString("newestOfMajor"u8, package.NewestOfMajor);
        WriteStrings(json, "owners"u8, package.Owners);
        WriteVulnerabilities(json, package.Vulnerabilities);
        WriteStrings(json, "vulnerabilityFeeds"u8, package.VulnerabilityFeeds);
        json.WriteEndObject();
    }

    private static void WriteDeprecation(Utf8JsonWriter json, PackageDeprecation? deprecation)
    {
        json.WritePropertyName("deprecation"u8);
        if (deprecation is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        WriteStrings(json, "reasons"u8, deprecation.Reasons);
        json.WriteString("message"u8, deprecation.Message);
        json.WriteString("alternativeId"u8, deprecation.AlternativeId);
        json.WriteString("alternativeRange"u8, deprecation.AlternativeRange);
        json.WriteEndObject();
    }

    private static void WriteVulnerabilities(Utf8JsonWriter json, ImmutableArray<KnownVulnerability>? vulnerabilities)
    {
        json.WritePropertyName("vulnerabilities"u8);
        if (vulnerabilities is not { } known)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartArray();
        foreach (var vulnerability in known)
        {
            json.WriteStartObject();
            json.WriteString("severity"u8, vulnerability.Severity);
            json.WriteString("url"u8, vulnerability.Url);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteStrings(Utf8JsonWriter json, ReadOnlySpan<byte> name, ImmutableArray<string>? values)
    {
        json.WritePropertyName(name);
        if (values is not { } known)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartArray();
        foreach (var value in known)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    private static void WriteDate(Utf8JsonWriter json, ReadOnlySpan<byte> name, DateTimeOffset? date) =>
        json.WriteString(name, date?.UtcDateTime.ToString(FetchedFactsReader.DateFormat, CultureInfo.InvariantCulture));

    private static void WriteBoolean(Utf8JsonWriter json, ReadOnlySpan<byte> name, bool? value)
    {
        json.WritePropertyName(name);
        if (value is { } known)
        {
            json.WriteBooleanValue(known);
        }
        else
        {
            json.WriteNullValue();
        }
    }
}

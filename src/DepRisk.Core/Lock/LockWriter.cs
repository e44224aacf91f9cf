using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace DepRisk.Lock;

/// <summary>
/// Writes <c>deprisk-lock/1</c>: sorted, LF, one line an app, project, package and finding, so that git merges what two branches add. What
/// reaches every app says so with a star: a new app then changes one line, and not each.
/// </summary>
public static class LockWriter
{
    public const string Schema = "deprisk-lock/1";

    /// <summary>Stands for all apps.</summary>
    internal const string Everything = "*";

    // Names are read by people in a review: ü is no \u00fc there. What JSON must escape still is.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(DepRiskLock value, Stream stream)
    {
        stream.Write("{\n  \"schema\": \"deprisk-lock/1\",\n"u8);
        Section(stream, "apps"u8, value.Apps, static (json, app, _) => json.WriteStringValue(app), value);
        Section(stream, "projects"u8, value.Projects, WriteProject, value);
        Section(stream, "packages"u8, value.Packages, WritePackage, value);
        Section(stream, "findings"u8, value.Findings, WriteFinding, value);
        Section(stream, "accepted"u8, value.Accepted, WriteAccepted, value, isLast: true);
        stream.Write("}\n"u8);
    }

    private static void Section<T>(Stream stream, ReadOnlySpan<byte> name, ImmutableArray<T> items, Action<Utf8JsonWriter, T, DepRiskLock> write, DepRiskLock value, bool isLast = false)
    {
        stream.Write("  \""u8);
        stream.Write(name);
        stream.Write("\": ["u8);
        var buffer = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(buffer, Options);
        for (var i = 0; i < items.Length; i++)
        {
            buffer.ResetWrittenCount();
            json.Reset(buffer);
            write(json, items[i], value);
            json.Flush();
            stream.Write(i is 0 ? "\n    "u8 : ",\n    "u8);
            stream.Write(Visible(buffer.WrittenSpan));
        }

        stream.Write(items.IsEmpty ? "]"u8 : "\n  ]"u8);
        stream.Write(isLast ? "\n"u8 : ",\n"u8);
    }

    /// <summary>
    /// Without characters that nobody sees: one that turns the direction of text would show a reviewer another line than the one that is accepted. They
    /// stand in texts alone, so that the escape of JSON is right wherever they are.
    /// </summary>
    private static ReadOnlySpan<byte> Visible(ReadOnlySpan<byte> line)
    {
        if (Ascii.IsValid(line))
        {
            return line;
        }

        var text = new StringBuilder(line.Length);
        foreach (var character in Encoding.UTF8.GetString(line))
        {
            if (char.GetUnicodeCategory(character) is UnicodeCategory.Format)
            {
                text.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            }
            else
            {
                text.Append(character);
            }
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void WriteProject(Utf8JsonWriter json, LockedProject project, DepRiskLock value)
    {
        json.WriteStartObject();
        json.WriteString("path"u8, project.Path);
        WriteApps(json, project.Apps, value);
        WriteOptional(json, "references"u8, project.References);
        json.WriteEndObject();
    }

    private static void WritePackage(Utf8JsonWriter json, LockedPackage package, DepRiskLock value)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, package.Id);
        json.WriteString("version"u8, package.Version);
        WriteOptional(json, "signature"u8, package.Signature);
        WriteOptional(json, "owners"u8, package.Owners);
        WriteOptional(json, "certificate"u8, package.Certificate);
        WriteOptional(json, "capabilities"u8, package.Capabilities);
        WriteOptional(json, "buildCode"u8, package.BuildCode);
        WriteOptional(json, "licence"u8, package.Licence);
        WriteApps(json, package.Apps, value);
        json.WriteEndObject();
    }

    private static void WriteFinding(Utf8JsonWriter json, LockedFinding finding, DepRiskLock value)
    {
        json.WriteStartObject();
        json.WriteString("rule"u8, finding.Rule);
        json.WriteString("subject"u8, finding.Subject);
        WriteOptional(json, "conditions"u8, finding.Conditions);
        WriteApps(json, finding.Apps, value);
        json.WriteEndObject();
    }

    private static void WriteAccepted(Utf8JsonWriter json, AcceptedFinding finding, DepRiskLock value)
    {
        json.WriteStartObject();
        json.WriteString("rule"u8, finding.Rule);
        json.WriteString("subject"u8, finding.Subject);
        json.WriteString("until"u8, finding.Until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.WriteString("reason"u8, finding.Reason);
        json.WriteEndObject();
    }

    private static void WriteApps(Utf8JsonWriter json, ImmutableArray<string> apps, DepRiskLock value)
    {
        if (!apps.IsEmpty && apps.AsSpan().SequenceEqual(value.Apps.AsSpan()))
        {
            json.WriteString("apps"u8, Everything);
            return;
        }

        WriteOptional(json, "apps"u8, apps);
    }

    private static void WriteOptional(Utf8JsonWriter json, ReadOnlySpan<byte> name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }

    private static void WriteOptional(Utf8JsonWriter json, ReadOnlySpan<byte> name, ImmutableArray<string>? items)
    {
        if (items is not { } list)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var item in list)
        {
            json.WriteStringValue(item);
        }

        json.WriteEndArray();
    }
}

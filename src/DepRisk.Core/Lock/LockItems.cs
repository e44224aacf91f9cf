using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using DepRisk.Input;
using DepRisk.Packages;
using DepRisk.Packages.Capabilities;

namespace DepRisk.Lock;

/// <summary>One item of each section of a lock. What it does not know it refuses, because it would silently accept or forget something.</summary>
internal static class LockItems
{
    private static readonly ImmutableArray<string> Signatures = ["verified", "unsigned", "invalid"];

    private static readonly ImmutableArray<string> Capabilities = [.. Enum.GetValues<Capability>().Select(FactNames.Of)];

    public static string ParseApp(ref Utf8JsonReader reader) => RelativePath(ref reader, "apps");

    public static LockedProject ParseProject(ref Utf8JsonReader reader)
    {
        JsonInput.ExpectObject(ref reader, "projects");
        var (path, apps, references) = ((string?)null, ImmutableArray<string>.Empty, (ImmutableArray<string>?)null);
        while (JsonInput.NextProperty(ref reader))
        {
            switch (reader.GetString())
            {
                case "path":
                    reader.Read();
                    path = RelativePath(ref reader, "path");
                    break;
                case "apps": apps = Apps(ref reader); break;
                case "references": references = [.. Strings(ref reader, "references").Order(StringComparer.OrdinalIgnoreCase)]; break;
                case var name: throw Unexpected($"has a project with the unknown field {name}");
            }
        }

        return new LockedProject(path ?? throw Unexpected("has a project without a path"), apps) { References = references };
    }

    public static LockedPackage ParsePackage(ref Utf8JsonReader reader)
    {
        JsonInput.ExpectObject(ref reader, "packages");
        var (package, version) = (new LockedPackage("", "", null, null, null, null, null, null, []), (string?)null);
        while (JsonInput.NextProperty(ref reader))
        {
            package = reader.GetString() switch
            {
                "id" => package with { Id = JsonInput.String(ref reader, "id") },
                // Empty where an SBOM left it open.
                "version" => package with { Version = version = JsonInput.String(ref reader, "version") },
                "signature" => package with { Signature = Known(JsonInput.String(ref reader, "signature"), "signature", Signatures) },
                "owners" => package with { Owners = [.. Strings(ref reader, "owners")] },
                "certificate" => package with { Certificate = JsonInput.String(ref reader, "certificate") },
                "capabilities" => package with { Capabilities = [.. Strings(ref reader, "capabilities").Select(name => Known(name, "capability", Capabilities))] },
                "buildCode" => package with { BuildCode = JsonInput.String(ref reader, "buildCode") },
                "licence" => package with { Licence = JsonInput.String(ref reader, "licence") },
                "apps" => package with { Apps = Apps(ref reader) },
                var name => throw Unexpected($"has a package with the unknown field {name}"),
            };
        }

        return version is not null && package.Id.Length > 0 ? package : throw Unexpected("has a package without id or version");
    }

    /// <summary>A word that nobody knows would count as a fact that is unknown, and silently lose or find something.</summary>
    private static string Known(string word, string what, ImmutableArray<string> all) =>
        all.Contains(word, StringComparer.Ordinal) ? word : throw Unexpected($"has a package with the {what} {word}; it knows {string.Join(", ", all)}");

    public static LockedFinding ParseFinding(ref Utf8JsonReader reader)
    {
        JsonInput.ExpectObject(ref reader, "findings");
        var (rule, subject, conditions, apps) = ((string?)null, (string?)null, ImmutableArray<string>.Empty, ImmutableArray<string>.Empty);
        while (JsonInput.NextProperty(ref reader))
        {
            switch (reader.GetString())
            {
                case "rule": rule = JsonInput.String(ref reader, "rule"); break;
                case "subject": subject = JsonInput.String(ref reader, "subject"); break;
                case "conditions": conditions = [.. Strings(ref reader, "conditions")]; break;
                case "apps": apps = Apps(ref reader); break;
                case var name: throw Unexpected($"has a finding with the unknown field {name}");
            }
        }

        return rule is not null && subject is not null ? new LockedFinding(rule, subject, conditions, apps) : throw Unexpected("has a finding without rule or subject");
    }

    public static AcceptedFinding ParseAccepted(ref Utf8JsonReader reader)
    {
        JsonInput.ExpectObject(ref reader, "accepted");
        var (rule, subject, until, reason) = ((string?)null, (string?)null, (DateOnly?)null, (string?)null);
        while (JsonInput.NextProperty(ref reader))
        {
            switch (reader.GetString())
            {
                case "rule": rule = JsonInput.String(ref reader, "rule"); break;
                case "subject": subject = JsonInput.String(ref reader, "subject"); break;
                case "until": until = Date(JsonInput.String(ref reader, "until")); break;
                case "reason": reason = JsonInput.String(ref reader, "reason"); break;
                case var name: throw Unexpected($"has an accepted finding with the unknown field {name}");
            }
        }

        return rule is not null && subject is not null && until is { } day && !string.IsNullOrWhiteSpace(reason)
            ? new AcceptedFinding(rule, subject, day, reason)
            : throw Unexpected("has an accepted finding without rule, subject, until or reason");
    }

    private static DateOnly Date(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
        ? date
        : throw Unexpected($"has the date {text}; write it as 2027-01-31");

    private static ImmutableArray<string> Apps(ref Utf8JsonReader reader)
    {
        var after = reader;
        after.Read();
        return after.TokenType is JsonTokenType.String
            ? JsonInput.String(ref reader, "apps") is LockWriter.Everything ? [LockWriter.Everything] : throw Unexpected("has apps that are neither a list nor \"*\"")
            : [.. Strings(ref reader, "apps")];
    }

    private static List<string> Strings(ref Utf8JsonReader reader, string what)
    {
        var items = new List<string>();
        JsonInput.Array(ref reader, what);
        while (JsonInput.NextItem(ref reader))
        {
            items.Add(JsonInput.ExpectString(ref reader, what));
        }

        return items;
    }

    /// <summary>Nothing absolute: a lock is for every machine, and no path of one belongs into an output.</summary>
    private static string RelativePath(ref Utf8JsonReader reader, string what) => JsonInput.ExpectString(ref reader, what) is var path
        && (string.IsNullOrWhiteSpace(path) || path.Contains('\0', StringComparison.Ordinal) || Path.IsPathRooted(path))
            ? throw Unexpected($"has a path in {what} that is not relative to it")
            : path;

    public static InputException Unexpected(string message) => new(InputErrorCode.Unexpected, message);
}

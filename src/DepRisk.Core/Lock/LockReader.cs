using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using DepRisk.Input;
using DepRisk.Packages;
using DepRisk.Packages.Capabilities;

namespace DepRisk.Lock;

/// <summary>
/// Reads a lock. People merge it by hand, so nothing is assumed of its order, and what is wrong with it is an error with its position: a line that a bad merge
/// spoiled must not silently accept or forget anything. Git's marks of a conflict are named as such.
/// </summary>
public static class LockReader
{
    private static readonly ImmutableArray<string> Signatures = ["verified", "unsigned", "invalid"];

    private static readonly ImmutableArray<string> Capabilities = [.. Enum.GetValues<Capability>().Select(FactNames.Of)];

    /// <returns>Sorted as <see cref="DepRiskLock"/> says. An error for what is unreadable, malformed, of another schema, or stands twice.</returns>
    public static Result<DepRiskLock> Read(string path) => InputFile.Read(path).Succeeded(out var bytes, out var error) ? Parse(path, bytes) : error;

    /// <returns>The same with paths relative to a scope.</returns>
    /// <param name="path">Absolute.</param>
    /// <param name="root">Absolute: the scope's folder.</param>
    public static Result<DepRiskLock> Read(string path, string root) =>
        Read(path).Succeeded(out var state, out var error) ? LockPaths.Rebase(state, Path.GetDirectoryName(path)!, root) : error;

    internal static Result<DepRiskLock> Parse(string path, ReadOnlyMemory<byte> bytes)
    {
        var conflict = bytes.Span.StartsWith("<<<<<<< "u8) ? 0 : bytes.Span.IndexOf("\n<<<<<<< "u8) + 1;
        if (conflict > 0 || bytes.Span.StartsWith("<<<<<<< "u8))
        {
            var (line, column) = InputFile.Position(bytes.Span, conflict);
            return new InputError(InputErrorCode.Malformed, path, "has a conflict that nobody resolved; keep the lines of both sides, or take the file of one side, and run 'deprisk lock'", line, column);
        }

        return JsonInput.Parse(path, bytes, ParseLock);
    }

    private static DepRiskLock ParseLock(ref Utf8JsonReader reader)
    {
        JsonInput.ExpectObject(ref reader, "the lock");
        var (hasSchema, sections) = (false, new Sections());
        while (JsonInput.NextProperty(ref reader))
        {
            switch (reader.GetString())
            {
                case "schema":
                    hasSchema = true;
                    ExpectSchema(JsonInput.String(ref reader, "schema"));
                    break;
                case "apps":
                    Items(ref reader, "apps", sections.Apps, ParseApp);
                    break;
                case "projects":
                    Items(ref reader, "projects", sections.Projects, ParseProject);
                    break;
                case "packages":
                    Items(ref reader, "packages", sections.Packages, ParsePackage);
                    break;
                case "findings":
                    Items(ref reader, "findings", sections.Findings, ParseFinding);
                    break;
                case "accepted":
                    Items(ref reader, "accepted", sections.Accepted, ParseAccepted);
                    break;
                case var name:
                    throw Unexpected($"has the unknown field {name}; this version knows schema, apps, projects, packages, findings and accepted");
            }
        }

        return hasSchema ? Sorted(sections) : throw Unexpected("is no lock: it has no schema; 'deprisk lock' writes one");
    }

    private static void ExpectSchema(string schema)
    {
        if (!schema.Equals(LockWriter.Schema, StringComparison.Ordinal))
        {
            throw schema.StartsWith("deprisk-lock/", StringComparison.Ordinal)
                ? new InputException(InputErrorCode.UnsupportedVersion, $"has the schema {schema}; this version reads {LockWriter.Schema}")
                : Unexpected($"has the schema {schema}, not {LockWriter.Schema}");
        }
    }

    private static DepRiskLock Sorted(Sections sections)
    {
        ImmutableArray<string> all = [.. sections.Apps.Order(StringComparer.Ordinal)];
        var known = sections.Apps.ToHashSet(StringComparer.Ordinal);
        Once(all, app => app, "the app");
        Once(sections.Projects, project => project.Path, "the project");
        Once(sections.Packages, package => $"{package.Id} {package.Version}", "the package", StringComparer.OrdinalIgnoreCase);
        Once(sections.Findings, finding => $"{finding.Rule} {finding.Subject}", "the finding");
        Once(sections.Accepted, finding => $"{finding.Rule} {finding.Subject}", "the accepted finding");
        return new DepRiskLock(
            all,
            [.. sections.Projects.Select(project => project with { Apps = Expanded(project.Apps, all, known) }).OrderBy(project => project.Path, StringComparer.Ordinal)],
            [.. sections.Packages.Select(package => package with { Apps = Expanded(package.Apps, all, known) })
                .OrderBy(package => package.Id, StringComparer.OrdinalIgnoreCase).ThenBy(package => package.Version, Comparer<string>.Create(PackageVersion.Compare))],
            [.. sections.Findings.Select(finding => finding with { Apps = Expanded(finding.Apps, all, known) })
                .OrderBy(finding => finding.Rule, StringComparer.Ordinal).ThenBy(finding => finding.Subject, StringComparer.Ordinal)],
            [.. sections.Accepted.OrderBy(finding => finding.Rule, StringComparer.Ordinal).ThenBy(finding => finding.Subject, StringComparer.Ordinal)]);
    }

    private static ImmutableArray<string> Expanded(ImmutableArray<string> apps, ImmutableArray<string> all, HashSet<string> known) =>
        apps is [LockWriter.Everything] ? all
        : apps.FirstOrDefault(app => !known.Contains(app)) is { } unknown ? throw Unexpected($"names the app {unknown}, which is not among its apps")
        : [.. apps.Order(StringComparer.Ordinal)];

    private static void Once<T>(IEnumerable<T> items, Func<T, string> key, string what, StringComparer? comparer = null)
    {
        var seen = new HashSet<string>(comparer ?? StringComparer.Ordinal);
        foreach (var item in items)
        {
            if (!seen.Add(key(item)))
            {
                throw Unexpected($"has {what} {key(item)} twice");
            }
        }
    }

    private static string ParseApp(ref Utf8JsonReader reader) => RelativePath(ref reader, "apps");

    private static LockedProject ParseProject(ref Utf8JsonReader reader)
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

    private static LockedPackage ParsePackage(ref Utf8JsonReader reader)
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

    private static LockedFinding ParseFinding(ref Utf8JsonReader reader)
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

    private static AcceptedFinding ParseAccepted(ref Utf8JsonReader reader)
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

    private static void Items<T>(ref Utf8JsonReader reader, string what, List<T> items, JsonParse<T> parse)
    {
        JsonInput.Array(ref reader, what);
        while (JsonInput.NextItem(ref reader))
        {
            items.Add(parse(ref reader));
        }
    }

    private static InputException Unexpected(string message) => new(InputErrorCode.Unexpected, message);

    private sealed class Sections
    {
        public List<string> Apps { get; } = [];

        public List<LockedProject> Projects { get; } = [];

        public List<LockedPackage> Packages { get; } = [];

        public List<LockedFinding> Findings { get; } = [];

        public List<AcceptedFinding> Accepted { get; } = [];
    }
}

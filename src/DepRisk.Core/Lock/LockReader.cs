using System.Collections.Immutable;
using System.Text.Json;
using DepRisk.Input;
using DepRisk.Packages;

namespace DepRisk.Lock;

/// <summary>
/// Reads a lock. People merge it by hand, so nothing is assumed of its order, and what is wrong with it is an error with its position: a line that a bad merge
/// spoiled must not silently accept or forget anything. Git's marks of a conflict are named as such.
/// </summary>
public static class LockReader
{
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
                    Items(ref reader, "apps", sections.Apps, LockItems.ParseApp);
                    break;
                case "projects":
                    Items(ref reader, "projects", sections.Projects, LockItems.ParseProject);
                    break;
                case "packages":
                    Items(ref reader, "packages", sections.Packages, LockItems.ParsePackage);
                    break;
                case "findings":
                    Items(ref reader, "findings", sections.Findings, LockItems.ParseFinding);
                    break;
                case "accepted":
                    Items(ref reader, "accepted", sections.Accepted, LockItems.ParseAccepted);
                    break;
                case var name:
                    throw LockItems.Unexpected($"has the unknown field {name}; this version knows schema, apps, projects, packages, findings and accepted");
            }
        }

        return hasSchema ? Sorted(sections) : throw LockItems.Unexpected("is no lock: it has no schema; 'deprisk lock' writes one");
    }

    private static void ExpectSchema(string schema)
    {
        if (!schema.Equals(LockWriter.Schema, StringComparison.Ordinal))
        {
            throw schema.StartsWith("deprisk-lock/", StringComparison.Ordinal)
                ? new InputException(InputErrorCode.UnsupportedVersion, $"has the schema {schema}; this version reads {LockWriter.Schema}")
                : LockItems.Unexpected($"has the schema {schema}, not {LockWriter.Schema}");
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
        : apps.FirstOrDefault(app => !known.Contains(app)) is { } unknown ? throw LockItems.Unexpected($"names the app {unknown}, which is not among its apps")
        : [.. apps.Order(StringComparer.Ordinal)];

    private static void Once<T>(IEnumerable<T> items, Func<T, string> key, string what, StringComparer? comparer = null)
    {
        var seen = new HashSet<string>(comparer ?? StringComparer.Ordinal);
        foreach (var item in items)
        {
            if (!seen.Add(key(item)))
            {
                throw LockItems.Unexpected($"has {what} {key(item)} twice");
            }
        }
    }

    private static void Items<T>(ref Utf8JsonReader reader, string what, List<T> items, JsonParse<T> parse)
    {
        JsonInput.Array(ref reader, what);
        while (JsonInput.NextItem(ref reader))
        {
            items.Add(parse(ref reader));
        }
    }

    private sealed class Sections
    {
        public List<string> Apps { get; } = [];

        public List<LockedProject> Projects { get; } = [];

        public List<LockedPackage> Packages { get; } = [];

        public List<LockedFinding> Findings { get; } = [];

        public List<AcceptedFinding> Accepted { get; } = [];
    }
}

namespace DepRisk.Restore;

/// <summary>
/// Which packages a shared framework replaces at run time. The assets file says it for the frameworks that the project itself
/// references and only where pruning is on; for frameworks that come by a project or package reference (NuGet/Home#14920), and for
/// restores without pruning, this data says it: it is part of the product so that the answer does not depend on installed SDKs.
/// </summary>
internal static class FrameworkPackages
{
    private static readonly Lazy<Dictionary<(string Framework, string Id), Dictionary<string, Version>>> Table = new(Load);

    /// <param name="target">The short name of the target framework; a platform suffix (<c>net8.0-windows</c>) is ignored.</param>
    /// <param name="version">A normalised package version; anything that is no version is not provided.</param>
    public static bool Provides(string framework, string target, string id, string version) =>
        Table.Value.TryGetValue((framework, id), out var versions)
        && versions.TryGetValue(WithoutPlatform(target), out var highest)
        && MajorMinor(version) is { } asked
        && asked <= highest;

    private static string WithoutPlatform(string target)
    {
        var dash = target.IndexOf('-', StringComparison.Ordinal);
        return dash < 0 ? target : target[..dash];
    }

    private static Version? MajorMinor(string version)
    {
        var end = version.IndexOfAny(['-', '+']);
        return Version.TryParse(end < 0 ? version : version[..end], out var parsed) ? new Version(parsed.Major, parsed.Minor) : null;
    }

    private static Dictionary<(string Framework, string Id), Dictionary<string, Version>> Load()
    {
        using var stream = typeof(FrameworkPackages).Assembly.GetManifestResourceStream("DepRisk.Restore.FrameworkPackages.tsv")
            ?? throw new InvalidOperationException("FrameworkPackages.tsv is not embedded in DepRisk.Core");
        using var reader = new StreamReader(stream);
        var table = new Dictionary<(string, string), Dictionary<string, Version>>(IdComparer.Instance);
        while (reader.ReadLine() is { } line)
        {
            if (line is not ['#', ..] and not "")
            {
                var fields = line.Split('\t');
                table[(fields[0], fields[1])] = Versions(fields[2]);
            }
        }

        return table;
    }

    private static Dictionary<string, Version> Versions(string field)
    {
        var versions = new Dictionary<string, Version>(StringComparer.OrdinalIgnoreCase);
        foreach (var run in field.Split(' '))
        {
            var equals = run.IndexOf('=', StringComparison.Ordinal);
            foreach (var target in run[..equals].Split(','))
            {
                versions[target] = Version.Parse(run.AsSpan(equals + 1));
            }
        }

        return versions;
    }

    private sealed class IdComparer : IEqualityComparer<(string Framework, string Id)>
    {
        public static readonly IdComparer Instance = new();

        public bool Equals((string Framework, string Id) x, (string Framework, string Id) y) =>
            string.Equals(x.Framework, y.Framework, StringComparison.OrdinalIgnoreCase)
            && string.Equals(x.Id, y.Id, StringComparison.OrdinalIgnoreCase);

        public int GetHashCode((string Framework, string Id) key) => key.Id.GetHashCode(StringComparison.OrdinalIgnoreCase);
    }
}

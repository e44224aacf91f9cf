using DepRisk.Graph;

namespace DepRisk.Tool.Commands;

/// <summary>The names of the files of one run of <c>sbom -o DIR</c>.</summary>
internal static class SbomFiles
{
    /// <summary>Two apps of one name get the path of their project into the name; so the names do not depend on order.</summary>
    public static IReadOnlyList<string> Names(IReadOnlyList<Project> apps, string format)
    {
        var names = apps.Select(app => FileName(app.Name)).ToArray();
        var often = names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1)
            .Select(group => group.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return [.. apps.Select((app, i) => $"{Unique(often.Contains(names[i]) ? FileName(app.Path) : names[i], taken)}.cdx.{format}")];
    }

    // a-b/Web.csproj and a/b-Web.csproj become one name, and so do two that are cut off alike: no document replaces another.
    private static string Unique(string name, HashSet<string> taken)
    {
        var unique = name;
        for (var number = 2; !taken.Add(unique); number++)
        {
            unique = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name}-{number}");
        }

        return unique;
    }

    /// <summary>Names come from files that anybody may have written: nothing leads out of the folder, and every system takes it.</summary>
    internal static string FileName(string name)
    {
        var characters = name.Select(character => character is '/' or '\\' or ':' or '*' or '?' or '"' or '<' or '>' or '|' || char.IsControl(character) ? '-' : character);
        var clean = string.Concat(characters).Trim('.', ' ');
        return clean.Length switch
        {
            0 => "app",
            > 150 => clean[..150],
            _ => clean,
        };
    }
}

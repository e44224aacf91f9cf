using System.Globalization;
using DepRisk.Concentration;
using DepRisk.Rules;

namespace DepRisk.Tool.Rendering;

/// <summary>What must change for packages to leave a scope, for people.</summary>
internal static class ExitLines
{
    /// <summary>One line a project: which references of it must change.</summary>
    public static IEnumerable<string> References(Exit exit, int lines, int names)
    {
        var projects = exit.Own.Select(reference => (reference.Project, Text: $"{reference.Id} itself"))
            .Concat(exit.References.Select(reference => (reference.Project, Text: reference.Id)))
            .GroupBy(line => line.Project, line => line.Text, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .ToArray();
        foreach (var project in projects.Take(lines))
        {
            yield return $"{project.Key}: {Phrase.List([.. project], names)}";
        }

        if (projects.Length > lines)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"and {projects.Length - lines:N0} more projects: -v d");
        }
    }

    /// <returns>Null where it is no shorter than the references.</returns>
    public static string? Lever(Exit exit, int names)
    {
        if (exit.Packages.IsEmpty || exit.Packages.Length >= exit.References.Select(reference => reference.Id).Distinct(StringComparer.OrdinalIgnoreCase).Count())
        {
            return null;
        }

        var besides = exit.Own.IsEmpty ? "" : ", besides your own references";
        var passing = exit.Packages.Length is 1 ? "that everything passes" : "of which every route passes one";
        return $"{(exit.IsExact ? "" : "at most ")}{Phrase.Count(exit.Packages.Length, "package")} {passing}{besides}: {Phrase.List(exit.Packages, names)}";
    }
}

using System.Globalization;
using DepRisk.Graph;

namespace DepRisk.Tool.Rendering;

/// <summary>One line a project and target: what <c>scan -v d</c> adds.</summary>
internal static class ProjectTable
{
    private static readonly string[] Head = ["project", "target", "role", "ships", "build", "other", "decided by"];

    public static void Write(Terminal terminal, Scope scope)
    {
        var rows = new List<string[]> { Head };
        foreach (var project in scope.Projects)
        {
            rows.AddRange(project.Targets.Select(target => Row(project, target)));
        }

        terminal.Line();
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        for (var i = 0; i < rows.Count; i++)
        {
            var cells = rows[i].Select((cell, column) => column is >= 3 and <= 5 ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]));
            terminal.Line(("  " + string.Join("  ", cells)).TrimEnd(), i == 0 ? Tone.Strong : Tone.Plain);
        }
    }

    private static string[] Row(Project project, Target target)
    {
        var (ships, build, other) = (0, 0, 0);
        foreach (ref readonly var node in target.Graph.Nodes)
        {
            if (node.Component.Type is ComponentType.Package)
            {
                _ = node.Class switch
                {
                    DependencyClass.Runtime => ships++,
                    DependencyClass.Build => build++,
                    _ => other++,
                };
            }
        }

        var role = project.Role switch
        {
            ProjectRole.App => "app",
            ProjectRole.Test => "test",
            _ => "library",
        };
        return [project.Path, target.Name, role, Number(ships), Number(build), Number(other), project.RoleReason];
    }

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}

using System.Collections.Immutable;
using System.Globalization;
using DepRisk.Concentration;
using DepRisk.Graph;
using DepRisk.Packages;
using DepRisk.Packages.Build;
using DepRisk.Rules;
using DepRisk.Tool.Commands;

namespace DepRisk.Tool.Rendering;

/// <summary>The page that <c>power</c> prints.</summary>
internal static class PowerPage
{
    private const int RowsShown = 10;
    private const int NamesShown = 3;
    private const int NameWidth = 80;

    public static void Write(Terminal terminal, Scope scope, Power power, Verbosity verbosity)
    {
        WriteHead(terminal, scope, power);
        if (power.Unstated > 0)
        {
            terminal.Line($"of {Number(power.Unstated)} of them no source states whether they ship; they count as shipping");
        }

        if (verbosity > Verbosity.Quiet)
        {
            var rows = verbosity >= Verbosity.Detailed ? int.MaxValue : RowsShown;
            WriteHolders(terminal, power, "Accounts that can publish the next version (signed by the repository)", power.Accounts, rows);
            AccountSpreadLines.Write(terminal, power);
            WriteHolders(terminal, power, "Author certificates", power.Certificates, rows);
            WriteHolders(terminal, power, "Repositories that the packages name (declared, not proven)", power.Repositories, rows);
            WriteHolders(terminal, power, "Feeds", power.Feeds, rows);
            WriteBuildCode(terminal, power, rows);
            WriteUnknown(terminal, power);
        }

        if (scope.IsPartial)
        {
            terminal.Line();
            terminal.Line("Incomplete: part of the graph could not be read (see standard error); every number is a minimum.", Tone.Warning);
        }
    }

    private static void WriteHead(Terminal terminal, Scope scope, Power power)
    {
        var unknown = power.Unknown.Sum(reason => reason.Packages.Length);
        terminal.Write(scope.Name, Tone.Strong);
        terminal.Line($"   {Apps(power.Delivered.Length, power)}");
        terminal.Line($"{Phrase.Count(power.Packages.Length, "package")} ship or run code in the build; the accounts behind {Number(power.Packages.Length - unknown)} of them are proven");
    }

    private static void WriteHolders(Terminal terminal, Power power, string title, ImmutableArray<PowerHolder> holders, int rows)
    {
        if (holders.IsEmpty)
        {
            return;
        }

        Heading(terminal, title);
        PowerHolder[] others = [.. holders.Where(holder => !holder.IsPlatform)];
        string[][] cells = [.. others.Take(rows).Select(holder => Row(power, Short(holder.Name), holder.Reach, holder.Packages.Length, [.. holder.Packages.Select(package => package.ToString())]))];
        if (others.Length < holders.Length)
        {
            cells = [.. cells, PlatformRow(power, [.. holders.Where(holder => holder.IsPlatform)])];
        }

        WriteRows(terminal, cells);
        WriteRest(terminal, others.Length - Math.Min(others.Length, rows));
    }

    private static string[] Row(Power power, string name, int reach, int packages, string[] names) =>
        [name, $"{Number(reach)} of {Apps(power.Delivered.Length, power)}", Phrase.Count(packages, "package"), Phrase.List(names, NamesShown)];

    /// <summary>The platform is a choice: one line, behind everybody whom nobody chose.</summary>
    private static string[] PlatformRow(Power power, PowerHolder[] holders) => Row(
        power,
        "(the platform)",
        holders.SelectMany(holder => holder.Apps.Concat(holder.BuildApps)).Distinct().Count(),
        holders.SelectMany(holder => holder.Packages).Distinct().Count(),
        [.. holders.Select(holder => Short(holder.Name))]);

    private static void WriteBuildCode(Terminal terminal, Power power, int rows)
    {
        if (power.BuildCode.IsEmpty)
        {
            return;
        }

        Heading(terminal, "Code that runs in the build");
        string[][] cells = [.. power.BuildCode.Take(rows).Select(code => new[]
        {
            code.Package.ToString(),
            code.HasReach ? $"{Number(code.Apps.Length)} of {Apps(power.Delivered.Length, power)}" : "reach not known",
            code.HasReach ? $"builds {Phrase.Count(code.Projects.Length, "project")}" : $"named in {Phrase.List(code.Projects, 1)}",
            (code.Kind ?? Kinds(code.Executing)) + (code.Unknown.IsEmpty ? "" : "; what else, only MSBuild can tell"),
        })];
        WriteRows(terminal, cells);
        WriteRest(terminal, power.BuildCode.Length - cells.Length);
    }

    private static string Kinds(ImmutableArray<BuildAsset> executing) => Phrase.List(
    [
        .. executing.GroupBy(asset => asset.Kind).OrderBy(group => group.Key)
            .Select(group => $"{FactNames.Of(group.Key)} {Name(group.First())}{(group.Count() > 1 ? string.Create(CultureInfo.InvariantCulture, $" (+{group.Count() - 1:N0})") : "")}"),
    ]);

    private static string Name(BuildAsset asset) => asset.Kind is BuildAssetKind.Task or BuildAssetKind.InlineTask && asset.Detail is { } task
        ? task
        : asset.Path[(asset.Path.LastIndexOf('/') + 1)..];

    private static void WriteUnknown(Terminal terminal, Power power)
    {
        if (power.Unknown.IsEmpty)
        {
            return;
        }

        Heading(terminal, "Accounts not known");
        WriteRows(terminal, [.. power.Unknown.Select(unknown => new[]
        {
            Phrase.Count(unknown.Packages.Length, "package"),
            unknown.Reason,
            Phrase.List([.. unknown.Packages.Select(package => package.ToString())], NamesShown),
        })]);
        // Packages of other ecosystems have no such signatures, and NuGet restores none of them.
        if (power.Unknown.Any(unknown => unknown.Reason.Equals(PackageEvidence.Unknown.Signature.Reason, StringComparison.Ordinal) && unknown.Packages.Any(package => package.Ecosystem is "nuget")))
        {
            // An SBOM or a lock file says nothing of folders.
            terminal.Line("  Packages come onto this disk by 'dotnet restore'; name the solution or project then, or their folder with --packages", Tone.Quiet);
        }
    }

    /// <summary>A certificate's holder may have any name: one row must not make all others as wide. The whole name is in the JSON.</summary>
    private static string Short(string name) => name.Length <= NameWidth ? name : string.Concat(name.AsSpan(0, NameWidth - 3), "...");

    /// <summary>The last column is as wide as it is.</summary>
    private static void WriteRows(Terminal terminal, string[][] rows)
    {
        var widths = new int[rows[0].Length - 1];
        for (var column = 0; column < widths.Length; column++)
        {
            widths[column] = rows.Max(row => row[column].Length);
        }

        foreach (var row in rows)
        {
            terminal.Line("  " + string.Join("   ", row.Select((cell, column) => column < widths.Length ? cell.PadRight(widths[column]) : cell)));
        }
    }

    private static void WriteRest(Terminal terminal, int more)
    {
        if (more > 0)
        {
            terminal.Line($"  and {Number(more)} more: -v d", Tone.Quiet);
        }
    }

    private static void Heading(Terminal terminal, string text)
    {
        terminal.Line();
        terminal.Line(text, Tone.Strong);
    }

    private static string Apps(int count, Power power) => Phrase.Count(count, power.DeliversApps ? "app" : "project");

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}

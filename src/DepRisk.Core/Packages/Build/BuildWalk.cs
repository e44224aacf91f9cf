using DepRisk.Input;

namespace DepRisk.Packages.Build;

/// <summary>One props or targets file that a build can reach.</summary>
internal sealed record BuildFile(string Path, List<BuildStatement> Statements)
{
    public string Folder => Path[..(Path.LastIndexOf('/') + 1)];
}

/// <summary>
/// Finds every props and targets file of a package that an evaluation can reach from those that NuGet imports. Conditions are ignored and properties
/// have all their values at once, so more is found than one build uses, and nothing less.
/// </summary>
internal sealed class BuildWalk(BuildFiles files, string id, string? version)
{
    // More values make more imports reachable; each round that finds none is the last. Real packages need two.
    private const int Rounds = 16;
    private readonly HashSet<string> _reached = new(StringComparer.Ordinal);
    private readonly HashSet<(int File, int Statement)> _once = [];
    private readonly BuildPaths _paths = new(files);

    public BuildProperties Properties { get; } = new(id, version);

    /// <summary>In the order in which they were reached.</summary>
    public List<BuildFile> Reached { get; } = [];

    public SortedSet<string> Problems { get; } = new(StringComparer.Ordinal);

    public void Run(List<string> entries)
    {
        foreach (var entry in entries)
        {
            Reach(entry);
        }

        for (var round = 0; Pass(); round++)
        {
            if (round == Rounds)
            {
                Problems.Add($"sets properties in circles: after {Rounds} rounds there are still new values");
                break;
            }
        }

        foreach (var file in Reached)
        {
            ReportImports(file);
        }

        if (!_paths.IsComplete)
        {
            Problems.Add("has so many wildcards that some imports were not looked up");
        }
    }

    /// <summary>What a text with paths, separated by semicolons, leads to.</summary>
    public List<BuildPath> Resolve(BuildFile file, string text)
    {
        var found = new List<BuildPath>();
        foreach (var value in new BuildExpression(Properties, file.Path).Expand(text))
        {
            foreach (var part in value.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                found.Add(_paths.Resolve(part, file.Folder));
            }
        }

        return found;
    }

    private bool Pass()
    {
        var isNew = false;
        for (var i = 0; i < Reached.Count; i++)
        {
            var file = Reached[i];
            for (var j = 0; j < file.Statements.Count; j++)
            {
                var statement = file.Statements[j];
                isNew |= statement.Kind switch
                {
                    BuildStatementKind.Property => Define(file, statement, _once.Add((i, j))),
                    BuildStatementKind.Import or BuildStatementKind.MSBuildTask => Follow(file, statement.Text),
                    _ => false,
                };
            }
        }

        return isNew;
    }

    private bool Define(BuildFile file, BuildStatement statement, bool isFirst)
    {
        // A property that is built upon itself would grow with every round.
        if (!isFirst && statement.Text.Contains($"$({statement.Name}", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var values = new BuildExpression(Properties, file.Path).Expand(statement.Text);
        var isNew = Properties.Add(statement.Name, values);
        return isNew | NamesProject(file, values);
    }

    /// <summary>
    /// MSBuild's own files import what a property names, CustomAfterMicrosoftCommonTargets for example; there are dozens of such properties and new
    /// ones with every SDK. So a file of the package that a property names and that is an MSBuild file counts as imported, whatever the property's name.
    /// </summary>
    private bool NamesProject(BuildFile file, List<string> values)
    {
        var isNew = false;
        foreach (var value in values)
        {
            foreach (var part in value.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                if (part is [BuildProperties.Root, ..] && !part.AsSpan().ContainsAny('*', '?', BuildProperties.Unknown))
                {
                    foreach (var path in _paths.Resolve(part, file.Folder).Files)
                    {
                        isNew |= (IsProject(path) || BeginsAsProject(path)) && Reach(path);
                    }
                }
            }
        }

        return isNew;
    }

    private static bool IsProject(string path) =>
        Path.GetExtension(path.AsSpan()) is var extension
        && (extension.Equals(".props", StringComparison.OrdinalIgnoreCase) || extension.Equals(".targets", StringComparison.OrdinalIgnoreCase)
            || extension.Equals(".tasks", StringComparison.OrdinalIgnoreCase) || extension.EndsWith("proj", StringComparison.OrdinalIgnoreCase));

    // The extension is a custom; MSBuild imports a file of any name.
    private bool BeginsAsProject(string path)
    {
        if (_reached.Contains(path) || path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".exe", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        Span<byte> start = stackalloc byte[1024];
        using var file = File.OpenHandle(files.FullPath(path));
        return start[..InputFile.Fill(file, start)].IndexOf("<Project"u8) >= 0;
    }

    private bool Follow(BuildFile file, string text)
    {
        var isNew = false;
        foreach (var path in Resolve(file, text))
        {
            foreach (var found in path.Files)
            {
                isNew |= Reach(found);
            }
        }

        return isNew;
    }

    private bool Reach(string path)
    {
        if (!_reached.Add(path))
        {
            return false;
        }

        if (Reached.Count == Limits.BuildFiles)
        {
            Problems.Add($"has more than {Limits.BuildFiles} props and targets files that import each other; the rest was not read");
            return false;
        }

        var statements = Read(path);
        if (statements?.Count == Limits.BuildStatements)
        {
            Problems.Add($"{path}: has more than {Limits.BuildStatements} properties, imports and tasks; the rest was not read");
        }

        Reached.Add(new BuildFile(path, statements ?? []));
        return true;
    }

    private List<BuildStatement>? Read(string path)
    {
        using var content = PooledFile.Read(files.FullPath(path), Limits.BuildFileBytes);
        var result = content.Error is null ? BuildFileReader.Parse(path, content.Bytes) : content.Error;
        if (result.Error is { } error)
        {
            Problems.Add($"{path}: {error.Message}");
        }

        return result.Value;
    }

    private void ReportImports(BuildFile file)
    {
        foreach (var statement in file.Statements)
        {
            if (statement.Kind is BuildStatementKind.SdkImport)
            {
                Problems.Add($"{file.Path}: imports {BuildText.Short(statement.Text)} of the SDK {BuildText.Short(statement.Name)}, which is another package");
            }
            else if (statement.Kind is BuildStatementKind.Import && Doubt(Resolve(file, statement.Text)) is { } doubt)
            {
                Problems.Add($"{file.Path}: imports {BuildText.Short(statement.Text)}, {doubt}");
            }
        }
    }

    private static string? Doubt(List<BuildPath> paths)
    {
        string? doubt = null;
        foreach (var path in paths)
        {
            // Whatever the package provides itself is followed; the doubt is over what it does not.
            if (path.Files.Count > 0)
            {
                return null;
            }

            doubt = path.Kind switch
            {
                BuildPathKind.Unknown => "which only MSBuild can tell",
                BuildPathKind.Outside or BuildPathKind.Toolset => doubt ?? "which is not part of the package",
                _ => doubt,
            };
        }

        return doubt;
    }
}

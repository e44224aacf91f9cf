using System.Collections.Immutable;
using System.Runtime.InteropServices;
using DepRisk.Input;

namespace DepRisk.Packages.Build;

/// <summary>
/// Reads what an extracted package brings for the build: docs/build-power.md. Nothing is evaluated or run. Where only an evaluation could tell, all
/// that could be so counts, and what could be anything is a problem.
/// </summary>
public sealed class BuildPowerReader
{
    private readonly BuildFiles _files;
    private readonly BuildWalk _walk;
    private readonly List<BuildAsset> _assets = [];
    private readonly SortedSet<string> _analyzers = new(StringComparer.Ordinal);
    private readonly HashSet<string> _loaded = new(StringComparer.Ordinal);

    private BuildPowerReader(BuildFiles files, string id, string? version)
    {
        _files = files;
        _walk = new BuildWalk(files, id, version);
    }

    /// <param name="folder">Of the extracted package; where it does not exist there is <see cref="BuildPower.None"/>.</param>
    /// <param name="id">NuGet imports only the props and targets that are called like it.</param>
    /// <param name="version">As in the name of its folder; lets a path that starts at the folder of all packages be followed. Null where it is not known.</param>
    public static BuildPower Read(string folder, string id, string? version)
    {
        try
        {
            return Directory.Exists(folder) && BuildFiles.List(folder) is { } files ? new BuildPowerReader(files, id, version).Read(id) : BuildPower.None;
        }
        catch (Exception e) when (InputFile.IsExpected(e))
        {
            return BuildPower.None with { Problems = ["the package's folder cannot be listed"] };
        }
    }

    private BuildPower Read(string id)
    {
        _walk.Run(BuildEntries.Find(_files, id));
        foreach (var file in _walk.Reached)
        {
            AddFile(file);
        }

        AddAnalyzers();
        AddScripts();
        if (_files.IsCut)
        {
            _walk.Problems.Add($"has more than {Limits.PackageFiles} files; the rest was not looked at");
        }

        var digest = BuildDigest.Compute(_files, _walk.Reached, _assets, _analyzers, _loaded, _walk.Problems);
        return new BuildPower(Sorted(), digest, [.. _walk.Problems]);
    }

    private void AddFile(BuildFile file)
    {
        Add(new BuildAsset(BuildEntries.IsSdk(file.Path) ? BuildAssetKind.Sdk : BuildAssetKind.Imported, file.Path, null, 0, Executes: false));
        foreach (var statement in file.Statements)
        {
            switch (statement.Kind)
            {
                case BuildStatementKind.UsingTask:
                    Add(Task(file, statement));
                    break;
                case BuildStatementKind.Exec:
                    Add(new BuildAsset(BuildAssetKind.Exec, file.Path, BuildText.Short(statement.Text), statement.Line, Executes: true));
                    break;
                case BuildStatementKind.ToolTask:
                    Add(new BuildAsset(BuildAssetKind.Exec, file.Path, BuildText.Short($"{statement.Name} starts {statement.Text}"), statement.Line, Executes: true));
                    break;
                case BuildStatementKind.Property when BuildTasks.StartsCompiler(statement.Name) && statement.Text.Length > 0:
                    Add(new BuildAsset(BuildAssetKind.Exec, file.Path, BuildText.Short($"{statement.Name} is {statement.Text}"), statement.Line, Executes: true));
                    break;
                case BuildStatementKind.AnalyzerItem:
                    AddAnalyzerItem(file, statement);
                    break;
            }
        }
    }

    private BuildAsset Task(BuildFile file, BuildStatement statement)
    {
        var isInline = BuildTasks.IsInline(statement.Factory);
        var isName = statement.Text.StartsWith(BuildFileReader.NamePrefix, StringComparison.Ordinal);
        var assembly = isName ? statement.Text[BuildFileReader.NamePrefix.Length..] : statement.Text;
        var paths = isName ? [] : _walk.Resolve(file, assembly);
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            found.UnionWith(path.Files);
        }

        _loaded.UnionWith(found);
        if (isInline)
        {
            return new BuildAsset(BuildAssetKind.InlineTask, file.Path, BuildText.Short(statement.Name), statement.Line, Executes: true);
        }

        var isOfMSBuild = isName ? BuildTasks.IsOfMSBuild(assembly) : paths.Count > 0 && paths.TrueForAll(path => path.Kind is BuildPathKind.Toolset);
        if (!isName && !isOfMSBuild && found.Count is 0)
        {
            _walk.Problems.Add($"{file.Path}: loads {BuildText.Short(assembly)}, which is no file of the package");
        }

        var where = found.Count > 0 ? string.Join(", ", found) : assembly;
        return new BuildAsset(BuildAssetKind.Task, file.Path, BuildText.Short($"{statement.Name} in {where}"), statement.Line, !isOfMSBuild);
    }

    private void AddAnalyzerItem(BuildFile file, BuildStatement statement)
    {
        foreach (var path in _walk.Resolve(file, statement.Text))
        {
            foreach (var found in path.Files)
            {
                if (found.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
                {
                    _analyzers.Add(found);
                }
            }

            if (path is { Files.Count: 0, Kind: not BuildPathKind.Inside })
            {
                _walk.Problems.Add($"{file.Path}: adds the analyzers {BuildText.Short(statement.Text)}, which are no files of the package");
            }
        }
    }

    private void AddAnalyzers()
    {
        foreach (var path in _files.Below("analyzers/"))
        {
            if (path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) && !path.EndsWith(".resources.dll", StringComparison.OrdinalIgnoreCase))
            {
                _analyzers.Add(path);
            }
        }

        foreach (var path in _analyzers)
        {
            var assembly = AnalyzerAssembly.Read(_files.FullPath(path));
            if (assembly.Problem is { } problem)
            {
                _walk.Problems.Add($"{path}: {problem}");
            }

            var detail = assembly switch
            {
                { IsGenerator: true, IsAnalyzer: true } => "generator and analyzer",
                { IsGenerator: false, IsAnalyzer: false, Problem: null } => "neither analyzer nor generator: loaded by those that need it",
                _ => null,
            };
            Add(new BuildAsset(assembly.IsGenerator ? BuildAssetKind.Generator : BuildAssetKind.Analyzer, path, detail, 0, Executes: true));
        }
    }

    private void AddScripts()
    {
        foreach (var path in _files.Below("tools/"))
        {
            if (path.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase))
            {
                Add(new BuildAsset(BuildAssetKind.Script, path, null, 0, BuildEntries.IsScriptOfNuGet(path)));
            }
        }
    }

    private void Add(BuildAsset asset)
    {
        if (_assets.Count == Limits.BuildAssets)
        {
            _walk.Problems.Add($"brings more than {Limits.BuildAssets} things for the build; the rest is not listed");
            return;
        }

        _assets.Add(asset);
    }

    private ImmutableArray<BuildAsset> Sorted()
    {
        var sorted = _assets.ToArray();
        Array.Sort(sorted, (x, y) =>
        {
            var order = string.CompareOrdinal(x.Path, y.Path);
            order = order is 0 ? x.Line.CompareTo(y.Line) : order;
            order = order is 0 ? x.Kind.CompareTo(y.Kind) : order;
            return order is 0 ? string.CompareOrdinal(x.Detail, y.Detail) : order;
        });
        return ImmutableCollectionsMarshal.AsImmutableArray(sorted);
    }
}

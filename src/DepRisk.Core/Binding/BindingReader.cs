using System.Collections.Immutable;
using DepRisk.Graph;
using DepRisk.Input;
using DepRisk.Packages;

namespace DepRisk.Binding;

/// <summary>How the uses of an open assembly are obtained: <see cref="AssemblyUsesReader.Read"/>, or a cache before it.</summary>
public delegate Result<AssemblyUses> ReadAssemblyUses(BuiltAssembly assembly);

/// <summary>Reads from the built assemblies of a scope how deep its projects are bound to their packages.</summary>
public static class BindingReader
{
    /// <param name="read">Called from several threads; null reads every assembly.</param>
    /// <param name="progress">Projects done and in all, called from several threads, one at a time.</param>
    /// <returns>In the order of the scope's projects.</returns>
    public static ImmutableArray<ProjectBinding> Read(Scope scope, ReadAssemblyUses? read = null, Action<int, int>? progress = null)
    {
        var bindings = new ProjectBinding[scope.Projects.Length];
        var packageFolders = new HashSet<string>(scope.Packages.Values.Select(package => package.Folder).OfType<string>().Select(Path.TrimEndingDirectorySeparator), StringComparer.Ordinal);
        var versions = new AssemblyVersions();
        var done = 0;
        var counting = new System.Threading.Lock();
        Parallel.For(0, bindings.Length, i =>
        {
            bindings[i] = new ProjectBindingReader(scope, scope.Projects[i], packageFolders, versions, read ?? AssemblyUsesReader.Read).Read();
            if (progress is not null)
            {
                lock (counting)
                {
                    progress(++done, bindings.Length);
                }
            }
        });
        return [.. bindings];
    }
}

/// <summary>Chooses the builds of one project and brings their uses together.</summary>
internal sealed class ProjectBindingReader
{
    private const string NotBuilt = "is not built; run 'dotnet build'";

    private readonly Scope _scope;
    private readonly Project _project;
    private readonly AssemblyVersions _versions;
    private readonly ReadAssemblyUses _read;
    private readonly SourceTree _sources;
    private readonly string _folder;

    public ProjectBindingReader(Scope scope, Project project, HashSet<string> packageFolders, AssemblyVersions versions, ReadAssemblyUses read)
    {
        (_scope, _project, _versions, _read) = (scope, project, versions, read);
        _folder = Path.GetDirectoryName(Path.GetFullPath(Path.Combine(scope.Root, project.Path))) ?? scope.Root;
        _sources = new SourceTree(Path.TrimEndingDirectorySeparator(Path.GetFullPath(scope.Root)), _folder, packageFolders.Contains);
    }

    public ProjectBinding Read()
    {
        // Projects of packages.config have no restore output, and build into obj all the same.
        var intermediate = _project.IntermediateFolder ?? Path.Combine(_folder, "obj");
        var found = _project.BuiltAssembly is { } built ? BuildOutputs.At(built, intermediate) : BuildOutputs.Below(intermediate);
        if (!found.Succeeded(out var outputs, out var closed))
        {
            return new ProjectBinding(_project.Component, "has build outputs that cannot be listed: the folder " + closed.Message, [], []);
        }

        var frameworks = _project.Targets.GroupBy(target => target.Name.Split('/')[0], StringComparer.OrdinalIgnoreCase).Select(group => (Name: group.Key, Targets: group.ToList())).ToList();
        var union = new BindingUnion();
        var missing = new List<string>();
        foreach (var (name, targets) in frameworks)
        {
            if (Best(BuildOutputs.Of(name, frameworks.Count is 1, outputs)) is not { } build)
            {
                missing.Add(name);
            }
            else if (build.Uses.Succeeded(out var uses, out var damage))
            {
                Add(union, name, BuildOutputs.TargetOf(build.Output, targets), uses, build.Files);
            }
            else
            {
                union.Damage(name, damage.Message);
            }
        }

        return union.Of(_project, missing.Count == frameworks.Count ? NotBuilt : null, [.. missing.Select(name => $"{name} {NotBuilt}")]);
    }

    /// <summary>The build whose documents fit the sources best; of equals Release, then Debug, then the first path.</summary>
    private ChosenBuild? Best(List<BuildOutput> outputs)
    {
        InputError? damage = null;
        BuildOutput? best = null;
        BuiltAssembly? chosen = null;
        SourceFile?[] chosenFiles = [];
        var bestMatch = default(BuildMatch);
        foreach (var output in outputs)
        {
            if (!BuiltAssembly.Open(output.Path).Succeeded(out var assembly, out var error))
            {
                // Native code that lies there is no build of ours.
                damage ??= error.Code is InputErrorCode.Unexpected ? null : error;
                continue;
            }

            var files = assembly.Documents.Select(_sources.Find).ToArray();
            var match = Match(output, assembly, files);
            if (best is not null && !match.IsBetterThan(bestMatch))
            {
                assembly.Dispose();
                continue;
            }

            chosen?.Dispose();
            (best, chosen, chosenFiles, bestMatch) = (output, assembly, files, match);
        }

        using (chosen)
        {
            return chosen is not null ? new ChosenBuild(best!, _read(chosen), chosenFiles)
                : damage is not null ? new ChosenBuild(outputs[0], damage, [])
                : null;
        }
    }

    private BuildMatch Match(BuildOutput output, BuiltAssembly assembly, SourceFile?[] files)
    {
        var matches = 0;
        var mismatches = 0;
        for (var i = 0; i < files.Length; i++)
        {
            var document = assembly.Documents[i];
            if (files[i] is { } file && !document.Hash.IsEmpty)
            {
                (matches, mismatches) = file.IsMatch ? (matches + 1, mismatches) : (matches, mismatches + 1);
            }
        }

        return new BuildMatch(assembly.HasSymbols, mismatches, matches, assembly.Name.Equals(_project.Name, StringComparison.OrdinalIgnoreCase), output.ConfigurationRank);
    }

    private void Add(BindingUnion union, string framework, Target target, AssemblyUses uses, SourceFile?[] files)
    {
        var packages = new PackageAssemblies(target, _scope.Packages, _versions);
        var known = uses.HasSymbols ? files : [];
        union.Start(framework, uses, known);
        foreach (var reference in uses.References)
        {
            if (packages.Find(reference.Assembly, reference.Version) is { } package)
            {
                union.Add(package, reference, known, _project.IsPackable);
            }
        }

        union.End();
    }

    private sealed record ChosenBuild(BuildOutput Output, Result<AssemblyUses> Uses, SourceFile?[] Files);
}

/// <summary>How well a build output fits the sources on disk. File times say nothing: a checkout sets them anew.</summary>
/// <param name="Mismatches">Documents whose file has other bytes now.</param>
/// <param name="IsNamedLikeProject">An assembly of another name may be left from before a renaming.</param>
internal readonly record struct BuildMatch(bool HasSymbols, int Mismatches, int Matches, bool IsNamedLikeProject, int ConfigurationRank)
{
    public bool IsBetterThan(BuildMatch other) => Key.CompareTo(other.Key) > 0;

    private (bool, int, int, bool, int) Key => (HasSymbols, -Mismatches, Matches, IsNamedLikeProject, -ConfigurationRank);
}

using System.Collections.Immutable;
using DepRisk.Binding;
using DepRisk.Graph;
using DepRisk.Packages;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Emit;

namespace DepRisk.Tests.Binding;

/// <summary>A project on disk as a restore and a compiler leave it: sources, build outputs and a package of one assembly.</summary>
internal sealed class BuiltProject : IDisposable
{
    private readonly TempFolder _temp = new();
    private readonly ComponentTable _components = new();
    private readonly Dictionary<Component, RestoredPackage> _packages = [];

    public BuiltProject()
    {
        Root = _temp["repo"];
        Directory.CreateDirectory(Path.Combine(Root, "src", "Ours"));
        Package = _components.Package("Some.Package", "1.0.0");
        _packages.Add(Package, new RestoredPackage(null, Write("../packages/some.package/1.0.0/lib/net10.0/Pkg.dll", BuiltSources.Package).Replace("lib/net10.0/Pkg.dll", "", StringComparison.Ordinal)));
    }

    public string Root { get; }

    public Component Package { get; }

    public bool IsPackable { get; init; }

    public string Intermediate { get; init; } = "src/Ours/obj";

    /// <summary>The build that counts, relative to the root; null for the best one.</summary>
    public string? BuiltAssembly { get; init; }

    public DependencyClass Class { get; init; } = DependencyClass.Runtime;

    /// <returns>The absolute path.</returns>
    public string Write(string relative, byte[] content)
    {
        var path = Path.GetFullPath(Path.Combine(Root, relative));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    public BuiltProject Source(string name, string text)
    {
        Write("src/Ours/" + name, System.Text.Encoding.UTF8.GetBytes(text));
        return this;
    }

    /// <summary>Compiles the sources as they are now into a folder below the intermediate one.</summary>
    /// <param name="mapped">What the compiler puts in the place of the repository's root; null for the real paths.</param>
    public BuiltProject Build(string output, string? mapped = null, bool withSymbols = true, string[]? files = null, string name = "Ours.dll")
    {
        files ??= [.. Directory.GetFiles(Path.Combine(Root, "src", "Ours"), "*.cs").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
        var compiled = BuiltSources.Ours(OptimizationLevel.Release, DebugInformationFormat.PortablePdb, [.. files.Select(file =>
        {
            var path = Path.GetFullPath(Path.Combine(Root, "src", "Ours", file));
            return (mapped is null ? path : mapped + Path.GetRelativePath(Root, path), File.ReadAllText(path));
        })]);
        Write($"{Intermediate}/{output}/{name}", compiled.Assembly);
        if (withSymbols)
        {
            Write($"{Intermediate}/{output}/{Path.ChangeExtension(name, ".pdb")}", compiled.Symbols);
        }

        return this;
    }

    public ProjectBinding Read(params string[] targets) => Read(Root, targets);

    public ProjectBinding Read(string root, string[] targets)
    {
        var project = _components.Intern(ComponentType.Project, "", "Ours", null, Path.GetRelativePath(root, Path.Combine(Root, "src/Ours/Ours.csproj")).Replace('\\', '/'));
        var scope = new Scope(
            "repo",
            root,
            [new Project(project, ProjectRole.Library, "", [.. (targets.Length is 0 ? ["net10.0"] : targets).Select(name => Target(project, name))])
                {
                    IntermediateFolder = Path.Combine(Root, Intermediate), IsPackable = IsPackable, BuiltAssembly = BuiltAssembly is null ? null : Path.GetFullPath(Path.Combine(Root, BuiltAssembly)),
                }],
            _packages,
            [],
            []);
        return Assert.Single(BindingReader.Read(scope));
    }

    public void Dispose() => _temp.Dispose();

    private Target Target(Component project, string name)
    {
        ImmutableArray<ShippedFile> files = Class is DependencyClass.Runtime ? [new ShippedFile("lib/net10.0/Pkg.dll", ShippedFileType.Assembly)] : [];
        Node[] nodes = [new Node(project, DependencyClass.Runtime, NodeTraits.None, []), new Node(Package, Class, NodeTraits.Direct, files)];
        return new Target(name, name.Split('/')[0], name.Contains('/', StringComparison.Ordinal) ? name.Split('/')[1] : null, false, [], DependencyGraph.Create(nodes, [new Edge(0, 1)]));
    }
}

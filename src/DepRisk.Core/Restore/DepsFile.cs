using System.Collections.Immutable;
using DepRisk.Graph;

namespace DepRisk.Restore;

/// <summary>What a *.deps.json says, in its own terms; DepsGraph makes a graph of it.</summary>
/// <param name="RuntimeTarget">The target that the host runs: <c>.NETCoreApp,Version=v10.0/linux-x64</c>.</param>
/// <param name="Targets">Sorted by name, ordinal.</param>
/// <param name="Libraries">By <c>Id/Version</c>, without case.</param>
public sealed record DepsFile(
    string Path,
    string RuntimeTarget,
    ImmutableArray<DepsTarget> Targets,
    IReadOnlyDictionary<string, DepsLibrary> Libraries);

/// <param name="Libraries">Sorted by key, ordinal.</param>
public sealed record DepsTarget(string Name, ImmutableArray<DepsTargetLibrary> Libraries);

/// <param name="Dependencies">The versions are those that the restore resolved, not ranges.</param>
/// <param name="Files">Runtime, native, satellite and platform files, sorted by path; placeholders left out.</param>
/// <param name="Compiles">It is there for the compiler: <c>compileOnly</c>, or assets of the kind <c>compile</c>.</param>
public sealed record DepsTargetLibrary(
    string Id,
    string Version,
    ImmutableArray<LibraryDependency> Dependencies,
    ImmutableArray<ShippedFile> Files,
    bool Compiles)
{
    public string Key => $"{Id}/{Version}";
}

/// <param name="Type">project, package, reference, referenceassembly, runtimepack...</param>
/// <param name="ContentHash">Base64 SHA-512 of the package's content; null where not stated.</param>
public sealed record DepsLibrary(string Type, string? ContentHash)
{
    public bool Is(string type) => Type.Equals(type, StringComparison.OrdinalIgnoreCase);
}

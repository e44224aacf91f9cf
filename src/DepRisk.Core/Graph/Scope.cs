using System.Collections.Immutable;
using DepRisk.Input;
using DepRisk.Packages;

namespace DepRisk.Graph;

/// <summary>What one run looks at: a project, a solution, a folder of them, or an SBOM.</summary>
/// <param name="Name">The file or folder name, for people.</param>
/// <param name="Root">Absolute folder that relative paths start from. Never part of any output.</param>
/// <param name="Projects">Sorted by relative path, ordinal.</param>
/// <param name="Packages">What is known of the packages besides their place in a graph.</param>
/// <param name="BuildComponents">MSBuild SDKs and local tools: they build the scope and appear in no graph.</param>
/// <param name="Problems">Everything that could not be read or does not fit; nothing of it is lost silently.</param>
public sealed record Scope(
    string Name,
    string Root,
    ImmutableArray<Project> Projects,
    IReadOnlyDictionary<Component, RestoredPackage> Packages,
    ImmutableArray<BuildComponent> BuildComponents,
    ImmutableArray<InputError> Problems)
{
    public bool IsPartial => Problems.Any(problem => problem.IsPartial);

    /// <summary>Targets of its projects that nobody asked for in this run.</summary>
    public ImmutableArray<Target> LeftOut { get; init; } = [];
}

/// <summary>One restored project.</summary>
/// <param name="Component">Type project; id, evaluated version (null where nothing states one) and path relative to the scope.</param>
/// <param name="Role">What it is for.</param>
/// <param name="RoleReason">How that was decided, as a phrase for people: "OutputType Exe in Web.csproj".</param>
public sealed record Project(
    Component Component,
    ProjectRole Role,
    string RoleReason,
    ImmutableArray<Target> Targets)
{
    public string Name => Component.Id;

    public string Path => Component.Path ?? Component.Id;

    public bool IsApp => Role is ProjectRole.App;

    public bool IsTest => Role is ProjectRole.Test;

    /// <summary>Absolute folder of the restore and compiler outputs (obj); null where there is none. Never part of any output.</summary>
    public string? IntermediateFolder { get; init; }

    /// <summary>Absolute path of the one build of it that counts, where somebody has just made it; null where the best one below <see cref="IntermediateFolder"/> does.</summary>
    public string? BuiltAssembly { get; init; }

    /// <summary>
    /// It says of itself that it makes a package that others compile against. The SDK packs every class library unless told otherwise, so that its
    /// default says nothing about what anybody means.
    /// </summary>
    public bool IsPackable { get; init; }

    /// <summary>A packages.lock.json holds its versions: what it asks for is resolved anew only where somebody asks for that.</summary>
    public bool IsLocked { get; init; }

    /// <summary>What the restore warned of, by id and code, each once.</summary>
    public ImmutableArray<RestoreNotice> Notices { get; init; } = [];

    /// <summary>Feeds that the restore asked, as it recorded them; empty where nothing recorded any. They may hold credentials and paths: never part of any output as they are.</summary>
    public ImmutableArray<string> Feeds { get; init; } = [];
}

/// <summary>A warning of the restore about one package.</summary>
/// <param name="Code">NuGet's, for example NU1603.</param>
public readonly record struct RestoreNotice(string Code, string PackageId);

public enum ProjectRole : byte
{
    Library,

    /// <summary>Deployed or published on its own.</summary>
    App,
    Test,
}

/// <summary>One framework, and where there is one its runtime identifier, of a project. Edges are only ever true inside one target.</summary>
/// <param name="Name">The assets file's key: <c>net10.0</c>, <c>net10.0/linux-x64</c>.</param>
/// <param name="Framework">The short framework name, <c>net10.0</c>, where an alias hides it; empty where unknown.</param>
/// <param name="RuntimeIdentifier">Null for the portable target.</param>
/// <param name="IsSelfContained">The runtime packs of this runtime identifier are part of the output.</param>
/// <param name="References">What the project itself asks for, sorted by id.</param>
public sealed record Target(
    string Name,
    string Framework,
    string? RuntimeIdentifier,
    bool IsSelfContained,
    ImmutableArray<DirectReference> References,
    DependencyGraph Graph)
{
    /// <summary>A packages.config project: NuGet runs a package's tools/*.ps1 there, and imports the build files of every package.</summary>
    public bool IsPackagesConfig { get; init; }
}

/// <summary>One reference that the project itself makes.</summary>
/// <param name="Requested">The range as the restore recorded it, for example <c>[13.0.3, )</c> or <c>13.0.*</c>; null where unknown.</param>
public sealed record DirectReference(string Id, string? Requested, bool IsAutoReferenced, bool IsPrivate, bool IsCentrallyVersioned);

/// <summary>A component that takes part in building the scope without being in any restore graph.</summary>
/// <param name="Kind">"msbuild-sdk" or "dotnet-tool".</param>
/// <param name="DeclaredIn">The file that names it, relative to the scope.</param>
public sealed record BuildComponent(Component Component, string Kind, string DeclaredIn);

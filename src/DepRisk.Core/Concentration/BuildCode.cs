using System.Collections.Immutable;
using DepRisk.Graph;
using DepRisk.Packages;
using DepRisk.Packages.Build;

namespace DepRisk.Concentration;

/// <summary>A package that executes code in the build of our projects.</summary>
/// <param name="Executing">What of it executes there; empty for an MSBuild SDK or a tool, which act as a whole.</param>
/// <param name="Kind">"msbuild-sdk" or "dotnet-tool" where no project refers to it as a package; null otherwise.</param>
/// <param name="Projects">Paths of the projects in whose build it executes, tests included, ordinal. Of an SDK or a tool the file that names it.</param>
/// <param name="Apps">Indexes into <see cref="Power.Delivered"/>: apps that contain such a project, ascending. Of an SDK or a tool none, because no restore graph has it.</param>
/// <param name="Unknown">What of its build files only MSBuild could tell: it may do more than is listed.</param>
public sealed record BuildCode(
    Component Package, ImmutableArray<BuildAsset> Executing, string? Kind, ImmutableArray<string> Projects, ImmutableArray<int> Apps, ImmutableArray<string> Unknown)
{
    /// <summary>False where the apps are not none but unknown.</summary>
    public bool HasReach => Kind is null;
}

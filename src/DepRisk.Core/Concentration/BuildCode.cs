using System.Collections.Immutable;
using DepRisk.Graph;
using DepRisk.Packages;
using DepRisk.Packages.Build;

namespace DepRisk.Concentration;

/// <summary>A package that executes code in the build of our projects.</summary>
/// <param name="Executing">What of it executes there; empty for an MSBuild SDK or tool whose package is not on this disk.</param>
/// <param name="Kind">"msbuild-sdk" or "dotnet-tool" where no project refers to it as a package; null otherwise.</param>
/// <param name="Projects">Paths of the projects in whose build it executes, tests included, ordinal.</param>
/// <param name="Apps">Indexes into <see cref="Power.Delivered"/>: apps that contain such a project, ascending.</param>
public sealed record BuildCode(Component Package, ImmutableArray<BuildAsset> Executing, string? Kind, ImmutableArray<string> Projects, ImmutableArray<int> Apps);

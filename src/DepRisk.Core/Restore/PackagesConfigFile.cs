using System.Collections.Immutable;

namespace DepRisk.Restore;

/// <summary>What packages.config says, in its own terms; PackagesConfigGraph makes a graph of it.</summary>
/// <param name="Packages">In the order of the file.</param>
public sealed record PackagesConfigFile(string Path, ImmutableArray<PackagesConfigEntry> Packages);

/// <param name="Version">The one version that is installed, as written.</param>
/// <param name="TargetFramework">The project's framework when the package was installed; null where not stated.</param>
/// <param name="AllowedVersions">The range that updates keep to; null where not stated.</param>
public sealed record PackagesConfigEntry(string Id, string Version, string? TargetFramework, bool DevelopmentDependency, string? AllowedVersions);

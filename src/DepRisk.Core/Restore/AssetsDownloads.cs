using System.Collections.Immutable;
using DepRisk.Graph;
using DepRisk.Packages;
using NuGet.Versioning;

namespace DepRisk.Restore;

/// <summary>Shared frameworks, runtime packs and PackageDownload items: nodes that are in no list of libraries.</summary>
internal sealed partial class AssetsTargetGraph
{
    /// <returns>Whether runtime packs are part of this target's output.</returns>
    private bool AddFrameworksAndDownloads(List<Node> nodes)
    {
        var downloads = _framework?.Downloads ?? [];
        var selfContained = _runtimeIdentifier is not null && (_selfContained ?? !downloads.Any(IsToolPack));
        var packs = selfContained ? RuntimePacks(downloads) : [];
        foreach (var download in downloads)
        {
            var version = VersionRange.TryParse(download.Range, out var range) && range.MinVersion is { } min
                ? min.ToNormalizedString()
                : PackageVersion.Normalize(download.Range);
            var ships = packs.ContainsValue(download);
            var type = IsRuntimePack(download.Id) ? ComponentType.Framework : ComponentType.Package;
            var component = _context.Components.Intern(type, "nuget", download.Id, version);
            if (_components.Contains(component))
            {
                // The SDK also lists what is a package of this graph: the compiler of the platform for native AOT.
                continue;
            }

            if (ships)
            {
                _edges.Add(new Edge(0, nodes.Count, download.Range));
            }

            Remember(component, new AssetsLibrary("", "package", null, $"{download.Id}/{version}".ToLowerInvariant(), [], false, false));
            nodes.Add(new Node(component, ships ? DependencyClass.Runtime : DependencyClass.Downloaded, NodeTraits.None, []));
        }

        foreach (var framework in _profile.FrameworkReferences.Where(framework => !packs.ContainsKey(framework)))
        {
            _edges.Add(new Edge(0, nodes.Count));
            nodes.Add(new Node(_context.Components.Intern(ComponentType.Framework, "", framework, null), DependencyClass.Compile, NodeTraits.None, []));
        }

        return packs.Count > 0;
    }

    // One pack a framework is the runtime: where native AOT is, its own, and the plain one beside it is only fetched.
    private Dictionary<string, LibraryDependency> RuntimePacks(ImmutableArray<LibraryDependency> downloads)
    {
        var packs = new Dictionary<string, LibraryDependency>(StringComparer.OrdinalIgnoreCase);
        foreach (var download in downloads)
        {
            if (FrameworkOf(download.Id) is { } framework && (IsNativePack(download.Id) || !packs.ContainsKey(framework)))
            {
                packs[framework] = download;
            }
        }

        return packs;
    }

    // ReadyToRun and single-file builds fetch runtime packs even when they do not carry the runtime.
    private static bool IsToolPack(LibraryDependency download) => download.Id.Contains(".Crossgen2", StringComparison.OrdinalIgnoreCase);

    private static bool IsNativePack(string id) => id.Contains(".App.Runtime.NativeAOT.", StringComparison.OrdinalIgnoreCase);

    private static bool IsRuntimePack(string id) => id.Contains(".App.Runtime.", StringComparison.OrdinalIgnoreCase);

    // "Microsoft.NETCore.App.Runtime.NativeAOT.linux-x64" -> "Microsoft.NETCore.App", where that is referenced and the pack is for this RID.
    private string? FrameworkOf(string id) =>
        _runtimeIdentifier is not null && IsRuntimePack(id) && id.EndsWith("." + _runtimeIdentifier, StringComparison.OrdinalIgnoreCase)
            ? _profile.FrameworkReferences.FirstOrDefault(framework => id.StartsWith(framework + ".Runtime.", StringComparison.OrdinalIgnoreCase))
            : null;
}

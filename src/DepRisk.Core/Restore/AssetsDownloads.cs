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
        var packs = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var selfContained = _runtimeIdentifier is not null && (_selfContained ?? !downloads.Any(IsToolPack));
        foreach (var download in downloads)
        {
            var version = VersionRange.TryParse(download.Range, out var range) && range.MinVersion is { } min
                ? min.ToNormalizedString()
                : PackageVersion.Normalize(download.Range);
            var framework = FrameworkOf(download.Id);
            var ships = selfContained && framework is not null;
            var type = IsRuntimePack(download.Id) ? ComponentType.Framework : ComponentType.Package;
            var component = _context.Components.Intern(type, "nuget", download.Id, version);
            if (ships && packs.Add(framework!))
            {
                _edges.Add(new Edge(0, nodes.Count, download.Range));
            }

            Remember(component, new AssetsLibrary("", "package", null, $"{download.Id}/{version}".ToLowerInvariant(), [], false, false));
            nodes.Add(new Node(component, ships ? DependencyClass.Runtime : DependencyClass.Downloaded, NodeTraits.None, []));
        }

        foreach (var framework in _profile.FrameworkReferences.Where(framework => !packs.Contains(framework)))
        {
            _edges.Add(new Edge(0, nodes.Count));
            nodes.Add(new Node(_context.Components.Intern(ComponentType.Framework, "", framework, null), DependencyClass.Compile, NodeTraits.None, []));
        }

        return packs.Count > 0;
    }

    // ReadyToRun and single-file builds fetch runtime packs even when they do not carry the runtime.
    private static bool IsToolPack(LibraryDependency download) => download.Id.Contains(".Crossgen2", StringComparison.OrdinalIgnoreCase);

    private static bool IsRuntimePack(string id) => id.Contains(".App.Runtime.", StringComparison.OrdinalIgnoreCase);

    // "Microsoft.NETCore.App.Runtime.NativeAOT.linux-x64" -> "Microsoft.NETCore.App", where that is referenced and the pack is for this RID.
    private string? FrameworkOf(string id) =>
        _runtimeIdentifier is not null && IsRuntimePack(id) && id.EndsWith("." + _runtimeIdentifier, StringComparison.OrdinalIgnoreCase)
            ? _profile.FrameworkReferences.FirstOrDefault(framework => id.StartsWith(framework + ".Runtime.", StringComparison.OrdinalIgnoreCase))
            : null;
}

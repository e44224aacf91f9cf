using DepRisk.Packages;
using DepRisk.Packages.Feeds;
using DepRisk.Tool.Commands;
using DepRisk.Tool.Registry;
using DepRisk.Tool.Rendering;

namespace DepRisk.Tool;

/// <summary>What a run works with: where it writes, where it stands, and the parts that read and write. Tests bring their own.</summary>
/// <param name="CurrentFolder">Absolute.</param>
internal sealed record Seams(
    Terminal Terminal,
    string CurrentFolder,
    ScopeSource ReadScope,
    ReferenceLocator Locate,
    EvidenceSource ReadEvidence,
    BomWriter WriteBom)
{
    public static Seams OfProcess(Terminal terminal) => new(
        terminal,
        Directory.GetCurrentDirectory(),
        ScopeSources.Default,
        ReferenceLocators.Default,
        EvidenceSources.Default,
        BomWriters.Default);

    /// <summary>Opens the way to the user's feeds; null where there is no SDK to take NuGet's client from.</summary>
    public Func<FeedFetch?> OpenRegistry { get; init; } = static () => SdkFolder.Find() is { } sdk ? RegistryContext.Open(sdk) : null;

    public string FullPath(string path) => Path.GetFullPath(path, CurrentFolder);
}

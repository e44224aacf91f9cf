namespace DepRisk.Evidence;

/// <summary>Folders of this machine that evidence rests on. Never part of any output.</summary>
/// <param name="TrustedRoots">Root certificates of the .NET SDK; null where there is none: signatures are then not verified.</param>
/// <param name="Cache">Facts of packages between runs; null where nothing is kept.</param>
public sealed record EvidenceFolders(string? TrustedRoots, string? Cache)
{
    /// <param name="runtime">Of the running framework: <c>ROOT/shared/Microsoft.NETCore.App/10.0.0</c>.</param>
    /// <param name="environment">Null for a variable that is not set. The host passes it, because one process may build several projects, each with its own.</param>
    public static EvidenceFolders Of(string runtime, Func<string, string?> environment) => new(
        SdkRoots.Find(runtime, environment),
        CacheFolder.Find(environment, OperatingSystem.IsWindows(), OperatingSystem.IsMacOS()));
}

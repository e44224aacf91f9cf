using DepRisk.Packages;
using DepRisk.Packages.Signatures;

namespace DepRisk.Tool.Commands;

/// <summary>
/// What verification rests on in this run: the roots of the SDK, the official repositories, and those that a nuget.config at or above the scope
/// trusts, up to the root of the repository. A user's own configuration is none of it: the result would depend on the machine.
/// </summary>
internal static class TrustSource
{
    public static SignatureTrust Read(string scopeRoot)
    {
        var roots = SdkRoots.Find() is { } folder && TrustedRoots.Read(folder).Succeeded(out var found, out _) ? found : TrustedRoots.None;
        return new SignatureTrust(roots, [.. RepositoryCertificates.Official, .. Configured(scopeRoot)]);
    }

    private static IEnumerable<RepositoryCertificate> Configured(string scopeRoot)
    {
        for (var folder = scopeRoot; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            // NuGet takes these spellings, on every file system.
            foreach (var name in (string[])["nuget.config", "NuGet.config", "NuGet.Config"])
            {
                var path = Path.Combine(folder, name);
                if (File.Exists(path) && TrustedSigners.Read(path).Succeeded(out var signers, out _))
                {
                    foreach (var repository in signers.Repositories)
                    {
                        yield return repository;
                    }

                    break;
                }
            }

            if (Path.Exists(Path.Combine(folder, ".git")))
            {
                yield break;
            }
        }
    }
}

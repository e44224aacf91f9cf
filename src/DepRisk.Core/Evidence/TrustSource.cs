using System.Collections.Immutable;
using DepRisk.Input;
using DepRisk.Packages.Feeds;
using DepRisk.Packages.Signatures;

namespace DepRisk.Evidence;

/// <summary>
/// What verification rests on in this run: the roots of the SDK, the official repositories, and those that a nuget.config at or above the scope
/// trusts, up to the root of the repository. A user's own configuration is none of it: the result would depend on the machine.
/// </summary>
public static class TrustSource
{
    /// <param name="roots">The folder of root certificates, see <see cref="SdkRoots"/>; null where there is none.</param>
    /// <param name="problems">Gets what could not be read and what is ignored: it costs verdicts, never a part of the graph.</param>
    public static SignatureTrust Read(string scopeRoot, string? roots, List<InputError> problems) =>
        new(Roots(roots, problems), [.. RepositoryCertificates.Official, .. Configured(scopeRoot, problems)]);

    private static TrustedRoots Roots(string? folder, List<InputError> problems)
    {
        if (folder is null)
        {
            return TrustedRoots.None;
        }

        if (TrustedRoots.Read(folder).Succeeded(out var roots, out var error))
        {
            return roots;
        }

        // A file of the SDK: its name says enough, its folder is the machine's.
        problems.Add(error with { Path = Path.GetFileName(error.Path), IsPartial = false });
        return TrustedRoots.None;
    }

    private static IEnumerable<RepositoryCertificate> Configured(string scopeRoot, List<InputError> problems)
    {
        foreach (var path in ConfigurationFiles.Above(scopeRoot, ConfigurationFiles.Root(scopeRoot)))
        {
            foreach (var repository in Trusted(path, problems))
            {
                yield return repository;
            }
        }
    }

    private static ImmutableArray<RepositoryCertificate> Trusted(string path, List<InputError> problems)
    {
        if (!TrustedSigners.Read(path).Succeeded(out var signers, out var error))
        {
            problems.Add(error with { IsPartial = false });
            return [];
        }

        problems.AddRange(signers.Ignored.Select(ignored => new InputError(InputErrorCode.Unexpected, path, "trusts nobody with " + ignored) { IsPartial = false }));
        return signers.Repositories;
    }
}

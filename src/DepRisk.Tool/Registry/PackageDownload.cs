using DepRisk.Packages;
using DepRisk.Packages.Feeds;
using NuGet.Common;
using NuGet.Configuration;
using NuGet.Packaging;
using NuGet.Packaging.Core;
using NuGet.Packaging.Signing;
using NuGet.Protocol;
using NuGet.Protocol.Core.Types;
using NuGet.Versioning;

namespace DepRisk.Tool.Registry;

/// <summary>
/// Brings a missing package into the global packages folder as restore does, by NuGet's own extractor with the user's signature policy, and
/// into no other folder. A file whose content hash is not the one that the restore output demands is never extracted.
/// </summary>
internal sealed class PackageDownload(ISettings settings, SourceCacheContext cache)
{
    private readonly string _folder = SettingsUtility.GetGlobalPackagesFolder(settings);
    private readonly ClientPolicyContext _policy = ClientPolicyContext.GetClientPolicy(settings, NullLogger.Instance);

    public bool IsThere(string id, NuGetVersion version)
    {
        using var there = GlobalPackagesFolderUtility.GetPackage(new PackageIdentity(id, version), _folder);
        return there is not null;
    }

    /// <returns>Where the package in the global packages folder came from, printable; null where it is not there or nothing says so.</returns>
    public string? RecordedFeed(string id, NuGetVersion version) =>
        PackageFolder.Read(new VersionFolderPathResolver(_folder).GetInstallPath(id, version), id, version.ToNormalizedString()).Feed;

    /// <returns>False where the feed does not have it.</returns>
    /// <exception cref="PackageHashException">The feed's file is another than the one that was restored.</exception>
    public async Task<bool> FromAsync(Feed feed, FeedPackage package, NuGetVersion version, CancellationToken cancellation)
    {
        var resource = await feed.ResourceAsync<FindPackageByIdResource>(cancellation);
        var temporary = Directory.CreateTempSubdirectory("deprisk-");
        try
        {
            await using var file = new FileStream(Path.Combine(temporary.FullName, "package.nupkg"), FileMode.CreateNew, FileAccess.ReadWrite);
            if (!await resource.CopyNupkgToStreamAsync(package.Id, version, file, cache, NullLogger.Instance, cancellation))
            {
                return false;
            }

            Demand(package, file, cancellation);
            file.Position = 0;
            using var added = await GlobalPackagesFolderUtility.AddPackageAsync(
                feed.Source.Source, new PackageIdentity(package.Id, version), file, _folder, Guid.Empty, _policy, NullLogger.Instance, cancellation);
            return added is not null;
        }
        finally
        {
            temporary.Delete(recursive: true);
        }
    }

    private static void Demand(FeedPackage package, FileStream file, CancellationToken cancellation)
    {
        if (package.ContentHash is not { } demanded)
        {
            return;
        }

        file.Position = 0;
        using var archive = new PackageArchiveReader(file, leaveStreamOpen: true);
        var hash = archive.GetContentHash(cancellation, () => Unsigned(file));
        if (!demanded.Equals(hash, StringComparison.Ordinal))
        {
            throw new PackageHashException();
        }
    }

    // The content hash of a package without a signature is that of the whole file.
    private static string Unsigned(FileStream file)
    {
        file.Position = 0;
        return Convert.ToBase64String(System.Security.Cryptography.SHA512.HashData(file));
    }
}

/// <summary>A feed serves a file that differs from the one that was restored.</summary>
internal sealed class PackageHashException : Exception;

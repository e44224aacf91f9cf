using DepRisk.Packages;
using DepRisk.Packages.Signatures;

namespace DepRisk.Tests.Packages.Signatures;

public sealed class RepositoryCertificatesTests
{
    /// <summary>As the documentation of NuGet lists them, in the command `nuget trusted-signers`.</summary>
    [Fact]
    public void The_official_ones_are_three() => Assert.Equal(
        [
            "0E5F38F57DC1BCC806D8494F4F90FBCEDD988B46760709CBEEC6F4219AA6157D",
            "5A2901D6ADA3D18260B9C6DFE2133C95D74B9EEF6AE0E5DC334C8454D1477DF4",
            "1F4B311D9ACC115C8DC8018B5A49E00FCE6DA8E2855F9F014CA6F34570BC482D",
        ],
        RepositoryCertificates.Official.Select(certificate => certificate.Fingerprint.ToUpperInvariant()));

    [Fact]
    public void Each_says_where_it_was_published_and_for_which_host() => Assert.All(RepositoryCertificates.Official, certificate =>
    {
        Assert.StartsWith("https://learn.microsoft.com/nuget/", certificate.Source, StringComparison.Ordinal);
        Assert.Equal(".nuget.org", certificate.ServiceIndex);
        Assert.True(certificate.Serves("https://any.nuget.org/v3/index.json"));
        Assert.False(certificate.Serves("https://nuget.org.feed.example/v3/index.json"));
        Assert.False(certificate.Serves("https://fakenuget.org/v3/index.json"));
        Assert.False(certificate.Serves(null));
    });

    /// <summary>What restore recorded when it downloaded the packages, and what NuGet hashes, for every package of this machine.</summary>
    [MachinePackagesFact]
    public void The_content_hash_is_the_one_that_restore_recorded_for_every_package_of_this_machine()
    {
        var count = 0;
        foreach (var folder in Directory.GetDirectories(MachinePackages.Root!).Order(StringComparer.Ordinal).SelectMany(Directory.GetDirectories))
        {
            var (id, version) = (Path.GetFileName(Path.GetDirectoryName(folder)!), Path.GetFileName(folder));
            if (PackageFolder.Read(folder, id, version).ContentHash is { } recorded && PackageSignatureReader.ContentHash(folder, id, version) is { } hash)
            {
                Assert.Equal((folder, recorded), (folder, hash));
                count++;
            }
        }

        Assert.True(count > 0, "no package was compared");
    }
}

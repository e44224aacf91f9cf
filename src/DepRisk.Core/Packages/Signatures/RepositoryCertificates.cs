using System.Collections.Immutable;

namespace DepRisk.Packages.Signatures;

/// <summary>The certificates of public repositories, from data that anybody can read and check: RepositoryCertificates.tsv.</summary>
public static class RepositoryCertificates
{
    public static ImmutableArray<RepositoryCertificate> Official => Table.Value;

    /// <summary>
    /// Whether an address is one of a public repository, by its host. The host itself and a dot behind it count as well: nobody is to pass for the
    /// repository by an address that people read as its own.
    /// </summary>
    public static bool IsOfficial(Uri address)
    {
        var host = address.IdnHost.TrimEnd('.');
        foreach (var repository in Official)
        {
            if (host.EndsWith(repository.ServiceIndex, StringComparison.OrdinalIgnoreCase) || host.Equals(repository.ServiceIndex[1..], StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static readonly Lazy<ImmutableArray<RepositoryCertificate>> Table = new(Load);

    private static ImmutableArray<RepositoryCertificate> Load()
    {
        using var stream = typeof(RepositoryCertificates).Assembly.GetManifestResourceStream("DepRisk.Packages.RepositoryCertificates.tsv")
            ?? throw new InvalidOperationException("RepositoryCertificates.tsv is not embedded in DepRisk.Core");
        using var reader = new StreamReader(stream);
        var certificates = ImmutableArray.CreateBuilder<RepositoryCertificate>();
        while (reader.ReadLine() is { } line)
        {
            if (line is not ['#', ..] and not "")
            {
                var fields = line.Split('\t');
                certificates.Add(new RepositoryCertificate(fields[0], fields[1], fields[2], $"{fields[5]}, read {fields[6]}"));
            }
        }

        return certificates.DrainToImmutable();
    }
}

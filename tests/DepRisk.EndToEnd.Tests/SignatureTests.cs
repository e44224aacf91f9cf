using System.Globalization;
using System.Text.RegularExpressions;
using DepRisk.Packages;
using DepRisk.Packages.Signatures;

namespace DepRisk.EndToEnd.Tests;

/// <summary>
/// Every package of the user's packages folder, verified by NuGet itself and by us: content hash, owners, certificates, times and verdicts. Packages that are
/// there are taken as they are; the restore of these very tests leaves some dozens.
/// </summary>
public sealed partial class SignatureTests
{
    // Command lines have an end; the longest on Windows is 32,767 characters.
    private const int Batch = 100;

    [Fact]
    public void Owners_certificates_times_and_verdicts_are_those_of_dotnet_nuget_verify()
    {
        var packages = Packages().ToArray();
        Assert.True(packages.Length > 0, "there is no package to verify");
        var trust = new SignatureTrust(Roots(), RepositoryCertificates.Official);
        var reader = new PackageSignatureReader(trust);
        var expected = packages.Chunk(Batch).SelectMany(Verified).ToDictionary(said => said.Path, StringComparer.Ordinal);
        Assert.All(packages, package =>
        {
            Assert.True(expected.TryGetValue(package.Path, out var said), package.Path + " is not in the output of dotnet nuget verify");
            var signature = reader.Read(package.Folder, package.Id, package.Version);
            var actual = new Said(
                package.Path,
                PackageSignatureReader.ContentHash(package.Folder, package.Id, package.Version),
                signature.Verdict is SignatureVerdict.Verified,
                string.Join(", ", signature.Owners),
                signature.Repository?.ServiceIndex,
                Signer(signature.Author),
                Signer(signature.Repository));
            Assert.Equal(said, actual);
        });
        Assert.Contains(expected.Values, said => said is { IsVerified: true, Author: not null, Repository: not null });
        Assert.Contains(expected.Values, said => said is { IsVerified: true, Author: null, Repository: not null, Owners.Length: > 0 });
    }

    private static string? Signer(PackageSigner? signer) => signer is null
        ? null
        : $"{signer.Fingerprint} {signer.SignedAt?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} {signer.Verdict}";

    private static IEnumerable<Said> Verified(Package[] packages)
    {
        // Offline, as we: revocation lists would be downloaded otherwise.
        var output = TestProcess.Run(
            TestProcess.Dotnet,
            Path.GetTempPath(),
            [("DOTNET_CLI_UI_LANGUAGE", "en"), ("NUGET_CERT_REVOCATION_MODE", "offline"), ("DOTNET_NUGET_SIGNATURE_VERIFICATION", "true")],
            ["nuget", "verify", "--all", "-v", "normal", .. packages.Select(package => package.Path)]).Output;
        return PackageLine().Split(output.ReplaceLineEndings("\n")).Where(text => PathLine().IsMatch(text)).Select(Parse);
    }

    /// <summary>One package's part of the output; a signature begins with its type, its certificate's SHA-256 comes before that of its timestamp.</summary>
    private static Said Parse(string text)
    {
        var signatures = text.Split("\nSignature type: ")[1..].ToDictionary(part => part.Split('\n')[0].Trim(), StringComparer.Ordinal);
        var repository = signatures.GetValueOrDefault("Repository");
        return new Said(
            PathLine().Match(text).Groups["path"].Value,
            Field(text, "Content hash"),
            text.Contains("Successfully verified package", StringComparison.Ordinal),
            string.Join(", ", (Field(repository, "Owners") ?? "").Split(", ").Order(StringComparer.Ordinal)),
            Field(repository, "Service index"),
            Signer(signatures.GetValueOrDefault("Author")),
            Signer(repository));

        static string? Signer(string? part)
        {
            if (part is null)
            {
                return null;
            }

            // Printed in local time.
            var time = DateTime.ParseExact(Field(part, "Timestamp")!, "MM/dd/yyyy HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal | DateTimeStyles.AdjustToUniversal);
            return $"{Field(part, "SHA256 hash")!.ToLowerInvariant()} {time:yyyy-MM-dd HH:mm:ss} Verified";
        }
    }

    private static string? Field(string? text, string name)
    {
        var match = Regex.Match(text ?? "", $@"^ *{name}: *(?<value>.*)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, TimeSpan.FromMinutes(1));
        return match.Success ? match.Groups["value"].Value.Trim() : null;
    }

    private static IEnumerable<Package> Packages()
    {
        var root = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } given
            ? given
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        return
            from id in Directory.EnumerateDirectories(root).Order(StringComparer.Ordinal)
            from version in Directory.EnumerateDirectories(id).Order(StringComparer.Ordinal)
            let package = new Package(version, Path.GetFileName(id), Path.GetFileName(version))
            where File.Exists(package.Path) && File.Exists(Path.Combine(version, ".signature.p7s"))
            select package;
    }

    /// <summary>Where the SDK that runs <c>dotnet nuget verify</c> says that it takes them from.</summary>
    private static TrustedRoots Roots()
    {
        var sdk = TestProcess.RunDotnet(Path.GetTempPath(), "--info").Ended(0).Output;
        var folder = Regex.Match(sdk, @"Base Path: *(?<path>.*)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, TimeSpan.FromMinutes(1)).Groups["path"].Value.Trim();
        Assert.True(TrustedRoots.Read(Path.Combine(folder, "trustedroots")).Succeeded(out var roots, out var error), error?.Message);
        return roots;
    }

    [GeneratedRegex(@"^(?<path>.*\.nupkg)\r?$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex PathLine();

    [GeneratedRegex(@"^(?=Verifying \S+$)", RegexOptions.Multiline, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex PackageLine();

    private sealed record Package(string Folder, string Id, string Version)
    {
        public string Path { get; } = System.IO.Path.Combine(Folder, $"{Id}.{Version}.nupkg");
    }

    private sealed record Said(string Path, string? ContentHash, bool IsVerified, string Owners, string? ServiceIndex, string? Author, string? Repository);
}

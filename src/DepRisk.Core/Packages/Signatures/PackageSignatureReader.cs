using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using DepRisk.Input;

namespace DepRisk.Packages.Signatures;

/// <summary>
/// Reads and verifies the signature of extracted packages. The .nupkg that lies in the folder is the authority: the files beside it prove nothing, but must not
/// contradict it. One instance serves one run, from several threads, and remembers the chains of certificates that it built.
/// </summary>
/// <remarks>Offline: no socket, no clock, and nothing of what the machine itself trusts.</remarks>
public sealed class PackageSignatureReader(SignatureTrust trust)
{
    private const string Extracted = ".signature.p7s";

    private readonly SignatureVerification _verification = new(trust);

    /// <param name="folder">The extracted package in a global packages folder; null where it is not on this disk.</param>
    public PackageSignature Read(string? folder, string id, string version)
    {
        if (Nupkg(folder, id, version) is not { } path)
        {
            return Unknown("the .nupkg is not there");
        }

        try
        {
            var isExtracted = File.Exists(Path.Combine(folder!, Extracted));
            if (!NupkgArchive.Open(path).Succeeded(out var archive, out var error))
            {
                // Who spoils the archive must not be better off than who spoils the signature in it.
                return PackageSignature.Of(isExtracted ? SignatureVerdict.Invalid : SignatureVerdict.Unknown, "the .nupkg " + error.Message);
            }

            using (archive)
            {
                return archive.Signature is { } entry ? ReadSigned(archive, entry, new Place(folder!, path, id, version))
                    : isExtracted ? Invalid("the folder holds a .signature.p7s that the .nupkg does not carry: it was stripped")
                    : Contradiction(archive, null, path) ?? PackageSignature.Of(SignatureVerdict.Unsigned);
            }
        }
        catch (Exception e) when (InputFile.IsExpected(e))
        {
            return Unknown("the .nupkg " + InputFile.CannotRead(path, e).Message);
        }
    }

    /// <summary>
    /// What restore and lock file call the content hash: base64 SHA-512 of the .nupkg without its signature. Null where the .nupkg is missing,
    /// unreadable or no such archive.
    /// </summary>
    public static string? ContentHash(string? folder, string id, string version)
    {
        if (Nupkg(folder, id, version) is not { } path || !NupkgArchive.Open(path).Succeeded(out var archive, out _))
        {
            return null;
        }

        using (archive)
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA512);
            try
            {
                NupkgHashes.Append(archive, hash, null);
            }
            catch (Exception e) when (InputFile.IsExpected(e))
            {
                return null;
            }

            return Convert.ToBase64String(hash.GetHashAndReset());
        }
    }

    private PackageSignature ReadSigned(NupkgArchive archive, SignatureEntry entry, Place place)
    {
        var rented = ArrayPool<byte>.Shared.Rent(entry.ContentLength);
        try
        {
            var signature = rented.AsSpan(0, entry.ContentLength);
            archive.Read(entry.ContentOffset, signature);
            if (SignatureVerification.Decode(signature) is not { } cms)
            {
                return Invalid("the signature is no PKCS #7 signature");
            }

            return SignedContent.Parse(cms.ContentInfo.Content) is not { } signed
                ? Invalid("what the signature signs is not the strong hash of a package")
                : Contradiction(archive, signed, place.Nupkg)
                ?? ExtractedContradiction(place.Folder, signature)
                ?? OfThisPackage(_verification.Verify(cms), archive, place);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static PackageSignature? Contradiction(NupkgArchive archive, SignedContent? signed, string path)
    {
        const string Record = ".sha512";
        string? recorded = null;
        if (File.Exists(path + Record))
        {
            if (!InputFile.Read(path + Record, Limits.SignatureBytes).Succeeded(out var bytes, out var error))
            {
                return Unknown(".nupkg.sha512 " + error.Message);
            }

            recorded = Encoding.UTF8.GetString(bytes).Trim();
        }

        using var content = signed is null ? null : IncrementalHash.CreateHash(signed.Algorithm);
        using var file = recorded is null ? null : IncrementalHash.CreateHash(HashAlgorithmName.SHA512);
        NupkgHashes.Append(archive, content, file);
        return signed is not null && !content!.GetHashAndReset().AsSpan().SequenceEqual(signed.Hash.AsSpan()) ? Invalid("the content is not what was signed")
            : file is not null && !string.Equals(Convert.ToBase64String(file.GetHashAndReset()), recorded, StringComparison.Ordinal) ? Invalid("the .nupkg is not the one that .nupkg.sha512 states")
            : null;
    }

    /// <summary>What holds may hold for another package, that somebody laid here under this one's name.</summary>
    private static PackageSignature OfThisPackage(PackageSignature signature, NupkgArchive archive, Place place)
    {
        if (signature.Verdict is SignatureVerdict.Invalid)
        {
            return signature;
        }

        var name = PackageFolder.NuspecName(place.Id);
        if (!NupkgNuspec.Read(archive, name).Succeeded(out var bytes, out var error) || !Nuspec.Parse(name, bytes).Succeeded(out var nuspec, out error))
        {
            return Unknown("the nuspec in the .nupkg " + error.Message);
        }

        return !place.Id.Equals(nuspec.Id, StringComparison.OrdinalIgnoreCase) || !IsVersion(place.Version, nuspec.Version) ? Invalid("the .nupkg is another package than its name says")
            : ExtractedNuspec(Path.Combine(place.Folder, name), bytes) ?? signature;
    }

    private static bool IsVersion(string version, string? stated) =>
        stated is not null && PackageVersion.Normalize(version).Equals(PackageVersion.Normalize(stated), StringComparison.OrdinalIgnoreCase);

    private static PackageSignature? ExtractedNuspec(string path, ReadOnlySpan<byte> carried)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        using var extracted = PooledFile.Read(path, Limits.NuspecBytes);
        return extracted.Error is { } error ? Unknown("the nuspec " + error.Message)
            : !extracted.Bytes.Span.SequenceEqual(carried) ? Invalid("the nuspec in the folder is not the one that the .nupkg carries")
            : null;
    }

    private static PackageSignature? ExtractedContradiction(string folder, ReadOnlySpan<byte> signature)
    {
        var path = Path.Combine(folder, Extracted);
        if (!File.Exists(path))
        {
            return null;
        }

        using var extracted = PooledFile.Read(path, Limits.SignatureBytes);
        return extracted.Error is { } error ? Unknown(".signature.p7s " + error.Message)
            : !extracted.Bytes.Span.SequenceEqual(signature) ? Invalid("the .signature.p7s in the folder is not the one that the .nupkg carries")
            : null;
    }

    /// <returns>Null where there is none, and for an id that would lead out of the folder: it comes from a file that anybody can write.</returns>
    private static string? Nupkg(string? folder, string id, string version) => folder is null ? null
        : InFolder(folder, PackageFolder.FileName(id, version))
        // Id.Version/Id.Version.nupkg, as packages.config lays it out, in the spelling of the package's author.
        ?? InFolder(folder, Path.GetFileName(folder) + ".nupkg");

    private static string? InFolder(string folder, string name) =>
        !name.AsSpan().ContainsAny('/', '\\') && Path.Combine(folder, name) is var path && File.Exists(path) ? path : null;

    private static PackageSignature Unknown(string reason) => PackageSignature.Of(SignatureVerdict.Unknown, reason);

    private static PackageSignature Invalid(string reason) => PackageSignature.Of(SignatureVerdict.Invalid, reason);

    /// <summary>A .nupkg, and which package its folder says that it is.</summary>
    private sealed record Place(string Folder, string Nupkg, string Id, string Version);
}

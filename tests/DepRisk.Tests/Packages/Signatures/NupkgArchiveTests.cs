using System.Buffers.Binary;
using DepRisk.Packages;
using DepRisk.Packages.Signatures;

namespace DepRisk.Tests.Packages.Signatures;

/// <summary>Archives that are cut off, mutated or forged: none is verified, none makes the reader throw, and the reason says what is wrong.</summary>
public sealed class NupkgArchiveTests
{
    private static readonly byte[] Bare = TestPackage.Bare();
    private static readonly byte[] Signature = new TestSigner(TestAuthority.Default).SignAsRepository(Bare);
    private static readonly byte[] Signed = TestPackage.WithSignature(Bare, Signature);

    [Fact]
    public void Cut_off_anywhere_it_is_not_verified()
    {
        using var package = new TestPackage();
        for (var length = 0; length < Signed.Length; length += length < 100 || length > Signed.Length - 400 ? 1 : 37)
        {
            var read = package.Lay(Signed[..length]).Read();
            Assert.Equal((length, SignatureVerdict.Unknown), (length, read.Verdict));
            Assert.StartsWith("the .nupkg is no zip archive, or is cut off", read.Reason, StringComparison.Ordinal);
        }

        Assert.Equal(SignatureVerdict.Invalid, package.Lay(Signed[..100], Signature).Read().Verdict);
    }

    [Fact]
    public void A_signature_cut_off_or_replaced_by_anything_is_invalid()
    {
        using var package = new TestPackage();
        for (var length = 0; length < Signature.Length; length += 23)
        {
            Assert.Equal((length, "the signature is no PKCS #7 signature"), (length, package.Lay(TestPackage.WithSignature(Bare, Signature[..length])).Read().Reason));
        }

        var garbage = new byte[5000];
        new Random(1).NextBytes(garbage);
        Assert.Equal(SignatureVerdict.Invalid, package.Lay(TestPackage.WithSignature(Bare, garbage)).Read().Verdict);
    }

    /// <summary>
    /// Without files beside it, what a mutation may leave verified is what nobody signs: wrapping, or a certificate that no chain needs. Then nothing that is said has changed.
    /// </summary>
    [Fact]
    public void A_mutated_signature_never_says_anything_new()
    {
        using var package = new TestPackage();
        var reader = new PackageSignatureReader(TestAuthority.Default.Trust());
        var truth = package.Lay(Signed).Read(reader);
        var refused = 0;
        foreach (var mutated in Mutations.Of(Signature, seed: 7, count: 400))
        {
            var read = package.Lay(TestPackage.WithSignature(Bare, mutated)).Read(reader);
            if (read.Verdict is SignatureVerdict.Verified)
            {
                Assert.Equal(truth.Owners.AsEnumerable(), read.Owners.AsEnumerable());
                Assert.Equal(truth.Repository, read.Repository);
            }
            else
            {
                refused++;
            }
        }

        Assert.True(refused > 300, $"only {refused} of 400 mutations were refused");
    }

    [Fact]
    public void With_the_recorded_hash_no_mutation_of_the_file_is_verified()
    {
        using var package = new TestPackage().Lay(Signed).Record(Signed);
        var reader = new PackageSignatureReader(TestAuthority.Default.Trust());
        Assert.Equal(SignatureVerdict.Verified, package.Read(reader).Verdict);
        foreach (var mutated in Mutations.Of(Signed, seed: 11, count: 400).Where(mutated => !mutated.AsSpan().SequenceEqual(Signed)))
        {
            Assert.NotEqual(SignatureVerdict.Verified, package.Lay(mutated, Signature).Read(reader).Verdict);
            Assert.NotEqual(SignatureVerdict.Verified, package.Lay(mutated).Read(reader).Verdict);
        }
    }

    [Fact]
    public void Every_single_byte_of_the_content_counts()
    {
        using var package = new TestPackage();
        var reader = new PackageSignatureReader(TestAuthority.Default.Trust());
        var directory = BinaryPrimitives.ReadInt32LittleEndian(Bare.AsSpan(Bare.Length - 6));
        for (var at = 0; at < directory; at += 11)
        {
            var changed = Signed.ToArray();
            changed[at] ^= 0x20;
            Assert.Equal((at, "the content is not what was signed"), (at, package.Lay(changed).Read(reader).Reason));
        }

        // Of the signature's own record nobody signs who made it, its disk and its attributes.
        var record = Signed.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        for (var at = Signed.Length - (Bare.Length - directory) - 60; at < Signed.Length; at++)
        {
            if (at - record is 4 or 5 or (>= 34 and < 42))
            {
                continue;
            }

            var changed = Signed.ToArray();
            changed[at] ^= 0x20;
            Assert.NotEqual((at, SignatureVerdict.Verified), (at, package.Lay(changed).Read(reader).Verdict));
        }
    }

    [Fact]
    public void Two_signatures_are_one_too_many() =>
        Says(TestPackage.WithSignature(Signed, Signature), "the .nupkg has two entries .signature.p7s");

    [Fact]
    public void A_signature_under_another_name_is_none()
    {
        using var package = new TestPackage().Lay(TestPackage.WithSignature(Bare, Signature, name: ".SIGNATURE.p7s"));
        Assert.Equal(SignatureVerdict.Unsigned, package.Read().Verdict);
    }

    [Fact]
    public void Forged_sizes_and_offsets_are_named()
    {
        var record = Signed.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        Says(With32(record + 24, Signature.Length - 1), "the .nupkg has a signature that is not stored as it is");
        Says(With32(record + 24, int.MaxValue), "the .nupkg has a signature of 2147483647 bytes; the limit is 1048576");
        Says(With32(record + 42, 5), "the .nupkg has a signature whose two headers disagree");
        Says(With32(record + 16, 5), "the .nupkg has a signature whose two headers disagree");
        Says(With32(record + 42, int.MaxValue), "the .nupkg has a central directory with another number of entries than its end record says");
        var both = With32(record + 24, Signature.Length - 1);
        foreach (var at in new[] { record + 20, Header + 18, Header + 22 })
        {
            BinaryPrimitives.WriteInt32LittleEndian(both.AsSpan(at), Signature.Length - 1);
        }

        Says(both, "the .nupkg has a signature whose entry does not end where the next one begins");
    }

    [Fact]
    public void Nothing_else_stands_where_the_signature_stands()
    {
        // The entry that stood there before the signature came in front of it: its offset is counted back to the same hash.
        var first = TestPackage.WithSignature(Bare, Signature, isFirst: true);
        var directory = BinaryPrimitives.ReadInt32LittleEndian(first.AsSpan(first.Length - 6));
        var second = directory + 46 + ".signature.p7s".Length;
        BinaryPrimitives.WriteInt32LittleEndian(first.AsSpan(second + 42), 0);
        Says(first, "the .nupkg has a signature whose entry does not end where the next one begins");
    }

    [Fact]
    public void Compressed_and_encrypted_signatures_are_refused()
    {
        var record = Signed.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        Says(With16(record + 10, 8), "the .nupkg has a signature that is not stored as it is");
        Says(With16(record + 8, 1), "the .nupkg has a signature that is not stored as it is");
        Says(With16(record + 8, 8), "the .nupkg has a signature that is not stored as it is");
    }

    [Fact]
    public void A_forged_end_is_refused()
    {
        var end = Signed.Length - 22;
        Says(With16(end + 4, 1), "the .nupkg is one of several disks");
        Says(With16(end + 8, 2), "the .nupkg is one of several disks");
        var counts = With16(end + 8, 2);
        BinaryPrimitives.WriteUInt16LittleEndian(counts.AsSpan(end + 10), 2);
        Says(counts, "the .nupkg has a central directory with another number of entries than its end record says");
        Says(With16(end + 10, ushort.MaxValue), "the .nupkg is a ZIP64 archive, which NuGet neither signs nor verifies");
        Says(With32(end + 16, -1), "the .nupkg is a ZIP64 archive, which NuGet neither signs nor verifies");
        Says(With32(end + 16, 7), "the .nupkg has a central directory that does not end at the end record");
        Says(With32(end + 12, -1), "the .nupkg has a central directory of 2147483647 bytes; the limit is 33554432");
        Says([.. Signed, 0], "the .nupkg has something behind its end record");
        Says([.. Signed[..end], 0, .. Signed[end..]], "the .nupkg has a central directory that does not end at the end record");
    }

    private static int Header => Signed.AsSpan().IndexOf(Signature) - 30 - ".signature.p7s".Length;

    private static byte[] With16(int at, int value)
    {
        var bytes = Signed.ToArray();
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(at), (ushort)value);
        return bytes;
    }

    private static byte[] With32(int at, int value)
    {
        var bytes = Signed.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), value);
        return bytes;
    }

    /// <summary>Unknown where nothing says that there was a signature, invalid where restore extracted one.</summary>
    private static void Says(byte[] nupkg, string reason)
    {
        using var package = new TestPackage();
        Assert.Equal((SignatureVerdict.Unknown, reason), Said(package.Lay(nupkg).Read()));
        Assert.Equal((SignatureVerdict.Invalid, reason), Said(package.Lay(nupkg, Signature).Read()));
    }

    private static (SignatureVerdict Verdict, string? Reason) Said(PackageSignature signature) => (signature.Verdict, signature.Reason);
}

using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using DepRisk.Packages;
using DepRisk.Packages.Signatures;

namespace DepRisk.Tests.Packages.Signatures;

/// <summary>A small .nupkg, its signature spliced in by hand, laid out as restore does.</summary>
public sealed class TestPackage : IDisposable
{
    private readonly TempFolder _folder = new();

    public const string Id = "Test.Package";
    public const string Version = "1.2.3-Beta";
    public const string FileName = "test.package.1.2.3-beta.nupkg";

    public static byte[] Nuspec => System.Text.Encoding.UTF8.GetBytes($"<package><metadata><id>{Id}</id><version>{Version}+build</version></metadata></package>");

    public string Folder => _folder.Root;

    /// <summary>The archive without a signature; another seed is another package.</summary>
    public static byte[] Bare(int seed = 1, int entries = 3)
    {
        var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using (var nuspec = archive.CreateEntry($"{Id}.nuspec").Open())
            {
                nuspec.Write(Nuspec);
            }

            for (var i = 0; i < entries; i++)
            {
                using var entry = archive.CreateEntry($"lib/file{i}.txt", i % 2 is 0 ? CompressionLevel.NoCompression : CompressionLevel.Optimal).Open();
                entry.Write(new byte[] { (byte)seed, (byte)(seed >> 8) });
                entry.Write(Enumerable.Range(0, 200).Select(n => (byte)(n * (i + 3))).ToArray());
            }
        }

        return stream.ToArray();
    }

    /// <param name="isFirst">The signature's entry and record stand before all others instead of behind them.</param>
    public static byte[] WithSignature(byte[] bare, byte[] signature, bool isFirst = false, string name = ".signature.p7s")
    {
        var end = bare.Length - 22;
        var directory = BinaryPrimitives.ReadInt32LittleEndian(bare.AsSpan(end + 16));
        var header = new byte[30 + name.Length];
        "PK\u0003\u0004"u8.CopyTo(header);
        WriteFields(header.AsSpan(4), name, signature);
        System.Text.Encoding.ASCII.GetBytes(name).CopyTo(header, 30);
        var record = new byte[46 + name.Length];
        "PK\u0001\u0002"u8.CopyTo(record);
        WriteFields(record.AsSpan(6), name, signature);
        System.Text.Encoding.ASCII.GetBytes(name).CopyTo(record, 46);
        BinaryPrimitives.WriteInt32LittleEndian(record.AsSpan(42), isFirst ? 0 : directory);
        byte[] entry = [.. header, .. signature];
        var records = bare[directory..end];
        for (var at = 0; isFirst && at < records.Length;)
        {
            var offset = records.AsSpan(at + 42);
            BinaryPrimitives.WriteInt32LittleEndian(offset, BinaryPrimitives.ReadInt32LittleEndian(offset) + entry.Length);
            at += 46 + BinaryPrimitives.ReadUInt16LittleEndian(records.AsSpan(at + 28)) + BinaryPrimitives.ReadUInt16LittleEndian(records.AsSpan(at + 30));
        }

        var last = bare[end..];
        Add16(last.AsSpan(8), 1);
        Add16(last.AsSpan(10), 1);
        BinaryPrimitives.WriteInt32LittleEndian(last.AsSpan(12), records.Length + record.Length);
        BinaryPrimitives.WriteInt32LittleEndian(last.AsSpan(16), directory + entry.Length);
        return isFirst
            ? [.. entry, .. bare[..directory], .. record, .. records, .. last]
            : [.. bare[..directory], .. entry, .. records, .. record, .. last];
    }

    public static TestPackage Repository(TestSigner signer) => Of(signer.SignAsRepository);

    public static TestPackage Of(Func<byte[], byte[]> sign)
    {
        var bare = Bare();
        var signature = sign(bare);
        return new TestPackage().Lay(WithSignature(bare, signature), signature);
    }

    /// <param name="extracted">Null where restore left no .signature.p7s.</param>
    public TestPackage Lay(byte[] nupkg, byte[]? extracted = null)
    {
        File.WriteAllBytes(_folder[FileName], nupkg);
        File.Delete(_folder[".signature.p7s"]);
        if (extracted is not null)
        {
            File.WriteAllBytes(_folder[".signature.p7s"], extracted);
        }

        return this;
    }

    public TestPackage Record(byte[] nupkg)
    {
        File.WriteAllText(_folder[FileName + ".sha512"], Convert.ToBase64String(SHA512.HashData(nupkg)));
        return this;
    }

    public byte[] Nupkg => File.ReadAllBytes(_folder[FileName]);

    public byte[] Signature => File.ReadAllBytes(_folder[".signature.p7s"]);

    public PackageSignature Read(SignatureTrust? trust = null) => Read(new PackageSignatureReader(trust ?? TestAuthority.Default.Trust()));

    public PackageSignature Read(PackageSignatureReader reader) => reader.Read(Folder, Id, Version);

    public void Dispose() => _folder.Dispose();

    // Version needed, flags, method, time, date, CRC, both sizes, length of the name: the same in both headers.
    private static void WriteFields(Span<byte> fields, string name, byte[] signature)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(fields, 20);
        BinaryPrimitives.WriteUInt32LittleEndian(fields[10..], Crc32(signature));
        BinaryPrimitives.WriteInt32LittleEndian(fields[14..], signature.Length);
        BinaryPrimitives.WriteInt32LittleEndian(fields[18..], signature.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(fields[22..], (ushort)name.Length);
    }

    private static uint Crc32(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var i = 0; i < 8; i++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320u);
            }
        }

        return ~crc;
    }

    private static void Add16(Span<byte> field, int value) =>
        BinaryPrimitives.WriteUInt16LittleEndian(field, (ushort)(BinaryPrimitives.ReadUInt16LittleEndian(field) + value));
}

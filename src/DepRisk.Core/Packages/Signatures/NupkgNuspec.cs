using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using DepRisk.Input;

namespace DepRisk.Packages.Signatures;

/// <summary>The nuspec inside a .nupkg, the only file in it that is unpacked: it says which package the signed bytes are.</summary>
internal static class NupkgNuspec
{
    private const int LocalHeaderLength = 30;

    /// <returns>An error where there is none in the root folder, or several, or it cannot be unpacked. Its path is that of <paramref name="path"/>.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Result<byte[]> Read(NupkgArchive archive, string path)
    {
        var directory = archive.DirectoryAndEnd[..archive.DirectoryLength];
        var found = -1;
        for (var at = 0; at < directory.Length; at += NupkgArchive.LengthOfRecord(directory[at..]))
        {
            var name = directory.Slice(at + NupkgArchive.RecordLength, BinaryPrimitives.ReadUInt16LittleEndian(directory[(at + 28)..]));
            if (!IsNuspec(name))
            {
                continue;
            }

            if (found >= 0)
            {
                return new InputError(InputErrorCode.Unexpected, path, "stands there twice");
            }

            found = at;
        }

        return found < 0 ? new InputError(InputErrorCode.Unexpected, path, "is not there") : Unpack(archive, directory[found..], path);
    }

    private static bool IsNuspec(ReadOnlySpan<byte> name)
    {
        var extension = ".nuspec"u8;
        return name.Length >= extension.Length && !name.ContainsAny((byte)'/', (byte)'\\')
            && System.Text.Ascii.EqualsIgnoreCase(name[^extension.Length..], extension);
    }

    private static Result<byte[]> Unpack(NupkgArchive archive, ReadOnlySpan<byte> record, string path)
    {
        var packed = BinaryPrimitives.ReadUInt32LittleEndian(record[20..]);
        var length = BinaryPrimitives.ReadUInt32LittleEndian(record[24..]);
        if (Math.Max(packed, length) > Limits.NuspecBytes)
        {
            return InputFile.TooLarge(path, Math.Max(packed, length), Limits.NuspecBytes);
        }

        var offset = BinaryPrimitives.ReadUInt32LittleEndian(record[NupkgArchive.RecordEntryOffset..]);
        Span<byte> header = stackalloc byte[LocalHeaderLength];
        if (offset + LocalHeaderLength > archive.DirectoryOffset)
        {
            return Malformed(path);
        }

        archive.Read(offset, header);
        var content = offset + LocalHeaderLength + BinaryPrimitives.ReadUInt16LittleEndian(header[26..]) + BinaryPrimitives.ReadUInt16LittleEndian(header[28..]);
        if (!header.StartsWith("PK\u0003\u0004"u8) || (record[8] & 1) != 0 || content + packed > archive.DirectoryOffset)
        {
            return Malformed(path);
        }

        var rented = ArrayPool<byte>.Shared.Rent((int)packed);
        try
        {
            archive.Read(content, rented.AsSpan(0, (int)packed));
            return BinaryPrimitives.ReadUInt16LittleEndian(record[10..]) switch
            {
                0 when packed == length => rented[..(int)length],
                8 => Inflate(rented, (int)packed, (int)length, path),
                _ => Malformed(path),
            };
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static Result<byte[]> Inflate(byte[] packed, int packedLength, int length, string path)
    {
        var bytes = GC.AllocateUninitializedArray<byte>(length);
        try
        {
            using var stream = new DeflateStream(new MemoryStream(packed, 0, packedLength), CompressionMode.Decompress);
            return stream.ReadAtLeast(bytes, length, throwOnEndOfStream: false) == length && stream.ReadByte() < 0 ? bytes : Malformed(path);
        }
        catch (InvalidDataException)
        {
            return Malformed(path);
        }
    }

    private static InputError Malformed(string path) => new(InputErrorCode.Malformed, path, "cannot be unpacked");
}

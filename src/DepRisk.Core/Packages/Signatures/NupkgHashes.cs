using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace DepRisk.Packages.Signatures;

/// <summary>
/// What NuGet calls the content hash: of the .nupkg as it was before it was signed. The entry of the signature and its record are left out, and the offsets,
/// counts and sizes that they had changed are changed back.
/// </summary>
internal static class NupkgHashes
{
    private const int BlockLength = 128 * 1024;

    /// <param name="content">Null where nobody asks for it.</param>
    /// <param name="file">Takes the bytes of the file itself, in the same pass; null where nobody asks for their hash.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static void Append(NupkgArchive archive, IncrementalHash? content, IncrementalHash? file)
    {
        var block = ArrayPool<byte>.Shared.Rent(BlockLength);
        try
        {
            AppendEntries(archive, 0, archive.Signature?.Offset ?? archive.DirectoryOffset, block, content, file);
            if (archive.Signature is { } signature)
            {
                AppendEntries(archive, signature.Offset, signature.End, block, null, file);
                AppendEntries(archive, signature.End, archive.DirectoryOffset, block, content, file);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }

        file?.AppendData(archive.DirectoryAndEnd);
        if (content is not null)
        {
            AppendUnsignedDirectory(archive, content);
        }
    }

    private static void AppendEntries(NupkgArchive archive, long from, long to, byte[] block, IncrementalHash? content, IncrementalHash? file)
    {
        while (from < to)
        {
            var bytes = block.AsSpan(0, (int)Math.Min(BlockLength, to - from));
            archive.Read(from, bytes);
            content?.AppendData(bytes);
            file?.AppendData(bytes);
            from += bytes.Length;
        }
    }

    private static void AppendUnsignedDirectory(NupkgArchive archive, IncrementalHash content)
    {
        if (archive.Signature is not { } signature)
        {
            content.AppendData(archive.DirectoryAndEnd);
            return;
        }

        var signed = archive.DirectoryAndEnd;
        var rented = ArrayPool<byte>.Shared.Rent(signed.Length);
        var unsigned = rented.AsSpan(0, signed.Length - signature.RecordLength);
        signed[..signature.RecordOffset].CopyTo(unsigned);
        signed[(signature.RecordOffset + signature.RecordLength)..].CopyTo(unsigned[signature.RecordOffset..]);
        var directory = unsigned[..(archive.DirectoryLength - signature.RecordLength)];
        MoveBack(directory, signature);
        var end = unsigned[directory.Length..];
        Subtract16(end[8..], 1);
        Subtract16(end[10..], 1);
        Subtract32(end[12..], signature.RecordLength);
        Subtract32(end[16..], signature.End - signature.Offset);
        content.AppendData(unsigned);
        ArrayPool<byte>.Shared.Return(rented);
    }

    /// <summary>Entries behind the signature stood that much earlier before it came.</summary>
    private static void MoveBack(Span<byte> directory, SignatureEntry signature)
    {
        for (var at = 0; at < directory.Length; at += NupkgArchive.LengthOfRecord(directory[at..]))
        {
            var offset = directory[(at + NupkgArchive.RecordEntryOffset)..];
            if (BinaryPrimitives.ReadUInt32LittleEndian(offset) > signature.Offset)
            {
                Subtract32(offset, signature.End - signature.Offset);
            }
        }
    }

    private static void Subtract16(Span<byte> field, int value) =>
        BinaryPrimitives.WriteUInt16LittleEndian(field, (ushort)(BinaryPrimitives.ReadUInt16LittleEndian(field) - value));

    private static void Subtract32(Span<byte> field, long value) =>
        BinaryPrimitives.WriteUInt32LittleEndian(field, (uint)(BinaryPrimitives.ReadUInt32LittleEndian(field) - value));
}

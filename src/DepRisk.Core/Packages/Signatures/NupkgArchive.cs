using System.Buffers;
using System.Buffers.Binary;
using DepRisk.Input;
using Microsoft.Win32.SafeHandles;

namespace DepRisk.Packages.Signatures;

/// <summary>
/// The outline of a .nupkg: its central directory, and where its signature stands. Only the shape that NuGet signs passes: no ZIP64, one disk,
/// nothing between the directory and the end, the signature stored as it is. Nothing is unpacked.
/// </summary>
internal sealed class NupkgArchive : IDisposable
{
    /// <summary>Of the end record, without a comment.</summary>
    public const int EndLength = 22;

    /// <summary>Of a record of the central directory, without name, extra field and comment.</summary>
    public const int RecordLength = 46;

    /// <summary>Where a record states the offset of its entry.</summary>
    public const int RecordEntryOffset = 42;

    private const int LocalHeaderLength = 30;

    // Longer than the longest comment and an end record; the directory of most packages is in it as well.
    private const int TailLength = 128 * 1024;

    private readonly SafeFileHandle _file;
    private readonly string _path;
    private byte[] _tail = [];
    private long _tailOffset;

    private NupkgArchive(string path)
    {
        _path = path;
        _file = File.OpenHandle(path);
        Length = RandomAccess.GetLength(_file);
    }

    public long Length { get; }

    /// <summary>Where the entries end and the central directory begins.</summary>
    public long DirectoryOffset { get; private set; }

    public int DirectoryLength { get; private set; }

    /// <summary>Null where the package carries no signature.</summary>
    public SignatureEntry? Signature { get; private set; }

    /// <summary>The central directory and the end record, as they are in the file.</summary>
    public ReadOnlySpan<byte> DirectoryAndEnd => _tail.AsSpan((int)(DirectoryOffset - _tailOffset), (int)(Length - DirectoryOffset));

    public static Result<NupkgArchive> Open(string path)
    {
        NupkgArchive? archive = null;
        try
        {
            archive = new NupkgArchive(path);
            if (archive.ReadOutline() is { } error)
            {
                archive.Dispose();
                return error;
            }

            return archive;
        }
        catch (Exception e) when (InputFile.IsExpected(e))
        {
            archive?.Dispose();
            return InputFile.CannotRead(path, e);
        }
    }

    /// <summary>Fills <paramref name="bytes"/> from <paramref name="offset"/> on; what the outline needed is not read from the disk again.</summary>
    /// <exception cref="EndOfStreamException">The file has become shorter since it was opened.</exception>
    public void Read(long offset, Span<byte> bytes)
    {
        var fromTail = (int)Math.Clamp(offset + bytes.Length - _tailOffset, 0, bytes.Length);
        var fromDisk = bytes.Length - fromTail;
        _tail.AsSpan((int)Math.Max(offset + fromDisk - _tailOffset, 0), fromTail).CopyTo(bytes[fromDisk..]);
        ReadFromDisk(offset, bytes[..fromDisk]);
    }

    public void Dispose()
    {
        _file.Dispose();
        if (_tail.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_tail);
            _tail = [];
        }
    }

    private InputError? ReadOutline()
    {
        var length = (int)Math.Min(Length, TailLength);
        _tailOffset = Length - length;
        _tail = ArrayPool<byte>.Shared.Rent(length);
        ReadFromDisk(_tailOffset, _tail.AsSpan(0, length));
        var end = _tail.AsSpan(0, length).LastIndexOf("PK\u0005\u0006"u8);
        if (end < 0 || length - end < EndLength)
        {
            return Malformed("is no zip archive, or is cut off: it has no end record");
        }

        return ReadEnd(_tail.AsSpan(end, length - end), _tailOffset + end) ?? FindSignature();
    }

    private InputError? ReadEnd(ReadOnlySpan<byte> end, long offset)
    {
        var count = BinaryPrimitives.ReadUInt16LittleEndian(end[10..]);
        DirectoryLength = (int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(end[12..]), int.MaxValue);
        DirectoryOffset = BinaryPrimitives.ReadUInt32LittleEndian(end[16..]);
        if (BinaryPrimitives.ReadUInt16LittleEndian(end[20..]) != end.Length - EndLength)
        {
            return Malformed("has something behind its end record");
        }

        if (count is ushort.MaxValue || DirectoryOffset is uint.MaxValue)
        {
            return Malformed("is a ZIP64 archive, which NuGet neither signs nor verifies");
        }

        if (BinaryPrimitives.ReadUInt32LittleEndian(end[4..]) is not 0 || BinaryPrimitives.ReadUInt16LittleEndian(end[8..]) != count)
        {
            return Malformed("is one of several disks");
        }

        if (DirectoryLength > Limits.ArchiveDirectoryBytes)
        {
            return new InputError(InputErrorCode.LimitExceeded, _path, $"has a central directory of {DirectoryLength} bytes; the limit is {Limits.ArchiveDirectoryBytes}");
        }

        if (DirectoryOffset + DirectoryLength != offset)
        {
            return Malformed("has a central directory that does not end at the end record");
        }

        HoldFrom(DirectoryOffset);
        return CountRecords() == count ? null : Malformed("has a central directory with another number of entries than its end record says");
    }

    /// <returns>-1 where the directory is broken.</returns>
    private int CountRecords()
    {
        var count = 0;
        var rest = DirectoryAndEnd[..DirectoryLength];
        while (!rest.IsEmpty)
        {
            var length = LengthOfRecord(rest);
            if (length < 0 || BinaryPrimitives.ReadUInt32LittleEndian(rest[RecordEntryOffset..]) >= DirectoryOffset)
            {
                return -1;
            }

            count++;
            rest = rest[length..];
        }

        return count;
    }

    /// <returns>Bytes of the record that <paramref name="directory"/> begins with; -1 where it is none.</returns>
    public static int LengthOfRecord(ReadOnlySpan<byte> directory)
    {
        if (directory.Length < RecordLength || !directory.StartsWith("PK\u0001\u0002"u8))
        {
            return -1;
        }

        var length = RecordLength
            + BinaryPrimitives.ReadUInt16LittleEndian(directory[28..])
            + BinaryPrimitives.ReadUInt16LittleEndian(directory[30..])
            + BinaryPrimitives.ReadUInt16LittleEndian(directory[32..]);
        return length <= directory.Length ? length : -1;
    }

    private InputError? FindSignature()
    {
        var directory = DirectoryAndEnd[..DirectoryLength];
        var found = -1;
        for (var at = 0; at < directory.Length; at += LengthOfRecord(directory[at..]))
        {
            var name = directory.Slice(at + RecordLength, BinaryPrimitives.ReadUInt16LittleEndian(directory[(at + 28)..]));
            if (!name.SequenceEqual(SignatureEntry.Name))
            {
                continue;
            }

            if (found >= 0)
            {
                return Malformed("has two entries .signature.p7s");
            }

            found = at;
        }

        return found < 0 ? null : ReadSignature(directory[found..], found);
    }

    private InputError? ReadSignature(ReadOnlySpan<byte> record, int recordOffset)
    {
        var size = BinaryPrimitives.ReadUInt32LittleEndian(record[24..]);
        if (size > Limits.SignatureBytes)
        {
            return new InputError(InputErrorCode.LimitExceeded, _path, $"has a signature of {size} bytes; the limit is {Limits.SignatureBytes}");
        }

        // Compression method, flags (encrypted, sizes behind the data), and both sizes alike: stored as it is.
        var offset = BinaryPrimitives.ReadUInt32LittleEndian(record[RecordEntryOffset..]);
        if (record[10..12].ContainsAnyExcept((byte)0) || (record[8] & 0b1001) != 0 || BinaryPrimitives.ReadUInt32LittleEndian(record[20..]) != size
            || offset + LocalHeaderLength + SignatureEntry.Name.Length + size > DirectoryOffset)
        {
            return Malformed("has a signature that is not stored as it is");
        }

        Span<byte> header = stackalloc byte[LocalHeaderLength + SignatureEntry.Name.Length];
        Read(offset, header);

        // From the version needed to the length of the name, both headers say the same.
        if (!header.StartsWith("PK\u0003\u0004"u8) || !header[4..28].SequenceEqual(record[6..30]) || !header[LocalHeaderLength..].SequenceEqual(SignatureEntry.Name))
        {
            return Malformed("has a signature whose two headers disagree");
        }

        var content = offset + LocalHeaderLength + SignatureEntry.Name.Length + BinaryPrimitives.ReadUInt16LittleEndian(header[28..]);
        if (content + size != NextEntry(offset))
        {
            return Malformed("has a signature whose entry does not end where the next one begins");
        }

        Signature = new SignatureEntry(offset, content, (int)size, recordOffset, LengthOfRecord(record));
        return null;
    }

    private long NextEntry(long offset)
    {
        var directory = DirectoryAndEnd[..DirectoryLength];
        var next = DirectoryOffset;
        for (var at = 0; at < directory.Length; at += LengthOfRecord(directory[at..]))
        {
            var entry = BinaryPrimitives.ReadUInt32LittleEndian(directory[(at + RecordEntryOffset)..]);
            next = entry > offset && entry < next ? entry : next;
        }

        return next;
    }

    private void HoldFrom(long offset)
    {
        if (offset >= _tailOffset)
        {
            return;
        }

        var (held, missing) = ((int)(Length - _tailOffset), (int)(_tailOffset - offset));
        var larger = ArrayPool<byte>.Shared.Rent(missing + held);
        ReadFromDisk(offset, larger.AsSpan(0, missing));
        _tail.AsSpan(0, held).CopyTo(larger.AsSpan(missing));
        ArrayPool<byte>.Shared.Return(_tail);
        (_tail, _tailOffset) = (larger, offset);
    }

    private void ReadFromDisk(long offset, Span<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var read = RandomAccess.Read(_file, bytes, offset);
            if (read is 0)
            {
                throw new EndOfStreamException();
            }

            offset += read;
            bytes = bytes[read..];
        }
    }

    private InputError Malformed(string what) => new(InputErrorCode.Malformed, _path, what);
}

/// <summary>Where a .nupkg carries its signature, in bytes.</summary>
/// <param name="Offset">Of the entry's header in the file.</param>
/// <param name="ContentOffset">Of the signature itself in the file.</param>
/// <param name="RecordOffset">Of its record in the central directory.</param>
internal sealed record SignatureEntry(long Offset, long ContentOffset, int ContentLength, int RecordOffset, int RecordLength)
{
    public static ReadOnlySpan<byte> Name => ".signature.p7s"u8;

    /// <summary>Behind the whole entry.</summary>
    public long End => ContentOffset + ContentLength;
}

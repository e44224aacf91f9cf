using System.Buffers.Binary;
using System.IO.Compression;
using Microsoft.Win32.SafeHandles;

namespace DepRisk.Sbom;

/// <summary>Reads one object out of a packfile through its index, version 2 (gitformat-pack(5)).</summary>
internal sealed class GitPack
{
    public const int CommitType = 1;

    private const int OffsetDelta = 6;
    private const int ReferenceDelta = 7;

    /// <summary>git itself allows a depth of 4095.</summary>
    private const int MostDeltas = 4095;

    private readonly SafeFileHandle _index;
    private readonly FileStream _pack;
    private readonly int _idBytes;

    private GitPack(SafeFileHandle index, FileStream pack, int idBytes)
    {
        _index = index;
        _pack = pack;
        _idBytes = idBytes;
    }

    public static (int Type, byte[] Content)? Find(string objectsFolder, byte[] id)
    {
        var folder = Path.Combine(objectsFolder, "pack");
        foreach (var indexPath in Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.idx") : [])
        {
            var packPath = Path.ChangeExtension(indexPath, ".pack");
            if (!File.Exists(packPath))
            {
                continue;
            }

            using var index = File.OpenHandle(indexPath, options: FileOptions.RandomAccess);
            using var stream = File.OpenRead(packPath);
            var pack = new GitPack(index, stream, id.Length);
            if (pack.IsVersion2() && pack.OffsetOf(id) is { } offset)
            {
                return pack.Read(offset);
            }
        }

        return null;
    }

    private bool IsVersion2() => At(0, stackalloc byte[8]).SequenceEqual((ReadOnlySpan<byte>)[0xFF, (byte)'t', (byte)'O', (byte)'c', 0, 0, 0, 2]);

    /// <summary>
    /// Header 8 bytes, fan-out 256 x 4, ids, CRCs 4 each, offsets 4 each, then 8-byte offsets that the 4-byte ones point to. The index of
    /// a large repository has hundreds of megabytes, so that it is searched where it lies.
    /// </summary>
    private long? OffsetOf(ReadOnlySpan<byte> id)
    {
        const long Ids = 8 + (256 * 4);
        var count = UInt32At(8, 255);
        var low = id[0] is 0 ? 0 : UInt32At(8, id[0] - 1);
        var high = UInt32At(8, id[0]);
        Span<byte> candidate = stackalloc byte[id.Length];
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            switch (id.SequenceCompareTo(At(Ids + (middle * _idBytes), candidate)))
            {
                case 0: return OffsetAt(Ids + (count * (_idBytes + 4)), middle, count);
                case < 0: high = middle; break;
                default: low = middle + 1; break;
            }
        }

        return null;
    }

    private long OffsetAt(long table, long position, long count)
    {
        var offset = UInt32At(table, position);
        return (offset & 0x8000_0000) is 0
            ? offset
            : checked((long)BinaryPrimitives.ReadUInt64BigEndian(At(table + (count * 4) + ((offset & 0x7FFF_FFFF) * 8), stackalloc byte[8])));
    }

    private long UInt32At(long table, long position) => BinaryPrimitives.ReadUInt32BigEndian(At(table + (position * 4), stackalloc byte[4]));

    private Span<byte> At(long offset, Span<byte> target) => RandomAccess.Read(_index, target, offset) == target.Length ? target : throw Damaged();

    /// <summary>Follows deltas down to a whole object, then applies them on the way back.</summary>
    private (int Type, byte[] Content) Read(long offset)
    {
        var deltas = new Stack<byte[]>();
        while (true)
        {
            _pack.Position = offset;
            var (type, next) = ReadHeader(offset);
            var data = Inflate();
            if (next is null)
            {
                while (deltas.TryPop(out var delta))
                {
                    data = Apply(data, delta);
                }

                return (type, data);
            }

            deltas.Push(data);
            if (deltas.Count > MostDeltas)
            {
                throw new InvalidDataException("A chain of deltas in a git pack does not end.");
            }

            offset = next.Value;
        }
    }

    /// <returns>The type, and of a delta the offset of its base; the stream then stands on the compressed data.</returns>
    private (int Type, long? Base) ReadHeader(long start)
    {
        var octet = Byte();
        var type = (octet >> 4) & 7;
        while ((octet & 0x80) is not 0)
        {
            octet = Byte();
        }

        if (type is OffsetDelta)
        {
            octet = Byte();
            long distance = octet & 0x7F;
            while ((octet & 0x80) is not 0)
            {
                octet = Byte();
                distance = checked(((distance + 1) << 7) | (long)(octet & 0x7F));
            }

            return distance > 0 && distance < start ? (type, start - distance) : throw Damaged();
        }

        if (type is not ReferenceDelta)
        {
            return (type, null);
        }

        var id = new byte[_idBytes];
        _pack.ReadExactly(id);
        return (type, OffsetOf(id) ?? throw Damaged());
    }

    private byte[] Inflate()
    {
        using var zlib = new ZLibStream(_pack, CompressionMode.Decompress, leaveOpen: true);
        return GitRepository.ReadAll(zlib);
    }

    /// <summary>Two sizes, then instructions: copy from the base (high bit set, flags say which bytes of offset and size follow) or insert.</summary>
    private static byte[] Apply(ReadOnlySpan<byte> source, ReadOnlySpan<byte> delta)
    {
        var at = 0;
        Size(delta, ref at);
        var result = new byte[Math.Min(Size(delta, ref at), GitRepository.ObjectBytes)];
        var length = 0;
        while (at < delta.Length)
        {
            int code = delta[at++];
            ReadOnlySpan<byte> piece;
            if ((code & 0x80) is 0)
            {
                piece = delta.Slice(at, code);
                at += code;
            }
            else
            {
                var from = Flagged(delta, ref at, code, bits: 4);
                var size = Flagged(delta, ref at, code >> 4, bits: 3);
                piece = source.Slice(from, size is 0 ? 0x10000 : size);
            }

            piece.CopyTo(result.AsSpan(length));
            length += piece.Length;
        }

        return length == result.Length ? result : throw Damaged();
    }

    private static int Flagged(ReadOnlySpan<byte> delta, ref int at, int flags, int bits)
    {
        var value = 0;
        for (var bit = 0; bit < bits; bit++)
        {
            if ((flags & (1 << bit)) is not 0)
            {
                value |= delta[at++] << (8 * bit);
            }
        }

        return value;
    }

    private static int Size(ReadOnlySpan<byte> delta, ref int at)
    {
        long size = 0;
        for (var shift = 0; shift < 35; shift += 7)
        {
            var octet = delta[at++];
            size |= (long)(octet & 0x7F) << shift;
            if ((octet & 0x80) is 0)
            {
                break;
            }
        }

        return checked((int)size);
    }

    private int Byte() => _pack.ReadByte() is var value and >= 0 ? value : throw Damaged();

    private static InvalidDataException Damaged() => new("A git pack is damaged.");
}

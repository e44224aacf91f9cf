using System.Text.Unicode;
using Microsoft.Win32.SafeHandles;

namespace DepRisk.Input;

/// <summary>Reads one whole input file, under a cap, and says in what way it is unreadable.</summary>
public static class InputFile
{
    private static ReadOnlySpan<byte> Utf8Bom => [0xEF, 0xBB, 0xBF];

    /// <returns>The bytes as they are on disk, a byte order mark included: <see cref="WithoutBom"/> takes it off.</returns>
    public static Result<byte[]> Read(string path, long limit = Limits.FileBytes)
    {
        try
        {
            using var handle = File.OpenHandle(path, options: FileOptions.SequentialScan);
            var length = RandomAccess.GetLength(handle);
            if (length > limit)
            {
                return TooLarge(path, length, limit);
            }

            var bytes = GC.AllocateUninitializedArray<byte>((int)length);
            var read = Fill(handle, bytes);
            return read == bytes.Length ? bytes : bytes[..read];
        }
        catch (Exception e) when (IsExpected(e))
        {
            return CannotRead(path, e);
        }
    }

    internal static bool IsExpected(Exception e) =>
        e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException;

    internal static InputError CannotRead(string path, Exception e) => new(InputErrorCode.Unreadable, path, Reason(e));

    internal static int Fill(SafeFileHandle handle, Span<byte> bytes)
    {
        var read = 0;
        while (read < bytes.Length && RandomAccess.Read(handle, bytes[read..], read) is var count and > 0)
        {
            read += count;
        }

        return read;
    }

    public static ReadOnlyMemory<byte> WithoutBom(ReadOnlyMemory<byte> bytes) =>
        bytes.Span.StartsWith(Utf8Bom) ? bytes[Utf8Bom.Length..] : bytes;

    /// <summary>Null where the bytes are UTF-8 text; otherwise what they are instead, with the position.</summary>
    internal static InputError? EncodingError(string path, ReadOnlySpan<byte> bytes)
    {
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            return new InputError(InputErrorCode.Malformed, path, "is UTF-16; save it as UTF-8", 1, 1);
        }

        if (Utf8.IsValid(bytes))
        {
            return null;
        }

        var (line, column) = Position(bytes, FirstInvalid(bytes));
        return new InputError(InputErrorCode.Malformed, path, "is not valid UTF-8", line, column);
    }

    /// <summary>One-based line and column, in bytes, of an offset.</summary>
    internal static (long Line, long Column) Position(ReadOnlySpan<byte> bytes, long offset)
    {
        var before = bytes[..(int)Math.Min(offset, bytes.Length)];
        var line = before.Count((byte)'\n') + 1;
        return (line, before.Length - before.LastIndexOf((byte)'\n'));
    }

    internal static InputError TooLarge(string path, long length, long limit) =>
        new(InputErrorCode.LimitExceeded, path, string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"has {length:N0} bytes; the limit for such a file is {limit:N0}"));

    private static int FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        var offset = 0;
        while (System.Text.Rune.DecodeFromUtf8(bytes[offset..], out _, out var consumed) is System.Buffers.OperationStatus.Done)
        {
            offset += consumed;
        }

        return offset;
    }

    // The framework's own messages carry the absolute path; ours never do.
    private static string Reason(Exception e) => e switch
    {
        FileNotFoundException or DirectoryNotFoundException => "does not exist",
        UnauthorizedAccessException => "cannot be opened: access denied",
        PathTooLongException => "cannot be opened: the path is too long",
        _ => "cannot be read: " + e.GetType().Name,
    };
}

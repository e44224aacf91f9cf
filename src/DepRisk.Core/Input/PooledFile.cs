using System.Buffers;

namespace DepRisk.Input;

/// <summary>One input file in a rented buffer, so that a scope of hundreds of files costs the memory of the few that are open at once.</summary>
public readonly struct PooledFile : IDisposable
{
    private readonly byte[]? _buffer;

    private PooledFile(byte[]? buffer, int length, InputError? error)
    {
        _buffer = buffer;
        Bytes = buffer.AsMemory(0, length);
        Error = error;
    }

    public ReadOnlyMemory<byte> Bytes { get; }

    public InputError? Error { get; }

    public static PooledFile Read(string path, long limit = Limits.FileBytes)
    {
        byte[]? buffer = null;
        try
        {
            using var handle = File.OpenHandle(path, options: FileOptions.SequentialScan);
            var length = RandomAccess.GetLength(handle);
            if (length > limit)
            {
                return new PooledFile(null, 0, InputFile.TooLarge(path, length, limit));
            }

            buffer = ArrayPool<byte>.Shared.Rent((int)length);
            var read = InputFile.Fill(handle, buffer.AsSpan(0, (int)length));
            return new PooledFile(buffer, read, null);
        }
        catch (Exception e) when (InputFile.IsExpected(e))
        {
            Return(buffer);
            return new PooledFile(null, 0, InputFile.CannotRead(path, e));
        }
    }

    public void Dispose() => Return(_buffer);

    private static void Return(byte[]? buffer)
    {
        if (buffer is not null)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}

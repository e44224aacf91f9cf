namespace DepRisk.Tests.Restore;

/// <summary>Broken variants of real files, the same on every run.</summary>
internal static class Mutations
{
    public static IEnumerable<byte[]> Of(byte[] bytes, int seed, int count)
    {
#pragma warning disable CA5394 // Do not use insecure randomness: it has to be repeatable, not secret.
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            var start = random.Next(bytes.Length);
            var length = random.Next(1, Math.Min(bytes.Length - start, 200) + 1);
            yield return random.Next(3) switch
            {
                0 => Flipped(bytes, random),
                1 => [.. bytes.AsSpan(0, start), .. bytes.AsSpan(start + length)],
                _ => [.. bytes.AsSpan(0, start + length), .. bytes.AsSpan(start)],
            };
        }
    }

    private static byte[] Flipped(byte[] bytes, Random random)
    {
        var copy = (byte[])bytes.Clone();
        for (var i = random.Next(1, 9); i > 0; i--)
        {
            copy[random.Next(copy.Length)] ^= (byte)(1 << random.Next(8));
        }

        return copy;
    }
#pragma warning restore CA5394
}

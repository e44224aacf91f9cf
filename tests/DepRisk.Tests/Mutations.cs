namespace DepRisk.Tests;

/// <summary>Damaged copies of a real file, the same for the same seed.</summary>
public static class Mutations
{
    public static IEnumerable<byte[]> Of(byte[] original, int seed, int count)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            yield return Mutate(original, random);
        }
    }

    private static byte[] Mutate(byte[] original, Random random)
    {
        var bytes = new List<byte>(original);
        for (var changes = random.Next(1, 4); changes > 0 && bytes.Count > 0; changes--)
        {
            var at = random.Next(bytes.Count);
            var length = Math.Min(random.Next(1, 64), bytes.Count - at);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, length);
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
                case 3:
                    bytes.InsertRange(at, Tokens[random.Next(Tokens.Length)].Select(c => (byte)c));
                    break;
                case 4:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                default:
                    var other = random.Next(bytes.Count);
                    (bytes[at], bytes[other]) = (bytes[other], bytes[at]);
                    break;
            }
        }

        return [.. bytes];
    }

    // What a parser expects somewhere else.
    private static readonly string[] Tokens =
        ["null", "{}", "[]", "\"\"", "-1", "1e99", "true", "{", "}", "[", "]", ",", ":", "\"", "\\ud800", "\\u0000", "<", ">", "<!--", "&amp;", "/"];
}

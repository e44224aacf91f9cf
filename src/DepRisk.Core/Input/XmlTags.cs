namespace DepRisk.Input;

/// <summary>
/// Finds an element with too many attributes before XmlReader does: that builds and sorts all of them first, ten seconds and
/// 300 MB for a million. Looks at bytes, so it serves every encoding that keeps ASCII; UTF-16 is left to the cap behind XmlReader.
/// </summary>
internal static class XmlTags
{
    public static InputError? TooManyAttributes(string path, ReadOnlySpan<byte> xml)
    {
        for (var at = 0; xml[at..].IndexOf((byte)'<') is >= 0 and var next;)
        {
            var start = at + next + 1;
            var length = LengthOf(xml[start..]);
            if (length < 0)
            {
                return null;
            }

            if (length == TooMany)
            {
                var (line, column) = InputFile.Position(xml, start - 1);
                return new InputError(InputErrorCode.LimitExceeded, path, $"has an element with more than {Limits.XmlAttributes} attributes", line, column);
            }

            at = start + length;
        }

        return null;
    }

    private const int TooMany = int.MaxValue;

    /// <returns>Bytes up to the end of what began with <c>&lt;</c>; -1 where it has none.</returns>
    private static int LengthOf(ReadOnlySpan<byte> rest) => rest switch
    {
        [(byte)'!', (byte)'-', (byte)'-', ..] => rest.IndexOf("-->"u8),
        [(byte)'!', (byte)'[', ..] => rest.IndexOf("]]>"u8),
        [(byte)'?', ..] => rest.IndexOf("?>"u8),
        _ => LengthOfTag(rest),
    };

    private static int LengthOfTag(ReadOnlySpan<byte> tag)
    {
        var (at, attributes) = (0, 0);
        while (tag[at..].IndexOfAny("=\"'>"u8) is >= 0 and var next)
        {
            at += next;
            switch (tag[at])
            {
                case (byte)'>':
                    return at;
                case (byte)'=' when ++attributes > Limits.XmlAttributes:
                    return TooMany;
                case (byte)'=':
                    at++;
                    break;
                default:
                    if (tag[(at + 1)..].IndexOf(tag[at]) is not (>= 0 and var value))
                    {
                        return -1;
                    }

                    at += value + 2;
                    break;
            }
        }

        return -1;
    }
}

namespace DepRisk.Packages;

/// <summary>The grammar of SPDX licence expressions (SPDX specification, annex D). Whether an id is on SPDX's list is not asked: the list grows.</summary>
public static class SpdxExpression
{
    /// <summary>Longer than any expression that somebody wrote by hand; also bounds its parentheses.</summary>
    private const int Characters = 4_096;

    private static readonly System.Buffers.SearchValues<char> IdCharacters =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-:+");

    private static readonly System.Buffers.SearchValues<char> TokenEnds = System.Buffers.SearchValues.Create(" ()\t\r\n");

    /// <summary>True for ids joined by AND, OR and WITH, in balanced parentheses. Iterative: depth costs nothing.</summary>
    public static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        if (text.Length > Characters)
        {
            return false;
        }

        var depth = 0;
        var wantsOperand = true;
        var behindWith = false;
        while (Next(ref text) is { IsEmpty: false } token)
        {
            if (token is "(")
            {
                if (!wantsOperand || behindWith)
                {
                    return false;
                }

                depth++;
            }
            else if (token is ")")
            {
                if (wantsOperand || --depth < 0)
                {
                    return false;
                }
            }
            else if (wantsOperand)
            {
                if (IsOperator(token) || token.ContainsAnyExcept(IdCharacters))
                {
                    return false;
                }

                (wantsOperand, behindWith) = (false, false);
            }
            else if (IsOperator(token))
            {
                (wantsOperand, behindWith) = (true, token is "WITH" or "with");
            }
            else
            {
                return false;
            }
        }

        return !wantsOperand && depth is 0;
    }

    private static bool IsOperator(ReadOnlySpan<char> token) => token is "AND" or "OR" or "WITH" or "and" or "or" or "with";

    private static ReadOnlySpan<char> Next(ref ReadOnlySpan<char> text)
    {
        text = text.TrimStart();
        var length = text.IsEmpty ? 0 : text[0] is '(' or ')' ? 1 : text.IndexOfAny(TokenEnds);
        var token = length < 0 ? text : text[..length];
        text = text[token.Length..];
        return token;
    }
}

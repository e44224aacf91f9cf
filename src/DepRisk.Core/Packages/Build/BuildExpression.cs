using DepRisk.Input;

namespace DepRisk.Packages.Build;

/// <summary>
/// Expands properties and the few functions that only join paths. Everything else of MSBuild's language (items, metadata, other functions) is
/// <see cref="BuildProperties.Unknown"/>: it is never run.
/// </summary>
internal readonly struct BuildExpression(BuildProperties properties, string file)
{
    private const int Depth = 16;

    /// <returns>Every text that it can mean, at most <see cref="Limits.BuildValues"/>; never empty.</returns>
    public List<string> Expand(string text) => Expand(properties.FromPackageRoot(text), 0);

    private List<string> Expand(ReadOnlySpan<char> text, int depth)
    {
        var results = new List<string> { "" };
        if (depth == Depth)
        {
            return [BuildProperties.UnknownText];
        }

        while (!text.IsEmpty)
        {
            var start = NextReference(text);
            if (start < 0)
            {
                return Joined(results, [text.ToString()]);
            }

            results = Joined(results, [text[..start].ToString()]);
            var length = Enclosed(text[(start + 2)..]);
            if (length < 0)
            {
                return Joined(results, [BuildProperties.UnknownText]);
            }

            var inner = text.Slice(start + 2, length).Trim();
            results = Joined(results, text[start] is '$' ? Property(inner, depth) : [BuildProperties.UnknownText]);
            text = text[(start + length + 3)..];
        }

        return results;
    }

    private static int NextReference(ReadOnlySpan<char> text)
    {
        for (var i = 0; i + 1 < text.Length; i++)
        {
            if (text[i + 1] is '(' && text[i] is '$' or '@' or '%' && text[i + 1] is '(')
            {
                return i;
            }
        }

        return -1;
    }

    /// <returns>Characters up to the parenthesis that closes; quotes hide parentheses; -1 where none does.</returns>
    private static int Enclosed(ReadOnlySpan<char> text)
    {
        var (open, quote) = (1, '\0');
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quote is not '\0')
            {
                quote = c == quote ? '\0' : quote;
            }
            else if (c is '\'' or '"' or '`')
            {
                quote = c;
            }
            else if ((open += c is '(' ? 1 : c is ')' ? -1 : 0) is 0)
            {
                return i;
            }
        }

        return -1;
    }

    private List<string> Property(ReadOnlySpan<char> inner, int depth)
    {
        if (inner is ['[', ..])
        {
            return Function(inner, depth);
        }

        foreach (var c in inner)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-'))
            {
                return [BuildProperties.UnknownText];
            }
        }

        var values = new List<string>();
        properties.AddValues(inner.ToString(), file, values);
        return values;
    }

    // [System.IO.Path]::Combine('$(MSBuildThisFileDirectory)', 'tools')
    private List<string> Function(ReadOnlySpan<char> inner, int depth)
    {
        var type = inner.IndexOf("]::", StringComparison.Ordinal);
        var open = inner.IndexOf('(');
        if (type < 0 || open < type || Enclosed(inner[(open + 1)..]) != inner.Length - open - 2)
        {
            return [BuildProperties.UnknownText];
        }

        var arguments = Arguments(inner[(open + 1)..^1], depth + 1);
        var name = inner[1..type].Trim();
        var method = inner[(type + 3)..open].Trim();
        return name.Equals("System.IO.Path", StringComparison.OrdinalIgnoreCase) ? OfPath(method, arguments)
            : name.Equals("MSBuild", StringComparison.OrdinalIgnoreCase) ? OfMSBuild(method, arguments)
            : [BuildProperties.UnknownText];
    }

    private static List<string> OfPath(ReadOnlySpan<char> method, List<List<string>> arguments) => method switch
    {
        _ when method.Equals("Combine", StringComparison.OrdinalIgnoreCase) => Combined(arguments),
        _ when method.Equals("GetFullPath", StringComparison.OrdinalIgnoreCase) && arguments.Count is 1 => arguments[0],
        _ when method.Equals("GetFullPath", StringComparison.OrdinalIgnoreCase) && arguments.Count is 2 => Combined([arguments[1], arguments[0]]),
        _ when method.Equals("GetDirectoryName", StringComparison.OrdinalIgnoreCase) && arguments.Count is 1 => Folders(arguments[0]),
        _ => [BuildProperties.UnknownText],
    };

    private static List<string> OfMSBuild(ReadOnlySpan<char> method, List<List<string>> arguments) => method switch
    {
        _ when method.Equals("NormalizePath", StringComparison.OrdinalIgnoreCase) => Combined(arguments),
        _ when method.Equals("NormalizeDirectory", StringComparison.OrdinalIgnoreCase) => Joined(Combined(arguments), ["/"]),
        _ when method.Equals("EnsureTrailingSlash", StringComparison.OrdinalIgnoreCase) && arguments.Count is 1 => Joined(arguments[0], ["/"]),
        _ => [BuildProperties.UnknownText],
    };

    private List<List<string>> Arguments(ReadOnlySpan<char> text, int depth)
    {
        var arguments = new List<List<string>>();
        var (open, quote, start) = (0, '\0', 0);
        for (var i = 0; i <= text.Length; i++)
        {
            var c = i < text.Length ? text[i] : ',';
            if (quote is not '\0')
            {
                quote = c == quote ? '\0' : quote;
            }
            else if (c is '\'' or '"' or '`')
            {
                quote = c;
            }
            else if (c is '(' or ')')
            {
                open += c is '(' ? 1 : -1;
            }
            else if (c is ',' && open is 0)
            {
                arguments.Add(Expand(text[start..i].Trim().Trim("'\"`"), depth));
                start = i + 1;
            }
        }

        return arguments;
    }

    /// <summary>As Path.Combine: a part that is rooted begins anew.</summary>
    private static List<string> Combined(List<List<string>> parts)
    {
        var results = new List<string> { "" };
        foreach (var part in parts)
        {
            var next = new List<string>();
            foreach (var left in results)
            {
                foreach (var right in part)
                {
                    Add(next, right is [BuildProperties.Root or BuildProperties.Toolset or '/', ..] || left.Length is 0 ? right : left + "/" + right);
                }
            }

            results = next;
        }

        return results;
    }

    private static List<string> Folders(List<string> paths)
    {
        var folders = new List<string>();
        foreach (var path in paths)
        {
            var end = path.AsSpan().LastIndexOfAny('/', '\\');
            Add(folders, end < 0 ? BuildProperties.UnknownText : path[..end]);
        }

        return folders;
    }

    private static List<string> Joined(List<string> left, List<string> right)
    {
        if (left is [{ Length: 0 }])
        {
            return right;
        }

        if (right is [{ Length: 0 }])
        {
            return left;
        }

        var joined = new List<string>(left.Count * right.Count);
        foreach (var start in left)
        {
            foreach (var end in right)
            {
                Add(joined, start + end);
            }
        }

        return joined;
    }

    // Beyond the caps a text is no longer told apart, which is said by not knowing it.
    private static void Add(List<string> results, string text)
    {
        text = text.Length > Limits.BuildTextCharacters || results.Count >= Limits.BuildValues - 1 ? BuildProperties.UnknownText : text;
        if (!results.Contains(text))
        {
            results.Add(text);
        }
    }
}

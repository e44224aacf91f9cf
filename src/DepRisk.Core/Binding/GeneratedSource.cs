namespace DepRisk.Binding;

/// <summary>Which of the documents that symbols name nobody of us wrote.</summary>
internal static class GeneratedSource
{
    private static readonly string[] Endings = [".g.cs", ".g.i.cs", ".g.vb", ".g.i.vb", ".g.fs", ".AssemblyInfo.cs", ".AssemblyInfo.vb", ".AssemblyInfo.fs", ".AssemblyAttributes.cs", ".AssemblyAttributes.vb", ".AssemblyAttributes.fs", ".GlobalUsings.cs"];

    /// <param name="path">As the symbols spell it, with either separator.</param>
    public static bool Is(ReadOnlySpan<char> path)
    {
        // F# names the place of what its compiler makes up "unknown", "startup" and the like; generators of other compilers use angle brackets.
        if (path.IsEmpty || path.Contains('<') || path.SequenceEqual("unknown") || path.SequenceEqual("startup") || HasFolder(path, "obj"))
        {
            return true;
        }

        foreach (var ending in Endings)
        {
            if (path.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasFolder(ReadOnlySpan<char> path, ReadOnlySpan<char> folder)
    {
        for (var end = path.LastIndexOfAny('/', '\\'); end >= 0; end = path.LastIndexOfAny('/', '\\'))
        {
            path = path[..end];
            if (path[(path.LastIndexOfAny('/', '\\') + 1)..].Equals(folder, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}

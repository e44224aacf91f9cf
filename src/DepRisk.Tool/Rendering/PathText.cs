namespace DepRisk.Tool.Rendering;

/// <summary>Paths as they may be shown: relative to the scope, and never with the folders above it.</summary>
internal static class PathText
{
    private static readonly char[] Separators = ['/', '\\'];

    /// <returns>With <c>/</c>; of a file outside of <paramref name="root"/> only its last two parts.</returns>
    public static string Of(string path, string root)
    {
        if (!Path.IsPathRooted(path))
        {
            return path.Replace('\\', '/');
        }

        var relative = Path.GetRelativePath(root, path).Replace('\\', '/');
        if (relative is "." or "..")
        {
            return Path.GetFileName(Path.TrimEndingDirectorySeparator(path));
        }

        return relative.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(relative)
            ? ".../" + string.Join('/', path.Split(Separators, StringSplitOptions.RemoveEmptyEntries)[^Math.Min(2, Parts(path))..])
            : relative;
    }

    private static int Parts(string path) => path.Split(Separators, StringSplitOptions.RemoveEmptyEntries).Length;
}

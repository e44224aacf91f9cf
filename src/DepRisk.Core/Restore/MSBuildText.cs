namespace DepRisk.Restore;

/// <summary>The little of MSBuild's own language that we understand without evaluating: enough to know what is a literal and where a file is.</summary>
internal static class MSBuildText
{
    private const string GetPathOfFileAbove = "$([MSBuild]::GetPathOfFileAbove(";

    public static bool IsLiteral(string text) =>
        !text.Contains("$(", StringComparison.Ordinal) && !text.Contains("@(", StringComparison.Ordinal) && !text.Contains("%(", StringComparison.Ordinal);

    /// <summary>The condition asks only whether the property has no value yet.</summary>
    public static bool IsDefaultOf(string property, string condition)
    {
        var text = WithoutSpaces(condition);
        return text.Equals($"'$({property})'==''", StringComparison.OrdinalIgnoreCase) || text.Equals($"$({property})==''", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The condition asks only whether the file that is about to be imported exists.</summary>
    public static bool IsExistsOf(string project, string condition)
    {
        var text = WithoutSpaces(condition);
        return text.Equals($"Exists('{WithoutSpaces(project)}')", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The absolute path that a text stands for; null where only evaluation can tell.</summary>
    /// <param name="thisFile">The file that the text is written in.</param>
    /// <param name="projectFile">The project that is being read.</param>
    /// <param name="relativeTo">The folder that relative paths start from.</param>
    public static string? ExpandPath(string text, string thisFile, string projectFile, string relativeTo)
    {
        text = text.Trim();
        if (text.StartsWith(GetPathOfFileAbove, StringComparison.OrdinalIgnoreCase))
        {
            return FileAbove(text[GetPathOfFileAbove.Length..], thisFile, projectFile);
        }

        return Expand(text, thisFile, projectFile) is { } expanded ? FullPath(expanded, relativeTo) : null;
    }

    /// <summary>An absolute path of one that may use <c>\</c>; null where it cannot be a path.</summary>
    public static string? FullPath(string path, string relativeTo)
    {
        if (path.Length is 0 || path.Contains('\0', StringComparison.Ordinal))
        {
            return null;
        }

        // MSBuild takes both separators on every system.
        return Path.GetFullPath(path.Replace('\\', Path.DirectorySeparatorChar), relativeTo);
    }

    private static string? Expand(string text, string thisFile, string projectFile)
    {
        if (!text.Contains("$(", StringComparison.Ordinal))
        {
            return IsLiteral(text) && !text.AsSpan().ContainsAny('*', '?', ';') ? text : null;
        }

        // The two that name a folder: the first ends with a separator, the second does not.
        var expanded = text
            .Replace("$(MSBuildThisFileDirectory)", Folder(thisFile) + "/", StringComparison.OrdinalIgnoreCase)
            .Replace("$(MSBuildProjectDirectory)", Folder(projectFile), StringComparison.OrdinalIgnoreCase)
            .Replace("$(MSBuildProjectName)", Path.GetFileNameWithoutExtension(projectFile), StringComparison.OrdinalIgnoreCase);
        return IsLiteral(expanded) ? expanded : null;
    }

    // 'Directory.Build.props', '$(MSBuildThisFileDirectory)../'))
    private static string? FileAbove(string arguments, string thisFile, string projectFile)
    {
        if (!arguments.EndsWith("))", StringComparison.Ordinal))
        {
            return null;
        }

        var parts = arguments[..^2].Split(',');
        var name = Unquoted(parts[0]);
        var start = parts.Length is 1 ? Folder(thisFile) : Expand(Unquoted(parts[1]), thisFile, projectFile);
        if (parts.Length > 2 || start is null || !IsLiteral(name) || name.AsSpan().ContainsAny('/', '\\'))
        {
            return null;
        }

        for (var folder = FullPath(start, Folder(thisFile)); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var candidate = Path.Combine(folder, name);
            if (File.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }

    private static string Folder(string file) => Path.GetDirectoryName(file) ?? file;

    private static string Unquoted(string argument) => argument.Trim().Trim('\'', '"', '`');

    private static string WithoutSpaces(string text) => text.Contains(' ', StringComparison.Ordinal) ? text.Replace(" ", "", StringComparison.Ordinal) : text;
}

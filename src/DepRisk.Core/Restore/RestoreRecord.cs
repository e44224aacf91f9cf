using System.Text.Json;
using DepRisk.Input;

namespace DepRisk.Restore;

/// <summary>Which project a restore output belongs to, read from as little of it as possible.</summary>
/// <param name="ProjectPath">As recorded when it was restored, by whatever path the tree had then.</param>
/// <param name="OutputPath">The folder of the assets file then; null where only project.nuget.cache was read.</param>
internal sealed record RestoreRecord(string ProjectPath, string? OutputPath)
{
    // projectFilePath is the fourth property of project.nuget.cache; the long list of package files follows it.
    private const int CacheHead = 4096;

    /// <summary>By project.nuget.cache beside the assets file where it is there, which is much smaller; null where neither says it.</summary>
    public static RestoreRecord? Of(string assetsPath) =>
        OfCache(Path.Combine(Path.GetDirectoryName(assetsPath) ?? "", "project.nuget.cache")) ?? OfAssets(assetsPath);

    /// <summary>From the <c>project.restore</c> object: <c>"projectUniqueName": "...", "projectPath": "...", "outputPath": "..."</c>.</summary>
    public static RestoreRecord? OfAssets(string assetsPath)
    {
        // The file's own reader reports what is wrong with it; here it merely belongs to nobody.
        if (!InputFile.Read(assetsPath).Succeeded(out var bytes, out _))
        {
            return null;
        }

        // The name occurs once and far behind all packages, so searching for it costs a tenth of tokenising up to it. A quote inside a
        // JSON string is escaped, so that no text can imitate it.
        var start = bytes.AsSpan().LastIndexOf("\"projectUniqueName\""u8);
        if (start < 0)
        {
            return null;
        }

        var tail = bytes.AsSpan(start);
        var unique = StringAfter(tail, "\"projectUniqueName\""u8);
        var path = StringAfter(tail, "\"projectPath\""u8) ?? unique;
        return path is null ? null : new RestoreRecord(path, StringAfter(tail, "\"outputPath\""u8));
    }

    /// <summary>Where the project file is today if the whole tree moved together; null where the record does not tell.</summary>
    public string? MovedProjectPath(string assetsPath)
    {
        if (OutputPath is null || Kind(OutputPath) != Kind(ProjectPath) || Kind(ProjectPath) is PathKind.Other)
        {
            return null;
        }

        var relative = RelativePath(OutputPath, ProjectPath);
        return MSBuildText.FullPath(relative, Path.GetDirectoryName(assetsPath) ?? "");
    }

    /// <summary>The last part of a path of any system: a Linux run reads what Windows restored.</summary>
    public static string FileName(string path) => path[(path.AsSpan().LastIndexOfAny('/', '\\') + 1)..];

    /// <summary>One recorded path relative to a recorded folder, with <c>/</c>, whatever system they are from.</summary>
    public static string RelativePath(string folder, string file)
    {
        var from = folder.Split(['/', '\\'], StringSplitOptions.RemoveEmptyEntries);
        var to = file.Split(['/', '\\'], StringSplitOptions.RemoveEmptyEntries);
        var shared = 0;
        while (shared < from.Length && shared < to.Length && from[shared].Equals(to[shared], StringComparison.OrdinalIgnoreCase))
        {
            shared++;
        }

        return string.Join('/', Enumerable.Repeat("..", from.Length - shared).Concat(to.Skip(shared)));
    }

    private static RestoreRecord? OfCache(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        Span<byte> head = stackalloc byte[CacheHead];
        try
        {
            using var handle = File.OpenHandle(path);
            head = head[..RandomAccess.Read(handle, head, 0)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }

        return StringAfter(head, "\"projectFilePath\""u8) is { Length: > 0 } recorded ? new RestoreRecord(recorded, null) : null;
    }

    private static string? StringAfter(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name)
    {
        var at = json.IndexOf(name);
        if (at < 0)
        {
            return null;
        }

        var rest = json[(at + name.Length)..];
        var colon = rest.IndexOf((byte)':');
        var reader = new Utf8JsonReader(rest[(colon + 1)..], isFinalBlock: false, default);
        try
        {
            return colon >= 0 && reader.Read() && reader.TokenType is JsonTokenType.String ? reader.GetString() : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static PathKind Kind(string path) => path switch
    {
        ['/', ..] => PathKind.Unix,
        [_, ':', '\\' or '/', ..] => PathKind.Drive,
        _ => PathKind.Other,
    };

    private enum PathKind
    {
        Other,
        Unix,
        Drive,
    }
}

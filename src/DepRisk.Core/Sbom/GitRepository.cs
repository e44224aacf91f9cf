using System.IO.Compression;

namespace DepRisk.Sbom;

/// <summary>
/// Just enough of git to read one commit in process: starting git costs more than writing an SBOM, and it may not be installed.
/// Formats: gitrepository-layout(5), gitformat-pack(5). Methods throw what file access throws; <see cref="CommitTime"/> is the boundary.
/// </summary>
internal sealed class GitRepository
{
    /// <summary>A commit message may be long, a commit is still no place for megabytes.</summary>
    public const int ObjectBytes = 16 * 1024 * 1024;

    private const int MostLinks = 8;

    private readonly string _gitFolder;
    private readonly string _common;
    private readonly List<string> _objectFolders = [];

    private GitRepository(string gitFolder)
    {
        _gitFolder = gitFolder;

        // A linked worktree has a HEAD of its own and shares refs and objects.
        var commonFile = Path.Combine(gitFolder, "commondir");
        _common = File.Exists(commonFile) ? Path.GetFullPath(Path.Combine(gitFolder, FirstLine(commonFile))) : gitFolder;
        AddObjects(Path.Combine(_common, "objects"), depth: 0);
    }

    public static GitRepository? Find(string folder)
    {
        for (var current = new DirectoryInfo(Path.GetFullPath(folder)); current is not null; current = current.Parent)
        {
            var git = Path.Combine(current.FullName, ".git");
            if (Directory.Exists(git))
            {
                return new GitRepository(git);
            }

            // Of a linked worktree and of a submodule, .git is a file: "gitdir: PATH".
            if (File.Exists(git))
            {
                var line = FirstLine(git);
                return line.StartsWith("gitdir:", StringComparison.Ordinal)
                    ? new GitRepository(Path.GetFullPath(Path.Combine(current.FullName, line["gitdir:".Length..].Trim())))
                    : null;
            }
        }

        return null;
    }

    /// <returns>The id of the commit, in hex; null where there is none yet.</returns>
    public string? Head()
    {
        var text = FirstLine(Path.Combine(_gitFolder, "HEAD"));
        for (var links = 0; links < MostLinks; links++)
        {
            if (!text.StartsWith("ref:", StringComparison.Ordinal))
            {
                return IsId(text) ? text : null;
            }

            if (Reference(text["ref:".Length..].Trim()) is not { } next)
            {
                return null;
            }

            text = next;
        }

        return null;
    }

    public byte[]? Commit(string id)
    {
        foreach (var folder in _objectFolders)
        {
            if (Loose(folder, id) is { } loose)
            {
                return loose;
            }
        }

        foreach (var folder in _objectFolders)
        {
            if (GitPack.Find(folder, Convert.FromHexString(id)) is { Type: GitPack.CommitType } packed)
            {
                return packed.Content;
            }
        }

        return null;
    }

    internal static bool IsId(string text) => text.Length is 40 or 64 && text.All(char.IsAsciiHexDigit);

    private string? Reference(string name)
    {
        if (!name.StartsWith("refs/", StringComparison.Ordinal) || name.Split('/').Contains(".."))
        {
            return null;
        }

        foreach (var folder in new[] { _gitFolder, _common })
        {
            var file = Path.Combine(folder, name);
            if (File.Exists(file))
            {
                return FirstLine(file);
            }
        }

        var packed = Path.Combine(_common, "packed-refs");
        foreach (var line in File.Exists(packed) ? File.ReadLines(packed) : [])
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            if (space > 0 && line.AsSpan(space + 1).SequenceEqual(name))
            {
                return line[..space];
            }
        }

        return null;
    }

    /// <summary>zlib over <c>commit SIZE NUL content</c>.</summary>
    private static byte[]? Loose(string objects, string id)
    {
        var path = Path.Combine(objects, id[..2], id[2..]);
        if (!File.Exists(path))
        {
            return null;
        }

        using var zlib = new ZLibStream(File.OpenRead(path), CompressionMode.Decompress);
        var content = ReadAll(zlib);
        var nul = Array.IndexOf(content, (byte)0);
        return nul > 0 && content.AsSpan().StartsWith("commit "u8) ? content[(nul + 1)..] : null;
    }

    internal static byte[] ReadAll(Stream stream)
    {
        using var content = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (stream.Read(buffer) is var count and > 0)
        {
            content.Write(buffer, 0, count);
            if (content.Length > ObjectBytes)
            {
                throw new InvalidDataException("A git object is larger than any commit.");
            }
        }

        return content.ToArray();
    }

    private void AddObjects(string folder, int depth)
    {
        if (depth > MostLinks || _objectFolders.Contains(folder) || !Directory.Exists(folder))
        {
            return;
        }

        _objectFolders.Add(folder);
        var alternates = Path.Combine(folder, "info", "alternates");
        foreach (var line in File.Exists(alternates) ? File.ReadLines(alternates) : [])
        {
            if (line.Length > 0 && line[0] is not '#')
            {
                AddObjects(Path.GetFullPath(Path.Combine(folder, line)), depth + 1);
            }
        }
    }

    private static string FirstLine(string path) => File.ReadLines(path).FirstOrDefault()?.Trim() ?? "";
}

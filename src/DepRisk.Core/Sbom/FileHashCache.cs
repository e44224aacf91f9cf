using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace DepRisk.Sbom;

/// <summary>
/// The hashes of one package's files from earlier runs: a solution ships a hundred megabytes of assemblies, and reading them costs more than
/// everything else about its SBOM. Keyed by the package's own hash; an entry counts only while length and time of the file are those
/// that were hashed. A file that is unreadable or of another form is as good as none.
/// </summary>
internal sealed class FileHashCache
{
    private const string Header = "deprisk-file-hashes/1";

    private readonly string _path;
    private readonly string _package;
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private volatile bool _isChanged;

    private FileHashCache(string path, string package)
    {
        _path = path;
        _package = package;
    }

    /// <param name="package">SHA-512 of the .nupkg, hex.</param>
    public static FileHashCache Open(string folder, string package)
    {
        var cache = new FileHashCache(Path.Combine(folder, package[..32] + ".tsv"), package);
        try
        {
            if (File.Exists(cache._path))
            {
                cache.Load(File.ReadAllLines(cache._path));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The files are hashed again.
        }

        return cache;
    }

    public ImmutableArray<BomHash> Find(string relativePath, FileInfo file, bool sha256) =>
        _entries.TryGetValue(relativePath, out var entry)
        && entry.Length == file.Length
        && entry.Ticks == file.LastWriteTimeUtc.Ticks
        && (!sha256 || entry.Sha256.Length > 0)
            ? sha256 ? [new BomHash("SHA-256", entry.Sha256), new BomHash("SHA-512", entry.Sha512)] : [new BomHash("SHA-512", entry.Sha512)]
            : [];

    public void Add(string relativePath, FileInfo file, ImmutableArray<BomHash> hashes)
    {
        // A tab or a line break in a path would break the format; such a file is hashed each time.
        if (hashes.IsEmpty || relativePath.AsSpan().ContainsAny('\t', '\n', '\r'))
        {
            return;
        }

        _entries[relativePath] = new Entry(file.Length, file.LastWriteTimeUtc.Ticks, hashes[^1].Content, hashes.Length > 1 ? hashes[0].Content : "");
        _isChanged = true;
    }

    /// <summary>Written beside and renamed, so that a run that is killed leaves the old file or the new one.</summary>
    public void Save()
    {
        if (!_isChanged)
        {
            return;
        }

        var text = new StringBuilder(Header).Append('\t').Append(_package).Append('\n');
        foreach (var (path, entry) in _entries.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"{path}\t{entry.Length}\t{entry.Ticks}\t{entry.Sha512}\t{entry.Sha256}\n");
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            var temporary = $"{_path}.{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}.tmp";
            File.WriteAllText(temporary, text.ToString());
            File.Move(temporary, _path, overwrite: true);
            _isChanged = false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A cache that cannot be written costs time, nothing else.
        }
    }

    private void Load(string[] lines)
    {
        if (lines.Length is 0 || !string.Equals(lines[0], $"{Header}\t{_package}", StringComparison.Ordinal))
        {
            return;
        }

        foreach (var line in lines.AsSpan(1))
        {
            var fields = line.Split('\t');
            if (fields.Length is 5
                && long.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out var length)
                && long.TryParse(fields[2], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
                && IsHash(fields[3], 128)
                && (fields[4].Length is 0 || IsHash(fields[4], 64)))
            {
                _entries[fields[0]] = new Entry(length, ticks, fields[3], fields[4]);
            }
        }
    }

    private static bool IsHash(string text, int length) => text.Length == length && text.All(char.IsAsciiHexDigitLower);

    private sealed record Entry(long Length, long Ticks, string Sha512, string Sha256);
}

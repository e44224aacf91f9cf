using System.IO.Enumeration;
using DepRisk.Input;

namespace DepRisk.Tool.Commands;

/// <summary>What the paths of <c>find</c> stand for: files are taken as they are; in folders SBOMs are searched for, by name or by their first bytes.</summary>
internal sealed record FindInputs(IReadOnlyList<string> Paths, IReadOnlyList<InputError> Problems)
{
    /// <summary>Bytes of a file that must betray a CycloneDX document, since a generator may write its metadata first.</summary>
    private const int SniffedBytes = 4096;

    private static readonly string[] BomNames = ["bom.json", "bom.xml", "sbom.json", "sbom.xml"];
    private static readonly string[] BomEndings = [".cdx.json", ".cdx.xml"];
    private static readonly string[] ScopeEndings = [".sln", ".slnx", ".slnf", ".csproj", ".fsproj", ".vbproj"];

    public static FindInputs Of(IEnumerable<string> paths)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        var problems = new List<InputError>();
        foreach (var path in paths)
        {
            if (Directory.Exists(path))
            {
                AddFolder(path, found, problems);
            }
            else
            {
                found.Add(path);
            }
        }

        return new FindInputs([.. found], problems);
    }

    private static void AddFolder(string folder, SortedSet<string> found, List<InputError> problems)
    {
        var count = found.Count;
        using (var files = new BomFiles(folder))
        {
            while (files.MoveNext())
            {
                found.Add(files.Current);
            }

            if (files.Errors > 0)
            {
                problems.Add(new InputError(InputErrorCode.Unreadable, folder, "has folders that cannot be opened; SBOMs in them are not searched"));
            }
        }

        // A folder of code is a scope of its own; so is one without any SBOM, whose reader then says what is missing.
        if (found.Count == count || HasCode(folder))
        {
            found.Add(folder);
        }
    }

    private static bool HasCode(string folder)
    {
        try
        {
            return Directory.EnumerateFiles(folder).Any(file => EndsWithAny(file, ScopeEndings));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool IsBom(string path)
    {
        if (EndsWithAny(path, BomEndings) || Array.Exists(BomNames, name => name.Equals(Path.GetFileName(path), StringComparison.OrdinalIgnoreCase)))
        {
            return true;
        }

        try
        {
            using var handle = File.OpenHandle(path);
            Span<byte> start = stackalloc byte[SniffedBytes];
            start = start[..RandomAccess.Read(handle, start, 0)];
            return path.EndsWith("xml", StringComparison.OrdinalIgnoreCase)
                ? start.IndexOf("cyclonedx.org/schema/bom"u8) >= 0
                : start.IndexOf("\"bomFormat\""u8) >= 0 && start.IndexOf("CycloneDX"u8) >= 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It may be an SBOM: reading it says in one line why that is impossible.
            return true;
        }
    }

    private static bool EndsWithAny(string path, string[] endings) =>
        Array.Exists(endings, ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    private sealed class BomFiles(string folder) : FileSystemEnumerator<string>(folder, new EnumerationOptions
    {
        RecurseSubdirectories = true,
        IgnoreInaccessible = false,
        // Links may lead in circles.
        AttributesToSkip = FileAttributes.ReparsePoint,
    })
    {
        public int Errors { get; private set; }

        protected override bool ContinueOnError(int error)
        {
            Errors++;
            return true;
        }

        protected override bool ShouldIncludeEntry(ref FileSystemEntry entry) =>
            !entry.IsDirectory
            && (entry.FileName.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || entry.FileName.EndsWith(".xml", StringComparison.OrdinalIgnoreCase))
            && IsBom(entry.ToFullPath());

        protected override bool ShouldRecurseIntoEntry(ref FileSystemEntry entry) =>
            entry.FileName is not (".git" or "node_modules");

        protected override string TransformEntry(ref FileSystemEntry entry) => entry.ToFullPath();
    }
}

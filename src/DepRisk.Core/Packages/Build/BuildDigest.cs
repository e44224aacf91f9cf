using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using DepRisk.Input;
using Microsoft.Win32.SafeHandles;

namespace DepRisk.Packages.Build;

/// <summary>
/// One number for all of a package that can run in a build. For each file, by path in ordinal order: the path as UTF-8, a NUL, the SHA-256 of its
/// bytes; and the SHA-256 of all that. Dates and the package's other files are no part of it.
/// </summary>
internal static class BuildDigest
{
    /// <summary>What of a package is for its users' programs, not for their build.</summary>
    private static readonly string[] ProductFolders = ["lib/", "ref/", "runtimes/", "content/", "contentFiles/", "_rels/", "package/", "analyzers/"];

    /// <summary>What no build runs: documentation, pictures, symbols.</summary>
    private static readonly HashSet<string> Papers = new(
        [".md", ".txt", ".rtf", ".pdf", ".pdb", ".png", ".jpg", ".jpeg", ".gif", ".svg", ".ico", ".nuspec", ".nupkg", ".sha512", ".p7s", ".metadata"],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>In the package's own folder lie licences and notices under any name, so there only what is surely code counts.</summary>
    private static readonly HashSet<string> Code = new(
        [".dll", ".exe", ".cmd", ".bat", ".ps1", ".psm1", ".sh", ".py", ".js", ".mjs", ".cs", ".csx", ".fsx", ".rsp", ".props", ".targets", ".tasks", ".proj"],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Null where nothing executes, and where not all of it could be read: a problem then says so.</summary>
    public static string? Compute(
        BuildFiles files, List<BuildFile> reached, List<BuildAsset> assets, SortedSet<string> analyzers, HashSet<string> loaded, SortedSet<string> problems)
    {
        var paths = Parts(files, reached, assets, analyzers, loaded);
        if (paths is null)
        {
            return null;
        }

        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var left = Limits.BuildCodeBytes;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        foreach (var path in paths)
        {
            try
            {
                using var file = File.OpenHandle(files.FullPath(path), options: FileOptions.SequentialScan);
                left -= RandomAccess.GetLength(file);
                if (left < 0)
                {
                    problems.Add($"has more than {Limits.BuildCodeBytes} bytes of code for the build; its digest is not computed");
                    return null;
                }

                Hash(file, hash);
            }
            catch (Exception e) when (InputFile.IsExpected(e))
            {
                problems.Add($"{path}: {InputFile.CannotRead(path, e).Message}; the digest is not computed");
                return null;
            }

            digest.AppendData(Encoding.UTF8.GetBytes(path));
            digest.AppendData([0]);
            digest.AppendData(hash);
        }

        return Convert.ToHexStringLower(digest.GetHashAndReset());
    }

    private static SortedSet<string>? Parts(BuildFiles files, List<BuildFile> reached, List<BuildAsset> assets, SortedSet<string> analyzers, HashSet<string> loaded)
    {
        var (inMSBuild, inPowerShell) = (false, false);
        foreach (var asset in assets)
        {
            inMSBuild |= asset is { Executes: true, Kind: BuildAssetKind.Task or BuildAssetKind.InlineTask or BuildAssetKind.Exec };
            inPowerShell |= asset is { Executes: true, Kind: BuildAssetKind.Script };
        }

        if (!inMSBuild && !inPowerShell && analyzers.Count is 0)
        {
            return null;
        }

        var parts = new SortedSet<string>(StringComparer.Ordinal);
        if (inMSBuild || analyzers.Count > 0)
        {
            parts.UnionWith(reached.ConvertAll(file => file.Path));
        }

        if (inMSBuild)
        {
            // A task or a command can start any file that lies beside it, so no attempt is made to tell which.
            AddUnlessProduct(files, parts);
            AddBeside(files, loaded, parts);
        }

        if (analyzers.Count > 0)
        {
            AddBeside(files, analyzers, parts);
            AddCode(files, files.Below("analyzers/"), parts);
        }

        if (inPowerShell)
        {
            AddCode(files, files.Below("tools/"), parts);
        }

        return parts;
    }

    private static void AddUnlessProduct(BuildFiles files, SortedSet<string> parts)
    {
        foreach (var path in files.Paths)
        {
            var isProduct = !path.Contains('/', StringComparison.Ordinal) && !Code.Contains(Path.GetExtension(path));
            foreach (var folder in ProductFolders)
            {
                isProduct |= path.StartsWith(folder, StringComparison.OrdinalIgnoreCase);
            }

            if (!isProduct && IsCode(files, path))
            {
                parts.Add(path);
            }
        }
    }

    /// <summary>Assemblies are loaded with those that lie beside or below them, even in lib.</summary>
    private static void AddBeside(BuildFiles files, IEnumerable<string> assemblies, SortedSet<string> parts)
    {
        foreach (var path in assemblies)
        {
            parts.Add(path);
            if (path.LastIndexOf('/') is > 0 and var slash)
            {
                AddCode(files, files.Below(path[..(slash + 1)]), parts);
            }
        }
    }

    private static void AddCode(BuildFiles files, ReadOnlySpan<string> paths, SortedSet<string> parts)
    {
        foreach (var path in paths)
        {
            if (IsCode(files, path))
            {
                parts.Add(path);
            }
        }
    }

    private static bool IsCode(BuildFiles files, string path)
    {
        var extension = Path.GetExtension(path);

        // The XML file that a compiler writes beside an assembly is its documentation.
        return !Papers.Contains(extension)
            && !(extension.Equals(".xml", StringComparison.OrdinalIgnoreCase) && files.Find(Path.ChangeExtension(path, ".dll")).Length > 0);
    }

    private static void Hash(SafeFileHandle file, Span<byte> hash)
    {
        using var content = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(128 * 1024);
        try
        {
            for (long offset = 0; RandomAccess.Read(file, buffer, offset) is var count and > 0; offset += count)
            {
                content.AppendData(buffer, 0, count);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        content.GetHashAndReset(hash);
    }
}

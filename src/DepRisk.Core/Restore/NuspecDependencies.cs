using System.Collections.Immutable;
using System.IO.Compression;
using DepRisk.Input;
using DepRisk.Packages;

namespace DepRisk.Restore;

/// <summary>Which of the dependency groups of a nuspec a project takes.</summary>
/// <param name="Groups">In the order of the file. A nuspec without groups has one group for any framework.</param>
public sealed record NuspecDependencies(ImmutableArray<NuspecDependencyGroup> Groups)
{
    private const int PackageEntries = 100_000;
    private static readonly FrameworkName Unknown = FrameworkName.Parse("unsupported")!;

    public static Result<NuspecDependencies> Read(string path) =>
        InputFile.Read(path, Limits.NuspecBytes).Succeeded(out var bytes, out var error) ? Parse(path, bytes) : error;

    public static Result<NuspecDependencies> Parse(string path, ReadOnlyMemory<byte> bytes)
    {
        if (!Nuspec.Parse(path, bytes).Succeeded(out var nuspec, out var error))
        {
            return error;
        }

        return new NuspecDependencies(nuspec.DependencyGroups is [] ? [new NuspecDependencyGroup(null, [])] : nuspec.DependencyGroups);
    }

    /// <summary>Reads the nuspec inside a .nupkg: the first in its root folder.</summary>
    public static Result<NuspecDependencies> ReadPackage(string path)
    {
        try
        {
            using var package = ZipFile.OpenRead(path);
            if (package.Entries.Count > PackageEntries)
            {
                return new InputError(InputErrorCode.LimitExceeded, path, $"has more than {PackageEntries} entries");
            }

            foreach (var entry in package.Entries)
            {
                if (entry.FullName.EndsWith(".nuspec", StringComparison.OrdinalIgnoreCase) && entry.FullName.AsSpan().IndexOfAny('/', '\\') < 0)
                {
                    return Parse(path, Content(entry));
                }
            }

            return new InputError(InputErrorCode.Unexpected, path, "contains no nuspec");
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            return new InputError(InputErrorCode.Unreadable, path, "cannot be read as a package");
        }
    }

    // The size that an entry states may be forged, so the copy stops by itself one byte behind the limit; Parse then names the limit.
    private static byte[] Content(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var content = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (content.Length <= Limits.NuspecBytes && stream.Read(buffer) is var count and > 0)
        {
            content.Write(buffer, 0, count);
        }

        return content.ToArray();
    }

    /// <summary>
    /// The group that NuGet takes for a project of <paramref name="framework"/>; null where none fits. Where the framework is not
    /// known, only the group for any framework is sure.
    /// </summary>
    public NuspecDependencyGroup? Nearest(FrameworkName? framework)
    {
        if (framework is null)
        {
            return Groups.FirstOrDefault(group => group.TargetFramework is null);
        }

        var candidates = new FrameworkName?[Groups.Length];
        for (var i = 0; i < candidates.Length; i++)
        {
            // A framework that nobody knows must not be taken for any framework, which is null.
            candidates[i] = Groups[i].TargetFramework is { } name ? FrameworkName.Parse(name) ?? Unknown : null;
        }

        return NearestFramework.Choose(framework, candidates) is var index and >= 0 ? Groups[index] : null;
    }
}

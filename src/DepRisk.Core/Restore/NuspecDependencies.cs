using System.Collections.Immutable;
using System.IO.Compression;
using System.Xml;
using DepRisk.Input;

namespace DepRisk.Restore;

/// <summary>The dependency groups of a nuspec, and nothing else of it.</summary>
/// <param name="Groups">In the order of the file. A nuspec without groups has one group for any framework.</param>
public sealed record NuspecDependencies(ImmutableArray<NuspecDependencyGroup> Groups)
{
    private const long NuspecBytes = 4 * 1024 * 1024;
    private const int PackageEntries = 100_000;
    private static readonly FrameworkName Unknown = FrameworkName.Parse("unsupported")!;

    public static Result<NuspecDependencies> Read(string path) =>
        InputFile.Read(path, NuspecBytes).Succeeded(out var bytes, out var error) ? Parse(path, bytes) : error;

    public static Result<NuspecDependencies> Parse(string path, ReadOnlyMemory<byte> bytes) => XmlInput.Parse(path, bytes, Root, NuspecBytes);

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
        while (content.Length <= NuspecBytes && stream.Read(buffer) is var count and > 0)
        {
            content.Write(buffer, 0, count);
        }

        return content.ToArray();
    }

    // <package> <metadata> <dependencies> <group targetFramework="net45"> <dependency id="A" version="1.0" /> </group> </dependencies>
    private static NuspecDependencies Root(XmlReader reader)
    {
        var groups = ImmutableArray.CreateBuilder<NuspecDependencyGroup>();
        var loose = ImmutableArray.CreateBuilder<LibraryDependency>();
        while (XmlInput.Read(reader))
        {
            if (reader is { NodeType: XmlNodeType.Element, Depth: 0, LocalName: not "package" })
            {
                throw new InputException(InputErrorCode.Unexpected, "does not start with <package>; is it a nuspec?");
            }

            if (reader is { NodeType: XmlNodeType.Element, Depth: 2, LocalName: "dependencies", IsEmptyElement: false })
            {
                Dependencies(reader, groups, loose);
            }
        }

        if (loose.Count > 0 || groups.Count is 0)
        {
            groups.Add(new NuspecDependencyGroup(null, loose.DrainToImmutable()));
        }

        return new NuspecDependencies(groups.DrainToImmutable());
    }

    private static void Dependencies(XmlReader reader, ImmutableArray<NuspecDependencyGroup>.Builder groups, ImmutableArray<LibraryDependency>.Builder loose)
    {
        while (XmlInput.Read(reader) && reader.Depth > 2)
        {
            if (reader is { NodeType: XmlNodeType.Element, Depth: 3, LocalName: "group" })
            {
                groups.Add(Group(reader));
            }
            else if (reader is { NodeType: XmlNodeType.Element, Depth: 3, LocalName: "dependency" })
            {
                loose.Add(Dependency(reader));
            }
        }
    }

    private static NuspecDependencyGroup Group(XmlReader reader)
    {
        var framework = reader.GetAttribute("targetFramework");
        var dependencies = ImmutableArray.CreateBuilder<LibraryDependency>();
        if (!reader.IsEmptyElement)
        {
            while (XmlInput.Read(reader) && reader.Depth > 3)
            {
                if (reader is { NodeType: XmlNodeType.Element, Depth: 4, LocalName: "dependency" })
                {
                    dependencies.Add(Dependency(reader));
                }
            }
        }

        return new NuspecDependencyGroup(string.IsNullOrWhiteSpace(framework) ? null : framework.Trim(), dependencies.DrainToImmutable());
    }

    private static LibraryDependency Dependency(XmlReader reader) => new(
        reader.GetAttribute("id")?.Trim() is { Length: > 0 } id ? id : throw new InputException(InputErrorCode.Unexpected, "has a <dependency> without id"),
        reader.GetAttribute("version")?.Trim() ?? "");

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

/// <param name="TargetFramework">As written; null for any framework.</param>
public sealed record NuspecDependencyGroup(string? TargetFramework, ImmutableArray<LibraryDependency> Dependencies);

using System.IO.Compression;
using System.Security;
using System.Text;

namespace DepRisk.Tests.Cases;

/// <summary>Packs small packages into a folder that NuGet takes as a feed.</summary>
public sealed class LocalFeed(string folder)
{
    private static readonly byte[] Assembly = File.ReadAllBytes(typeof(LocalFeed).Assembly.Location);

    public string Folder { get; } = folder;

    /// <param name="files">Paths inside the package; an entry that ends in .dll gets a real assembly.</param>
    /// <param name="dependencies">By target framework, short; "" for every framework. "Id 1.0.0" or "Id [1.0.0]".</param>
    /// <param name="contents">What a file of the package holds, where it is not the default.</param>
    /// <param name="runtimeJson">The text of the package's runtime.json, which adds dependencies by runtime identifier.</param>
    public LocalFeed Pack(
        string id, string version, string[]? files = null, Dictionary<string, string[]>? dependencies = null, string metadata = "", string? packageType = null, string? runtimeJson = null,
        Dictionary<string, byte[]>? contents = null)
    {
        Directory.CreateDirectory(Folder);

        // Build metadata is no part of a file's name.
        var path = Path.Combine(Folder, $"{id}.{version.Split('+')[0]}.nupkg");
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        Write(archive, $"{id}.nuspec", Encoding.UTF8.GetBytes(Nuspec(id, version, dependencies ?? [], metadata, packageType)));
        foreach (var file in files ?? ["lib/netstandard2.0/" + id + ".dll"])
        {
            Write(archive, file, contents?.GetValueOrDefault(file) ?? (file.EndsWith(".dll", StringComparison.Ordinal) ? Assembly : Encoding.UTF8.GetBytes(Content(file))));
        }

        if (runtimeJson is not null)
        {
            Write(archive, "runtime.json", Encoding.UTF8.GetBytes(runtimeJson));
        }

        return this;
    }

    private static string Content(string file) =>
        file.EndsWith(".props", StringComparison.Ordinal) || file.EndsWith(".targets", StringComparison.Ordinal) ? "<Project />" : "";

    private static void Write(ZipArchive archive, string name, byte[] content)
    {
        using var stream = archive.CreateEntry(name).Open();
        stream.Write(content);
    }

    private static string Nuspec(string id, string version, Dictionary<string, string[]> dependencies, string metadata, string? packageType)
    {
        var groups = string.Concat(dependencies.Select(group =>
            $"<group{(group.Key.Length is 0 ? "" : $" targetFramework=\"{group.Key}\"")}>{string.Concat(group.Value.Select(Dependency))}</group>"));
        return $"""
            <?xml version="1.0" encoding="utf-8"?>
            <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
              <metadata>
                <id>{id}</id><version>{version}</version><authors>{id} authors</authors><description>Test data.</description>{metadata}
                {(packageType is null ? "" : $"<packageTypes><packageType name=\"{packageType}\" /></packageTypes>")}
                <dependencies>{groups}</dependencies>
              </metadata>
            </package>
            """;
    }

    private static string Dependency(string text)
    {
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        return $"<dependency id=\"{text[..space]}\" version=\"{SecurityElement.Escape(text[(space + 1)..])}\" />";
    }
}

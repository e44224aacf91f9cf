using DepRisk.Graph;

namespace DepRisk.Sbom;

/// <summary>A nested file component as a shipped file. CycloneDX has only its name, so the rest follows NuGet's folder conventions.</summary>
internal static class CycloneDxReaderFile
{
    public static ShippedFile Read(string name)
    {
        var path = name.Replace('\\', '/');
        var parts = path.Split('/');
        var rid = parts is ["runtimes", var runtime, _, ..] ? runtime : null;
        if (path.EndsWith(".resources.dll", StringComparison.OrdinalIgnoreCase))
        {
            return new ShippedFile(path, ShippedFileType.Resource, rid, parts.Length > 1 ? parts[^2] : null);
        }

        return new ShippedFile(path, TypeOf(path), rid);
    }

    private static ShippedFileType TypeOf(string path)
    {
        var extension = Path.GetExtension(path.AsSpan());
        if (path.Contains("/native/", StringComparison.Ordinal) || extension is ".so" or ".dylib")
        {
            return ShippedFileType.Native;
        }

        return extension.Equals(".dll", StringComparison.OrdinalIgnoreCase) || extension.Equals(".exe", StringComparison.OrdinalIgnoreCase)
            ? ShippedFileType.Assembly
            : ShippedFileType.Content;
    }
}

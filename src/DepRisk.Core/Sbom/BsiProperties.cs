using DepRisk.Graph;

namespace DepRisk.Sbom;

/// <summary>The properties that BSI TR-03183-2 demands of every component, with its exact values.</summary>
internal static class BsiProperties
{
    public static void AddPackage(List<BomProperty> properties, string fileName) =>
        Add(properties, fileName, executable: false, archive: true, structured: true);

    /// <summary>A managed assembly describes its own contents (metadata tables), a native library does not.</summary>
    public static void AddFile(List<BomProperty> properties, string fileName, ShippedFileType type) =>
        Add(
            properties,
            fileName,
            executable: type is ShippedFileType.Assembly or ShippedFileType.Native,
            archive: false,
            structured: type is ShippedFileType.Assembly or ShippedFileType.Resource);

    public static ShippedFileType TypeOf(string fileName) => Path.GetExtension(fileName.AsSpan()) switch
    {
        var e when e.Equals(".dll", StringComparison.OrdinalIgnoreCase) || e.Equals(".exe", StringComparison.OrdinalIgnoreCase) => ShippedFileType.Assembly,
        var e when e.Equals(".so", StringComparison.OrdinalIgnoreCase) || e.Equals(".dylib", StringComparison.OrdinalIgnoreCase) => ShippedFileType.Native,
        _ => ShippedFileType.Content,
    };

    private static void Add(List<BomProperty> properties, string fileName, bool executable, bool archive, bool structured)
    {
        properties.Add(new BomProperty("bsi:component:archive", archive ? "archive" : "no archive"));
        properties.Add(new BomProperty("bsi:component:executable", executable ? "executable" : "non-executable"));
        properties.Add(new BomProperty("bsi:component:filename", fileName));
        properties.Add(new BomProperty("bsi:component:structured", structured ? "structured" : "unstructured"));
    }
}

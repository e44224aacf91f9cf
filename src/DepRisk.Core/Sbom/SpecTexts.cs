namespace DepRisk.Sbom;

/// <summary>The names that both formats share.</summary>
internal static class SpecTexts
{
    public static string Text(this SpecVersion version) => version switch
    {
        SpecVersion.V1_4 => "1.4",
        SpecVersion.V1_5 => "1.5",
        SpecVersion.V1_6 => "1.6",
        _ => "1.7",
    };

    public static string Text(this BomComponentType type) => type switch
    {
        BomComponentType.Application => "application",
        BomComponentType.Framework => "framework",
        BomComponentType.File => "file",
        _ => "library",
    };

    public static string Text(this BomScope scope) => scope is BomScope.Required ? "required" : "excluded";

    public static string Text(this BomPhase phase) => phase is BomPhase.PreBuild ? "pre-build" : "build";

    public static string Text(this BomAggregate aggregate) => aggregate switch
    {
        BomAggregate.Complete => "complete",
        BomAggregate.Incomplete => "incomplete",
        _ => "unknown",
    };

    /// <summary>UTC, because two offices must write the same bytes.</summary>
    public static string Text(this DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    public const string ToolName = "deprisk";

    /// <summary>Where 1.4 has no place for evidence of a version.</summary>
    public const string FileVersionProperty = "deprisk:file-version";
}

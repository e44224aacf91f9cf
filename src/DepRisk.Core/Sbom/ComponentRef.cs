using System.Runtime.CompilerServices;
using DepRisk.Graph;

namespace DepRisk.Sbom;

/// <summary>The bom-ref of a component before variants: its purl, or where it lies.</summary>
internal static class ComponentRef
{
    // Rendering a purl for each of projects x packages nodes costs more than everything else about a reference.
    private static readonly ConditionalWeakTable<Component, string> Cache = [];

    public static string Of(Component component) => Cache.GetValue(component, Render);

    private static string Render(Component component) => component.Type switch
    {
        ComponentType.Project => "project:" + (component.Path ?? component.Id),
        ComponentType.File => "file:" + (component.Path ?? component.Id),
        ComponentType.Framework when component.Ecosystem.Length is 0 => "framework:" + Versioned(component),
        _ => PackageUrl.Of(component)?.ToString() ?? "component:" + Versioned(component),
    };

    private static string Versioned(Component component) =>
        component.Version is null ? component.Id : $"{component.Id}@{component.Version}";
}

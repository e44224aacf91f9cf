using DepRisk.Graph;

namespace DepRisk.Sbom;

/// <summary>One component of the XML form, and what is nested in it.</summary>
internal static class CycloneDxReaderXmlComponent
{
    [Flags]
    private enum Seen
    {
        Nothing = 0,
        Name = 1,
        Group = 2,
        Version = 4,
        Purl = 8,
        Scope = 16,
        Components = 32,
    }

    // <component type="library" bom-ref="" isExternal="false"> group, name, version, scope, purl, properties, components
    public static int Read(CycloneDxReaderXmlCursor cursor, CycloneDxReaderDocument document, int parent)
    {
        var index = document.Reserve();
        var component = new CycloneDxComponent
        {
            Parent = parent,
            Place = cursor.Place,
            Type = CycloneDxReaderDocument.TypeOf(cursor.Attribute("type")),
            Ref = cursor.Attribute("bom-ref") is { } text ? document.Refs.Intern(text) : -1,
            IsExternal = cursor.Attribute("isExternal") is "true" or "1",
        };
        var seen = Seen.Nothing;
        for (var children = cursor.Children(); cursor.Next(children);)
        {
            ReadChild(cursor, document, index, ref component, ref seen);
        }

        document.Components[index] = component;
        return index;
    }

    private static void ReadChild(CycloneDxReaderXmlCursor cursor, CycloneDxReaderDocument document, int index, ref CycloneDxComponent component, ref Seen seen)
    {
        switch (cursor.Name)
        {
            case "name":
                component.Name = Text(cursor, Seen.Name, ref seen);
                break;
            case "group":
                component.Group = Text(cursor, Seen.Group, ref seen);
                break;
            case "version":
                component.Version = Text(cursor, Seen.Version, ref seen);
                break;
            case "purl":
                component.Purl = Text(cursor, Seen.Purl, ref seen);
                break;
            case "scope":
                component.Scope = CycloneDxReaderDocument.ScopeOf(Text(cursor, Seen.Scope, ref seen));
                break;
            case "properties":
                ReadProperties(cursor, ref component);
                break;
            case "components":
                Once(cursor, Seen.Components, ref seen);
                CycloneDxReaderXml.ReadComponents(cursor, document, index);
                break;
            default:
                cursor.Skip();
                break;
        }
    }

    private static string Text(CycloneDxReaderXmlCursor cursor, Seen bit, ref Seen seen)
    {
        Once(cursor, bit, ref seen);
        return cursor.Text(cursor.Name);
    }

    private static void Once(CycloneDxReaderXmlCursor cursor, Seen bit, ref Seen seen)
    {
        var twice = (seen & bit) == bit;
        CycloneDxReaderXml.Once(ref twice, cursor.Name);
        seen |= bit;
    }

    // <properties> <property name="deprisk:class">runtime</property>
    private static void ReadProperties(CycloneDxReaderXmlCursor cursor, ref CycloneDxComponent component)
    {
        for (var children = cursor.Children(); cursor.Next(children);)
        {
            if (cursor.Attribute("name") is "deprisk:class")
            {
                component.Class ??= CycloneDxReaderDocument.ClassOf(cursor.Text("deprisk:class"));
            }
            else
            {
                cursor.Skip();
            }
        }
    }
}

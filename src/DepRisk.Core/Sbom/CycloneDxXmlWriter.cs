using System.Text;
using System.Xml;

namespace DepRisk.Sbom;

/// <summary>Writes CycloneDX XML, 1.4 to 1.7. The schemas demand the order of elements that the methods have.</summary>
public sealed class CycloneDxXmlWriter(SpecVersion version)
{
    private static readonly XmlWriterSettings Settings = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        Indent = true,
        IndentChars = "  ",
        NewLineChars = "\n",
        NewLineHandling = NewLineHandling.Entitize,
    };

    private readonly XmlComponent _component = new(version);

    public ReadOnlyMemory<byte> Write(Bom bom)
    {
        var stream = new MemoryStream(16 * 1024 + (bom.Components.Length * 4 * 1024));
        using (var xml = XmlWriter.Create(stream, Settings))
        {
            WriteDocument(xml, bom);
        }

        stream.WriteByte((byte)'\n');
        var bytes = stream.GetBuffer().AsMemory(0, (int)stream.Length);
        using (var harmless = LogCommands.WithoutInXml(bytes.Span))
        {
            bytes = harmless is null ? bytes : harmless.Written.ToArray();
        }

        SerialNumber.Patch(bytes.Span);
        return bytes;
    }

    private void WriteDocument(XmlWriter xml, Bom bom)
    {
        xml.WriteStartDocument();
        xml.WriteStartElement("bom", "http://cyclonedx.org/schema/bom/" + version.Text());
        xml.WriteAttributeString("serialNumber", SerialNumber.Placeholder);
        xml.WriteAttributeString("version", "1");
        WriteMetadata(xml, bom);
        xml.WriteStartElement("components");
        foreach (var component in version is SpecVersion.V1_4 ? bom.Components.AddRange(bom.Formulation) : bom.Components)
        {
            _component.Write(xml, component);
        }

        xml.WriteEndElement();
        WriteDependencies(xml, bom);
        WriteCompositions(xml, bom);
        WriteFormulation(xml, bom);
        xml.WriteEndElement();
    }

    private void WriteMetadata(XmlWriter xml, Bom bom)
    {
        xml.WriteStartElement("metadata");
        if (bom.Timestamp is { } timestamp)
        {
            xml.WriteElementString("timestamp", timestamp.Text());
        }

        if (version >= SpecVersion.V1_5)
        {
            xml.WriteStartElement("lifecycles");
            xml.WriteStartElement("lifecycle");
            xml.WriteElementString("phase", bom.Phase.Text());
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        WriteTools(xml, bom);
        if (bom.Author is { } author)
        {
            xml.WriteStartElement("authors");
            xml.WriteStartElement("author");
            XmlComponent.WriteText(xml, "name", author.Name);
            XmlComponent.WriteText(xml, "email", author.Email);
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        _component.Write(xml, bom.Primary);
        XmlComponent.WriteEntity(xml, version >= SpecVersion.V1_6 ? "manufacturer" : "manufacture", bom.Manufacturer);
        xml.WriteEndElement();
    }

    private void WriteTools(XmlWriter xml, Bom bom)
    {
        xml.WriteStartElement("tools");
        if (version is SpecVersion.V1_4)
        {
            xml.WriteStartElement("tool");
        }
        else
        {
            xml.WriteStartElement("components");
            xml.WriteStartElement("component");
            xml.WriteAttributeString("type", "application");
        }

        xml.WriteElementString("name", SpecTexts.ToolName);
        xml.WriteElementString("version", bom.ToolVersion);
        xml.WriteEndElement();
        if (version is not SpecVersion.V1_4)
        {
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void WriteDependencies(XmlWriter xml, Bom bom)
    {
        xml.WriteStartElement("dependencies");
        foreach (var dependency in bom.Dependencies)
        {
            xml.WriteStartElement("dependency");
            XmlComponent.WriteAttribute(xml, "ref", dependency.Ref);
            WriteRefs(xml, "dependency", dependency.DependsOn);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void WriteCompositions(XmlWriter xml, Bom bom)
    {
        xml.WriteStartElement("compositions");
        foreach (var composition in bom.Compositions)
        {
            xml.WriteStartElement("composition");
            xml.WriteElementString("aggregate", composition.Aggregate.Text());
            if (!composition.Assemblies.IsEmpty)
            {
                xml.WriteStartElement("assemblies");
                WriteRefs(xml, "assembly", composition.Assemblies);
                xml.WriteEndElement();
            }

            if (!composition.Dependencies.IsEmpty)
            {
                xml.WriteStartElement("dependencies");
                WriteRefs(xml, "dependency", composition.Dependencies);
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private void WriteFormulation(XmlWriter xml, Bom bom)
    {
        if (version is SpecVersion.V1_4 || bom.Formulation.IsEmpty)
        {
            return;
        }

        xml.WriteStartElement("formulation");
        xml.WriteStartElement("formula");
        xml.WriteStartElement("components");
        foreach (var component in bom.Formulation)
        {
            _component.Write(xml, component);
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteRefs(XmlWriter xml, string element, System.Collections.Immutable.ImmutableArray<string> refs)
    {
        foreach (var reference in refs)
        {
            xml.WriteStartElement(element);
            XmlComponent.WriteAttribute(xml, "ref", reference);
            xml.WriteEndElement();
        }
    }
}

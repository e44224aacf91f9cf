using System.Globalization;
using System.Text;
using System.Xml;

namespace DepRisk.Sbom;

/// <summary>One component in XML, with what each version of the format can say of it.</summary>
internal sealed class XmlComponent(SpecVersion version)
{
    public void Write(XmlWriter xml, BomComponent component)
    {
        xml.WriteStartElement("component");
        xml.WriteAttributeString("type", component.Type.Text());
        WriteAttribute(xml, "bom-ref", component.Ref);
        WriteOrigin(xml, component);
        WriteText(xml, "group", component.Group);
        WriteText(xml, "name", component.Name);
        WriteText(xml, "version", component.Version);
        WriteText(xml, "scope", component.Scope?.Text());
        if (!component.Hashes.IsEmpty)
        {
            xml.WriteStartElement("hashes");
            foreach (var hash in component.Hashes)
            {
                WriteHash(xml, hash);
            }

            xml.WriteEndElement();
        }

        if (component.License is { } license)
        {
            WriteLicense(xml, license);
        }

        WriteText(xml, "copyright", component.Copyright);
        WriteText(xml, "purl", component.Purl);
        WriteReferences(xml, component);
        WriteProperties(xml, component);
        if (!component.Components.IsEmpty)
        {
            xml.WriteStartElement("components");
            foreach (var nested in component.Components)
            {
                Write(xml, nested);
            }

            xml.WriteEndElement();
        }

        XmlEvidence.Write(xml, component.Evidence, version);
        xml.WriteEndElement();
    }

    public static void WriteEntity(XmlWriter xml, string element, BomEntity? entity)
    {
        if (entity is null)
        {
            return;
        }

        xml.WriteStartElement(element);
        WriteText(xml, "name", entity.Name);
        foreach (var url in entity.Urls)
        {
            WriteText(xml, "url", url);
        }

        xml.WriteEndElement();
    }

    public static void WriteText(XmlWriter xml, string element, string? value)
    {
        if (value is not null)
        {
            xml.WriteElementString(element, Visible(value));
        }
    }

    public static void WriteAttribute(XmlWriter xml, string name, string value) => xml.WriteAttributeString(name, Visible(value));

    /// <summary>XML 1.0 has no way to hold most control characters, not even escaped; they are shown as JSON would escape them.</summary>
    internal static string Visible(string value)
    {
        var bad = FirstBad(value, 0);
        if (bad < 0)
        {
            return value;
        }

        var text = new StringBuilder(value.Length + 16);
        var start = 0;
        for (; bad >= 0; bad = FirstBad(value, start))
        {
            text.Append(value, start, bad - start).Append(CultureInfo.InvariantCulture, $"\\u{(int)value[bad]:x4}");
            start = bad + 1;
        }

        return text.Append(value, start, value.Length - start).ToString();
    }

    private static int FirstBad(string value, int start)
    {
        for (var i = start; i < value.Length; i++)
        {
            var c = value[i];
            if (char.IsHighSurrogate(c) && i + 1 < value.Length && char.IsLowSurrogate(value[i + 1]))
            {
                i++;
            }
            else if (!XmlConvert.IsXmlChar(c) || c is >= '\u007F' and <= '\u009F')
            {
                return i;
            }
        }

        return -1;
    }

    private void WriteOrigin(XmlWriter xml, BomComponent component)
    {
        WriteEntity(xml, "supplier", component.Supplier);
        if (version < SpecVersion.V1_6)
        {
            WriteText(xml, "author", component.Authors.IsEmpty ? null : string.Join(", ", component.Authors));
            return;
        }

        WriteEntity(xml, "manufacturer", component.Manufacturer);
        if (!component.Authors.IsEmpty)
        {
            xml.WriteStartElement("authors");
            foreach (var author in component.Authors)
            {
                xml.WriteStartElement("author");
                WriteText(xml, "name", author);
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }
    }

    private void WriteLicense(XmlWriter xml, BomLicense license)
    {
        xml.WriteStartElement("licenses");
        xml.WriteStartElement(license.Expression is null ? "license" : "expression");
        if (version >= SpecVersion.V1_6)
        {
            xml.WriteAttributeString("acknowledgement", "declared");
        }

        if (license.Expression is not null)
        {
            xml.WriteString(Visible(license.Expression));
        }
        else
        {
            WriteText(xml, "name", license.Name);
            WriteText(xml, "url", license.Url);
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteReferences(XmlWriter xml, BomComponent component)
    {
        if (component.References.IsEmpty)
        {
            return;
        }

        xml.WriteStartElement("externalReferences");
        foreach (var reference in component.References)
        {
            xml.WriteStartElement("reference");
            xml.WriteAttributeString("type", reference.Type);
            WriteText(xml, "url", reference.Url);
            WriteText(xml, "comment", reference.Comment);
            if (reference.Hash is { } hash)
            {
                xml.WriteStartElement("hashes");
                WriteHash(xml, hash);
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private void WriteProperties(XmlWriter xml, BomComponent component)
    {
        var fileVersion = version is SpecVersion.V1_4 ? component.Evidence?.StatedVersion : null;
        if (component.Properties.IsEmpty && fileVersion is null)
        {
            return;
        }

        xml.WriteStartElement("properties");
        foreach (var property in component.Properties)
        {
            WriteProperty(xml, property.Name, property.Value);
        }

        if (fileVersion is not null)
        {
            WriteProperty(xml, SpecTexts.FileVersionProperty, fileVersion);
        }

        xml.WriteEndElement();
    }

    private static void WriteProperty(XmlWriter xml, string name, string value)
    {
        xml.WriteStartElement("property");
        xml.WriteAttributeString("name", name);
        xml.WriteString(Visible(value));
        xml.WriteEndElement();
    }

    private static void WriteHash(XmlWriter xml, BomHash hash)
    {
        xml.WriteStartElement("hash");
        xml.WriteAttributeString("alg", hash.Algorithm);
        xml.WriteString(hash.Content);
        xml.WriteEndElement();
    }
}

using System.Globalization;
using System.Xml;

namespace DepRisk.Sbom;

/// <summary><c>evidence</c> of a component, see <see cref="JsonEvidence"/>. In XML the identities of 1.6 are elements beside each other.</summary>
internal static class XmlEvidence
{
    public static void Write(XmlWriter xml, BomEvidence? evidence, SpecVersion version)
    {
        if (evidence is null || version is SpecVersion.V1_4)
        {
            return;
        }

        xml.WriteStartElement("evidence");
        foreach (var identity in version is SpecVersion.V1_5 ? evidence.Identities.Take(1) : evidence.Identities)
        {
            WriteIdentity(xml, identity, version);
        }

        WriteOccurrences(xml, evidence, version);
        xml.WriteEndElement();
    }

    private static void WriteIdentity(XmlWriter xml, BomIdentity identity, SpecVersion version)
    {
        xml.WriteStartElement("identity");
        XmlComponent.WriteText(xml, "field", identity.Field);
        XmlComponent.WriteText(xml, "confidence", Fraction(identity.ConfidencePercent));
        if (version >= SpecVersion.V1_6)
        {
            // Written where something was concluded.
            XmlComponent.WriteText(xml, "concludedValue", identity.Concluded);
        }

        xml.WriteStartElement("methods");
        foreach (var method in identity.Methods)
        {
            xml.WriteStartElement("method");
            XmlComponent.WriteText(xml, "technique", method.Technique);
            XmlComponent.WriteText(xml, "confidence", Fraction(method.ConfidencePercent));
            XmlComponent.WriteText(xml, "value", method.Value);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteOccurrences(XmlWriter xml, BomEvidence evidence, SpecVersion version)
    {
        if (evidence.Occurrences.IsEmpty)
        {
            return;
        }

        xml.WriteStartElement("occurrences");
        foreach (var occurrence in evidence.Occurrences)
        {
            xml.WriteStartElement("occurrence");
            XmlComponent.WriteText(xml, "location", occurrence.Location);
            if (version >= SpecVersion.V1_6 && occurrence.Line > 0)
            {
                XmlComponent.WriteText(xml, "line", occurrence.Line.ToString(CultureInfo.InvariantCulture));
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static string Fraction(int percent) => (percent / 100m).ToString(CultureInfo.InvariantCulture);
}

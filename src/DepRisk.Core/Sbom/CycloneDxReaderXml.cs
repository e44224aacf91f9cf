using System.Globalization;
using System.Xml;
using DepRisk.Input;

namespace DepRisk.Sbom;

/// <summary>The XML form. Elements of other namespaces are extensions and are skipped; the namespace of the root is the format's version.</summary>
internal static class CycloneDxReaderXml
{
    private const string Namespace = "http://cyclonedx.org/schema/bom/";

    public static Result<CycloneDxReaderDocument> Parse(string path, ReadOnlyMemory<byte> bytes, CycloneDxReaderLimits limits) =>
        XmlInput.Parse(
            path,
            bytes,
            reader =>
            {
                var document = new CycloneDxReaderDocument(limits, place => (place >> 32, place & uint.MaxValue));
                ReadRoot(new CycloneDxReaderXmlCursor(reader), document);
                return document;
            },
            limits.Bytes);

    // <bom xmlns="http://cyclonedx.org/schema/bom/1.6" version="1"> metadata, components, services, dependencies, compositions
    private static void ReadRoot(CycloneDxReaderXmlCursor cursor, CycloneDxReaderDocument document)
    {
        cursor.MoveToRoot();
        ExpectRoot(cursor);
        var (metadata, components, services, dependencies, compositions) = (false, false, false, false, false);
        for (var children = cursor.Children(); cursor.Next(children);)
        {
            switch (cursor.Name)
            {
                case "metadata":
                    Once(ref metadata, "metadata");
                    ReadMetadata(cursor, document);
                    break;
                case "components":
                    Once(ref components, "components");
                    ReadComponents(cursor, document, parent: -1);
                    break;
                case "services":
                    Once(ref services, "services");
                    ReadServices(cursor, document);
                    break;
                case "dependencies":
                    Once(ref dependencies, "dependencies");
                    document.HasDependencies = true;
                    ReadDependencies(cursor, document, subject: -1);
                    break;
                case "compositions":
                    Once(ref compositions, "compositions");
                    ReadCompositions(cursor, document);
                    break;
                default:
                    cursor.Skip();
                    break;
            }
        }
    }

    private static void ExpectRoot(CycloneDxReaderXmlCursor cursor)
    {
        if (cursor.Name is not "bom" || !cursor.Namespace.StartsWith(Namespace, StringComparison.Ordinal))
        {
            throw new InputException(InputErrorCode.Unexpected, $"is {Describe(cursor)}; {CycloneDxReader.Supported}");
        }

        CycloneDxReader.ExpectVersion(cursor.Namespace[Namespace.Length..]);
        if (cursor.Attribute("version") is { } version &&
            !ulong.TryParse(version.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) | number > long.MaxValue)
        {
            throw new InputException(InputErrorCode.Unexpected, "has a version that is no whole number from 0 to 9223372036854775807");
        }
    }

    private static string Describe(CycloneDxReaderXmlCursor cursor) => cursor.Name switch
    {
        "RDF" => "an RDF document, perhaps SPDX (RDF/XML)",
        "Document" => "an XML document <Document>, perhaps SPDX (XML)",
        "bom" when cursor.Namespace.Length == 0 => "an XML document <bom> without the CycloneDX namespace",
        var name => $"an XML document <{CycloneDxReader.Quote(name)}>, not CycloneDX",
    };

    internal static void Once(ref bool seen, string name)
    {
        if (seen)
        {
            throw new InputException(InputErrorCode.Unexpected, $"has <{name}> twice in one element");
        }

        seen = true;
    }

    private static void ReadMetadata(CycloneDxReaderXmlCursor cursor, CycloneDxReaderDocument document)
    {
        for (var children = cursor.Children(); cursor.Next(children);)
        {
            if (cursor.Name is not "component")
            {
                cursor.Skip();
                continue;
            }

            var seen = document.Primary >= 0;
            Once(ref seen, "component");
            document.Primary = CycloneDxReaderXmlComponent.Read(cursor, document, parent: -1);
        }
    }

    internal static void ReadComponents(CycloneDxReaderXmlCursor cursor, CycloneDxReaderDocument document, int parent)
    {
        for (var children = cursor.Children(); cursor.Next(children);)
        {
            if (cursor.Name is "component")
            {
                CycloneDxReaderXmlComponent.Read(cursor, document, parent);
            }
            else
            {
                cursor.Skip();
            }
        }
    }

    // <services> <service bom-ref=""> <services> ... ; recursion as deep as the document, which the cursor caps
    private static void ReadServices(CycloneDxReaderXmlCursor cursor, CycloneDxReaderDocument document)
    {
        for (var services = cursor.Children(); cursor.Next(services);)
        {
            if (cursor.Attribute("bom-ref") is { } text)
            {
                document.Services.Add(document.Refs.Intern(text));
            }

            for (var children = cursor.Children(); cursor.Next(children);)
            {
                if (cursor.Name is "services")
                {
                    ReadServices(cursor, document);
                }
                else
                {
                    cursor.Skip();
                }
            }
        }
    }

    // <dependency ref="a"> <dependency ref="b"/> </dependency>: an element depends on those directly inside it, at any depth
    private static void ReadDependencies(CycloneDxReaderXmlCursor cursor, CycloneDxReaderDocument document, int subject)
    {
        for (var children = cursor.Children(); cursor.Next(children);)
        {
            if (cursor.Name is not "dependency")
            {
                cursor.Skip();
                continue;
            }

            var text = cursor.Attribute("ref") ?? throw new InputException(InputErrorCode.Unexpected, "has a <dependency> without a ref");
            var reference = document.Refs.Intern(text);
            if (subject >= 0)
            {
                document.AddEdge(subject, reference);
            }

            if (subject < 0 || !cursor.IsEmpty)
            {
                ReadDependencies(cursor, document, document.AddSubject(reference, cursor.Place));
            }
        }
    }

    private static void ReadCompositions(CycloneDxReaderXmlCursor cursor, CycloneDxReaderDocument document)
    {
        for (var compositions = cursor.Children(); cursor.Next(compositions);)
        {
            string? aggregate = null;
            var (dependencies, others) = (false, false);
            for (var children = cursor.Children(); cursor.Next(children);)
            {
                dependencies |= cursor.Name is "dependencies";
                others |= cursor.Name is "assemblies" or "vulnerabilities";
                if (cursor.Name is "aggregate")
                {
                    aggregate = cursor.Text("aggregate");
                }
                else
                {
                    cursor.Skip();
                }
            }

            document.AddComposition(aggregate, dependencies, others);
        }
    }
}

using System.Text;
using System.Xml;
using DepRisk.Input;

namespace DepRisk.Sbom;

/// <summary>
/// Moves over the child elements of the document's own namespace. Whoever gets an element consumes it, by its children, its text
/// or <see cref="Skip"/>, so that the cursor stands on its end.
/// </summary>
internal sealed class CycloneDxReaderXmlCursor(XmlReader reader)
{
    private readonly char[] _buffer = new char[1024];
    private string _namespace = "";

    public string Name => reader.LocalName;

    public string Namespace => reader.NamespaceURI;

    public bool IsEmpty => reader.IsEmptyElement;

    /// <summary>Line and column in one number.</summary>
    public long Place => (XmlInput.Line(reader) << 32) | XmlInput.Column(reader);

    public string? Attribute(string name) => reader.GetAttribute(name);

    public void MoveToRoot()
    {
        while (Read() && reader.NodeType is not XmlNodeType.Element)
        {
        }

        _namespace = reader.NamespaceURI;
    }

    /// <summary>What <see cref="Next"/> needs to know: the depth of the element that the cursor is on; -1 where it has no content.</summary>
    public int Children() => reader.IsEmptyElement ? -1 : reader.Depth;

    /// <summary>True on the next child element, false on the end of the parent.</summary>
    public bool Next(int parent)
    {
        if (parent < 0)
        {
            return false;
        }

        while (Read())
        {
            if (reader.NodeType is XmlNodeType.EndElement && reader.Depth == parent)
            {
                return false;
            }

            if (reader.NodeType is not XmlNodeType.Element)
            {
                continue;
            }

            if (string.Equals(reader.NamespaceURI, _namespace, StringComparison.Ordinal))
            {
                return true;
            }

            Skip();
        }

        return false;
    }

    public void Skip()
    {
        var depth = Children();
        while (depth >= 0 && Read() && (reader.NodeType is not XmlNodeType.EndElement || reader.Depth != depth))
        {
        }
    }

    /// <summary>The text of the element, trimmed as the schema's normalizedString is; elements inside it add theirs.</summary>
    public string Text(string what)
    {
        var depth = Children();
        var text = "";
        StringBuilder? parts = null;
        while (depth >= 0 && Read() && (reader.NodeType is not XmlNodeType.EndElement || reader.Depth != depth))
        {
            if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace)
            {
                Append(ref text, ref parts, what);
            }
        }

        return (parts?.ToString() ?? text).Trim();
    }

    private void Append(ref string text, ref StringBuilder? parts, string what)
    {
        // Almost every value is one chunk; what is longer is capped before it is whole.
        while (reader.ReadValueChunk(_buffer, 0, _buffer.Length) is > 0 and var count)
        {
            if (text.Length == 0 && parts is null)
            {
                text = new string(_buffer, 0, count);
                continue;
            }

            parts ??= new StringBuilder(text);
            parts.Append(_buffer, 0, count);
            Expect(parts.Length, what);
        }
    }

    private bool Read()
    {
        if (!XmlInput.Read(reader))
        {
            return false;
        }

        while (reader.NodeType is XmlNodeType.Element or XmlNodeType.Attribute && reader.MoveToNextAttribute())
        {
            Expect(reader.Value.Length, "an attribute");
        }

        reader.MoveToElement();
        return true;
    }

    private static void Expect(int length, string what)
    {
        if (length > Limits.ValueCharacters)
        {
            throw new InputException(InputErrorCode.LimitExceeded, FormattableString.Invariant($"has {what} that is longer than {Limits.ValueCharacters:N0} characters"));
        }
    }
}

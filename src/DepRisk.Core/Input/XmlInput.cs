using System.Xml;

namespace DepRisk.Input;

/// <summary>The boundary of every XML parser: no DTD, no resolver, capped depth; bad input becomes a coded error here, and only here.</summary>
internal static class XmlInput
{
    public static Result<T> Parse<T>(string path, ReadOnlyMemory<byte> bytes, Func<XmlReader, T> parse, long limit = Limits.FileBytes)
        where T : class
    {
        if (bytes.Length > limit)
        {
            return InputFile.TooLarge(path, bytes.Length, limit);
        }

        if (XmlTags.TooManyAttributes(path, bytes.Span) is { } error)
        {
            return error;
        }

        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            MaxCharactersInDocument = limit,
        };
        XmlReader? reader = null;
        try
        {
            using var stream = new MemoryStream(bytes.ToArray(), writable: false);
            reader = XmlReader.Create(stream, settings);
            var value = parse(reader);
            while (Read(reader))
            {
            }

            return value;
        }
        catch (XmlException e)
        {
            var text = e.Message.Contains("DTD", StringComparison.Ordinal) ? "has a DTD, which is never read" : "is not valid XML: " + FirstSentence(e.Message);
            return new InputError(InputErrorCode.Malformed, path, text, e.LineNumber, e.LinePosition);
        }
        catch (InputException e)
        {
            return new InputError(e.Code, path, e.Message, Line(reader), Column(reader));
        }
        catch (Exception e) when (e is FormatException or ArgumentException or NotSupportedException)
        {
            // XmlReader throws these for encodings that it does not know or that lie.
            return new InputError(InputErrorCode.Malformed, path, "has an encoding that cannot be read", Line(reader), Column(reader));
        }
        finally
        {
            reader?.Dispose();
        }
    }

    /// <summary>As <see cref="XmlReader.Read"/>, under the caps on depth and attributes.</summary>
    public static bool Read(XmlReader reader)
    {
        if (!reader.Read())
        {
            return false;
        }

        if (reader.Depth > Limits.XmlDepth)
        {
            throw new InputException(InputErrorCode.LimitExceeded, $"is nested deeper than {Limits.XmlDepth} levels");
        }

        return reader.AttributeCount <= Limits.XmlAttributes
            ? true
            : throw new InputException(InputErrorCode.LimitExceeded, $"has an element with more than {Limits.XmlAttributes} attributes");
    }

    public static long Line(XmlReader? reader) => reader is IXmlLineInfo info && info.HasLineInfo() ? info.LineNumber : 0;

    public static long Column(XmlReader? reader) => reader is IXmlLineInfo info && info.HasLineInfo() ? info.LinePosition : 0;

    private static string FirstSentence(string message)
    {
        var end = message.IndexOf(" Line ", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }
}

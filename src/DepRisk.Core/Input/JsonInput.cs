using System.Globalization;
using System.Text.Json;

namespace DepRisk.Input;

internal delegate T JsonParse<out T>(ref Utf8JsonReader reader);

/// <summary>The boundary of every JSON parser: bad input becomes a coded error with line and column here, and only here.</summary>
internal static class JsonInput
{
    internal static readonly JsonReaderOptions Options = new() { MaxDepth = Limits.JsonDepth };

    /// <summary>For files that people write: comments, and a comma behind the last item.</summary>
    internal static readonly JsonReaderOptions Relaxed = Options with { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>
    /// Runs <paramref name="parse"/> with the reader on the first token, and demands that nothing follows the value that it consumes.
    /// </summary>
    public static Result<T> Parse<T>(string path, ReadOnlyMemory<byte> bytes, JsonParse<T> parse)
        where T : class => Parse(path, bytes, parse, Options);

    public static Result<T> Parse<T>(string path, ReadOnlyMemory<byte> bytes, JsonParse<T> parse, JsonReaderOptions options)
        where T : class
    {
        var json = InputFile.WithoutBom(bytes).Span;
        if (InputFile.EncodingError(path, json) is { } encodingError)
        {
            return encodingError;
        }

        if (json.IsEmpty)
        {
            return new InputError(InputErrorCode.Malformed, path, "is empty", 1, 1);
        }

        var reader = new Utf8JsonReader(json, options);
        try
        {
            reader.Read();
            var value = parse(ref reader);
            return reader.Read() ? throw new InputException(InputErrorCode.Malformed, "has something after its last value") : value;
        }
        catch (JsonException e)
        {
            return Malformed(path, e);
        }
        catch (InputException e)
        {
            var (line, column) = InputFile.Position(json, reader.TokenStartIndex);
            return new InputError(e.Code, path, e.Message, line, column);
        }
        catch (InvalidOperationException e) when (e is not ObjectDisposedException)
        {
            // Utf8JsonReader.GetString throws it for an escaped lone surrogate and for a token of another type.
            var (line, column) = InputFile.Position(json, reader.TokenStartIndex);
            return new InputError(InputErrorCode.Malformed, path, "has a value of the wrong type or text that is not valid Unicode", line, column);
        }
    }

    /// <summary>Moves over the properties of the object that the reader is on: true on each name, false behind the end.</summary>
    public static bool NextProperty(ref Utf8JsonReader reader)
    {
        if (!reader.Read())
        {
            throw new InputException(InputErrorCode.Malformed, "ends too early");
        }

        return reader.TokenType is JsonTokenType.PropertyName;
    }

    /// <summary>Moves over the items of the array that the reader is on: true on each first token of an item, false behind the end.</summary>
    public static bool NextItem(ref Utf8JsonReader reader)
    {
        if (!reader.Read())
        {
            throw new InputException(InputErrorCode.Malformed, "ends too early");
        }

        return reader.TokenType is not JsonTokenType.EndArray;
    }

    /// <summary>Moves to the value of the property that the reader is on and demands an object.</summary>
    public static void Object(ref Utf8JsonReader reader, string what)
    {
        reader.Read();
        ExpectObject(ref reader, what);
    }

    public static void ExpectObject(ref Utf8JsonReader reader, string what)
    {
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            throw new InputException(InputErrorCode.Unexpected, $"{what} is {Describe(reader.TokenType)}, not an object");
        }
    }

    /// <summary>Moves to the value of the property that the reader is on and demands an array.</summary>
    public static void Array(ref Utf8JsonReader reader, string what)
    {
        reader.Read();
        if (reader.TokenType is not JsonTokenType.StartArray)
        {
            throw new InputException(InputErrorCode.Unexpected, $"{what} is {Describe(reader.TokenType)}, not an array");
        }
    }

    /// <summary>The string value of the property that the reader is on.</summary>
    public static string String(ref Utf8JsonReader reader, string what)
    {
        reader.Read();
        return ExpectString(ref reader, what);
    }

    public static string ExpectString(ref Utf8JsonReader reader, string what)
    {
        if (reader.TokenType is not JsonTokenType.String)
        {
            throw new InputException(InputErrorCode.Unexpected, $"{what} is {Describe(reader.TokenType)}, not a string");
        }

        return reader.ValueSpan.Length > Limits.ValueCharacters
            ? throw new InputException(InputErrorCode.LimitExceeded, string.Create(CultureInfo.InvariantCulture, $"{what} is longer than {Limits.ValueCharacters:N0} characters"))
            : reader.GetString()!;
    }

    /// <summary>Skips the value of the property that the reader is on.</summary>
    public static void SkipValue(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }

    private static InputError Malformed(string path, JsonException e)
    {
        // The depth cap is the one syntax error that names a limit of ours. A file that ends too early speaks of depth as well.
        var code = e.Message.Contains("maximum configured depth", StringComparison.Ordinal)
            ? InputErrorCode.LimitExceeded
            : InputErrorCode.Malformed;
        var text = code is InputErrorCode.LimitExceeded
            ? $"is nested deeper than {Limits.JsonDepth} levels"
            : "is not valid JSON: " + FirstSentence(e.Message);
        return new InputError(code, path, text, (e.LineNumber ?? 0) + 1, (e.BytePositionInLine ?? 0) + 1);
    }

    private static string FirstSentence(string message)
    {
        var end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }

    private static string Describe(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "a boolean",
        JsonTokenType.Null => "null",
        _ => "something else",
    };
}

using System.Text.Json;
using DepRisk.Input;

namespace DepRisk.Sbom;

/// <summary>What the JSON form needs beyond <see cref="JsonInput"/>: properties that stand once, <c>null</c> as absent, capped skipping.</summary>
internal static class CycloneDxReaderJsonTokens
{
    /// <summary>True on the property of that name; a second one in the same object is an error.</summary>
    public static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> name, ref uint seen, uint bit)
    {
        if (!reader.ValueTextEquals(name))
        {
            return false;
        }

        if ((seen & bit) != 0)
        {
            throw new InputException(InputErrorCode.Unexpected, $"has {System.Text.Encoding.UTF8.GetString(name)} twice in one object");
        }

        seen |= bit;
        return true;
    }

    /// <summary>The string value of the property that the reader is on; null where it is <c>null</c>.</summary>
    public static string? Text(ref Utf8JsonReader reader, string what) => IsNull(ref reader) ? null : JsonInput.ExpectString(ref reader, what);

    /// <summary>The bom-ref that the reader is on, without building the string where it is known already.</summary>
    public static int Ref(ref Utf8JsonReader reader, CycloneDxReaderDocument document, string what)
    {
        const int OnStack = 512;
        if (reader.TokenType is not JsonTokenType.String || reader.ValueSpan.Length > OnStack)
        {
            return document.Refs.Intern(JsonInput.ExpectString(ref reader, what));
        }

        Span<char> text = stackalloc char[OnStack];
        return document.Refs.Intern(text[..reader.CopyString(text)]);
    }

    /// <summary>Skips the value of the property that the reader is on, under the cap on strings.</summary>
    public static void Skip(ref Utf8JsonReader reader, CycloneDxReaderDocument document)
    {
        var property = reader;
        reader.Read();
        reader.Skip();
        if (reader.BytesConsumed - property.BytesConsumed > document.Limits.SkippedCharacters)
        {
            ExpectStrings(property, reader.BytesConsumed, document.Limits.SkippedCharacters);
        }
    }

    // Only a value of that size as a whole can hold a string of that size, so almost nothing is read twice.
    private static void ExpectStrings(Utf8JsonReader reader, long end, int limit)
    {
        while (reader.BytesConsumed < end)
        {
            reader.Read();
            if (reader.TokenType is JsonTokenType.String && reader.ValueSpan.Length > limit)
            {
                throw new InputException(InputErrorCode.LimitExceeded, FormattableString.Invariant($"has a string longer than {limit:N0} characters"));
            }
        }
    }

    /// <summary>Moves to the value of the property that the reader is on.</summary>
    public static bool IsNull(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType is JsonTokenType.Null;
    }

    /// <summary>Moves into the array that is the value; false where it is <c>null</c>.</summary>
    public static bool StartsArray(ref Utf8JsonReader reader, string what)
    {
        var value = reader;
        if (IsNull(ref value))
        {
            reader = value;
            return false;
        }

        JsonInput.Array(ref reader, what);
        return true;
    }
}

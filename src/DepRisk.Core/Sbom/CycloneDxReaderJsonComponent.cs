using System.Text.Json;
using DepRisk.Graph;
using DepRisk.Input;
using static DepRisk.Sbom.CycloneDxReaderJsonTokens;

namespace DepRisk.Sbom;

/// <summary>One component of the JSON form, and what is nested in it.</summary>
internal static class CycloneDxReaderJsonComponent
{
    // { "type": "library", "bom-ref": "", "group": "", "name": "", "version": "", "purl": "", "scope": "", "isExternal": false, "properties": [], "components": [] }
    /// <returns>The component's index. The depth of the recursion is the nesting of the document, which <see cref="JsonInput"/> caps.</returns>
    public static int Read(ref Utf8JsonReader reader, CycloneDxReaderDocument document, int parent)
    {
        JsonInput.ExpectObject(ref reader, "a component");
        var index = document.Reserve();
        var component = new CycloneDxComponent { Parent = parent, Place = reader.TokenStartIndex };
        var seen = 0u;
        while (JsonInput.NextProperty(ref reader))
        {
            if (Is(ref reader, "components"u8, ref seen, 1))
            {
                CycloneDxReaderJson.ReadComponents(ref reader, document, index);
            }
            else if (!ReadText(ref reader, ref component, ref seen) && !ReadFact(ref reader, document, ref component, ref seen))
            {
                Skip(ref reader, document);
            }
        }

        document.Components[index] = component;
        return index;
    }

    private static bool ReadText(ref Utf8JsonReader reader, ref CycloneDxComponent component, ref uint seen)
    {
        if (Is(ref reader, "name"u8, ref seen, 2))
        {
            component.Name = Text(ref reader, "the name of a component");
        }
        else if (Is(ref reader, "group"u8, ref seen, 4))
        {
            component.Group = Text(ref reader, "the group of a component");
        }
        else if (Is(ref reader, "version"u8, ref seen, 8))
        {
            component.Version = Text(ref reader, "the version of a component");
        }
        else if (Is(ref reader, "purl"u8, ref seen, 16))
        {
            component.Purl = Text(ref reader, "the purl of a component");
        }
        else
        {
            return false;
        }

        return true;
    }

    private static bool ReadFact(ref Utf8JsonReader reader, CycloneDxReaderDocument document, ref CycloneDxComponent component, ref uint seen)
    {
        if (Is(ref reader, "bom-ref"u8, ref seen, 32))
        {
            component.Ref = IsNull(ref reader) ? -1 : Ref(ref reader, document, "the bom-ref of a component");
        }
        else if (Is(ref reader, "type"u8, ref seen, 64))
        {
            component.Type = CycloneDxReaderDocument.TypeOf(Word(ref reader, document, "the type of a component"));
        }
        else if (Is(ref reader, "scope"u8, ref seen, 128))
        {
            component.Scope = CycloneDxReaderDocument.ScopeOf(Word(ref reader, document, "the scope of a component"));
        }
        else if (Is(ref reader, "isExternal"u8, ref seen, 256))
        {
            reader.Read();
            component.IsExternal = reader.TokenType is JsonTokenType.True;
            reader.Skip();
        }
        else if (Is(ref reader, "properties"u8, ref seen, 512))
        {
            ReadProperties(ref reader, document, ref component);
        }
        else
        {
            return false;
        }

        return true;
    }

    // "properties": [ { "name": "deprisk:class", "value": "runtime" } ]
    private static void ReadProperties(ref Utf8JsonReader reader, CycloneDxReaderDocument document, ref CycloneDxComponent component)
    {
        if (!StartsArray(ref reader, "properties"))
        {
            return;
        }

        while (JsonInput.NextItem(ref reader))
        {
            JsonInput.ExpectObject(ref reader, "a property");
            var (seen, isClass) = (0u, false);
            DependencyClass? value = null;
            while (JsonInput.NextProperty(ref reader))
            {
                if (Is(ref reader, "name"u8, ref seen, 1))
                {
                    reader.Read();
                    isClass = reader.TokenType is JsonTokenType.String && reader.ValueTextEquals("deprisk:class"u8);
                    reader.Skip();
                }
                else if (Is(ref reader, "value"u8, ref seen, 2))
                {
                    // The name mostly comes first, and is mostly not ours.
                    if (seen == 3 && !isClass)
                    {
                        Skip(ref reader, document);
                        continue;
                    }

                    value = ReadClass(ref reader, document);
                }
                else
                {
                    Skip(ref reader, document);
                }
            }

            component.Class = isClass ? component.Class ?? value : component.Class;
        }
    }

    /// <summary>The value of any property, on its way through: most are none of our words.</summary>
    private static DependencyClass? ReadClass(ref Utf8JsonReader reader, CycloneDxReaderDocument document)
    {
        var value = reader;
        value.Read();
        if (value.TokenType is not JsonTokenType.String || value.ValueSpan.Length > document.Word.Length)
        {
            Skip(ref reader, document);
            return null;
        }

        reader = value;
        return CycloneDxReaderDocument.ClassOf(document.Word.AsSpan(0, reader.CopyString(document.Word)));
    }

    private static ReadOnlySpan<char> Word(ref Utf8JsonReader reader, CycloneDxReaderDocument document, string what)
    {
        if (IsNull(ref reader))
        {
            return default;
        }

        return reader.TokenType is JsonTokenType.String && reader.ValueSpan.Length <= document.Word.Length
            ? document.Word.AsSpan(0, reader.CopyString(document.Word))
            : JsonInput.ExpectString(ref reader, what);
    }
}

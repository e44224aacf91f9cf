using System.Text.Json;
using DepRisk.Input;
using static DepRisk.Sbom.CycloneDxReaderJsonTokens;

namespace DepRisk.Sbom;

/// <summary>
/// The JSON form. A property that we use may stand only once in its object: System.Text.Json lets the last one win and others the
/// first, so that two tools could see two documents in one file. <c>null</c> counts as absent, because generators write it.
/// </summary>
internal static class CycloneDxReaderJson
{
    public static Result<CycloneDxReaderDocument> Parse(string path, ReadOnlyMemory<byte> bytes, CycloneDxReaderLimits limits)
    {
        var json = InputFile.WithoutBom(bytes);
        return JsonInput.Parse(path, bytes, (ref Utf8JsonReader reader) =>
        {
            var document = new CycloneDxReaderDocument(limits, offset => InputFile.Position(json.Span, offset));
            ReadRoot(ref reader, document);
            return document;
        });
    }

    // { "bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "metadata": {}, "components": [], "services": [], "dependencies": [], "compositions": [] }
    private static void ReadRoot(ref Utf8JsonReader reader, CycloneDxReaderDocument document)
    {
        JsonInput.ExpectObject(ref reader, "the document");
        var seen = 0u;
        while (JsonInput.NextProperty(ref reader))
        {
            if (Is(ref reader, "bomFormat"u8, ref seen, 1))
            {
                ExpectFormat(JsonInput.String(ref reader, "bomFormat"));
            }
            else if (Is(ref reader, "specVersion"u8, ref seen, 2))
            {
                CycloneDxReader.ExpectVersion(JsonInput.String(ref reader, "specVersion"));
            }
            else if (Is(ref reader, "version"u8, ref seen, 4))
            {
                ExpectWholeNumber(ref reader);
            }
            else if (Is(ref reader, "metadata"u8, ref seen, 8))
            {
                ReadMetadata(ref reader, document);
            }
            else if (Is(ref reader, "components"u8, ref seen, 16))
            {
                ReadComponents(ref reader, document, parent: -1);
            }
            else if (Is(ref reader, "services"u8, ref seen, 32))
            {
                ReadServices(ref reader, document);
            }
            else if (Is(ref reader, "dependencies"u8, ref seen, 64))
            {
                ReadDependencies(ref reader, document);
            }
            else if (Is(ref reader, "compositions"u8, ref seen, 128))
            {
                ReadCompositions(ref reader, document);
            }
            else
            {
                RejectSpdx(ref reader);
                Skip(ref reader, document);
            }
        }

        ExpectRoot(seen);
    }

    private static void ExpectRoot(uint seen)
    {
        if ((seen & 1) == 0)
        {
            throw new InputException(InputErrorCode.Unexpected, $"has no bomFormat, so it is no CycloneDX document; {CycloneDxReader.Supported}");
        }

        if ((seen & 2) == 0)
        {
            throw new InputException(InputErrorCode.Unexpected, $"has no specVersion; {CycloneDxReader.Supported}");
        }
    }

    private static void ExpectFormat(string format)
    {
        if (format is not "CycloneDX")
        {
            throw new InputException(InputErrorCode.Unexpected, $"has the bomFormat {CycloneDxReader.Quote(format)}; {CycloneDxReader.Supported}");
        }
    }

    private static void ExpectWholeNumber(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType is not JsonTokenType.Number || !reader.TryGetInt64(out var version) || version < 0)
        {
            throw new InputException(InputErrorCode.Unexpected, "has a version that is no whole number from 0 to 9223372036854775807");
        }
    }

    private static void RejectSpdx(ref Utf8JsonReader reader)
    {
        var isContext = reader.ValueTextEquals("@context"u8);
        if (!isContext && !reader.ValueTextEquals("spdxVersion"u8))
        {
            return;
        }

        // The value is looked at on a copy: whoever goes on stands on the property still.
        var value = reader;
        value.Read();
        var text = value.TokenType is JsonTokenType.String && value.ValueSpan.Length < 1000 ? value.GetString()! : "";
        if (!isContext)
        {
            throw new InputException(InputErrorCode.Unexpected, $"is an {CycloneDxReaderSniff.Spdx(text)} document (JSON); {CycloneDxReader.Supported}");
        }

        if (text.Contains("spdx.org/rdf/", StringComparison.Ordinal))
        {
            throw new InputException(InputErrorCode.Unexpected, $"is an SPDX 3 document (JSON-LD); {CycloneDxReader.Supported}");
        }
    }

    // "metadata": { "component": {} }
    private static void ReadMetadata(ref Utf8JsonReader reader, CycloneDxReaderDocument document)
    {
        if (IsNull(ref reader))
        {
            return;
        }

        JsonInput.ExpectObject(ref reader, "metadata");
        var seen = 0u;
        while (JsonInput.NextProperty(ref reader))
        {
            if (!Is(ref reader, "component"u8, ref seen, 1))
            {
                Skip(ref reader, document);
            }
            else if (!IsNull(ref reader))
            {
                document.Primary = CycloneDxReaderJsonComponent.Read(ref reader, document, parent: -1);
            }
        }
    }

    internal static void ReadComponents(ref Utf8JsonReader reader, CycloneDxReaderDocument document, int parent)
    {
        if (!StartsArray(ref reader, "components"))
        {
            return;
        }

        while (JsonInput.NextItem(ref reader))
        {
            CycloneDxReaderJsonComponent.Read(ref reader, document, parent);
        }
    }

    // "services": [ { "bom-ref": "...", "services": [] } ]
    private static void ReadServices(ref Utf8JsonReader reader, CycloneDxReaderDocument document)
    {
        if (!StartsArray(ref reader, "services"))
        {
            return;
        }

        while (JsonInput.NextItem(ref reader))
        {
            JsonInput.ExpectObject(ref reader, "a service");
            var seen = 0u;
            while (JsonInput.NextProperty(ref reader))
            {
                if (Is(ref reader, "bom-ref"u8, ref seen, 1))
                {
                    reader.Read();
                    document.Services.Add(Ref(ref reader, document, "the bom-ref of a service"));
                }
                else if (Is(ref reader, "services"u8, ref seen, 2))
                {
                    ReadServices(ref reader, document);
                }
                else
                {
                    Skip(ref reader, document);
                }
            }
        }
    }

    private static void ReadDependencies(ref Utf8JsonReader reader, CycloneDxReaderDocument document)
    {
        if (!StartsArray(ref reader, "dependencies"))
        {
            return;
        }

        document.HasDependencies = true;
        while (JsonInput.NextItem(ref reader))
        {
            ReadDependency(ref reader, document);
        }
    }

    // { "ref": "...", "dependsOn": [ "..." ] }; "provides" (1.6) names specifications that are implemented, not needs.
    private static void ReadDependency(ref Utf8JsonReader reader, CycloneDxReaderDocument document)
    {
        var place = reader.TokenStartIndex;
        JsonInput.ExpectObject(ref reader, "a dependency");
        var subject = document.AddSubject(-1, place);
        var seen = 0u;
        while (JsonInput.NextProperty(ref reader))
        {
            if (Is(ref reader, "ref"u8, ref seen, 1))
            {
                reader.Read();
                document.Subjects[subject] = new CycloneDxSubject(Ref(ref reader, document, "the ref of a dependency"), place);
            }
            else if (Is(ref reader, "dependsOn"u8, ref seen, 2))
            {
                ReadDependsOn(ref reader, document, subject);
            }
            else
            {
                Skip(ref reader, document);
            }
        }

        if ((seen & 1) == 0)
        {
            throw new InputException(InputErrorCode.Unexpected, "has a dependency without a ref");
        }
    }

    private static void ReadDependsOn(ref Utf8JsonReader reader, CycloneDxReaderDocument document, int subject)
    {
        if (!StartsArray(ref reader, "dependsOn"))
        {
            return;
        }

        while (JsonInput.NextItem(ref reader))
        {
            document.AddEdge(subject, Ref(ref reader, document, "an item of dependsOn"));
        }
    }

    // "compositions": [ { "aggregate": "incomplete", "assemblies": [], "dependencies": [], "vulnerabilities": [] } ]
    private static void ReadCompositions(ref Utf8JsonReader reader, CycloneDxReaderDocument document)
    {
        if (!StartsArray(ref reader, "compositions"))
        {
            return;
        }

        while (JsonInput.NextItem(ref reader))
        {
            JsonInput.ExpectObject(ref reader, "a composition");
            string? aggregate = null;
            var (seen, dependencies, others) = (0u, false, false);
            while (JsonInput.NextProperty(ref reader))
            {
                if (Is(ref reader, "aggregate"u8, ref seen, 1))
                {
                    aggregate = Text(ref reader, "aggregate");
                    continue;
                }

                dependencies |= Is(ref reader, "dependencies"u8, ref seen, 2);
                others |= reader.ValueTextEquals("assemblies"u8) || reader.ValueTextEquals("vulnerabilities"u8);
                Skip(ref reader, document);
            }

            document.AddComposition(aggregate, dependencies, others);
        }
    }
}

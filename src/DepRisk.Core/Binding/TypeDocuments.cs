using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using DepRisk.Input;

namespace DepRisk.Binding;

/// <summary>
/// The document of what has no instructions: fields, base types, abstract members. It is known where the type, or the type around it, stands in
/// one written document; of a partial type that stands in several the symbols do not tell which.
/// </summary>
internal sealed class TypeDocuments(MetadataReader metadata, MetadataReader symbols, Func<int, bool> isWritten)
{
    private const int NotYet = -2;
    private const int Several = -3;
    private const int None = -1;

    // Portable PDB specification, "Type Definition Documents": of types that have no method with sequence points in a document.
    private static readonly Guid TypeDefinitionDocuments = new("932E74BC-DBA9-4478-8D46-0F32A7BAB3D3");

    private readonly int[] _known = Unread(metadata.TypeDefinitions.Count);

    public SourcePoint Of(TypeDefinitionHandle type)
    {
        for (var depth = 0; !type.IsNil && depth < Limits.TypeDepth; depth++)
        {
            ref var known = ref _known[MetadataTokens.GetRowNumber(type)];
            known = known is NotYet ? Read(type) : known;
            if (known is not None)
            {
                return known is Several ? SourcePoint.Unknown : new SourcePoint(known, 0);
            }

            type = metadata.GetTypeDefinition(type).GetDeclaringType();
        }

        return SourcePoint.Unknown;
    }

    private int Read(TypeDefinitionHandle type)
    {
        var found = None;
        foreach (var handle in symbols.GetCustomDebugInformation(type))
        {
            var information = symbols.GetCustomDebugInformation(handle);
            if (symbols.GetGuid(information.Kind) == TypeDefinitionDocuments)
            {
                var documents = symbols.GetBlobReader(information.Value);
                while (documents.RemainingBytes > 0)
                {
                    found = With(found, documents.ReadCompressedInteger() - 1);
                }
            }
        }

        foreach (var method in metadata.GetTypeDefinition(type).GetMethods())
        {
            if (MetadataTokens.GetRowNumber(method) <= symbols.MethodDebugInformation.Count)
            {
                var information = symbols.GetMethodDebugInformation(method);
                found = information.Document.IsNil ? WithPoints(found, information) : With(found, MetadataTokens.GetRowNumber(information.Document) - 1);
            }
        }

        return found;
    }

    // Only a method of several documents (#line) has no document of its own and yet points.
    private int WithPoints(int found, MethodDebugInformation method)
    {
        foreach (var point in method.GetSequencePoints())
        {
            found = point.IsHidden || point.Document.IsNil ? found : With(found, MetadataTokens.GetRowNumber(point.Document) - 1);
        }

        return found;
    }

    private int With(int found, int document) =>
        found is Several || found == document || !isWritten(document) ? found : found is None ? document : Several;

    private static int[] Unread(int types)
    {
        var known = new int[types + 1];
        Array.Fill(known, NotYet);
        return known;
    }
}

using System.Collections.Immutable;
using System.Reflection.Metadata;
using DepRisk.IL;
using DepRisk.Input;

namespace DepRisk.Binding;

/// <summary>The document table of a portable PDB.</summary>
internal static class SourceDocuments
{
    private static readonly Guid Sha1 = new("ff1816ec-aa5e-4d10-87f7-6f4963833460");
    private static readonly Guid Sha256 = new("8829d00f-11b8-4213-878b-770e8597ac16");

    public static ImmutableArray<SourceDocument> Of(MetadataReader symbols)
    {
        var documents = ImmutableArray.CreateBuilder<SourceDocument>(symbols.Documents.Count);
        foreach (var handle in symbols.Documents)
        {
            var document = symbols.GetDocument(handle);
            var algorithm = document.HashAlgorithm.IsNil ? DocumentHash.Unknown : Algorithm(symbols.GetGuid(document.HashAlgorithm));
            documents.Add(new SourceDocument(
                document.Name.IsNil ? "" : Name(symbols, document.Name),
                algorithm,
                algorithm is DocumentHash.Unknown || document.Hash.IsNil ? [] : symbols.GetBlobContent(document.Hash)));
        }

        return documents.MoveToImmutable();
    }

    /// <summary>A name is a separator and its parts, each a blob of its own: a short name may repeat a long part without end.</summary>
    /// <exception cref="InvalidDataException">Longer than <see cref="Limits.NameCharacters"/>.</exception>
    private static string Name(MetadataReader symbols, DocumentNameBlobHandle handle)
    {
        var parts = symbols.GetBlobReader((BlobHandle)handle);
        parts.ReadByte();
        var length = 0L;
        while (parts.RemainingBytes > 0)
        {
            var part = parts.ReadBlobHandle();
            length += 1 + (part.IsNil ? 0 : symbols.GetBlobReader(part).Length);
        }

        return length <= Limits.NameCharacters ? symbols.GetString(handle) : throw MalformedMetadata.Exceeds("bytes of one document's name", Limits.NameCharacters);
    }

    private static DocumentHash Algorithm(Guid algorithm) =>
        algorithm == Sha256 ? DocumentHash.Sha256 : algorithm == Sha1 ? DocumentHash.Sha1 : DocumentHash.Unknown;
}

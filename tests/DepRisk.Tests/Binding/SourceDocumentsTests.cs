using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using DepRisk.Binding;

namespace DepRisk.Tests.Binding;

public sealed class SourceDocumentsTests
{
    [Fact]
    public void A_name_is_its_parts() =>
        Assert.Equal(string.Join('/', Enumerable.Repeat(new string('x', 1_000), 65)), Assert.Single(Of(65)).Path);

    [Fact]
    public void A_name_that_repeats_a_part_without_end_is_refused_before_it_is_made() =>
        Assert.Equal(
            "has more than 65,536 bytes of one document's name, which is the limit",
            Assert.Throws<InvalidDataException>(() => Of(10_000_000)).Message);

    private static ImmutableArray<SourceDocument> Of(int parts)
    {
        var metadata = new MetadataBuilder();
        var part = MetadataTokens.GetHeapOffset(metadata.GetOrAddBlobUTF8(new string('x', 1_000)));
        var name = new BlobBuilder();
        name.WriteByte((byte)'/');
        for (var i = 0; i < parts; i++)
        {
            name.WriteCompressedInteger(part);
        }

        metadata.AddDocument(metadata.GetOrAddBlob(name), default, default, default);
        var symbols = new BlobBuilder();
        new PortablePdbBuilder(metadata, [.. Enumerable.Repeat(0, MetadataTokens.TableCount)], default).Serialize(symbols);
        using var provider = MetadataReaderProvider.FromPortablePdbImage(symbols.ToImmutableArray());
        return SourceDocuments.Of(provider.GetMetadataReader());
    }
}

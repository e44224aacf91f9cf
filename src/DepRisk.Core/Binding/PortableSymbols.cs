using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using DepRisk.Input;

namespace DepRisk.Binding;

/// <summary>Finds the portable PDB of an assembly: embedded, or beside it and of the same build.</summary>
internal static class PortableSymbols
{
    // "MPDB", the size unpacked, deflated bytes.
    private const int EmbeddedHeaderSize = 8;

    /// <summary>The bytes of the .pdb file beside an assembly; null where there is none that can be read.</summary>
    public static byte[]? Beside(string assembly) =>
        InputFile.Read(Path.ChangeExtension(assembly, ".pdb"), Limits.SymbolBytes).Value;

    /// <returns>Null where there is none: not made, of another build, or of the old format of Windows.</returns>
    /// <exception cref="InvalidDataException">The debug directory is damaged, or embedded symbols unpack to more than <see cref="Limits.SymbolBytes"/>.</exception>
    public static MetadataReaderProvider? Of(PEReader image, byte[]? beside)
    {
        var directory = image.ReadDebugDirectory();
        foreach (var entry in directory)
        {
            if (entry.Type is DebugDirectoryEntryType.EmbeddedPortablePdb)
            {
                CheckSize(image, entry);
                return image.ReadEmbeddedPortablePdbDebugDirectoryData(entry);
            }
        }

        return beside is not null && beside.AsSpan().StartsWith("BSJB"u8) ? Matching(image, directory, beside) : null;
    }

    private static MetadataReaderProvider? Matching(PEReader image, ImmutableArray<DebugDirectoryEntry> directory, byte[] symbols)
    {
        var provider = MetadataReaderProvider.FromPortablePdbImage(ImmutableCollectionsMarshal.AsImmutableArray(symbols));
        try
        {
            if (provider.GetMetadataReader().DebugMetadataHeader is { } header)
            {
                var id = new BlobContentId(header.Id);
                foreach (var entry in directory)
                {
                    if (entry is { Type: DebugDirectoryEntryType.CodeView, IsPortableCodeView: true }
                        && image.ReadCodeViewDebugDirectoryData(entry).Guid == id.Guid && entry.Stamp == id.Stamp)
                    {
                        return provider;
                    }
                }
            }
        }
        catch (BadImageFormatException)
        {
            // A damaged PDB is none: the assembly beside it still tells calls and types.
        }

        provider.Dispose();
        return null;
    }

    private static void CheckSize(PEReader image, DebugDirectoryEntry entry)
    {
        var data = image.GetSectionData(entry.DataRelativeVirtualAddress);
        if (data.Length < EmbeddedHeaderSize)
        {
            throw new InvalidDataException();
        }

        var reader = data.GetReader();
        reader.Offset = sizeof(uint);
        if (reader.ReadUInt32() > Limits.SymbolBytes)
        {
            throw new InvalidDataException();
        }
    }
}

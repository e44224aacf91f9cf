using System.Collections.Immutable;

namespace DepRisk.Binding;

/// <summary>The uses of an assembly as bytes, for a cache. What another version of this format wrote, or somebody damaged, is no value.</summary>
public static class AssemblyUsesFormat
{
    /// <summary>Raised whenever the bytes or the meaning of what is counted change.</summary>
    public const byte FormatVersion = 1;

    // A count is believed as far as this before the items have been seen.
    private const int Trusted = 1024;

    public static void Write(BinaryWriter writer, AssemblyUses uses)
    {
        writer.Write(FormatVersion);
        writer.Write(uses.Name);
        writer.Write(uses.Mvid.ToByteArray());
        writer.Write(uses.HasSymbols);
        Write(writer, uses.Documents, static (writer, document) =>
        {
            writer.Write(document.Path);
            writer.Write((byte)document.Algorithm);
            writer.Write((byte)document.Hash.Length);
            writer.Write(document.Hash.AsSpan());
        });
        Write(writer, uses.References, Write);
    }

    /// <returns>Null where the bytes are not what <see cref="Write(BinaryWriter, AssemblyUses)"/> of this version wrote.</returns>
    public static AssemblyUses? Read(BinaryReader reader)
    {
        try
        {
            return reader.ReadByte() is FormatVersion ? ReadVersion(reader) : null;
        }
        catch (Exception e) when (e is IOException or FormatException or ArgumentException or OverflowException or InvalidDataException)
        {
            return null;
        }
    }

    private static AssemblyUses ReadVersion(BinaryReader reader)
    {
        var name = reader.ReadString();
        var mvid = new Guid(reader.ReadBytes(16));
        var hasSymbols = reader.ReadBoolean();
        var documents = Read(reader, ReadDocument);
        var references = Read(reader, ReadReference);
        foreach (var reference in references)
        {
            foreach (var use in reference.Documents)
            {
                if (use.Document < -1 || use.Document >= documents.Length || use.Line < 0 || use.CallSites < 0)
                {
                    throw new InvalidDataException();
                }
            }
        }

        return new AssemblyUses(name, mvid, hasSymbols, documents, references);
    }

    private static void Write(BinaryWriter writer, ReferenceUse reference)
    {
        writer.Write(reference.Assembly);
        writer.Write(reference.Version.ToString());
        writer.Write7BitEncodedInt(reference.CallSites);
        Write(writer, reference.Types, static (writer, type) => writer.Write(type));
        Write(writer, reference.Documents, static (writer, use) =>
        {
            writer.Write7BitEncodedInt(use.Document);
            writer.Write7BitEncodedInt(use.Line);
            writer.Write7BitEncodedInt(use.CallSites);
        });
        Write(writer, reference.Leaks, static (writer, leak) => writer.Write(leak));
    }

    private static ReferenceUse ReadReference(BinaryReader reader) => new(
        reader.ReadString(),
        Version.Parse(reader.ReadString()),
        reader.Read7BitEncodedInt(),
        Read(reader, static reader => reader.ReadString()),
        Read(reader, static reader => new DocumentUse(reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt())),
        Read(reader, static reader => reader.ReadString()));

    private static SourceDocument ReadDocument(BinaryReader reader)
    {
        var path = reader.ReadString();
        var algorithm = (DocumentHash)reader.ReadByte();
        var length = reader.ReadByte();
        var hash = reader.ReadBytes(length);
        return hash.Length == length && algorithm <= DocumentHash.Sha256 ? new SourceDocument(path, algorithm, [.. hash]) : throw new InvalidDataException();
    }

    private static void Write<T>(BinaryWriter writer, ImmutableArray<T> items, Action<BinaryWriter, T> write)
    {
        writer.Write7BitEncodedInt(items.Length);
        foreach (var item in items)
        {
            write(writer, item);
        }
    }

    private static ImmutableArray<T> Read<T>(BinaryReader reader, Func<BinaryReader, T> read)
    {
        var count = reader.Read7BitEncodedInt();
        if (count < 0)
        {
            throw new InvalidDataException();
        }

        var items = ImmutableArray.CreateBuilder<T>(Math.Min(count, Trusted));
        for (; count > 0; count--)
        {
            items.Add(read(reader));
        }

        return items.DrainToImmutable();
    }
}

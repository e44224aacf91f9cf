using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using DepRisk.IL;
using DepRisk.Input;

namespace DepRisk.Binding;

/// <summary>An assembly that one of our projects was built into, open, with its portable symbols where it has any.</summary>
public sealed class BuiltAssembly : IDisposable
{
    private readonly PEReader _image;
    private readonly MetadataReaderProvider? _symbols;
    private readonly byte[] _bytes;
    private readonly byte[] _symbolBytes;

    private BuiltAssembly(string path, PEReader image, MetadataReader metadata, MetadataReaderProvider? symbols, byte[] bytes, byte[]? symbolBytes)
    {
        (Path, _image, Metadata, _bytes, _symbolBytes) = (path, image, metadata, bytes, symbolBytes ?? []);
        Name = metadata.GetString(metadata.GetAssemblyDefinition().Name);
        Mvid = metadata.GetGuid(metadata.GetModuleDefinition().Mvid);
        if (symbols is null)
        {
            return;
        }

        try
        {
            Symbols = symbols.GetMetadataReader();
            Documents = SourceDocuments.Of(Symbols);
            _symbols = symbols;
        }
        catch (Exception e) when (MalformedMetadata.Is(e))
        {
            // Without symbols the assembly still tells calls and types.
            symbols.Dispose();
            (Symbols, Documents) = (null, []);
        }
    }

    /// <summary>Absolute. Never part of any output.</summary>
    public string Path { get; }

    public string Name { get; }

    public Guid Mvid { get; }

    public bool HasSymbols => Symbols is not null;

    /// <summary>In the order of the symbols' own table.</summary>
    public ImmutableArray<SourceDocument> Documents { get; } = [];

    internal MetadataReader Metadata { get; }

    internal MetadataReader? Symbols { get; }

    /// <returns>An error where the file is no assembly: native code, a module, damaged.</returns>
    public static Result<BuiltAssembly> Open(string path)
    {
        if (!InputFile.Read(path, Limits.BuiltAssemblyBytes).Succeeded(out var bytes, out var error))
        {
            return error;
        }

        return Open(path, bytes, PortableSymbols.Beside(path));
    }

    /// <param name="symbols">A PDB that is taken where the assembly embeds none and that is left alone where it belongs to another build.</param>
    public static Result<BuiltAssembly> Open(string path, byte[] bytes, byte[]? symbols)
    {
        var image = new PEReader(ImmutableCollectionsMarshal.AsImmutableArray(bytes));
        try
        {
            if (image.HasMetadata && image.GetMetadataReader() is { IsAssembly: true } metadata)
            {
                TableRanges.Check(metadata);
                return new BuiltAssembly(path, image, metadata, PortableSymbols.Of(image, symbols), bytes, symbols);
            }

            image.Dispose();
            return new InputError(InputErrorCode.Unexpected, path, "is no .NET assembly") { IsPartial = false };
        }
        catch (Exception e) when (MalformedMetadata.Is(e))
        {
            image.Dispose();
            return Damaged(path);
        }
    }

    internal static InputError Damaged(string path) => new(InputErrorCode.Malformed, path, "is damaged; build again") { IsPartial = false };

    /// <summary>SHA-256 over the assembly and the symbols beside it, hex: equal hashes, equal uses.</summary>
    public string ContentHash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(SHA256.HashData(_bytes));
        hash.AppendData(_symbolBytes);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    internal MethodBodyBlock Body(int address) => _image.GetMethodBody(address);

    public void Dispose()
    {
        _symbols?.Dispose();
        _image.Dispose();
    }
}

using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using DepRisk.IL;
using DepRisk.Input;

namespace DepRisk.Packages.Capabilities;

/// <summary>One file of a package that may be an assembly: its metadata, and the IL of its methods as spans over the bytes of the file.</summary>
internal sealed class AssemblyImage : IDisposable
{
    private readonly byte[] _bytes;
    private readonly PEReader _pe;
    private readonly (int Address, int Size, int Offset)[] _sections;

    private AssemblyImage(byte[] bytes, PEReader pe)
    {
        _bytes = bytes;
        _pe = pe;
        // No projections of Windows metadata: what stands in the tables is what is asked for.
        Reader = pe.GetMetadataReader(MetadataReaderOptions.None);
        _sections = new (int, int, int)[pe.PEHeaders.SectionHeaders.Length];
        for (var i = 0; i < _sections.Length; i++)
        {
            var section = pe.PEHeaders.SectionHeaders[i];
            _sections[i] = (section.VirtualAddress, section.SizeOfRawData, section.PointerToRawData);
        }
    }

    public MetadataReader Reader { get; }

    /// <summary>Native code of a compiler stands beside the IL (C++/CLI). Code that ReadyToRun made of the IL does not count.</summary>
    public bool IsMixed =>
        _pe.PEHeaders.CorHeader is { } header && !header.Flags.HasFlag(CorFlags.ILOnly) && header.ManagedNativeHeaderDirectory.Size is 0;

    /// <summary>An assembly to compile against; nothing of it ever runs.</summary>
    public bool IsReference { get; private set; }

    /// <summary>Nil for libraries, and where the entry point is native or in another module.</summary>
    public MethodDefinitionHandle EntryPoint =>
        _pe.PEHeaders.CorHeader is { } header && !header.Flags.HasFlag(CorFlags.NativeEntryPoint)
        && MemberTokens.Table(header.EntryPointTokenOrRelativeVirtualAddress) is TableIndex.MethodDef
            ? MetadataTokens.MethodDefinitionHandle(header.EntryPointTokenOrRelativeVirtualAddress & 0xFFFFFF)
            : default;

    /// <summary>The machine of the PE file, for people.</summary>
    public string Machine => MachineName(_pe.PEHeaders.CoffHeader.Machine);

    /// <param name="format">What the file is where it is no assembly: see <see cref="NativeFormat"/>; null where nobody knows.</param>
    /// <param name="problem">A phrase; null where nothing is wrong.</param>
    /// <returns>Null where the file is no assembly.</returns>
    public static AssemblyImage? Open(byte[] bytes, out string? format, out string? problem)
    {
        (format, problem) = (NativeFormat.Of(bytes), null);
        if (format is not NativeFormat.Pe)
        {
            problem = format is null ? bytes.Length is 0 ? "is empty" : "is neither a PE, an ELF nor a Mach-O file" : null;
            return null;
        }

        PEReader? pe = null;
        try
        {
            pe = new PEReader(ImmutableCollectionsMarshal.AsImmutableArray(bytes));
            format += " " + MachineName(pe.PEHeaders.CoffHeader.Machine);
            if (pe.PEHeaders.CorHeader is not null)
            {
                var image = new AssemblyImage(bytes, pe);
                TableRanges.Check(image.Reader);
                pe = null;
                image.IsReference = image.FindReferenceMark();
                return image;
            }
        }
        catch (Exception e) when (MalformedMetadata.Is(e))
        {
            problem = "is not a well-formed PE file";
        }
        finally
        {
            pe?.Dispose();
        }

        return null;
    }

    /// <param name="il">The instructions; empty where the method has none.</param>
    /// <returns>False where the body lies outside of the file or has no header.</returns>
    public bool TryIl(MethodDefinition method, out ReadOnlySpan<byte> il)
    {
        il = default;
        if (method.RelativeVirtualAddress is 0 || (method.ImplAttributes & MethodImplAttributes.CodeTypeMask) is not MethodImplAttributes.IL)
        {
            return true;
        }

        // ECMA-335 II.25.4: a tiny header is one byte with six bits of size, a fat one three words.
        var body = At(method.RelativeVirtualAddress);
        var (start, length) = body switch
        {
            [var first, ..] when (first & 3) is 2 => (1, (long)(first >> 2)),
            [var first, var second, ..] when (first & 3) is 3 && body.Length >= 12 => ((second >> 4) * 4, BinaryPrimitives.ReadUInt32LittleEndian(body[4..])),
            _ => (0, long.MaxValue),
        };
        if (length > body.Length - start)
        {
            return false;
        }

        il = body.Slice(start, (int)length);
        return true;
    }

    public void Dispose() => _pe.Dispose();

    /// <summary>From an address to the end of its section; empty where no section holds it.</summary>
    private ReadOnlySpan<byte> At(int address)
    {
        foreach (var (start, size, offset) in _sections)
        {
            var inside = (long)address - start;
            if (inside >= 0 && inside < size)
            {
                var (from, to) = (offset + inside, Math.Min((long)offset + size, _bytes.Length));
                return offset >= 0 && from < to ? _bytes.AsSpan((int)from, (int)(to - from)) : default;
            }
        }

        return default;
    }

    private bool FindReferenceMark()
    {
        if (!Reader.IsAssembly)
        {
            return false;
        }

        foreach (var handle in Reader.GetCustomAttributes(EntityHandle.AssemblyDefinition))
        {
            if (Reader.GetCustomAttribute(handle).Constructor is { Kind: HandleKind.MemberReference } constructor
                && Reader.GetMemberReference((MemberReferenceHandle)constructor).Parent is { Kind: HandleKind.TypeReference } parent
                && Reader.StringComparer.Equals(Reader.GetTypeReference((TypeReferenceHandle)parent).Name, "ReferenceAssemblyAttribute"))
            {
                return true;
            }
        }

        return false;
    }

    private static string MachineName(Machine machine) => machine switch
    {
        System.Reflection.PortableExecutable.Machine.I386 => "x86",
        System.Reflection.PortableExecutable.Machine.Amd64 => "x64",
        System.Reflection.PortableExecutable.Machine.Arm64 => "arm64",
        System.Reflection.PortableExecutable.Machine.Arm or System.Reflection.PortableExecutable.Machine.ArmThumb2 => "arm",
        _ => "machine " + ((int)machine).ToString("x4", System.Globalization.CultureInfo.InvariantCulture),
    };
}

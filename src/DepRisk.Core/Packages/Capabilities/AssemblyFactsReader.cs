using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using DepRisk.IL;
using DepRisk.Input;

namespace DepRisk.Packages.Capabilities;

/// <summary>What one file of a package can do, from its IL. Nothing of it is loaded or run.</summary>
public static class AssemblyFactsReader
{
    /// <param name="folder">The package's folder.</param>
    /// <param name="path">Relative to it, with <c>/</c>.</param>
    public static AssemblyFacts Read(string folder, string path)
    {
        var full = Path.Combine(folder, path.Replace('/', Path.DirectorySeparatorChar));
        return InputFile.Read(full, Limits.AssemblyBytes).Succeeded(out var bytes, out var error) ? Read(path, bytes) : Unknown(path, error.Message);
    }

    internal static AssemblyFacts Read(string path, byte[] bytes)
    {
        using var image = AssemblyImage.Open(bytes, out var format, out var problem);
        if (image is null)
        {
            return problem is not null
                ? Unknown(path, problem)
                : new AssemblyFacts(path, Guid.Empty, 0, [new CapabilityUse(Capability.Native, path[(path.LastIndexOf('/') + 1)..], format!)]);
        }

        try
        {
            return Read(path, image);
        }
        catch (Exception e) when (MalformedMetadata.Is(e))
        {
            return Unknown(path, MalformedMetadata.Phrase(e));
        }
    }

    private static AssemblyFacts Read(string path, AssemblyImage image)
    {
        var reader = image.Reader;
        var types = Math.Max(0, reader.GetTableRowCount(TableIndex.TypeDef) - 1);
        var mvid = reader.GetGuid(reader.GetModuleDefinition().Mvid);
        if (image.IsReference)
        {
            return new AssemblyFacts(path, mvid, types, []);
        }

        var uses = new CapabilityUses(image, CapabilityMembers.Of(reader, CapabilityMap.Default));
        if (image.IsMixed)
        {
            uses.Add(new CapabilityUse(Capability.Native, path[(path.LastIndexOf('/') + 1)..], "mixed-mode PE " + image.Machine));
        }

        var problem = uses.Find();
        return new AssemblyFacts(path, mvid, types, uses.ToImmutable(), problem);
    }

    private static AssemblyFacts Unknown(string path, string problem) => new(path, Guid.Empty, 0, [], problem);
}

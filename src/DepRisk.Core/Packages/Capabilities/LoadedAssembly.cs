using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace DepRisk.Packages.Capabilities;

/// <summary>One assembly of a set, with the numbers of its first method and type among those of the set.</summary>
/// <param name="Path">As it was given.</param>
internal sealed record LoadedAssembly(string Path, AssemblyImage Image, int FirstMethod, int FirstType)
{
    public MetadataReader Reader => Image.Reader;

    public int Methods { get; } = Image.Reader.GetTableRowCount(TableIndex.MethodDef);

    public int Types { get; } = Image.Reader.GetTableRowCount(TableIndex.TypeDef);

    public CapabilityMembers Members { get; } = CapabilityMembers.Of(Image.Reader, CapabilityMap.Default);

    /// <summary>By row: imports, methods that a rule names, methods with an unmanaged calli (added while their IL is read).</summary>
    public Dictionary<int, CapabilitySet> OwnCapabilities { get; } = [];

    public string? Name { get; } = Image.Reader.IsAssembly ? Image.Reader.GetString(Image.Reader.GetAssemblyDefinition().Name) : null;

    public int NodeOf(MethodDefinitionHandle method) => FirstMethod + Checked(MetadataTokens.GetRowNumber(method), Methods) - 1;

    public int NodeOf(TypeDefinitionHandle type) => FirstType + Checked(MetadataTokens.GetRowNumber(type), Types) - 1;

    /// <summary>A row behind the end of the table would be a node of the next assembly.</summary>
    private static int Checked(int row, int rows)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(row, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(row, rows);
        return row;
    }

    public void AddOwn(int row, CapabilitySet set) => OwnCapabilities[row] = OwnCapabilities.GetValueOrDefault(row).Union(set);

    public void FindOwnCapabilities()
    {
        foreach (var (row, set) in Members.Definitions)
        {
            AddOwn(row, set);
        }

        if (Reader.GetTableRowCount(TableIndex.ImplMap) is 0)
        {
            return;
        }

        foreach (var handle in Reader.MethodDefinitions)
        {
            if (Reader.GetMethodDefinition(handle).Attributes.HasFlag(MethodAttributes.PinvokeImpl))
            {
                AddOwn(MetadataTokens.GetRowNumber(handle), CapabilitySet.Of(Capability.PInvoke));
            }
        }
    }
}

using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace DepRisk.IL;

/// <summary>
/// A type has a run of rows of the tables of methods and fields, a method one of the table of parameters (ECMA-335 II.22.37, II.22.26). Nothing keeps a file
/// from giving every type all rows; to walk types and then their methods would then cost the product of both.
/// </summary>
internal static class TableRanges
{
    /// <exception cref="InvalidDataException">Runs overlap.</exception>
    public static void Check(MetadataReader reader)
    {
        long methods = 0, fields = 0, parameters = 0;
        foreach (var handle in reader.TypeDefinitions)
        {
            var type = reader.GetTypeDefinition(handle);
            methods += Rows(type.GetMethods().Count);
            fields += Rows(type.GetFields().Count);
        }

        foreach (var handle in reader.MethodDefinitions)
        {
            parameters += Rows(reader.GetMethodDefinition(handle).GetParameters().Count);
        }

        if (methods > reader.GetTableRowCount(TableIndex.MethodDef) || fields > reader.GetTableRowCount(TableIndex.Field)
            || parameters > reader.GetTableRowCount(TableIndex.Param))
        {
            throw MalformedMetadata.Exception();
        }
    }

    /// <summary>A run that ends before it begins would hide the surplus of another.</summary>
    private static int Rows(int count) => count >= 0 ? count : throw MalformedMetadata.Exception();
}

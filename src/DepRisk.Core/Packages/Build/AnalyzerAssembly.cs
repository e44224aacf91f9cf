using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace DepRisk.Packages.Build;

/// <summary>What a compiler finds in an assembly that it is given as an analyzer. Only metadata is read.</summary>
/// <param name="Problem">Why the file could not be read, as a phrase.</param>
internal readonly record struct AnalyzerAssembly(bool IsGenerator, bool IsAnalyzer, string? Problem)
{
    public static AnalyzerAssembly Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            using var image = new PEReader(file, PEStreamOptions.PrefetchMetadata);
            return image.HasMetadata ? Read(image.GetMetadataReader()) : new AnalyzerAssembly(false, false, "is no managed assembly");
        }
        catch (Exception e) when (e is BadImageFormatException or IOException or UnauthorizedAccessException or InvalidOperationException or OverflowException or ArgumentException)
        {
            return new AnalyzerAssembly(false, false, "cannot be read as an assembly");
        }
    }

    private static AnalyzerAssembly Read(MetadataReader reader)
    {
        var (isGenerator, isAnalyzer) = (false, false);
        foreach (var handle in reader.CustomAttributes)
        {
            var attribute = reader.GetCustomAttribute(handle);
            if (attribute.Parent.Kind is not HandleKind.TypeDefinition || attribute.Constructor.Kind is not HandleKind.MemberReference)
            {
                continue;
            }

            var type = reader.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent;
            isGenerator |= Is(reader, type, "Microsoft.CodeAnalysis", "GeneratorAttribute");
            isAnalyzer |= Is(reader, type, "Microsoft.CodeAnalysis.Diagnostics", "DiagnosticAnalyzerAttribute");
            if (isGenerator && isAnalyzer)
            {
                break;
            }
        }

        return new AnalyzerAssembly(isGenerator || ImplementsGenerator(reader), isAnalyzer, null);
    }

    private static bool ImplementsGenerator(MetadataReader reader)
    {
        foreach (var handle in reader.TypeDefinitions)
        {
            foreach (var implementation in reader.GetTypeDefinition(handle).GetInterfaceImplementations())
            {
                var type = reader.GetInterfaceImplementation(implementation).Interface;
                if (Is(reader, type, "Microsoft.CodeAnalysis", "IIncrementalGenerator") || Is(reader, type, "Microsoft.CodeAnalysis", "ISourceGenerator"))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool Is(MetadataReader reader, EntityHandle type, string space, string name)
    {
        if (type.Kind is not HandleKind.TypeReference)
        {
            return false;
        }

        var reference = reader.GetTypeReference((TypeReferenceHandle)type);
        return reader.StringComparer.Equals(reference.Name, name) && reader.StringComparer.Equals(reference.Namespace, space);
    }
}

using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using DepRisk.Input;

namespace DepRisk.Packages.Capabilities;

/// <summary>
/// Where code outside of a set can enter: public and protected methods of externally visible types, all their constructors (serializers and
/// containers use private ones), the module's initializer and the entry point. Instances of visible types are taken to exist.
/// </summary>
internal static class PublicSurface
{
    public static void AddRoots(CallNodes nodes, LoadedAssembly assembly, ImmutableArray<int>.Builder roots)
    {
        var reader = assembly.Reader;
        if (assembly.Image.EntryPoint is { IsNil: false } entry && MetadataTokens.GetRowNumber(entry) <= assembly.Methods)
        {
            roots.Add(assembly.NodeOf(entry));
        }

        foreach (var handle in reader.TypeDefinitions)
        {
            var isModule = MetadataTokens.GetRowNumber(handle) is 1;
            var isVisible = IsVisible(reader, handle);
            if (!isModule && !isVisible)
            {
                continue;
            }

            if (isVisible)
            {
                roots.Add(nodes.Alive(assembly.NodeOf(handle)));
            }

            foreach (var method in reader.GetTypeDefinition(handle).GetMethods())
            {
                AddMethod(nodes, assembly, method, isVisible, roots);
            }
        }
    }

    private static void AddMethod(CallNodes nodes, LoadedAssembly assembly, MethodDefinitionHandle handle, bool isVisible, ImmutableArray<int>.Builder roots)
    {
        var method = assembly.Reader.GetMethodDefinition(handle);
        var isConstructor = method.Attributes.HasFlag(MethodAttributes.RTSpecialName);
        if (isConstructor || (isVisible && IsOpen(method.Attributes)))
        {
            var node = assembly.NodeOf(handle);
            roots.Add(node);
            if (nodes.VirtualCall(node) is var call && call != node)
            {
                roots.Add(call);
            }
        }
    }

    private static bool IsOpen(MethodAttributes attributes) =>
        (attributes & MethodAttributes.MemberAccessMask) is MethodAttributes.Public or MethodAttributes.Family or MethodAttributes.FamORAssem;

    private static bool IsVisible(MetadataReader reader, TypeDefinitionHandle handle)
    {
        for (var depth = 0; depth < Limits.TypeDepth; depth++)
        {
            var type = reader.GetTypeDefinition(handle);
            switch (type.Attributes & TypeAttributes.VisibilityMask)
            {
                case TypeAttributes.Public:
                    return true;
                case TypeAttributes.NestedPublic or TypeAttributes.NestedFamily or TypeAttributes.NestedFamORAssem:
                    handle = type.GetDeclaringType();
                    break;
                default:
                    return false;
            }

            if (handle.IsNil)
            {
                return false;
            }
        }

        return false;
    }
}

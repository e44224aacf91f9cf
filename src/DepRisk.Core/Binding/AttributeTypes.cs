using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using DepRisk.IL;
using DepRisk.Input;

namespace DepRisk.Binding;

/// <summary>
/// The assemblies that custom attributes name: by their constructor, and by <c>typeof</c> among their values, which metadata holds as text
/// ("Namespace.Type, Assembly, Version=...").
/// </summary>
internal sealed class AttributeTypes(MetadataReader metadata, ReferencedTypes types)
{
    private readonly Dictionary<int, SortedSet<string>> _named = [];
    private long _read;

    /// <summary>Full names of an assembly's types that attribute values name.</summary>
    public IEnumerable<string> Named(int assembly) => _named.TryGetValue(assembly, out var names) ? names : [];

    public int[] Of(CustomAttributeHandle handle)
    {
        var attribute = metadata.GetCustomAttribute(handle);
        var constructor = types.Of(attribute.Constructor).Assemblies;
        var value = metadata.GetBlobReader(attribute.Value);
        if ((_read += value.Length) > Limits.BuiltAssemblyBytes)
        {
            throw MalformedMetadata.Exceeds("bytes of attributes", Limits.BuiltAssemblyBytes);
        }

        if (!MayNameTypes(value))
        {
            return constructor;
        }

        var named = new List<string>();
        if (!AttributeValue.AddTypeNames(metadata, attribute, named))
        {
            return constructor;
        }

        var assemblies = new List<int>(constructor);
        foreach (var name in named)
        {
            Add(name, assemblies);
        }

        return [.. assemblies.Distinct()];
    }

    // Most attributes carry a number, a flag or nothing. Types of our own assembly and of the framework's core stand there without an assembly.
    private static bool MayNameTypes(BlobReader value)
    {
        while (value.RemainingBytes > 1)
        {
            var comma = value.IndexOf((byte)',');
            if (comma < 0)
            {
                return false;
            }

            value.Offset += comma + 1;
            if (value.RemainingBytes > 0 && value.ReadByte() is (byte)' ')
            {
                return true;
            }
        }

        return false;
    }

    private void Add(string name, List<int> assemblies)
    {
        if (!TypeName.TryParse(name, out var parsed))
        {
            return;
        }

        // Depth is bounded by the parser itself (20 nodes unless told otherwise).
        var pending = new Stack<TypeName>();
        pending.Push(parsed);
        while (pending.TryPop(out var type))
        {
            if (type.IsArray || type.IsPointer || type.IsByRef)
            {
                pending.Push(type.GetElementType());
                continue;
            }

            if (type.IsConstructedGenericType)
            {
                foreach (var argument in type.GetGenericArguments())
                {
                    pending.Push(argument);
                }

                type = type.GetGenericTypeDefinition();
            }

            if (type.AssemblyName is { } assembly)
            {
                var index = types.Assembly(assembly.Name);
                assemblies.Add(index);
                (_named.TryGetValue(index, out var names) ? names : _named[index] = new SortedSet<string>(StringComparer.Ordinal)).Add(type.FullName);
            }
        }
    }
}

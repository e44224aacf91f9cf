using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using DepRisk.IL;
using DepRisk.Input;

namespace DepRisk.Binding;

/// <summary>The names of types in the value of a custom attribute, ECMA-335 II.23.3. Everything else of it is skipped.</summary>
internal ref struct AttributeValue
{
    private readonly MetadataReader _metadata;
    private readonly List<string> _names;
    private BlobReader _value;

    private AttributeValue(MetadataReader metadata, CustomAttribute attribute, List<string> names)
    {
        _metadata = metadata;
        _names = names;
        _value = metadata.GetBlobReader(attribute.Value);
    }

    /// <returns>
    /// False where the value cannot be understood: an enum of another assembly has a size that only that assembly knows. It is taken for four bytes,
    /// which nearly all are; where that is wrong the rest makes no sense.
    /// </returns>
    public static bool AddTypeNames(MetadataReader metadata, CustomAttribute attribute, List<string> names)
    {
        var count = names.Count;
        try
        {
            new AttributeValue(metadata, attribute, names).Read(attribute.Constructor);
            return true;
        }
        catch (Exception e) when (e is BadImageFormatException or InvalidDataException)
        {
            names.RemoveRange(count, names.Count - count);
            return false;
        }
    }

    private void Read(EntityHandle constructor)
    {
        var signature = _metadata.GetBlobReader(constructor.Kind is HandleKind.MemberReference
            ? _metadata.GetMemberReference((MemberReferenceHandle)constructor).Signature
            : _metadata.GetMethodDefinition((MethodDefinitionHandle)constructor).Signature);
        if (_value.ReadUInt16() is not 1)
        {
            throw new InvalidDataException();
        }

        signature.ReadSignatureHeader();
        var parameters = signature.ReadCompressedInteger();
        signature.ReadCompressedInteger();
        for (; parameters > 0; parameters--)
        {
            Fixed(ref signature);
        }

        for (var named = _value.ReadUInt16(); named > 0; named--)
        {
            _value.ReadByte();
            Named();
        }
    }

    private void Fixed(ref BlobReader signature)
    {
        var code = (SignatureTypeCode)signature.ReadCompressedInteger();
        var count = 1u;
        if (code is SignatureTypeCode.SZArray)
        {
            count = Count();
            code = (SignatureTypeCode)signature.ReadCompressedInteger();
        }

        var tag = (int)code switch
        {
            (int)SignatureTypeKind.Class => SerializationTypeCode.Type,
            (int)SignatureTypeKind.ValueType => SerializationTypeCode.Enum,
            (int)SignatureTypeCode.Object => SerializationTypeCode.TaggedObject,
            _ => (SerializationTypeCode)code,
        };
        var size = (int)code is (int)SignatureTypeKind.Class or (int)SignatureTypeKind.ValueType ? EnumSize(signature.ReadTypeHandle()) : 0;
        for (; count > 0; count--)
        {
            Element(tag, size, 0);
        }
    }

    private void Named()
    {
        var tag = Tag(out var count, out var size, isValueFollowing: false);
        _value.ReadSerializedString();
        count = tag.IsArray ? Count() : count;
        for (; count > 0; count--)
        {
            Element(tag.Code, size, 0);
        }
    }

    private (SerializationTypeCode Code, bool IsArray) Tag(out uint count, out int size, bool isValueFollowing)
    {
        var code = _value.ReadSerializationTypeCode();
        var isArray = code is SerializationTypeCode.SZArray;
        code = isArray ? _value.ReadSerializationTypeCode() : code;
        size = 0;
        if (code is SerializationTypeCode.Enum)
        {
            size = Name() is { } name && !name.Contains(',', StringComparison.Ordinal) ? EnumSize(name) : sizeof(int);
        }

        count = isArray && isValueFollowing ? Count() : 1;
        return (code, isArray);
    }

    private void Element(SerializationTypeCode code, int enumSize, int depth)
    {
        switch (code)
        {
            case SerializationTypeCode.Boolean or SerializationTypeCode.SByte or SerializationTypeCode.Byte:
                Skip(1);
                break;
            case SerializationTypeCode.Char or SerializationTypeCode.Int16 or SerializationTypeCode.UInt16:
                Skip(2);
                break;
            case SerializationTypeCode.Int32 or SerializationTypeCode.UInt32 or SerializationTypeCode.Single:
                Skip(4);
                break;
            case SerializationTypeCode.Int64 or SerializationTypeCode.UInt64 or SerializationTypeCode.Double:
                Skip(8);
                break;
            case SerializationTypeCode.Enum:
                Skip(enumSize);
                break;
            case SerializationTypeCode.String:
                _value.ReadSerializedString();
                break;
            case SerializationTypeCode.Type:
                Name();
                break;
            case SerializationTypeCode.TaggedObject when depth < Limits.SignatureDepth:
                var tag = Tag(out var count, out var size, isValueFollowing: true);
                for (; count > 0; count--)
                {
                    Element(tag.Code, size, depth + 1);
                }

                break;
            default:
                throw new InvalidDataException();
        }
    }

    private string? Name()
    {
        if (_value.ReadSerializedString() is not { Length: > 0 } name)
        {
            return null;
        }

        _names.Add(name);
        return name;
    }

    // An array of four thousand million nothings is no loop that ends.
    private uint Count() => _value.ReadUInt32() switch
    {
        uint.MaxValue => 0,
        var count when count > _value.RemainingBytes => throw new InvalidDataException(),
        var count => count,
    };

    private void Skip(int bytes)
    {
        if (bytes > _value.RemainingBytes)
        {
            throw new InvalidDataException();
        }

        _value.Offset += bytes;
    }

    private readonly int EnumSize(EntityHandle type) =>
        type is { Kind: HandleKind.TypeDefinition, IsNil: false } ? EnumSize((TypeDefinitionHandle)type) : sizeof(int);

    private readonly int EnumSize(string name)
    {
        foreach (var handle in _metadata.TypeDefinitions)
        {
            if (MetadataNames.Type(_metadata, handle).Equals(name, StringComparison.Ordinal))
            {
                return EnumSize(handle);
            }
        }

        return sizeof(int);
    }

    // The one instance field of an enum, value__, has the underlying type.
    private readonly int EnumSize(TypeDefinitionHandle type)
    {
        foreach (var handle in _metadata.GetTypeDefinition(type).GetFields())
        {
            var field = _metadata.GetFieldDefinition(handle);
            if (!field.Attributes.HasFlag(System.Reflection.FieldAttributes.Static))
            {
                var signature = _metadata.GetBlobReader(field.Signature);
                signature.ReadSignatureHeader();
                return signature.ReadSignatureTypeCode() switch
                {
                    SignatureTypeCode.SByte or SignatureTypeCode.Byte or SignatureTypeCode.Boolean => 1,
                    SignatureTypeCode.Int16 or SignatureTypeCode.UInt16 or SignatureTypeCode.Char => 2,
                    SignatureTypeCode.Int64 or SignatureTypeCode.UInt64 => 8,
                    _ => 4,
                };
            }
        }

        return sizeof(int);
    }
}

using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace DepRisk.Tests.IL;

/// <summary>Writes assemblies that no compiler would: of any size at once, and with tables that contradict each other.</summary>
internal sealed class SynthesisedAssembly
{
    public const MethodAttributes Open = MethodAttributes.Public | MethodAttributes.Static;
    public const MethodAttributes Closed = MethodAttributes.Assembly | MethodAttributes.Static;
    public const MethodAttributes Virtual = MethodAttributes.Public | MethodAttributes.Virtual | MethodAttributes.NewSlot;

    private readonly BlobBuilder _il = new();
    private readonly MethodBodyStreamEncoder _bodies;
    private readonly TypeReferenceHandle _object;
    private int _methods;

    public SynthesisedAssembly()
    {
        _bodies = new MethodBodyStreamEncoder(_il);
        Metadata.AddModule(0, Metadata.GetOrAddString("A.dll"), Metadata.GetOrAddGuid(new Guid("00000000-0000-0000-0000-000000000001")), default, default);
        Metadata.AddAssembly(Metadata.GetOrAddString("A"), new Version(1, 0, 0, 0), default, default, default, AssemblyHashAlgorithm.None);
        var runtime = Metadata.AddAssemblyReference(Metadata.GetOrAddString("System.Runtime"), new Version(10, 0, 0, 0), default, default, default, default);
        _object = Metadata.AddTypeReference(runtime, Metadata.GetOrAddString("System"), Metadata.GetOrAddString("Object"));
        var file = Metadata.AddTypeReference(runtime, Metadata.GetOrAddString("System.IO"), Metadata.GetOrAddString("File"));
        Nothing = Metadata.GetOrAddBlob(new byte[] { 0, 0, 1 });
        Number = Metadata.GetOrAddBlob(new byte[] { 0, 0, 8 });
        Instance = Metadata.GetOrAddBlob(new byte[] { 0x20, 0, 1 });
        Delete = Metadata.AddMemberReference(file, Metadata.GetOrAddString("Delete"), Metadata.GetOrAddBlob(new byte[] { 0, 1, 1, 14 }));
        Type("<Module>", default, default(TypeDefinitionHandle));
    }

    public MetadataBuilder Metadata { get; } = new();

    /// <summary><c>static void ()</c>.</summary>
    public BlobHandle Nothing { get; }

    /// <summary><c>static int ()</c>.</summary>
    public BlobHandle Number { get; }

    /// <summary><c>void ()</c> of an object.</summary>
    public BlobHandle Instance { get; }

    /// <summary>File.Delete, the one capability.</summary>
    public MemberReferenceHandle Delete { get; }

    public static MethodDefinitionHandle Row(int method) => MetadataTokens.MethodDefinitionHandle(method);

    /// <summary>Has the methods that are added next.</summary>
    public TypeDefinitionHandle Type(string name, TypeAttributes attributes = TypeAttributes.Public, EntityHandle? parent = null, int? firstMethod = null) => Metadata.AddTypeDefinition(
        attributes, default, Metadata.GetOrAddString(name), parent ?? _object, MetadataTokens.FieldDefinitionHandle(1), Row(firstMethod ?? (_methods + 1)));

    /// <summary>A generic type of one parameter, instantiated over it: the parent of references to its own members.</summary>
    public TypeSpecificationHandle Generic()
    {
        var type = Type("G`1");
        Metadata.AddGenericParameter(type, default, Metadata.GetOrAddString("T"), 0);
        return Metadata.AddTypeSpecification(Metadata.GetOrAddBlob(
            new byte[] { 0x15, 0x12, (byte)CodedIndex.TypeDefOrRefOrSpec(type), 1, 0x13, 0 }));
    }

    /// <returns>The address of <paramref name="calls"/> and a return.</returns>
    public int Body(ILOpCode call, params EntityHandle[] calls)
    {
        var code = new InstructionEncoder(new BlobBuilder());
        foreach (var target in calls)
        {
            code.OpCode(call);
            code.Token(target);
        }

        code.OpCode(ILOpCode.Ret);
        return _bodies.AddMethodBody(code);
    }

    public void Method(string name, BlobHandle signature, MethodAttributes attributes, int body)
    {
        _methods++;
        Metadata.AddMethodDefinition(attributes, default, Metadata.GetOrAddString(name), signature, body, default);
    }

    public byte[] ToArray()
    {
        var image = new BlobBuilder();
        new ManagedPEBuilder(PEHeaderBuilder.CreateLibraryHeader(), new MetadataRootBuilder(Metadata, suppressValidation: true), _il).Serialize(image);
        return image.ToArray();
    }
}

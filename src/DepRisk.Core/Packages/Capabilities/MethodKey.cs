using System.Reflection.Metadata;

namespace DepRisk.Packages.Capabilities;

/// <summary>What methods are looked up by.</summary>
/// <param name="Name">Number of the name in the set.</param>
/// <param name="Shape">Counts of parameters and of type parameters.</param>
/// <param name="IsReference">A call's reference spells the signature as the definition does, type variables included; a method that overrides another need not.</param>
internal readonly record struct MethodKey(int Name, int Shape, MetadataReader Reader, BlobHandle Signature, bool IsReference)
{
    private const byte TypeVariable = 0x13;

    /// <summary>Steps that a comparison of signatures takes: one for every 16 bytes begun, which is one for nearly all.</summary>
    public long Cost => (Reader.GetBlobReader(Signature).Length / 16) + 1;

    /// <summary>True only where it can be told without resolving types: inside one assembly, the tokens of a signature mean the same.</summary>
    public bool HasSignatureOf(MethodKey other)
    {
        if (!ReferenceEquals(Reader, other.Reader) || Reader.GetBlobReader(Signature).Length != Reader.GetBlobReader(other.Signature).Length)
        {
            return false;
        }

        var signature = Reader.GetBlobBytes(Signature);
        return (IsReference || Array.IndexOf(signature, TypeVariable) < 0) && signature.AsSpan().SequenceEqual(Reader.GetBlobBytes(other.Signature));
    }
}

using System.Collections.Immutable;

namespace DepRisk.Binding;

/// <summary>
/// What one built assembly uses of the assemblies that it refers to. It follows from the bytes of the assembly and of its symbols alone,
/// and the compiler writes the identity of the symbols into the assembly before it computes the MVID: who keeps it may keep it by MVID where
/// <see cref="HasSymbols"/> is true.
/// </summary>
/// <param name="HasSymbols">False where no portable PDB of this very assembly was found: documents are then unknown.</param>
/// <param name="Documents">As the symbols name them, in their order.</param>
/// <param name="References">Sorted by name, ordinal; of several versions of one name the highest speaks.</param>
public sealed record AssemblyUses(
    string Name,
    Guid Mvid,
    bool HasSymbols,
    ImmutableArray<SourceDocument> Documents,
    ImmutableArray<ReferenceUse> References);

/// <param name="Path">As the compiler wrote it: of another machine, mapped, relative or an invented name of a generator. Not for output.</param>
/// <param name="Hash">Of the file's bytes; empty where the symbols have none or one of an algorithm that we do not know.</param>
public sealed record SourceDocument(string Path, DocumentHash Algorithm, ImmutableArray<byte> Hash);

public enum DocumentHash : byte
{
    Unknown,
    Sha1,
    Sha256,
}

/// <summary>The uses of one referenced assembly.</summary>
/// <param name="CallSites">IL instructions whose token is a member of one of its types.</param>
/// <param name="Types">Full metadata names of its types, sorted: <c>Namespace.Outer`1+Inner</c>.</param>
/// <param name="Documents">Where, sorted by document.</param>
/// <param name="Leaks">Visible members that mention one of its types, sorted: <c>Namespace.Type.Member</c>.</param>
public sealed record ReferenceUse(
    string Assembly,
    Version Version,
    int CallSites,
    ImmutableArray<string> Types,
    ImmutableArray<DocumentUse> Documents,
    ImmutableArray<string> Leaks);

/// <param name="Document">Index into <see cref="AssemblyUses.Documents"/>; -1 where the symbols do not tell.</param>
/// <param name="Line">One-based line of the first use; 0 where only the document is known.</param>
/// <param name="CallSites">Those of this document; 0 where it names types alone.</param>
public readonly record struct DocumentUse(int Document, int Line, int CallSites);

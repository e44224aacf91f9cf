using DepRisk.Input;

namespace DepRisk.IL;

/// <summary>
/// Counts the characters of names that one analysis keeps. The names of a file may all be the ends of one long text, so that a small file
/// has names of any size together.
/// </summary>
internal sealed class NameBudget
{
    private long _left = Limits.NamesCharacters;

    /// <exception cref="InvalidDataException">More than <see cref="Limits.NamesCharacters"/> together.</exception>
    public string Keep(string name) =>
        (_left -= name.Length) >= 0 ? name : throw MalformedMetadata.Exceeds("characters of names", Limits.NamesCharacters);
}

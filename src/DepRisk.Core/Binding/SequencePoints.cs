using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using DepRisk.IL;
using DepRisk.Input;

namespace DepRisk.Binding;

/// <summary>A place in the sources.</summary>
/// <param name="Document">Index into the documents; -1 where unknown.</param>
/// <param name="Line">One-based; 0 where unknown.</param>
internal readonly record struct SourcePoint(int Document, int Line)
{
    public static readonly SourcePoint Unknown = new(-1, 0);
}

/// <summary>The visible sequence points of one method at a time; the buffer serves all methods of an assembly.</summary>
internal sealed class SequencePoints(MetadataReader symbols)
{
    private readonly List<(int Offset, SourcePoint Point)> _points = [];
    private int _at;
    private long _read;

    /// <summary>Of the first visible point, which is the method's own place; null where it has none.</summary>
    public SourcePoint? First => _points.Count is 0 ? null : _points[0].Point;

    public void Read(MethodDefinitionHandle method)
    {
        _points.Clear();
        _at = 0;
        var row = MetadataTokens.GetRowNumber(method);
        if (row > symbols.MethodDebugInformation.Count)
        {
            return;
        }

        var information = symbols.GetMethodDebugInformation(method);
        if (!information.SequencePointsBlob.IsNil && (_read += symbols.GetBlobReader(information.SequencePointsBlob).Length) > Limits.SymbolBytes)
        {
            throw MalformedMetadata.Exceeds("bytes of sequence points", Limits.SymbolBytes);
        }

        foreach (var point in information.GetSequencePoints())
        {
            if (!point.IsHidden && !point.Document.IsNil)
            {
                _points.Add((point.Offset, new SourcePoint(MetadataTokens.GetRowNumber(point.Document) - 1, point.StartLine)));
            }
        }
    }

    /// <summary>The last visible point at or before an offset, else the first of all. Offsets are asked for in ascending order.</summary>
    public SourcePoint At(int offset)
    {
        while (_at + 1 < _points.Count && _points[_at + 1].Offset <= offset)
        {
            _at++;
        }

        return _points[_at].Point;
    }
}

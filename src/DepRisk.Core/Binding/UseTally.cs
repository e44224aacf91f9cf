using System.Collections.Immutable;

namespace DepRisk.Binding;

/// <summary>Counts uses by document and referenced assembly: a table whose rows are made when a document is first met.</summary>
/// <param name="documents">Of the assembly; one more stands for the unknown.</param>
internal sealed class UseTally(int documents)
{
    private readonly Cell[]?[] _rows = new Cell[documents + 1][];

    /// <param name="calls">1 for a call site, 0 for a type use.</param>
    public void Add(int assembly, SourcePoint at, int calls)
    {
        ref var row = ref _rows[at.Document + 1];
        if (row is null || row.Length <= assembly)
        {
            Array.Resize(ref row, Math.Max(assembly + 1, 2 * (row?.Length ?? 8)));
        }

        ref var cell = ref row[assembly];
        cell.IsUsed = true;
        cell.Calls += calls;
        if (at.Line > 0 && (cell.Line is 0 || at.Line < cell.Line))
        {
            cell.Line = at.Line;
        }
    }

    public void Add(int[] assemblies, SourcePoint at)
    {
        foreach (var assembly in assemblies)
        {
            Add(assembly, at, 0);
        }
    }

    /// <summary>Sorted by document.</summary>
    public ImmutableArray<DocumentUse> Of(int assembly)
    {
        var uses = ImmutableArray.CreateBuilder<DocumentUse>();
        for (var i = 0; i < _rows.Length; i++)
        {
            if (_rows[i] is { } row && assembly < row.Length && row[assembly].IsUsed)
            {
                uses.Add(new DocumentUse(i - 1, row[assembly].Line, row[assembly].Calls));
            }
        }

        return uses.DrainToImmutable();
    }

    private struct Cell
    {
        public int Line;
        public int Calls;
        public bool IsUsed;
    }
}

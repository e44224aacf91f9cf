using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Runtime.InteropServices;
using DepRisk.IL;
using DepRisk.Input;

namespace DepRisk.Packages.Capabilities;

/// <summary>Collects the edges of a call graph in the order of its nodes, so that they are in compressed rows as they come.</summary>
internal sealed class CallEdges
{
    // Edges of one method before the repeated ones are dropped.
    private const int RowBuffer = 64 * 1024;

    private readonly TypeTable _table;
    private readonly TypeHierarchy _hierarchy;
    private readonly CallTargets _targetsOf;
    private readonly List<int> _targets = [];
    private readonly List<int> _row = [];
    private readonly int[] _starts;
    private readonly int[] _initializers;
    private int _rows;
    private long _added;

    public CallEdges(TypeTable table, TypeHierarchy hierarchy)
    {
        (_table, _hierarchy, Nodes) = (table, hierarchy, new CallNodes(table, hierarchy));
        _targetsOf = new CallTargets(table, hierarchy, Nodes);
        _starts = new int[Nodes.Count + 1];
        _initializers = new int[table.Types];
        Array.Fill(_initializers, TypeTable.Outside);
        FindInitializers();
    }

    public CallNodes Nodes { get; }

    /// <summary>False where <see cref="Limits.CallEdges"/> cut edges off, each counted as often as code has it.</summary>
    public bool IsComplete => _targets.Count < Limits.CallEdges && _added < Limits.CallEdges;

    /// <returns>Why not all code could be read, as a phrase; null where it was.</returns>
    public string? AddMethods(int index)
    {
        var assembly = _table.Assemblies[index];
        string? problem = null;
        long read = 0;
        foreach (var handle in assembly.Reader.MethodDefinitions)
        {
            FillTo(assembly.NodeOf(handle));
            var method = assembly.Reader.GetMethodDefinition(handle);
            if (!assembly.Image.TryIl(method, out var il) || !AddInstructions(index, handle, il))
            {
                problem ??= "has code that cannot be decoded: " + MetadataNames.Method(assembly.Reader, handle);
            }

            AddImplied(assembly.NodeOf(handle));
            EndRow();
            if ((read += il.Length) > Limits.IlBytes)
            {
                return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"has more than {Limits.IlBytes:N0} bytes of IL, which is the limit");
            }
        }

        return problem;
    }

    /// <summary>What a type that came alive and a virtual call lead to.</summary>
    public void AddSteps()
    {
        FillTo(Nodes.Alive(0));
        for (var type = 0; type < _table.Types; type++)
        {
            _row.AddRange(_hierarchy.Callbacks[type] ?? []);
            EndRow();
        }

        for (var type = 0; type < _table.Types; type++)
        {
            AddConstruction(type);
            EndRow();
        }

        for (var method = 0; method < _table.Methods; method++)
        {
            if (_hierarchy.Overrides[method] is { } overrides)
            {
                _row.Add(method);
                foreach (var next in overrides)
                {
                    _row.Add(Nodes.VirtualCall(next));
                }

                EndRow();
            }
        }
    }

    public CallGraph ToGraph(ImmutableArray<LoadedAssembly> assemblies, ImmutableArray<int> roots, ImmutableArray<string> problems)
    {
        FillTo(Nodes.Count);
        return new CallGraph(assemblies, _starts, [.. _targets], Nodes.Count, _targetsOf.Externals, roots, problems);
    }

    private bool AddInstructions(int index, MethodDefinitionHandle handle, ReadOnlySpan<byte> il)
    {
        var compactAt = RowBuffer;
        var instructions = new IlInstructions(il);
        while (IsComplete && instructions.MoveNext())
        {
            var before = _row.Count;
            _targetsOf.Add(index, handle, instructions.OpCode, instructions.Token, _row);
            _added += _row.Count - before;
            if (_row.Count > compactAt)
            {
                Compact();
                compactAt = Math.Max(RowBuffer, 2 * _row.Count);
            }
        }

        return !instructions.IsMalformed;
    }

    /// <summary>A type is initialized before any of its methods runs, and alive once it was constructed.</summary>
    private void AddImplied(int method)
    {
        for (var i = _row.Count - 1; i >= 0; i--)
        {
            // A field of another type initializes that type.
            if (_row[i] < 0 && _initializers[~_row[i]] is not TypeTable.Outside and var initializer)
            {
                _row[i] = initializer;
            }
        }

        _row.RemoveAll(target => target < 0);
        var type = _table.TypeOf[method];
        if (type is TypeTable.Outside)
        {
            return;
        }

        if (_initializers[type] is not TypeTable.Outside and var own)
        {
            _row.Add(own);
        }

        if (IsConstructor(method))
        {
            _row.Add(Nodes.Alive(type));
        }
    }

    private void AddConstruction(int type)
    {
        _row.Add(Nodes.Alive(type));
        var (first, end) = _table.MethodsOf[type];
        for (var method = first; method < end; method++)
        {
            if (IsConstructor(method))
            {
                _row.Add(method);
            }
        }
    }

    private bool IsConstructor(int method) =>
        _table.Attributes[method].HasFlag(MethodAttributes.RTSpecialName) && !_table.Attributes[method].HasFlag(MethodAttributes.Static);

    private void FindInitializers()
    {
        for (var method = 0; method < _table.Methods; method++)
        {
            if (_table.TypeOf[method] is not TypeTable.Outside and var type
                && _table.Attributes[method].HasFlag(MethodAttributes.RTSpecialName | MethodAttributes.Static))
            {
                _initializers[type] = method;
            }
        }
    }

    /// <summary>Nodes that were left out because their assembly is broken have no edges.</summary>
    private void FillTo(int node)
    {
        _row.Clear();
        while (_rows < node)
        {
            _starts[++_rows] = _targets.Count;
        }
    }

    private void EndRow()
    {
        Compact();
        var row = CollectionsMarshal.AsSpan(_row);
        _targets.AddRange(row[..Math.Min(row.Length, Limits.CallEdges - _targets.Count)]);
        _row.Clear();
        _starts[++_rows] = _targets.Count;
    }

    /// <summary>Ascending, each once.</summary>
    private void Compact()
    {
        _row.Sort();
        var row = CollectionsMarshal.AsSpan(_row);
        var kept = 0;
        foreach (var target in row)
        {
            if (kept is 0 || row[kept - 1] != target)
            {
                row[kept++] = target;
            }
        }

        CollectionsMarshal.SetCount(_row, kept);
    }
}

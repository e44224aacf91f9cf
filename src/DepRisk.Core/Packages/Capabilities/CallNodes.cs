namespace DepRisk.Packages.Capabilities;

/// <summary>
/// The numbers of a call graph's nodes: methods, then two steps a type, then a step for each virtual method that has overrides.
/// </summary>
internal sealed class CallNodes
{
    private readonly int _methods;
    private readonly int _types;
    private readonly int[] _calls;

    public CallNodes(TypeTable table, TypeHierarchy hierarchy)
    {
        (_methods, _types) = (table.Methods, table.Types);
        _calls = new int[_methods];
        Count = _methods + (2 * _types);
        for (var method = 0; method < _methods; method++)
        {
            _calls[method] = hierarchy.Overrides[method] is null ? method : Count++;
        }
    }

    /// <summary>Methods and steps; the first number of a member of another assembly.</summary>
    public int Count { get; }

    /// <summary>An instance exists: code outside may call its overrides and interface implementations.</summary>
    public int Alive(int type) => _methods + type;

    /// <summary>Code handed the type itself to somebody (typeof, a type argument) who may construct it by reflection.</summary>
    public int Named(int type) => _methods + _types + type;

    /// <summary>A virtual call of a method: the method itself where nothing overrides it.</summary>
    public int VirtualCall(int method) => _calls[method];
}

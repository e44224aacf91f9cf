using System.Reflection;
using System.Reflection.Metadata;
using DepRisk.Input;

namespace DepRisk.Packages.Capabilities;

/// <summary>
/// What a virtual call may end in (class hierarchy analysis), and what code outside may call on an object that it gets: overrides of its
/// virtual methods and implementations of its interfaces. Methods are told apart by name and counts of parameters and type parameters,
/// so that overloads of the same counts are taken together: rather one edge too many.
/// </summary>
internal sealed class TypeHierarchy
{
    private readonly TypeTable _table;
    private readonly int[] _base;
    private readonly List<int>?[] _interfaces;
    private readonly bool[] _hasOutsideInterface;
    private readonly List<int> _found = [];
    private int _budget = Limits.CallEdges;

    public TypeHierarchy(TypeTable table)
    {
        _table = table;
        _base = new int[table.Types];
        _interfaces = new List<int>?[table.Types];
        _hasOutsideInterface = new bool[table.Types];
        Overrides = new List<int>?[table.Methods];
        Callbacks = new List<int>?[table.Types];
        Array.Fill(_base, TypeTable.Outside);
    }

    /// <summary>By declaring method: the methods of the set that take its place directly.</summary>
    public List<int>?[] Overrides { get; }

    /// <summary>By type: its methods that code outside can call on an instance.</summary>
    public List<int>?[] Callbacks { get; }

    /// <summary>False where <see cref="Limits.CallEdges"/> ended the analysis.</summary>
    public bool IsComplete => _budget > 0;

    /// <summary>Bases and interfaces of the types of one assembly; of all assemblies before <see cref="Connect"/>.</summary>
    public void Read(int index)
    {
        var assembly = _table.Assemblies[index];
        foreach (var handle in assembly.Reader.TypeDefinitions)
        {
            var type = assembly.NodeOf(handle);
            var definition = assembly.Reader.GetTypeDefinition(handle);
            _base[type] = _table.Resolve(index, definition.BaseType);
            foreach (var implementation in definition.GetInterfaceImplementations())
            {
                var resolved = _table.Resolve(index, assembly.Reader.GetInterfaceImplementation(implementation).Interface);
                _hasOutsideInterface[type] |= resolved is TypeTable.Outside;
                if (resolved is not TypeTable.Outside)
                {
                    (_interfaces[type] ??= []).Add(resolved);
                }
            }
        }
    }

    /// <summary>Edges of the virtual methods of one assembly.</summary>
    public void Connect(int index)
    {
        var assembly = _table.Assemblies[index];
        foreach (var handle in assembly.Reader.TypeDefinitions)
        {
            var type = assembly.NodeOf(handle);
            var definition = assembly.Reader.GetTypeDefinition(handle);
            ConnectExplicit(index, type, definition);
            if (!definition.Attributes.HasFlag(TypeAttributes.Interface))
            {
                ConnectOverrides(type);
                ConnectInterfaces(type);
            }
        }
    }

    /// <summary>Methods of that key in a type or, where it has none, in the nearest base of the set that has.</summary>
    public void FindInherited(int type, MethodKey key, List<int> found)
    {
        for (var depth = 0; type is not TypeTable.Outside && depth < Limits.TypeDepth && found.Count is 0 && IsComplete; depth++)
        {
            // Signatures are compared byte by byte.
            Spend(1 + (_table.FindMethods(type, key, found) * key.Cost));
            type = _base[type];
        }
    }

    private void ConnectExplicit(int index, int type, TypeDefinition definition)
    {
        var assembly = _table.Assemblies[index];
        foreach (var handle in definition.GetMethodImplementations())
        {
            var implementation = assembly.Reader.GetMethodImplementation(handle);
            if (implementation.MethodBody.Kind is not HandleKind.MethodDefinition)
            {
                continue;
            }

            var body = assembly.NodeOf((MethodDefinitionHandle)implementation.MethodBody);
            _found.Clear();
            Declared(index, implementation.MethodDeclaration, _found);
            foreach (var declaration in _found)
            {
                (Overrides[declaration] ??= []).Add(body);
            }

            if (_found.Count is 0)
            {
                (Callbacks[type] ??= []).Add(body);
            }
        }
    }

    private void Declared(int index, EntityHandle declaration, List<int> found)
    {
        var assembly = _table.Assemblies[index];
        if (declaration.Kind is HandleKind.MethodDefinition)
        {
            found.Add(assembly.NodeOf((MethodDefinitionHandle)declaration));
        }
        else if (declaration.Kind is HandleKind.MemberReference)
        {
            var member = assembly.Reader.GetMemberReference((MemberReferenceHandle)declaration);
            if (_table.Resolve(index, member.Parent) is not TypeTable.Outside and var parent)
            {
                FindInherited(parent, _table.KeyOf(assembly.Reader, member), found);
            }
        }
    }

    private void ConnectOverrides(int type)
    {
        var (first, end) = _table.MethodsOf[type];
        for (var method = first; method < end; method++)
        {
            var attributes = _table.Attributes[method];
            if (!attributes.HasFlag(MethodAttributes.Virtual) || attributes.HasFlag(MethodAttributes.NewSlot))
            {
                continue;
            }

            _found.Clear();
            FindInherited(_base[type], _table.KeyOf(method), _found);
            foreach (var declaration in _found)
            {
                (Overrides[declaration] ??= []).Add(method);
            }

            if (_found.Count is 0)
            {
                (Callbacks[type] ??= []).Add(method);
            }
        }
    }

    private void ConnectInterfaces(int type)
    {
        var pending = new Stack<int>();
        var seen = new HashSet<int>();
        var outside = Push(type, pending);
        while (pending.TryPop(out var current))
        {
            Spend(1);
            if (!IsComplete || !seen.Add(current))
            {
                continue;
            }

            outside |= Push(current, pending);
            Implement(type, current);
        }

        if (outside)
        {
            AddCallbacks(type);
        }
    }

    private bool Push(int type, Stack<int> pending)
    {
        foreach (var inherited in _interfaces[type] ?? [])
        {
            pending.Push(inherited);
        }

        return _hasOutsideInterface[type];
    }

    private void Implement(int type, int @interface)
    {
        var (first, end) = _table.MethodsOf[@interface];
        for (var declaration = first; declaration < end; declaration++)
        {
            if (!_table.Attributes[declaration].HasFlag(MethodAttributes.Virtual))
            {
                continue;
            }

            _found.Clear();
            FindInherited(type, _table.KeyOf(declaration), _found);
            foreach (var method in _found)
            {
                if (method != declaration && _table.Attributes[method].HasFlag(MethodAttributes.Virtual))
                {
                    (Overrides[declaration] ??= []).Add(method);
                }
            }
        }
    }

    /// <summary>Members of interfaces outside of the set are not known: every public virtual method may be one.</summary>
    private void AddCallbacks(int type)
    {
        var current = type;
        for (var depth = 0; current is not TypeTable.Outside && depth < Limits.TypeDepth && IsComplete; depth++)
        {
            var (first, end) = _table.MethodsOf[current];
            Spend(1 + end - first);
            for (var method = first; method < end; method++)
            {
                if (_table.Attributes[method].HasFlag(MethodAttributes.Virtual)
                    && (_table.Attributes[method] & MethodAttributes.MemberAccessMask) is MethodAttributes.Public)
                {
                    (Callbacks[type] ??= []).Add(method);
                }
            }

            current = _base[current];
        }
    }

    private void Spend(long steps) => _budget = (int)Math.Max(0, _budget - steps);
}

using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace DepRisk.Analyzer;

/// <summary>Which files of a compilation use which watched package, and where each does so first. Complete when the compilation ends.</summary>
internal sealed class Uses
{
    private static readonly ImmutableArray<SymbolKind> Declared = ImmutableArray.Create(SymbolKind.NamedType, SymbolKind.Method, SymbolKind.Property, SymbolKind.Field, SymbolKind.Event);

    private readonly WatchedAssemblies _watched;
    private readonly ConcurrentDictionary<SyntaxTree, TextSpan>[] _first;

    private Uses(WatchedAssemblies watched)
    {
        _watched = watched;
        _first = new ConcurrentDictionary<SyntaxTree, TextSpan>[watched.Packages.Length];
        for (var i = 0; i < _first.Length; i++)
        {
            _first[i] = new ConcurrentDictionary<SyntaxTree, TextSpan>();
        }
    }

    public static Uses Collect(GuardedActions actions, WatchedAssemblies watched)
    {
        var uses = new Uses(watched);
        actions.OnOperationBlocks(context =>
        {
            foreach (var block in context.OperationBlocks)
            {
                uses.Take(block);
            }
        });
        actions.OnSymbols(context => uses.Take(context.Symbol), Declared);
        return uses;
    }

    /// <param name="package">Its number among the watched ones.</param>
    public int FilesOf(int package) => _first[package].Count;

    /// <summary>By path, then by position. There is one where <see cref="FilesOf"/> is more than 0.</summary>
    public Location FirstOf(int package) =>
        _first[package].Select(use => Location.Create(use.Key, use.Value)).Aggregate((first, next) => SourcePlaces.Compare(next, first) < 0 ? next : first);

    /// <summary>
    /// With all that is in it, but for nameof: that is a text, of what it names nothing is left when it runs. In a loop, because an expression can be deeper than a stack.
    /// </summary>
    private void Take(IOperation block)
    {
        List<Mention>? found = null;
        var open = new Stack<IOperation>();
        open.Push(block);
        while (open.Count > 0)
        {
            var operation = open.Pop();
            OperationUses.Visit(_watched, operation, ref found);
            if (found is { Count: > 0 })
            {
                Add(found, operation.Syntax.SyntaxTree, operation.Syntax.Span);
                found.Clear();
            }

            foreach (var child in operation.ChildOperations)
            {
                if (child.Kind is not OperationKind.NameOf)
                {
                    open.Push(child);
                }
            }
        }
    }

    private void Take(ISymbol symbol)
    {
        List<Mention>? found = null;
        _watched.VisitDeclaration(symbol, ref found);
        if (found is not null && Declarations.LocationOf(symbol) is { SourceTree: { } tree, SourceSpan: var span })
        {
            Add(found, tree, span);
        }
    }

    private void Add(List<Mention> found, SyntaxTree tree, TextSpan span)
    {
        foreach (var mention in found)
        {
            var files = _first[mention.Package];
            if (!files.TryGetValue(tree, out var before) || span.CompareTo(before) < 0)
            {
                files.AddOrUpdate(tree, span, (_, known) => span.CompareTo(known) < 0 ? span : known);
            }
        }
    }
}

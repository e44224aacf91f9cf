using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace DepRisk.Analyzer;

/// <summary>Which files of a compilation use which watched package, and where each does so first. Complete when the compilation ends.</summary>
internal sealed class Uses
{
    private static readonly ImmutableArray<SymbolKind> Declared = ImmutableArray.Create(SymbolKind.NamedType, SymbolKind.Method, SymbolKind.Property, SymbolKind.Field, SymbolKind.Event);

    private static readonly List<Mention> Nothing = new();

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
        actions.OnOperations(context => uses.Take(context.Operation), OperationUses.Kinds);
        actions.OnSymbols(context => uses.Take(context.Symbol), Declared);
        return uses;
    }

    /// <param name="package">Its number among the watched ones.</param>
    public int FilesOf(int package) => _first[package].Count;

    /// <summary>By path, then by position. There is one where <see cref="FilesOf"/> is more than 0.</summary>
    public Location FirstOf(int package) =>
        _first[package].Select(use => Location.Create(use.Key, use.Value)).Aggregate((first, next) => SourcePlaces.Compare(next, first) < 0 ? next : first);

    private void Take(IOperation operation)
    {
        List<Mention>? found = null;
        OperationUses.Visit(_watched, operation, ref found);
        var (tree, span) = (operation.Syntax.SyntaxTree, operation.Syntax.Span);
        foreach (var mention in found ?? Nothing)
        {
            if (IsFirst(mention.Package, tree, span) && !IsName(operation))
            {
                Add(mention.Package, tree, span);
            }
        }
    }

    private void Take(ISymbol symbol)
    {
        List<Mention>? found = null;
        _watched.VisitDeclaration(symbol, ref found);
        foreach (var mention in found ?? Nothing)
        {
            if (Declarations.LocationOf(symbol) is { SourceTree: { } tree, SourceSpan: var span })
            {
                Add(mention.Package, tree, span);
            }
        }
    }

    private void Add(int package, SyntaxTree tree, TextSpan span) =>
        _first[package].AddOrUpdate(tree, span, (_, before) => span.CompareTo(before) < 0 ? span : before);

    private bool IsFirst(int package, SyntaxTree tree, TextSpan span) => !_first[package].TryGetValue(tree, out var before) || span.CompareTo(before) < 0;

    /// <summary>nameof is a text: nothing of what it names is left when it runs.</summary>
    private static bool IsName(IOperation operation)
    {
        for (var outer = operation.Parent; outer is not null; outer = outer.Parent)
        {
            if (outer is INameOfOperation)
            {
                return true;
            }
        }

        return false;
    }
}

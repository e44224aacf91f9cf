using System.Collections.Immutable;
using DepRisk.RiskModel;
using Microsoft.CodeAnalysis;

namespace DepRisk.Analyzer;

/// <param name="Package">Its number among the watched ones.</param>
internal readonly record struct Mention(ITypeSymbol Type, int Package);

/// <summary>Which of a compilation's references belong to packages that are watched.</summary>
internal sealed class WatchedAssemblies
{
    private readonly Dictionary<ISymbol, int> _packages;

    private WatchedAssemblies(ImmutableArray<WatchedPackage> packages, Dictionary<ISymbol, int> assemblies) => (Packages, _packages) = (packages, assemblies);

    /// <summary>In the order of the model. What is said of one by number is its place here.</summary>
    public ImmutableArray<WatchedPackage> Packages { get; }

    /// <returns>Null where none is referenced.</returns>
    public static WatchedAssemblies? Of(Compilation compilation, ImmutableArray<WatchedPackage> packages)
    {
        if (packages.IsEmpty)
        {
            return null;
        }

        var names = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var i = packages.Length - 1; i >= 0; i--)
        {
            foreach (var name in packages[i].Assemblies)
            {
                // Of two packages with the same assembly the first one has it.
                names[name] = i;
            }
        }

        var assemblies = new Dictionary<ISymbol, int>(SymbolEqualityComparer.Default);
        foreach (var assembly in compilation.SourceModule.ReferencedAssemblySymbols)
        {
            if (names.TryGetValue(assembly.Name, out var package))
            {
                assemblies[assembly] = package;
            }
        }

        return assemblies.Count is 0 ? null : new WatchedAssemblies(packages, assemblies);
    }

    /// <returns>The number of the package that a symbol comes from; -1 for what nobody watches.</returns>
    public int PackageOf(ISymbol symbol) => symbol.ContainingAssembly is { } assembly && _packages.TryGetValue(assembly, out var package) ? package : -1;

    /// <summary>A type and all that it is made of, the element of an array and the arguments of a generic type, in the order in which it is written.</summary>
    /// <param name="found">What is watched is added. It stays null where nothing is, which is nearly always, so that a look costs no memory.</param>
    public void Visit(ITypeSymbol? type, ref List<Mention>? found)
    {
        switch (type)
        {
            case INamedTypeSymbol named:
                if (PackageOf(named) is var package and >= 0)
                {
                    (found ??= new List<Mention>()).Add(new Mention(named, package));
                }

                for (var outer = named; outer is { IsGenericType: true }; outer = outer.ContainingType)
                {
                    foreach (var argument in outer.TypeArguments)
                    {
                        Visit(argument, ref found);
                    }
                }

                break;
            case IArrayTypeSymbol array:
                Visit(array.ElementType, ref found);
                break;
            case IPointerTypeSymbol pointer:
                Visit(pointer.PointedAtType, ref found);
                break;
            case IFunctionPointerTypeSymbol function:
                VisitSignature(function.Signature, ref found);
                break;
        }
    }

    /// <summary>What a method returns, takes and asks of its type parameters.</summary>
    public void VisitSignature(IMethodSymbol method, ref List<Mention>? found)
    {
        Visit(method.ReturnType, ref found);
        VisitParameters(method.Parameters, ref found);
        VisitConstraints(method.TypeParameters, ref found);
    }

    public void VisitParameters(ImmutableArray<IParameterSymbol> parameters, ref List<Mention>? found)
    {
        foreach (var parameter in parameters)
        {
            Visit(parameter.Type, ref found);
        }
    }

    public void VisitConstraints(ImmutableArray<ITypeParameterSymbol> parameters, ref List<Mention>? found)
    {
        foreach (var parameter in parameters)
        {
            foreach (var constraint in parameter.ConstraintTypes)
            {
                Visit(constraint, ref found);
            }
        }
    }

    /// <summary>What the declaration of a type, method, property, field or event mentions; the members of a type are declarations of their own.</summary>
    public void VisitDeclaration(ISymbol symbol, ref List<Mention>? found)
    {
        switch (symbol)
        {
            case INamedTypeSymbol type:
                Visit(type.BaseType, ref found);
                foreach (var implemented in type.Interfaces)
                {
                    Visit(implemented, ref found);
                }

                VisitConstraints(type.TypeParameters, ref found);
                if (type.DelegateInvokeMethod is { } invoke)
                {
                    VisitSignature(invoke, ref found);
                }

                break;
            // What an accessor mentions, its property does.
            case IMethodSymbol { AssociatedSymbol: null } method:
                VisitSignature(method, ref found);
                break;
            case IPropertySymbol property:
                Visit(property.Type, ref found);
                VisitParameters(property.Parameters, ref found);
                break;
            case IFieldSymbol { AssociatedSymbol: null } field:
                Visit(field.Type, ref found);
                break;
            case IEventSymbol @event:
                Visit(@event.Type, ref found);
                break;
        }
    }
}

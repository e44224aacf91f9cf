using System.Collections.Immutable;
using DepRisk.Lock;
using DepRisk.RiskModel;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DepRisk.Analyzer;

/// <summary>A type of a concentrated component is part of our public API: whoever uses our assembly is then bound to it as well.</summary>
internal static class DR2002_LeakedType
{
    public static void Register(GuardedActions actions, WatchedAssemblies watched, RuleLevel level)
    {
        if (level is RuleLevel.Off)
        {
            return;
        }

        actions.OnSymbols(
            context =>
            {
                if (IsVisible(context.Symbol) && Leak(watched, context.Symbol) is { } leak && !IsGiven(context.Symbol))
                {
                    context.ReportDiagnostic(Of(context.Symbol, leak.Type, watched.Packages[leak.Package], level));
                }
            },
            ImmutableArray.Create(SymbolKind.NamedType, SymbolKind.Method, SymbolKind.Property, SymbolKind.Field, SymbolKind.Event));
    }

    /// <returns>The first in the order of the declaration: one finding a member is enough to look at it.</returns>
    private static Mention? Leak(WatchedAssemblies watched, ISymbol symbol)
    {
        List<Mention>? found = null;
        watched.VisitDeclaration(symbol, ref found);
        return found?[0];
    }

    /// <summary>Public, or protected in a type that others can inherit from, and so is all that it stands in.</summary>
    private static bool IsVisible(ISymbol symbol)
    {
        for (var current = symbol; current is not (null or INamespaceSymbol); current = current.ContainingSymbol)
        {
            if (current.DeclaredAccessibility is not Accessibility.Public
                && (current.DeclaredAccessibility is not (Accessibility.Protected or Accessibility.ProtectedOrInternal) || current.ContainingType is not { IsSealed: false }))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What overrides or implements has no choice: what it shows is the matter of what it fulfils, and that is visible itself.</summary>
    private static bool IsGiven(ISymbol member) =>
        member.IsOverride
        || (member.Kind is not SymbolKind.NamedType && !member.IsStatic && member.ContainingType.AllInterfaces
            .SelectMany(implemented => implemented.GetMembers(member.Name))
            .Any(required => IsVisible(required) && SymbolEqualityComparer.Default.Equals(member.ContainingType.FindImplementationForInterfaceMember(required), member)));

    private static Diagnostic Of(ISymbol member, ITypeSymbol type, WatchedPackage package, RuleLevel level) => Diagnostic.Create(
        Descriptors.LeakedType,
        Declarations.LocationOf(member),
        Descriptors.SeverityOf(level),
        null,
        null,
        member.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat),
        type.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat),
        package.Id,
        package.Reason);
}

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DepRisk.Analyzer;

/// <summary>What an operation uses: a member, a type, or both.</summary>
internal static class OperationUses
{
    public static readonly ImmutableArray<OperationKind> Kinds = ImmutableArray.Create(
        OperationKind.Invocation,
        OperationKind.ObjectCreation,
        OperationKind.FieldReference,
        OperationKind.PropertyReference,
        OperationKind.EventReference,
        OperationKind.MethodReference,
        OperationKind.Binary,
        OperationKind.Unary,
        OperationKind.CompoundAssignment,
        OperationKind.Increment,
        OperationKind.Decrement,
        OperationKind.Conversion,
        OperationKind.TypeOf,
        OperationKind.SizeOf,
        OperationKind.IsType,
        OperationKind.DefaultValue,
        OperationKind.ArrayCreation,
        OperationKind.VariableDeclarator,
        OperationKind.DeclarationExpression,
        OperationKind.DeclarationPattern,
        OperationKind.TypePattern,
        OperationKind.RecursivePattern,
        OperationKind.CatchClause,
        OperationKind.AnonymousFunction,
        OperationKind.LocalFunction);

    /// <param name="found">What is watched is added.</param>
    public static void Visit(WatchedAssemblies watched, IOperation operation, ref List<Mention>? found)
    {
        switch (operation)
        {
            case IAnonymousFunctionOperation function:
                watched.VisitSignature(function.Symbol, ref found);
                break;
            case ILocalFunctionOperation function:
                watched.VisitSignature(function.Symbol, ref found);
                break;
            default:
                if (MemberOf(operation) is { ContainingType: { } owner } member)
                {
                    // An extension method's owner is its static class; of somebody else's List<Entry> the argument counts.
                    watched.Visit(owner, ref found);
                    VisitArguments(watched, member, ref found);
                }

                watched.Visit(TypeOf(operation), ref found);
                break;
        }
    }

    private static void VisitArguments(WatchedAssemblies watched, ISymbol member, ref List<Mention>? found)
    {
        if (member is IMethodSymbol { IsGenericMethod: true } method)
        {
            foreach (var argument in method.TypeArguments)
            {
                watched.Visit(argument, ref found);
            }
        }
    }

    private static ISymbol? MemberOf(IOperation operation) => operation switch
    {
        IInvocationOperation call => call.TargetMethod,
        IMemberReferenceOperation reference => reference.Member,
        IBinaryOperation binary => binary.OperatorMethod,
        IUnaryOperation unary => unary.OperatorMethod,
        ICompoundAssignmentOperation assignment => assignment.OperatorMethod,
        IIncrementOrDecrementOperation step => step.OperatorMethod,
        IConversionOperation conversion => conversion.OperatorMethod,
        IRecursivePatternOperation pattern => pattern.DeconstructSymbol,
        _ => null,
    };

    private static ITypeSymbol? TypeOf(IOperation operation) => operation switch
    {
        IObjectCreationOperation or IDefaultValueOperation or IArrayCreationOperation or IDeclarationExpressionOperation => operation.Type,
        // One that nobody wrote is no use of the type that a parameter of ours has; the declaration of that is.
        IConversionOperation { IsImplicit: false } => operation.Type,
        ITypeOfOperation type => type.TypeOperand,
        ISizeOfOperation size => size.TypeOperand,
        IIsTypeOperation test => test.TypeOperand,
        IVariableDeclaratorOperation variable => variable.Symbol.Type,
        IDeclarationPatternOperation pattern => pattern.MatchedType,
        ITypePatternOperation pattern => pattern.MatchedType,
        IRecursivePatternOperation pattern => pattern.MatchedType,
        ICatchClauseOperation clause => clause.ExceptionType,
        _ => null,
    };
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DepRisk.Analyzer;

/// <summary>What an operation uses. Asked for every operation of a project, so that it goes by kind: a test of an interface costs more than all of the rest.</summary>
internal static class OperationUses
{
    /// <param name="found">What is watched is added.</param>
    public static void Visit(WatchedAssemblies watched, IOperation operation, ref List<Mention>? found)
    {
        switch (operation.Kind)
        {
            case OperationKind.Invocation:
                VisitMember(watched, ((IInvocationOperation)operation).TargetMethod, ref found);
                break;
            case OperationKind.FieldReference or OperationKind.PropertyReference or OperationKind.EventReference or OperationKind.MethodReference:
                VisitMember(watched, ((IMemberReferenceOperation)operation).Member, ref found);
                break;
            case OperationKind.Binary:
                VisitMember(watched, ((IBinaryOperation)operation).OperatorMethod, ref found);
                break;
            case OperationKind.Unary:
                VisitMember(watched, ((IUnaryOperation)operation).OperatorMethod, ref found);
                break;
            case OperationKind.CompoundAssignment:
                VisitMember(watched, ((ICompoundAssignmentOperation)operation).OperatorMethod, ref found);
                break;
            case OperationKind.Increment or OperationKind.Decrement:
                VisitMember(watched, ((IIncrementOrDecrementOperation)operation).OperatorMethod, ref found);
                break;
            case OperationKind.Conversion:
                VisitMember(watched, ((IConversionOperation)operation).OperatorMethod, ref found);
                // One that nobody wrote is no use of the type that a parameter of ours has; the declaration of that is.
                watched.Visit(operation.IsImplicit ? null : operation.Type, ref found);
                break;
            case OperationKind.RecursivePattern:
                VisitMember(watched, ((IRecursivePatternOperation)operation).DeconstructSymbol, ref found);
                watched.Visit(((IRecursivePatternOperation)operation).MatchedType, ref found);
                break;
            case OperationKind.AnonymousFunction:
                watched.VisitSignature(((IAnonymousFunctionOperation)operation).Symbol, ref found);
                break;
            case OperationKind.LocalFunction:
                watched.VisitSignature(((ILocalFunctionOperation)operation).Symbol, ref found);
                break;
            default:
                watched.Visit(TypeOf(operation), ref found);
                break;
        }
    }

    private static ITypeSymbol? TypeOf(IOperation operation) => operation.Kind switch
    {
        OperationKind.ObjectCreation or OperationKind.DefaultValue or OperationKind.ArrayCreation or OperationKind.DeclarationExpression => operation.Type,
        OperationKind.VariableDeclarator => ((IVariableDeclaratorOperation)operation).Symbol.Type,
        OperationKind.TypeOf => ((ITypeOfOperation)operation).TypeOperand,
        OperationKind.SizeOf => ((ISizeOfOperation)operation).TypeOperand,
        OperationKind.IsType => ((IIsTypeOperation)operation).TypeOperand,
        OperationKind.DeclarationPattern => ((IDeclarationPatternOperation)operation).MatchedType,
        OperationKind.TypePattern => ((ITypePatternOperation)operation).MatchedType,
        OperationKind.CatchClause => ((ICatchClauseOperation)operation).ExceptionType,
        _ => null,
    };

    /// <summary>An extension method's owner is its static class; of somebody else's List&lt;Entry&gt;.Add the argument counts.</summary>
    private static void VisitMember(WatchedAssemblies watched, ISymbol? member, ref List<Mention>? found)
    {
        watched.Visit(member?.ContainingType, ref found);
        if (member is IMethodSymbol { IsGenericMethod: true } method)
        {
            foreach (var argument in method.TypeArguments)
            {
                watched.Visit(argument, ref found);
            }
        }
    }
}

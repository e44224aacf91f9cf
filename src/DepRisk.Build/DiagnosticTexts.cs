using DepRisk.Input;
using DepRisk.Lock;

namespace DepRisk.Build;

/// <summary>What the task says of itself and of its input; findings speak for themselves.</summary>
internal static class DiagnosticTexts
{
    public const string NoLock = "DR9013";
    public const string Internal = "DR9999";

    /// <summary>A gate that sees not all of what it judges does not pass.</summary>
    public static Severity Unseen(bool isGate) => isGate ? Severity.Error : Severity.Warning;

    public static BuildMessage NotRestored(string project, bool isGate) => BuildMessage.Of(
        Unseen(isGate), new InputError(InputErrorCode.AssetsMissing, project, "is not restored, so that nothing is known of what it rests on; run 'dotnet restore'"));

    public static BuildMessage NoLockYet() => new(
        Severity.Message, NoLock, null, 0, 0,
        BuildMessage.WithLink($"there is no {DepRiskLock.FileName} yet: each app shows its strongest finding alone. 'deprisk lock' accepts today's state; from then on builds say what is new", NoLock))
    {
        IsOnce = true,
    };

    public static BuildMessage GateWithoutLock() => new(
        Severity.Error, NoLock, null, 0, 0,
        BuildMessage.WithLink($"DepRiskGate has nothing to compare with: there is no {DepRiskLock.FileName}; run 'deprisk lock' and commit it", NoLock))
    {
        IsOnce = true,
    };

    /// <param name="what">The lock or the policy, with what is wrong with it.</param>
    public static BuildMessage Unusable(InputError what, bool isGate) => BuildMessage.Of(
        Unseen(isGate), what with { Message = what.Message + "; until it can be read, builds report no finding" }) with
    { IsOnce = true };

    public static BuildMessage NotWritten(InputError what, bool isGate) =>
        BuildMessage.Of(Unseen(isGate), what with { Message = what.Message + ", so that the compiler reports what it said before" });

    public static BuildMessage InternalError(Exception e, bool isGate) => new(
        Unseen(isGate), Internal, null, 0, 0,
        BuildMessage.WithLink($"internal error, so that this build reports no finding: {e.GetType().FullName} {At(e)}. Please report it with the binary log (dotnet build -bl)", Internal));

    /// <summary>The message of an exception may hold paths; a method's name does not.</summary>
    private static string At(Exception e) => e.TargetSite is { DeclaringType: { } type } method ? $"in {type.FullName}.{method.Name}" : "";
}

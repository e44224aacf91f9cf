using DepRisk.Concentration;

namespace DepRisk.Rules;

public enum WeaknessKind : byte
{
    /// <summary>Somebody else is in control than the lock accepted.</summary>
    Drift,
    Deprecated,

    /// <summary>Nothing was released for a long time.</summary>
    Silence,
    Licence,

    /// <summary>Nothing proves where it comes from.</summary>
    Origin,
}

/// <summary>One way in which the hands behind a package can be weak.</summary>
/// <param name="Text">Where it holds, the evidence and its date; where it is unknown, what is missing; empty where it does not hold.</param>
/// <param name="Command">What would find out what is missing; null where nothing would.</param>
public sealed record Weakness(WeaknessKind Kind, Truth Holds, string Text = "", string? Command = null)
{
    public static Weakness None(WeaknessKind kind) => new(kind, Truth.False);
}

namespace DepRisk.Lock;

public enum RuleLevel : byte
{
    Off,
    Info,
    Warning,

    /// <summary>The gate fails, whatever else it would let pass.</summary>
    Error,
}

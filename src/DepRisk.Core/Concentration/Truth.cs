namespace DepRisk.Concentration;

/// <summary>Kleene's three values: what is unknown neither fires nor clears anything.</summary>
public enum Truth : byte
{
    Unknown,
    False,
    True,
}

public static class Truths
{
    public static Truth Of(bool? value) => value switch { true => Truth.True, false => Truth.False, null => Truth.Unknown };

    /// <summary>False where one of them is false, whatever else is unknown.</summary>
    public static Truth All(params ReadOnlySpan<Truth> values) =>
        values.Contains(Truth.False) ? Truth.False : values.Contains(Truth.Unknown) ? Truth.Unknown : Truth.True;

    /// <summary>True where one of them is true, whatever else is unknown.</summary>
    public static Truth Any(params ReadOnlySpan<Truth> values) =>
        values.Contains(Truth.True) ? Truth.True : values.Contains(Truth.Unknown) ? Truth.Unknown : Truth.False;
}

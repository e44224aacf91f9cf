namespace DepRisk.Concentration;

/// <summary>Something that a judgement would need and nobody knows.</summary>
/// <param name="What">A phrase for people: "newer release, deprecation".</param>
/// <param name="Command">What would find it out: "deprisk fetch", "dotnet build"; null where nothing would.</param>
public sealed record UnknownFact(string What, string? Command);

namespace DepRisk.Evidence;

/// <summary>The day that ages are counted to where nobody names one: it comes from the inputs, so that the same inputs give the same findings on any day.</summary>
public static class SigningTimes
{
    /// <returns>The newest verified signing time of a package of the scope; null where none is known.</returns>
    public static DateOnly? Newest(ScopeEvidence evidence)
    {
        DateTimeOffset? newest = null;
        foreach (var package in evidence.Packages.Values)
        {
            newest = Later(newest, package.Signature.Repository?.SignedAt);
            newest = Later(newest, package.Signature.Author?.SignedAt);
        }

        return newest is { } time ? DateOnly.FromDateTime(time.UtcDateTime) : null;
    }

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) => one is null || other > one ? other ?? one : one;
}

using DepRisk.Lock;

namespace DepRisk.Rules;

/// <param name="Id">DR1001.</param>
/// <param name="Name">ConcentratedComponent.</param>
/// <param name="Title">One line for people.</param>
/// <param name="Budget">How many findings of a scope are reported as such, unless a policy says otherwise; 0 where nothing counts them.</param>
public sealed record RuleDescriptor(string Id, string Name, string Title, RuleLevel DefaultLevel, int Budget)
{
    /// <summary>Its page.</summary>
    public string HelpLink => RuleCatalog.HelpLinkOf(Id);
}

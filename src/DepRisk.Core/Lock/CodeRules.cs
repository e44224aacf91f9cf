using System.Collections.Immutable;

namespace DepRisk.Lock;

/// <summary>What a policy says of the rules about code, which a compiler judges.</summary>
/// <param name="SpreadBinding">Of DR2001.</param>
/// <param name="LeakedType">Of DR2002.</param>
/// <param name="HiddenUse">Of DR2003.</param>
/// <param name="Files">Of DR2001, 1 or more: a use in more source files of a project than this counts as spread.</param>
/// <remarks>The analyzer compiles this file as well.</remarks>
public sealed record CodeRules(RuleLevel SpreadBinding, RuleLevel LeakedType, RuleLevel HiddenUse, int Files)
{
    public const int DefaultFiles = 10;

    public static readonly CodeRules Default = new(RuleLevel.Info, RuleLevel.Info, RuleLevel.Info, DefaultFiles);

    /// <summary>In the order of the levels. The rule catalogue says the same; nothing counts their findings, so that they have no budget.</summary>
    public static readonly ImmutableArray<string> Ids = ImmutableArray.Create("DR2001", "DR2002", "DR2003");
}

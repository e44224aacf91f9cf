using DepRisk.Lock;

namespace DepRisk.Analyzer;

/// <summary>One look through the code of a compilation for all rules about it, and none where no watched assembly is referenced.</summary>
internal static class CodeRun
{
    /// <param name="isMine">Whether rules of a level are this run's.</param>
    public static void Register(GuardedActions actions, ModelFile file, Func<RuleLevel, bool> isMine)
    {
        if (file.Reading.Model is not { } model || WatchedAssemblies.Of(actions.Compilation, model.Watched) is not { } watched)
        {
            return;
        }

        var rules = model.Rules;
        if (isMine(rules.LeakedType))
        {
            DR2002_LeakedType.Register(actions, watched, rules.LeakedType);
        }

        var isSpreadPossible = isMine(rules.SpreadBinding) && DR2001_SpreadBinding.IsPossible(actions.Compilation, watched, rules.Files);
        var isHiddenUsePossible = isMine(rules.HiddenUse) && DR2003_HiddenUse.IsPossible(watched);
        if (isSpreadPossible || isHiddenUsePossible)
        {
            var uses = Uses.Collect(actions, watched);
            actions.AtEnd(context =>
            {
                if (isSpreadPossible)
                {
                    DR2001_SpreadBinding.Report(context, watched, uses, rules);
                }

                if (isHiddenUsePossible)
                {
                    DR2003_HiddenUse.Report(context, watched, uses, rules);
                }
            });
        }
    }
}

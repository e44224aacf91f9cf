using DepRisk.IL;
using DepRisk.Input;

namespace DepRisk.Tests.IL;

public sealed class NameBudgetTests
{
    [Fact]
    public void Keeps_names_up_to_the_limit_and_then_says_which_it_is()
    {
        var budget = new NameBudget();
        var name = new string('x', Limits.NameCharacters);
        for (var kept = 0L; kept < Limits.NamesCharacters; kept += name.Length)
        {
            Assert.Same(name, budget.Keep(name));
        }

        var problem = MalformedMetadata.Phrase(Assert.Throws<InvalidDataException>(() => budget.Keep("x")));
        Assert.Equal("has more than 67,108,864 characters of names, which is the limit", problem);
    }
}

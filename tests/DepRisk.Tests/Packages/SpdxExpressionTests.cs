using DepRisk.Packages;

namespace DepRisk.Tests.Packages;

public sealed class SpdxExpressionTests
{
    [Theory]
    [InlineData("MIT")]
    [InlineData("Apache-2.0 OR MIT")]
    [InlineData("(LGPL-2.1-only AND (MIT OR BSD-3-Clause))")]
    [InlineData("GPL-2.0-or-later WITH Classpath-exception-2.0 AND MIT")]
    [InlineData("GPL-2.0+")]
    [InlineData("DocumentRef-a:LicenseRef-b.c-1")]
    public void Takes_what_the_grammar_allows(string text) => Assert.True(SpdxExpression.IsWellFormed(text));

    [Theory]
    [InlineData("")]
    [InlineData("()")]
    [InlineData("NOT A SPDX (")]
    [InlineData("MIT OR")]
    [InlineData("OR MIT")]
    [InlineData("MIT Apache-2.0")]
    [InlineData("MIT WITH (A)")]
    [InlineData("(MIT")]
    [InlineData("MIT)")]
    [InlineData("MIT/X11")]
    [InlineData("see <LICENSE>")]
    public void Refuses_everything_else(string text) => Assert.False(SpdxExpression.IsWellFormed(text));

    [Fact]
    public void Row_51_Ten_thousand_parentheses_are_refused_without_recursion() =>
        Assert.False(SpdxExpression.IsWellFormed(new string('(', 10_000) + "MIT" + new string(')', 10_000)));

    [Fact]
    public void Every_expression_of_the_packages_on_this_machine_is_well_formed()
    {
        var home = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var expressions = 0;
        foreach (var file in Directory.EnumerateFiles(home, "*.nuspec", SearchOption.AllDirectories))
        {
            if (Nuspec.Parse(file, File.ReadAllBytes(file)).Value?.License is { Type: NuspecLicenseType.Expression, Text: var text })
            {
                Assert.True(SpdxExpression.IsWellFormed(text), $"{Path.GetFileName(file)}: {text}");
                expressions++;
            }
        }

        // The packages of this very test run are among them.
        Assert.True(expressions > 5);
    }
}

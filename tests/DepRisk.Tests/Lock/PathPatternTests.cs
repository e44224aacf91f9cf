using System.Text.RegularExpressions;
using DepRisk.Lock;

namespace DepRisk.Tests.Lock;

public class PathPatternTests
{
    [Theory]
    [InlineData("src/Web/**", "src/Web/Web.csproj", true)]
    [InlineData("src/Web/**", "src/Website/Web.csproj", false)]
    [InlineData("**/*.Host.csproj", "Shop.Host.csproj", true)]
    [InlineData("**/*.Host.csproj", "src/a/b/Shop.Host.csproj", true)]
    [InlineData("src/*/Web.csproj", "src/a/b/Web.csproj", false)]
    [InlineData("src/web/**", "src/Web/Web.csproj", false)]
    [InlineData("*", "Web.csproj", true)]
    [InlineData("*", "src/Web.csproj", false)]
    [InlineData("**", "src/Web.csproj", true)]
    public void Matches(string pattern, string path, bool expected) => Assert.Equal(expected, PathPattern.Matches(pattern, path));

    /// <summary>The same by a regular expression, which tries every way.</summary>
    [Fact]
    public void Matches_what_a_regular_expression_of_the_same_meaning_matches()
    {
        var random = new Random(7);
        string[] pieces = ["a", "b", "ab", "*", "a*", "*b", "*a*b", "**", "**", "a*b*"];
        string[] names = ["a", "b", "ab", "aab", "ba", "abab"];
        var matched = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var pattern = string.Join('/', Enumerable.Range(0, random.Next(1, 5)).Select(_ => pieces[random.Next(pieces.Length)]));
            var path = string.Join('/', Enumerable.Range(0, random.Next(1, 5)).Select(_ => names[random.Next(names.Length)]));
            var expected = Regex.IsMatch(path + "/", Expression(pattern), RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(10));
            Assert.True(expected == PathPattern.Matches(pattern, path), $"{pattern} {path} should be {expected}");
            matched += expected ? 1 : 0;
        }

        Assert.InRange(matched, 1_000, 19_000);
    }

    /// <summary>Every name of the path ends with a slash here, so that <c>**</c> is any number of them.</summary>
    private static string Expression(string pattern) => "^" + string.Concat(pattern.Split('/').Select(name => name is "**" ? "([^/]+/)*" : name.Replace("*", "[^/]*", StringComparison.Ordinal) + "/")) + "$";
}

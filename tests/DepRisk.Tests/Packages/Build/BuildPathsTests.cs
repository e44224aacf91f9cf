using DepRisk.Packages;
using DepRisk.Packages.Build;

namespace DepRisk.Tests.Packages.Build;

public sealed class BuildPathsTests
{
    [Fact]
    public void Patterns_match_what_a_naive_matcher_says()
    {
        var random = new Random(20);
        var hits = 0;
        for (var i = 0; i < 200_000; i++)
        {
            var pattern = Text(random, "ab/.*?\u0002", 7);
            var path = Text(random, "ab/.", 9);
            var expected = Naive(pattern, path);
            Assert.True(BuildPaths.Matches(pattern, path) == expected, $"{pattern} {path}");
            hits += expected ? 1 : 0;
        }

        Assert.True(hits > 1000, "too few hits to prove anything");
    }

    private static string Text(Random random, string alphabet, int length) =>
        string.Concat(Enumerable.Range(0, random.Next(length)).Select(_ => alphabet[random.Next(alphabet.Length)]));

    private static bool Naive(ReadOnlySpan<char> pattern, ReadOnlySpan<char> path)
    {
        if (pattern.IsEmpty)
        {
            return path.IsEmpty;
        }

        if (pattern[0] is '*' or BuildProperties.Unknown)
        {
            return Naive(pattern[1..], path) || (!path.IsEmpty && (pattern[0] is BuildProperties.Unknown || path[0] is not '/') && Naive(pattern, path[1..]));
        }

        return !path.IsEmpty && (pattern[0] == path[0] || (pattern[0] is '?' && path[0] is not '/')) && Naive(pattern[1..], path[1..]);
    }
}
